"""From version 1 to 2: numbers of measures and of their cycles are remembered.

Nothing but what lies in the folder says which numbers were given: a measure or cycle with the highest number that was
removed before is not known, unless a driver diagram still names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from kvadmin.api.changes import Create, Edit, Set

if TYPE_CHECKING:
    from kvadmin.api.hooks import Older

_ID = re.compile(r"(\d{4})-(\d+)")


def remembered_numbers(older: Older) -> list[Edit]:
    """Give every measure ``last_cycle``, and note the numbers of measures that only a driver diagram names."""
    measures = older.records("measures")
    edits: list[Edit] = [
        Set("measures", key, ("last_cycle",), _last_cycle(each))
        for key, each in measures.items()
        if "last_cycle" not in each
    ]
    there = _highest(measures)
    named = _highest(_named(older.records("drivers").values()))
    noted = older.records("measure_numbers")
    edits += [
        Create("measure_numbers", town, {"municipality": town, "last_number": number})
        for town, number in named.items()
        if number > there.get(town, 0) and town not in noted
    ]
    return edits


def _last_cycle(measure: Mapping[str, Any]) -> int:
    """The highest number of its cycles; what is no cycle is found where the result is checked."""
    cycles = measure.get("cycles")
    numbers = [each.get("number") for each in cycles if isinstance(each, dict)] if isinstance(cycles, list) else []
    return max(
        (int(each) for each in numbers if isinstance(each, str) and re.fullmatch(r"[0-9]{1,9}", each)), default=0
    )


def _named(diagrams: Iterable[Mapping[str, Any]]) -> list[str]:
    boxes = [box for each in diagrams if isinstance(each.get("drivers"), list) for box in each["drivers"]]
    return [str(box["measure"]) for box in boxes if isinstance(box, dict) and box.get("measure")]


def _highest(ids: Iterable[str]) -> dict[str, int]:
    """Municipality -> the highest number of these ids."""
    found: dict[str, int] = {}
    for town, number in sorted(each.groups() for text in ids if (each := _ID.fullmatch(text))):
        found[town] = max(found.get(town, 0), int(number))
    return found
