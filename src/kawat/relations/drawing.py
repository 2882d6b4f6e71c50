"""A dyad's series as rows of a table and as a line of small bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kawat.relations.series import Series
from kawat.relations.standing import Level

_BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[float | None], low: float | None = None, high: float | None = None, width: int = 0) -> str:
    """One sign for each value, a blank for None; ``low`` and ``high`` are the values' own unless told.

    Where there are more values than ``width`` (0: no limit), as many as need be go together by their mean.
    """
    if width and len(values) > width:
        each = -(-len(values) // width)
        values = [_mean(values[i : i + each]) for i in range(0, len(values), each)]
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    least, most = (min(known) if low is None else low), (max(known) if high is None else high)
    steps = len(_BARS) - 1
    place = steps / (most - least) if most > least else 0.0
    return "".join(" " if v is None else _BARS[min(steps, max(0, round((v - least) * place)))] for v in values)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


COLUMNS = (
    "period", "events", "verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict", "negated", "unreal",
    "net", "intensity", "conflict", "level", "low", "high", "attention",
)  # fmt: skip


def rows(series: Series, levels: Sequence[Level]) -> list[dict[str, Any]]:
    """One row a period with the ``COLUMNS``; ``level``, ``low`` and ``high`` are those given, None where there are none."""
    out = []
    for i, period in enumerate(series.periods):
        held = levels[i] if i < len(levels) else None
        out.append(
            {
                "period": period.start.isoformat()[: 7 if series.by == "month" else 10],
                "events": period.events,
                **{quad.replace(" ", "_"): count for quad, count in period.quads.items()},
                "negated": period.negated,
                "unreal": period.unreal,
                "net": period.net,
                "intensity": _rounded(period.intensity),
                "conflict": _rounded(period.conflict),
                "level": held and round(held.level, 3),
                "low": held and round(held.low, 3),
                "high": held and round(held.high, 3),
                "attention": round(period.attention, 5),
            }
        )
    return out


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
