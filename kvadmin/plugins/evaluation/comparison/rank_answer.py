"""Ranks as the screen and programs read them."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from kvadmin.api import tr
from kvadmin.api.reports import Column, Table, table_of

from .compared import similar_json
from .funnel_answer import shown
from .ranking import LEVEL, RankedValue, Ranking, high_is_best

_NAMED = 8
#: Method -> how the intervals are made.
METHODS = {
    "wilson": "intervals of proportions (Wilson)",
    "garwood": "exact intervals of rates (Garwood)",
    "process": "intervals by each one's own variation over time",
}


def ranking_json(found: Ranking, names: dict[str, str]) -> dict[str, Any]:
    """Every figure with all its digits; an interval that nothing is known of is null."""
    return {
        "indicator": found.indicator.id,
        "period": str(found.span),
        "direction": found.indicator.direction,
        "best": "high" if high_is_best(found.indicator) else "low",
        "method": found.method,
        "level": LEVEL,
        "compared": len(found.ranked),
        "quartiles": list(found.quartiles),
        "municipalities": [_ranked_json(each, names) for each in found.ranked],
        "left_out": list(found.left_out),
        "missing": list(found.missing),
        "hidden": found.hidden,
        "similar": similar_json(found.similar),
    }


def _ranked_json(each: RankedValue, names: dict[str, str]) -> dict[str, Any]:
    rank = each.rank
    return {
        "municipality": each.municipality,
        "name": names.get(each.municipality, ""),
        "periods": each.periods,
        "numerator": each.numerator,
        "denominator": each.denominator,
        "value": each.value,
        "lower": _known(each.interval.lower),
        "upper": _known(each.interval.upper),
        "rank": rank.first,
        "rank_last": rank.last,
        "rank_lower": rank.lowest,
        "rank_upper": rank.highest,
        "quartile": rank.quartile,
        "quartile_certain": rank.certain,
    }


def _known(bound: float) -> float | None:
    return bound if math.isfinite(bound) else None


def _figure(bound: float) -> Decimal | None:
    return shown(_known(bound))


def _rank_text(each: RankedValue) -> str:
    """``4``, of several with the same value ``4-6``."""
    return _range(each.rank.first, each.rank.last)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _quartile(each: RankedValue) -> str:
    """``1``; ``1?`` where the rank may lie in another."""
    if each.rank.quartile is None:
        return ""
    return str(each.rank.quartile) + ("" if each.rank.certain else "?")


def ranking_table(found: Ranking, names: dict[str, str]) -> Table:
    """One row per municipality, the best first."""
    columns = (
        Column("rank", "Rank", get=_rank_text),
        Column("open", "Open", get=lambda each: _range(each.rank.lowest, each.rank.highest)),
        Column("municipality", "No."),
        Column("name", "Name", rank=1, get=lambda each: names.get(each.municipality, "")),
        Column("value", "Value", "decimal", get=lambda each: shown(each.value)),
        Column("lower", "Lower", "decimal", rank=1, get=lambda each: _figure(each.interval.lower)),
        Column("upper", "Upper", "decimal", rank=1, get=lambda each: _figure(each.interval.upper)),
        Column("quartile", "Quartile", get=_quartile),
    )
    title = tr("Ranks of {id}, {period}", id=found.indicator.id, period=found.span)
    return table_of(title, columns, found.ranked, notes_shown(found, names))


def notes_shown(found: Ranking, names: dict[str, str]) -> list[str]:
    """What the ranks rest on, and what they cannot say."""
    low, middle, high = map(shown, found.quartiles)
    certain = sum(each.rank.certain for each in found.ranked)
    if found.indicator.direction == "neutral":
        best = tr("rank 1 is the highest value; neither is better")
    else:
        best = tr("rank 1 is the highest") if high_is_best(found.indicator) else tr("rank 1 is the lowest")
    lines = [
        f"{best}; {tr(METHODS[found.method])}",
        tr(
            "Open: the ranks that chance leaves open, all of them together with 95 %; ? marks a quartile that is not "
            "certain ({certain} of {all} are)",
            certain=certain,
            all=len(found.ranked),
        ),
        tr("quartiles of the values: {low}, {middle}, {high}", low=low, middle=middle, high=high),
    ]
    widest = [each for each in found.ranked if each.rank.lowest == 1 and each.rank.highest == len(found.ranked)]
    if len(found.ranked) > 1 and len(widest) == len(found.ranked):
        lines.append(tr("nobody is surely better than anybody: the order says nothing"))
    if found.left_out:
        lines.append(tr("more events than cases: {who}", who=_named(found.left_out, names)))
    if found.missing:
        lines.append(tr("without figures: {who}", who=_named(found.missing, names)))
    if found.hidden:
        lines.append(tr("{number} municipalities are not shown: small counts", number=found.hidden))
    return lines


def _named(several: tuple[str, ...], names: dict[str, str]) -> str:
    named = ", ".join(f"{number} {names.get(number, '')}".strip() for number in several[:_NAMED])
    more = len(several) - _NAMED
    return named if more <= 0 else tr("{named} and {number} more", named=named, number=more)
