"""Events of our own for the tests of exports and imports, by hand and by hypothesis."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kawat.export.event import Actor, Event, Location, Report
from kawat.ontology import CONTEXTS, QUAD, cameo_codes

LAVROV = Actor("RUS", "GOV", "Sergei Lavrov")
KYIV = Actor("UKR", "GOV", "Kyiv")
POLAND = Actor("POL", "", "Polandia")


def event(id: str = "c:1", **more: Any) -> Event:
    """A threat of Russia's against Ukraine on 2 March 2022, as one article has it."""
    report = Report(
        document="d1", claim=id, url="https://kabar.example/a?b=1", outlet="kabar.example", title="Rusia Ancam Ukraina",
        published="2022-03-03T06:30:00+07:00", language="id", sentence=2, actor=40, recipient=70, action=61, length=900,
        confidence=0.83, lead=True,
    )  # fmt: skip
    fields: dict[str, Any] = {
        "id": id, "event": "THREATEN", "cameo": "138", "quad": "verbal conflict", "score": -7.0, "day": "2022-03-02",
        "actors": (LAVROV,), "recipients": (KYIV,), "mode": "violence", "contexts": ("military",), "dated": "relative",
        "place": Location("Kyiv", "UKR", latitude=50.45, longitude=30.52), "confidence": 0.83, "coder": "kawat-reader@3",
        "claims": (id,), "documents": ("d1",), "outlets": ("kabar.example",), "reports": (report,),
    }  # fmt: skip
    return Event(**fields | more)


# Words as news has them, and what breaks formats: tabs, line breaks, quotes, other scripts, separators.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.sampled_from("\t\n;,\"'|"), max_size=12)
SOME = WORDS.filter(bool)
CODES = st.sampled_from(
    ["RUS", "UKR", "IDN", "PSE", "UN", "EU", "NATO", "WEST", "G20", "GREENPEACE", "ISIS", "ALQAEDA", "XKX", "?"]
)
SECTORS = st.sampled_from(["", "GOV", "MIL", "MED", "NGO", "REL", "CVL"])
ACTORS = st.builds(Actor, CODES, SECTORS, WORDS)
DEGREES = st.none() | st.floats(-89, 89)
PLACES = st.builds(Location, SOME, st.sampled_from(["", "IDN", "USA", "PSE"]), WORDS, WORDS, DEGREES, DEGREES)
OFFSETS = st.none() | st.integers(0, 10_000)
SHARES = st.none() | st.floats(0, 1)
MOMENTS = st.sampled_from(["", "2024-02-29", "2022-06-01T08:45:00+07:00", "2022-06-01T01:45:00+00:00"])
REPORTS = st.builds(
    Report, SOME, WORDS, WORDS, WORDS, WORDS, MOMENTS, st.sampled_from(["", "id"]), st.none() | st.integers(1, 99), OFFSETS,
    OFFSETS, OFFSETS, st.integers(0, 10_000), SHARES, st.booleans(),
)  # fmt: skip
NAMED = sorted(code for code, known in cameo_codes().items() if known.event)
IDS = st.from_regex(r"[a-z]:[0-9a-f]{1,8}", fullmatch=True)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Any event that a desk may give."""
    cameo = draw(st.sampled_from(NAMED))
    known = cameo_codes()[cameo]
    sides = st.lists(ACTORS, max_size=3).map(tuple)
    return Event(
        id=draw(IDS), event=known.event, cameo=cameo, quad=QUAD[known.event], score=draw(st.floats(-10, 10)),
        day=draw(st.dates(date(1000, 1, 1))).isoformat(), actors=draw(sides), recipients=draw(sides), mode=known.mode,
        contexts=draw(st.lists(st.sampled_from(CONTEXTS), unique=True, max_size=2).map(tuple)),
        dated=draw(st.sampled_from(["", "text"])), place=draw(st.none() | PLACES), confidence=draw(SHARES), coder=draw(WORDS),
        claims=draw(st.lists(IDS, max_size=2).map(tuple)), documents=draw(st.lists(SOME, max_size=2).map(tuple)),
        outlets=draw(st.lists(SOME, max_size=2).map(tuple)), reports=draw(st.lists(REPORTS, max_size=2).map(tuple)),
    )  # fmt: skip
