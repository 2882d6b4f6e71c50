"""When alerts are raised: the tables ``[[watch.alert]]`` of ``desk.toml``; ``docs/alerts.md`` has every key with examples."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

import msgspec

from kawat.actors.registry import body_codes, country_names, rows, split_code
from kawat.errors import DeskError, UnknownNameError
from kawat.ontology import EVENTS, QUADS, STATUSES
from kawat.relations.sides import Side, side
from kawat.watch.alerts.values import NAME, Many, listed, made, seconds

_ACT_KEYS = ("event", "actor", "recipient", "dyad", "status", "min_confidence", "min_outlets", "min_reports")
_SHIFT_KEYS = ("min_probability", "min_size", "direction", "by")
Kind = Literal["shift", "act", "article"]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """When to raise an alert, and where it goes; everything that is given must hold.

    ``shift`` makes it a rule on shifts ("any", or pairs of codes as "RUS UKR"); any of ``event`` (types or quad classes),
    ``actor``, ``recipient``, ``dyad``, ``status``, ``min_confidence``, ``min_outlets`` and ``min_reports`` one on acts;
    otherwise it is one on articles. ``query`` holds words as the desk's search takes them, ``filter`` a condition in SQL on
    ``c`` (claims, for acts) and ``d`` (documents). ``quiet`` is for how long the same cause is not told again ("6h").
    ``expand`` names blocs that stand for their members of the act's day.
    """

    name: str
    channels: Many
    shift: Many = ()
    by: Literal["day", "week", "month"] = "week"
    min_probability: float = 0.9
    min_size: float = 0.0
    direction: Literal["", "worse", "better", "attention"] = ""
    event: Many = ()
    actor: Many = ()
    recipient: Many = ()
    dyad: Many = ()
    expand: Many = ()
    status: Many = ()
    min_confidence: float = 0.0
    min_outlets: int = 0
    min_reports: int = 0
    query: str = ""
    filter: str = ""
    languages: Many = ()
    quiet: str = ""

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ValueError(
                f"name: {self.name!r} is no name. Write letters, digits, spaces, dots, colons and hyphens, at most 64."
            )
        if not listed(self.channels):
            raise ValueError('channels: name at least one, as channels = ["terminal"].')
        seconds(self.quiet, "quiet")
        for key, least, most in (("min_probability", 0, 1), ("min_confidence", 0, 1), ("min_size", 0, 1000)):
            if not least <= getattr(self, key) <= most:
                raise ValueError(f"{key}: {getattr(self, key)} is not between {least} and {most}.")
        for key in ("min_outlets", "min_reports"):
            if getattr(self, key) < 0:
                raise ValueError(f"{key}: {getattr(self, key)} is less than 0.")
        _one_of("status", self.status, STATUSES)
        _one_of("event", self.event, (*EVENTS, *QUADS))
        self._check_codes()
        self._check_kind()

    def _check_codes(self) -> None:
        for key in ("actor", "recipient", "expand"):
            for code in listed(getattr(self, key)):
                _check_code(key, code)
        for key in ("dyad", "shift"):
            for code in (code for two in self._pairs(key) for code in two):
                _check_code(key, code)
        for code in listed(self.expand):
            try:
                side(code, True)
            except UnknownNameError as problem:
                raise ValueError(f"expand: {problem}") from None

    def _check_kind(self) -> None:
        given = [key for key in self.__struct_fields__ if getattr(self, key) != _DEFAULTS.get(key)]
        if self.shift:
            stray = [key for key in given if key in (*_ACT_KEYS, "query", "filter", "languages")]
            if stray:
                raise ValueError(f"{stray[0]}: a rule on a shift does not take it. Make it a rule of its own, without shift.")
            if "any" in listed(self.shift) and len(listed(self.shift)) > 1:
                raise ValueError('shift: "any" stands alone.')
        elif stray := [key for key in given if key in _SHIFT_KEYS]:
            raise ValueError(f'{stray[0]}: only a rule on a shift takes it. Add shift = "any", or shift = "RUS UKR".')
        elif self.kind == "article" and not (self.query.strip() or self.filter.strip() or self.languages):
            raise ValueError("it holds of every article. Say shift, event, actor, recipient, dyad, query or filter.")

    @property
    def kind(self) -> Kind:
        """What the rule looks at: ``shift``, ``act`` or ``article``."""
        if self.shift:
            return "shift"
        return "act" if any(getattr(self, key) for key in _ACT_KEYS) else "article"

    @property
    def types(self) -> frozenset[str]:
        """The event types asked for, those of quad classes among them; empty where any will do."""
        return frozenset(event for one in listed(self.event) for event in QUADS.get(one, (one,)))

    @property
    def statuses(self) -> tuple[str, ...]:
        """The statuses that count: ``real`` unless told."""
        return listed(self.status) or ("real",)

    def sides(self, key: Literal["actor", "recipient"]) -> tuple[Side, ...]:
        """Who may stand on a side, blocs with their members of each day where they are expanded."""
        return tuple(side(code, code in listed(self.expand)) for code in listed(getattr(self, key)))

    def dyads(self, key: Literal["dyad", "shift"]) -> tuple[tuple[Side, Side], ...]:
        """The pairs that are asked for; empty where any will do."""
        more = listed(self.expand)
        return tuple((side(a, a in more), side(b, b in more)) for a, b in self._pairs(key))

    def _pairs(self, key: str) -> list[tuple[str, str]]:
        out = []
        for text in listed(getattr(self, key)):
            if key == "shift" and text == "any":
                continue
            codes = text.split()
            if len(codes) != 2 or codes[0] == codes[1]:
                raise ValueError(f'{key}: {text!r} is no pair of codes. Write "RUS UKR".')
            out.append((codes[0], codes[1]))
        return out


_DEFAULTS = dict(zip(Rule.__struct_fields__[-len(Rule.__struct_defaults__) :], Rule.__struct_defaults__))


def rules(given: Iterable[Mapping[str, Any]], channels: Iterable[str]) -> list[Rule]:
    """The rules of ``[[watch.alert]]``; raises DeskError naming the rule and the key that is wrong, channels among them."""
    there = set(channels)
    out: list[Rule] = []
    for number, table in enumerate(given, 1):
        name = table.get("name") if isinstance(table.get("name"), str) else ""
        rule = made(Rule, table, f"[[watch.alert]] {number}" + (f" ({name!r})" if name else ""))
        for channel in listed(rule.channels):
            if channel not in there:
                known = f"it is one of {', '.join(sorted(there))}" if there else f"add [watch.channels.{channel}]"
                raise DeskError(f"[[watch.alert]] {number} ({name!r}): channels: there is no channel {channel!r}; {known}.")
        if any(other.name == rule.name for other in out):
            raise DeskError(f"[[watch.alert]] {number} ({name!r}): name: another rule has it. What was told is known by it.")
        out.append(rule)
    return out


def _one_of(key: str, given: Many, names: Iterable[str]) -> None:
    for name in listed(given):
        if name not in names:
            near = difflib.get_close_matches(name.upper() if key == "event" else name, list(names), n=1, cutoff=0.5)
            raise ValueError(
                f"{key}: there is no {name!r}; {f'did you mean {near[0]}?' if near else 'it is one of ' + ', '.join(names)}."
            )


@cache
def _codes() -> frozenset[str]:
    return frozenset({*country_names("en"), *body_codes(), *(split_code(row["code"])[0] for row in rows("groups.csv"))})


def _check_code(key: str, code: str) -> None:
    if code not in _codes():
        near = difflib.get_close_matches(code.upper(), _codes(), n=1, cutoff=0.5)
        raise ValueError(
            f"{key}: there is no actor code {code!r}; {f'did you mean {near[0]}?' if near else 'see: kawat actors NAME'}."
        )
