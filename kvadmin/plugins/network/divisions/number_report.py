"""Number of networks against kilometres: what other numbers promise, where the number was free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kvadmin.api import tr
from kvadmin.api.reports import Column, Table, json_of, table_of

from ..solver.split import NumberOfNetworks, Split
from .division import figure, shown_figure

#: Numbers of networks shown on either side of the one chosen.
_AROUND = 3


def numbers_shown(found: Split) -> list[tuple[NumberOfNetworks, bool]]:
    """The numbers around the one chosen that can be, each with whether it was chosen; nothing when none was free."""
    chosen = len(found.networks)
    near = [each for each in found.by_number if abs(each.networks - chosen) <= _AROUND and each.at_least < float("inf")]
    if len(near) < 2:
        return []
    own = NumberOfNetworks(chosen, found.objective)
    return [(own, True) if each.networks == chosen else (each, False) for each in near]


def _columns(places: int, unit: str) -> tuple[Column, ...]:
    return (
        Column("networks", "Networks", "int", get=lambda each: each[0].networks),
        Column("members", "Members each", "decimal", get=lambda each: figure(places / each[0].networks),
               show=shown_figure),
        Column("at_least", tr("{unit} in all, at least", unit=unit), "decimal",
               get=lambda each: figure(each[0].at_least), show=shown_figure),
        Column("per_member", tr("{unit} per member", unit=unit), "decimal",
               get=lambda each: figure(each[0].at_least / places), show=shown_figure),
        Column("chosen", "Chosen", "bool", get=lambda each: each[1]),
    )  # fmt: skip


def numbers_data(numbers: Sequence[tuple[NumberOfNetworks, bool]], places: int) -> list[dict[str, Any]]:
    """As JSON: the least that so many networks can cost; of the number chosen what they do cost."""
    return json_of(_columns(places, "km"), numbers)


def numbers_table(numbers: Sequence[tuple[NumberOfNetworks, bool]], places: int, unit: str) -> Table:
    """As a table."""
    return table_of("Number of networks", _columns(places, unit), numbers)
