"""How two sides get along, and where relations moved most, on a terminal page of 80 columns or more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kawat.desk.dyad import Found, Third, Told
from kawat.read.clean import one_line
from kawat.relations.drawing import rows, sparkline
from kawat.relations.explain import Mover
from kawat.relations.phrases import name
from kawat.relations.series import Series
from kawat.relations.shifts import Shift
from kawat.relations.stance import POSITIONS
from kawat.relations.standing import Level, Of
from kawat.relations.telling import bare, heading, short_day

# The periods that are listed at most, the last ones; third parties listed for each side; signs of a sentence.
LISTED, PARTIES, LONGEST = 60, 12, 300
# So many periods without events in a row are shown as one.
_QUIET = 4
_WORDS = {
    "en": {
        "period": "period", "events": "events", "coop": "coop.", "hostile": "conflict", "net": "net", "level": "level",
        "attention": "share of all", "conflict": "Level of conflict by {}", "intensity": "Level of the mean score by {}",
        "day": "day", "week": "week", "month": "month", "none": "no event between {} and {}",
        "movers": "Events that moved it most each way (points of the mean score, −10 to +10)",
        "no sentence": "no sentence in the desk",
        "third": "Third parties towards {}", "no third": "none said anything",
        "last": "last", "condemned": "condemned", "backed": "backed", "held back": "held back",
        "refused": "refused the other side", "pair": "dyad", "since": "since", "way": "way", "sure": "sure", "worse": "worse",
        "better": "better", "more news": "more news", "less news": "less news", "more": "{} more; --format json lists them all",
        "earlier": "{} earlier periods; --format csv lists them all", "no shift": "no shift that is sure enough", "to": "to",
        "beside": "The desk, and {}; ≠ where the intervals do not meet",
    },
    "id": {
        "period": "periode", "events": "peristiwa", "coop": "kerja sama", "hostile": "konflik", "net": "neto", "level": "tingkat",
        "attention": "andil", "conflict": "Tingkat konflik per {}", "intensity": "Tingkat skor rata-rata per {}", "day": "hari",
        "week": "minggu", "month": "bulan", "none": "tidak ada peristiwa antara {} dan {}",
        "movers": "Peristiwa yang paling menggesernya ke dua arah (poin skor, −10 sampai +10)",
        "no sentence": "tidak ada kalimat di desk", "third": "Pihak ketiga terhadap {}", "no third": "tidak ada yang bersikap",
        "last": "terakhir", "condemned": "mengecam", "backed": "mendukung",
        "held back": "menahan diri", "refused": "menolak pihak lain", "pair": "pasangan", "since": "sejak", "way": "arah",
        "sure": "yakin",
        "worse": "memburuk", "better": "membaik", "more news": "lebih ramai", "less news": "lebih sepi",
        "more": "{} lagi; --format json memuat semuanya", "earlier": "{} periode sebelumnya; --format csv memuat semuanya",
        "no shift": "tidak ada pergeseran yang cukup pasti", "to": "–",
        "beside": "Desk ini, dan {}; ≠ bila selangnya tidak bertemu",
    },
}  # fmt: skip


def show(target: Console, found: Found, of: Of, language: str) -> None:
    """Prints a dyad: sentences, the line of small bars, the periods, the events behind it; one line where there is nothing."""
    words, series = _WORDS[language], found.series
    if not found.levels:
        target.print(Text(words["none"].format(name(series.a, language), name(series.b, language))))
        return
    for sentence in found.told:
        target.print(Text(sentence))
    target.print()
    low, high = (0.0, 1.0) if of == "conflict" else (None, None)
    span = f"{short_day(series.periods[0].start, language)} – {short_day(series.periods[-1].end, language)}"
    target.print(Text(f"{words[of].format(words[series.by])}, {span}", "bold"))
    target.print(Text(sparkline([one.level for one in found.levels], low, high, target.width)))
    target.print()
    listed = _runs(rows(found.series, found.levels))
    if earlier := sum(len(run) for run in listed[:-LISTED]):
        target.print(Text(words["earlier"].format(earlier), "dim"))
    target.print(_periods(listed[-LISTED:], language))
    target.print()
    target.print(Text(words["movers"], "bold"))
    _events(target, found.movers, found.evidence, language)
    for third in found.thirds:
        _third(target, third, found.evidence, language)


def _periods(listed: list[list[dict[str, Any]]], language: str) -> Table:
    words = _WORDS[language]
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    for key in ("period", "events", "coop", "hostile", "net", "level", "90%", "attention"):
        table.add_column(words.get(key, key), justify="left" if key == "period" else "right", no_wrap=True)
    for run in listed:
        row = run[-1]
        if len(run) > 1:
            table.add_row(f"{run[0]['period']} –", *[""] * 7, style="dim")
        friendly = row["verbal_cooperation"] + row["material_cooperation"]
        band = f"{_number(row['low'], 2, language)} {words['to']} {_number(row['high'], 2, language)}"
        share = _number(100 * row["attention"], 2, language) + "%"
        net = _number(row["net"], 1, language, "+") if row["events"] else "–"
        cells = (str(row["events"]), str(friendly), str(row["events"] - friendly), net)
        table.add_row(row["period"], *cells, _number(row["level"], 2, language), band, share)
    return table


def show_beside(
    target: Console, source: str, ours: Series, levels: Sequence[Level], theirs: Series, others: Sequence[Level], language: str
) -> None:
    """Two sources of one dyad side by side: events and level of each, and whether the 90% intervals meet."""
    words = _WORDS[language]
    target.print()
    target.print(Text(words["beside"].format(one_line(source)), "bold"))
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    for key in ("period", "events", "level", "90%", "events", "level", "90%", ""):
        table.add_column(words.get(key, key), justify="left" if key == "period" else "right", no_wrap=True)
    mine, other = rows(ours, levels), rows(theirs, others)
    for row, there in zip(mine, other):
        if not row["events"] and not there["events"]:
            continue
        cells = [row["period"]]
        for one in (row, there):
            band = f"{_number(one['low'], 2, language)} {words['to']} {_number(one['high'], 2, language)}"
            cells += [str(one["events"]), _number(one["level"], 2, language), band]
        meet = row["low"] <= there["high"] and there["low"] <= row["high"]
        table.add_row(*cells, "" if meet else "≠")
    target.print(table)


def _runs(listed: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The periods one by one, but those of a longer time without events together."""
    out: list[list[dict[str, Any]]] = []
    for row in listed:
        quiet = not (row["events"] or row["negated"] or row["unreal"])
        if quiet and out and not any(out[-1][0][name] for name in ("events", "negated", "unreal")):
            out[-1].append(row)
        else:
            out.append([row])
    return [part for run in out for part in ([run] if len(run) >= _QUIET else [[row] for row in run])]


def _events(target: Console, movers: Iterable[Mover], evidence: dict[str, Told], language: str, effects: bool = True) -> None:
    """Each event on a line, with how far it moved the level, and below it the sentence that shows it."""
    for mover in movers:
        sides = " → ".join(
            ", ".join(bare(code, language) for code in codes) for codes in (mover.actors, mover.recipients) if codes
        )
        effect = f"{_number(mover.effect, 2, language, '+'):>6}" if effects else ""
        line = Text(f"{effect}  {short_day(mover.day, language)}  ")
        mode = f" {mover.mode}" if mover.mode else ""
        target.print(line.append(f"{mover.event}{mode}", "bold").append(f"  {sides}"))
        _sentence(target, evidence.get(mover.id), language, len(effect) + 2)


def _sentence(target: Console, told: Told | None, language: str, indent: int) -> None:
    if told is None:
        words = f"({_WORDS[language]['no sentence']})"
    else:
        sentence = one_line(told.sentence)
        sentence = sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1].rstrip() + "…"
        words = f"“{sentence}” ({one_line(told.outlet) or '?'})"
    target.print(Padding(Text(words, "dim"), (0, 0, 0, indent), expand=False))


def _third(target: Console, third: Third, evidence: dict[str, Told], language: str) -> None:
    """Third parties towards one side, those with most acts first, each with the last act of its stance."""
    words = _WORDS[language]
    target.print()
    target.print(Text(words["third"].format(name(third.towards, language)), "bold"))
    if not third.stances:
        target.print(Text(words["no third"], "dim"))
    ranked = sorted(third.stances, key=lambda one: (-len(one.acts[one.position]), one.code))
    for stance in ranked[:PARTIES]:
        last = stance.acts[stance.position][-1]
        order = sorted(stance.acts, key=lambda at: (at != stance.position, POSITIONS.index(at)))
        counts = ", ".join(f"{len(stance.acts[at])} {words[at]}" for at in order)
        target.print(Text(bare(stance.code, language), "bold").append(f"  {counts}", "not bold").append(
            f"  ({words['last']} {short_day(third.days[last], language)})", "dim"))  # fmt: skip
        _sentence(target, evidence.get(last), language, 4)
    if len(ranked) > PARTIES:
        target.print(Text(words["more"].format(len(ranked) - PARTIES), "dim"))


def show_shifts(
    target: Console, found: Sequence[tuple[Shift, list[Mover]]], evidence: dict[str, Told], language: str
) -> None:  # fmt: skip
    """Prints shifts as a table; below each the event that did most, with its sentence."""
    words = _WORDS[language]
    if not found:
        target.print(Text(words["no shift"]))
        return
    cells = [_cells(shift, language) for shift, _ in found]
    heads = tuple(words[key] for key in ("pair", "since", "way", "sure", "hostile", "events"))
    widths = [max(len(row[i]) for row in (heads, *cells)) for i in range(len(heads))]
    widths[0] = min(widths[0], target.width - sum(widths[1:]) - 2 * len(heads))
    target.print(Text(_line(heads, widths), "dim"))
    for row, (_, causes) in zip(cells, found):
        target.print(Text(_line(row, widths)))
        _events(target, causes[:1], evidence, language, effects=False)


def _cells(shift: Shift, language: str) -> tuple[str, ...]:
    words = _WORDS[language]
    way = (
        words["more news" if abs(shift.after) >= abs(shift.before) else "less news"]
        if shift.way == "attention"
        else words[shift.way]
    )
    before, after = ("–" if share is None else f"{share:.0%}" for share in (shift.conflict_before, shift.conflict_after))
    sure = f"{min(99, round(100 * shift.probability))}%"
    since = short_day(shift.date, language)
    return heading(shift.a, shift.b, language), since, way, sure, f"{before} → {after}", str(shift.events)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """The cells in columns, numbers to the right; what is too long is cut."""
    cut = [cell if len(cell) <= width else cell[: width - 1] + "…" for cell, width in zip(cells, widths)]
    return "  ".join(cell.rjust(w) if i >= 3 else cell.ljust(w) for i, (cell, w) in enumerate(zip(cut, widths)))


def _number(value: float, digits: int, language: str, sign: str = "") -> str:
    """With the language's decimal mark and a true minus sign."""
    text = f"{value:{sign}.{digits}f}".replace("-", "−")
    return text.replace(".", ",") if language == "id" else text
