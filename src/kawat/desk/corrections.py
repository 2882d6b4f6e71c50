"""Corrections of claims by people: who accepts, rejects or changes a claim, when and why; and what they give as gold.

Nothing is overwritten: a correction is a row of its own, and what the coder found stays readable as ``claims_as_coded``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

from kawat.actors.registry import body_codes, country_names, rows, split_code
from kawat.desk import tables
from kawat.desk.questions import connect
from kawat.desk.standing import VERDICTS
from kawat.desk.store import Store
from kawat.errors import DeskError, UnknownNameError
from kawat.ontology import CONTEXTS, EVENTS, QUAD, ROOT_CAMEO, STATUSES, cameo_codes, quad, score
from kawat.ontology import mode as mode_of
from kawat.ontology.cameo import roles
from kawat.ontology.plover import modes

Row = dict[str, Any]
_PLACE = re.compile(r"(.+?)\s*\(([A-Z]{3})\)$")


def correct(store: Store, claim: str, verdict: str, changes: Mapping[str, str], *, by: str, why: str) -> tuple[Row, Row | None]:
    """Notes a person's verdict on a claim: ``accept``, ``reject``, or ``change`` with new values by field.

    ``claim`` is a claim's id or the unmistakable beginning of one. Gives the claim as it was and as it is now (None where
    it was rejected). Raises DeskError for no such claim, nobody's name, no reason or an empty change, UnknownNameError for
    a field or a value that is none.
    """
    if verdict not in VERDICTS:
        raise UnknownNameError(f"there is no verdict {verdict!r}; it is one of {', '.join(VERDICTS)}.")
    if not by.strip() or not why.strip():
        raise DeskError("a correction needs the name of who makes it and a reason: --by NAME --why TEXT.")
    if bool(changes) != (verdict == "change"):
        raise DeskError("a change names at least one field and its new value, an acceptance or rejection none.")
    with connect(store) as connection:
        coded = _coded(connection, claim)
        before = _row(connection, "claims", coded["id"])
    new = _new_values(before or coded, changes)
    now = datetime.now(UTC)
    row = new | {
        "claim": coded["id"], "document": coded["document"], "verdict": verdict, "by": by.strip(), "why": why.strip(),
        "time": now.isoformat(timespec="microseconds"), "changed": sorted(new), "month": f"{now:%Y-%m}",
    }  # fmt: skip
    row["id"] = "x:" + blake2b(f"{row['time']} {coded['id']} {verdict} {by}".encode(), digest_size=8).hexdigest()
    store.note("corrections", tables.table("corrections", [row]))
    return before or coded, None if verdict == "reject" else (coded if verdict == "accept" else (before or coded) | new)


def _row(connection: Any, view: str, claim: str) -> Row | None:
    found: list[Row] = connection.sql(f"SELECT * FROM {view} WHERE id = ? LIMIT 1", params=[claim]).to_arrow_table().to_pylist()
    return found[0] if found else None


def _coded(connection: Any, claim: str) -> Row:
    """The claim of an id, or of the beginning of one, as it was coded."""
    question = "SELECT DISTINCT id FROM claims_as_coded WHERE id = ? OR starts_with(id, ?) ORDER BY id <> ?, id LIMIT 4"
    found = [row[0] for row in connection.execute(question, [claim, claim, claim]).fetchall()] if claim else []
    if not found:
        raise DeskError(f'the desk has no claim {claim!r}. Its ids are in: kawat desk sql "SELECT id FROM claims".')
    if len(found) > 1 and found[0] != claim:
        raise DeskError(f"{claim!r} begins several claims: {', '.join(found[:3])}. Write more of it.")
    row = _row(connection, "claims_as_coded", found[0])
    assert row is not None
    return row


def _new_values(claim: Row, changes: Mapping[str, str]) -> Row:
    """The columns that a change sets, those among them that follow from others (quad class, score)."""
    new: Row = {}
    for field, value in changes.items():
        if field not in _READ:
            raise UnknownNameError(f"there is no field {field!r} to change; it is one of {', '.join(_READ)}.")
        new |= _READ[field](claim, value.strip())
    if "event" in changes or "cameo" in changes:
        new = _typed(claim, new)
    if "mode" in changes and new["mode"] and f"{new.get('event', claim['event'])}/{new['mode']}" not in modes():
        raise UnknownNameError(f"{new.get('event', claim['event'])} has no mode {new['mode']!r}. See: kawat codebook.")
    new = {name: value for name, value in new.items() if value != claim[name]}
    if changes and not new.keys() - {"score"}:  # which is kept less exactly than it is computed
        raise DeskError(f"claim {claim['id']} has these values already: nothing to change.")
    return new


def _typed(claim: Row, new: Row) -> Row:
    """With an event type and CAMEO code that fit each other, and what follows from them."""
    cameo = new.get("cameo", "")
    event = new.get("event") or cameo_codes()[cameo].event
    if event not in QUAD:
        raise UnknownNameError(f"CAMEO {cameo} is of no event type; name the event too, or reject the claim.")
    if cameo and cameo_codes()[cameo].event not in ("", event):
        raise UnknownNameError(f"CAMEO {cameo} is a code of {cameo_codes()[cameo].event}, not of {event}.")
    if not cameo:
        cameo = claim["cameo"] if event == claim["event"] else ROOT_CAMEO[event]
    fitting = {"event": event, "cameo": cameo, "quad": quad(event), "score": score(event, cameo)}
    return {"mode": mode_of(event, cameo)} | new | fitting


def _one_of(names: tuple[str, ...], what: str, name: str) -> str:
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"it is one of {', '.join(names)}."
    raise UnknownNameError(f"there is no {what} {name!r}; {hint}")


def _cameo(claim: Row, value: str) -> Row:
    if value not in cameo_codes():
        raise UnknownNameError(f"there is no CAMEO code {value!r}. Codes keep their leading zeros: 042, not 42.")
    return {"cameo": value}


def _contexts(claim: Row, value: str) -> Row:
    return {"contexts": [_one_of(CONTEXTS, "context", name) for name in _listed(value)]}


def _side(name: str) -> Callable[[Row, str], Row]:
    return lambda claim, value: {name: [_party(code, claim) for code in _listed(value)]}


def _party(full: str, claim: Row) -> Row:
    """A party by its code: the claim's own with its place in the text where it has that code, else one without a place."""
    code, sector = split_code(full)
    _checked(code, sector, full)
    there = [*claim["actor"], *claim["recipient"], *filter(None, [claim["said_by"]])]
    own = next((party for party in there if party["code"] == code), None)
    name = country_names("en").get(code, code if code != "?" else "")
    return {"name": name, "start": None, "end": None, "text": ""} | (own or {}) | {"code": code, "sector": sector}


def _checked(code: str, sector: str, full: str) -> None:
    known = {*country_names("en"), *body_codes(), *(split_code(row["code"])[0] for row in rows("groups.csv")), "?"}
    if code not in known:
        near = difflib.get_close_matches(code, known, n=3, cutoff=0.5)
        raise UnknownNameError(
            f"there is no actor code {code!r} in {full!r}; {f'did you mean {near[0]}?' if near else 'see: kawat actors NAME.'}"
        )
    if sector and sector not in roles():
        raise UnknownNameError(f"there is no sector {sector!r} in {full!r}; it is one of {', '.join(roles())}.")


def _day(claim: Row, value: str) -> Row:
    try:
        day = date.fromisoformat(value) if value else None
    except ValueError:
        raise UnknownNameError(f"{value!r} is no day. Write 2022-06-01.") from None
    told = {"value": value, "precision": "day", "basis": "corrected", "start": None, "end": None}
    return {"day": day, "date": told if day else None}


def _place(claim: Row, value: str) -> Row:
    named = _PLACE.match(value)
    name, country = named.groups() if named else (value, "")
    return {"place": {"name": name, "country": country, "start": None, "end": None, "text": ""} if value else None}


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


_READ: dict[str, Callable[[Row, str], Row]] = {
    "event": lambda claim, value: {"event": _one_of(EVENTS, "event type", value.upper())},
    "mode": lambda claim, value: {"mode": value},
    "cameo": _cameo,
    "contexts": _contexts,
    "status": lambda claim, value: {"status": _one_of(STATUSES, "status", value)},
    "actor": _side("actor"),
    "recipient": _side("recipient"),
    "said_by": lambda claim, value: {"said_by": _party(value, claim) if value else None},
    "via": lambda claim, value: {"via": value or None},
    "day": _day,
    "place": _place,
}
FIELDS = tuple(_READ)
"""The fields of a claim that a person can change."""
