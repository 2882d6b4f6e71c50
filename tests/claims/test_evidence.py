"""Every claim shows its evidence: exact spans, a reason, an id of its own, and figures that fit the ontology."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawat.claims.coder import LexiconCoder, default_coder
from kawat.ontology import EVENTS, QUAD, STATUSES, mode, score
from kawat.types import Claim, Coded, Party, Span

ID = {
    "id": "contoh-1",
    "title": "Menlu Kuba: Kami Hormati Vietnam",
    "language": "id",
    "published": "2022-06-01T08:45:00+07:00",
    "text": (
        "Hanoi -- Menteri Luar Negeri Kuba mengunjungi Vietnam pada Senin. Ia memuji Laos dan mengecam Amerika Serikat. "
        "“Embargo itu harus dicabut,” ujar sang menteri kepada wartawan.\n\n"
        "Sementara itu, Rusia menyerang Moldova pada 23 Mei, kata Kanselir Austria. Moskow membantah telah menyerang Moldova. "
        "Menurut PBB, milisi membakar dua desa di Kongo. Jika Cina menyerang Taiwan, Jepang akan menjatuhkan sanksi kepada Cina. "
        "Polisi Tunisia menangkap seorang wartawan Aljazair di Tunis. Serbia tidak mengakui Kosovo."
    ),
}
EN = {
    "id": "sample-2",
    "title": "Rwanda denies attacking Burundi",
    "language": "en",
    "published": "2023-02-10",
    "text": (
        "Rwanda denied the accusations of Burundi on Thursday. “Rwanda is a good neighbour to all,” its foreign minister said. "
        "The UN said that Eritrea bombed Ethiopia. Kenya closed its border with Somalia and recalled its ambassador.\n\n"
        "Peru and Ecuador held talks in Lima — the first since March 2021. If Chile closes its border with Peru, Peru will "
        "impose sanctions on Chile. Germany sent tents to Nepal. Thousands of farmers in Peru protested against the government."
    ),
}
# Words that make claims likely, to be mixed with anything at all.
WORDS = re.findall(
    r"\S+",
    """
    Rusia Moldova Kuba PBB ISIS Putin Presiden Menlu tentara warga menyerang mengecam memuji membantah bertemu tidak akan
    jika mungkin agar kata menurut katanya kami mereka Russia said denied attacking will not may if troops the president of
    condemned visited they we according to that " “ ” : , . ? -- 's - ( ) … 2022 Senin
    """,
)
anything = st.text(alphabet=st.characters(codec=None, categories=None, exclude_categories=()), max_size=400)
newsy = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=60).map(lambda parts: " ".join(parts)[:400])


@pytest.fixture(scope="module", params=[ID, EN], ids=["id", "en"])
def sample(request: pytest.FixtureRequest) -> dict[str, str]:
    return request.param


def spans(claim: Claim) -> Iterator[Span | Party]:
    yield from (claim.trigger, claim.sentence, *claim.actor, *claim.recipient)
    if claim.said_by is not None:
        yield claim.said_by


def check(coded: Coded, fields: dict[str, str]) -> None:
    """Holds every span of a coded text against the field that it names."""
    for claim in coded.claims:
        source = fields[claim.trigger.field]
        assert claim.trigger.text
        for span in spans(claim):
            if span.start is None:
                assert span.end is None
            else:
                assert span.text == source[span.start : span.end] != ""
        assert claim.sentence.start <= claim.trigger.start < claim.trigger.end <= claim.sentence.end
        for ref in (claim.date, claim.place):
            if ref is not None and ref.start is not None:
                assert 0 <= ref.start < ref.end <= len(source)
        if claim.place is not None:
            assert claim.place.text == source[claim.place.start : claim.place.end]
        if claim.date is not None and claim.date.basis == "article":
            assert claim.date.start is None
    for quote in coded.quotes:
        source = fields[quote.content.field]
        for span in filter(None, (quote.cue, quote.content, quote.speaker)):
            if span.start is not None:
                assert span.text == source[span.start : span.end] != ""


def test_spans_are_true(coder: LexiconCoder, sample: dict[str, str]):
    coded = coder.code(**sample)
    assert len(coded.claims) >= 7
    assert coded.quotes
    check(coded, sample)


def test_every_claim_has_its_reasons(coder: LexiconCoder, sample: dict[str, str]):
    for claim in coder.code(**sample).claims:
        assert claim.why
        assert all(line.strip() for line in claim.why)
        assert claim.event in " ".join(claim.why)
        assert claim.coder


def test_figures_fit_the_ontology(coder: LexiconCoder, sample: dict[str, str]):
    for claim in coder.code(**sample).claims:
        assert claim.event in EVENTS
        assert claim.status in STATUSES
        assert claim.quad == QUAD[claim.event]
        assert claim.score == score(claim.event, claim.cameo)
        assert claim.mode == mode(claim.event, claim.cameo)
        assert 0 <= claim.confidence <= 1
        assert claim.cameo.isdigit()


def test_ids_are_unique_and_name_the_document(coder: LexiconCoder, sample: dict[str, str]):
    ids = [claim.id for claim in coder.code(**sample).claims]
    assert len(set(ids)) == len(ids)
    other = [claim.id for claim in coder.code(**{**sample, "id": "another"}).claims]
    assert not set(ids) & set(other)
    assert all(id.startswith("c:") for id in ids)


def test_the_same_text_gives_the_same_records(coder: LexiconCoder, sample: dict[str, str]):
    first = coder.code(**sample)
    coder.code("Iran attacked Oman, Kenya said.", language="en", id="in between")
    assert coder.code(**sample) == first


def test_another_process_gives_the_same_records(coder: LexiconCoder):
    here = [msgspec.to_builtins(coder.code(**record)) for record in (ID, EN)]
    program = (
        "import json, sys, msgspec; from kawat.claims.coder import default_coder as c; "
        "json.dump([msgspec.to_builtins(c().code(**r)) for r in json.load(sys.stdin)], sys.stdout)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps([ID, EN]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
    )
    assert json.loads(done.stdout) == json.loads(json.dumps(here))


def test_the_title_counts_in_its_own_field(coder: LexiconCoder):
    claims = coder.code(**EN).claims
    title = [claim for claim in claims if claim.origin == "title"]
    assert title
    assert {claim.trigger.field for claim in title} == {"title"}
    assert {claim.trigger.field for claim in claims if claim.origin == "body"} == {"text"}


def test_dates_of_the_text_and_of_the_article(coder: LexiconCoder):
    (told,) = coder.code("Cuba praised Vietnam on 3 March 2021.", language="en", published="2022-06-01").claims
    assert told.date is not None
    assert (told.date.value, told.date.precision, told.date.basis) == ("2021-03-03", "day", "text")
    (near,) = coder.code("Kuba memuji Vietnam, Senin.", language="id", published="2022-06-01").claims
    assert near.date is not None
    assert (near.date.value, near.date.basis) == ("2022-05-30", "relative")
    (bare,) = coder.code("Cuba praised Vietnam.", language="en", published="2022-06-01").claims
    assert bare.date is not None
    assert (bare.date.value, bare.date.basis, bare.date.start) == ("2022-06-01", "article", None)
    (none,) = coder.code("Cuba praised Vietnam.", language="en").claims
    assert none.date is None


def test_the_place_is_where_it_happened(coder: LexiconCoder):
    claim = coder.code("Menlu Vietnam dan Menlu Kuba bertemu kemarin di Wina.", language="id").claims[0]
    assert claim.place is not None
    assert (claim.place.text, claim.place.country) == ("Wina", "AUT")


def test_offsets_count_code_points(coder: LexiconCoder):
    text = "🇮🇩 é — 😀. Cuba praised Peru."
    (claim,) = coder.code(text, language="en").claims
    check(coder.code(text, language="en"), {"text": text})
    assert claim.trigger.start == text.index("praised")


@settings(max_examples=250, deadline=None)
@given(text=anything | newsy, language=st.sampled_from(["id", "en", ""]), title=st.just("") | newsy)
def test_any_text_is_coded_and_every_span_is_true(text: str, language: str, title: str):
    if not language:  # see test_a_lone_surrogate_needs_no_language
        text = text.encode("utf-8", "replace").decode()
    coded = default_coder().code(text, title=title, language=language, published="2022-06-01")
    check(coded, {"text": text, "title": title})
    for claim in coded.claims:
        assert claim.why
        assert 0 <= claim.confidence <= 1
    assert len({claim.id for claim in coded.claims}) == len(coded.claims)


def test_a_lone_surrogate_needs_no_language(coder: LexiconCoder):
    check(coder.code("A\ud800"), {"text": "A\ud800"})
