"""Ids of visits: running numbers, and the order they give."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kvadmin_visits.records import Visit

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: So many of the latest are looked through by a command that notes one more, however many there are.
_LATEST = 300


def next_id(ids: Iterable[str]) -> str:
    """One more than the highest number among the ids; other names that a hand gave do not count."""
    return str(max((int(each) for each in ids if each.isdecimal()), default=0) + 1)


def by_day(visit: Visit) -> tuple[object, int, str]:
    """The order of lists: by day, then as they were noted."""
    return visit.day, int(visit.id) if visit.id.isdecimal() else 0, visit.id


def ids_there(data: Snapshot) -> list[str]:
    """The ids of all visits, the latest last: by the names of their files, which need not be read for that."""
    named = [name for path in data.files("visits") if (name := _stem(path))]
    found = named or [each.id for each in data.all(Visit)]  # a store that keeps no files
    return sorted(found, key=lambda each: (int(each) if each.isdecimal() else 0, each))


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return name.removesuffix(".yaml") if name.endswith(".yaml") else ""


def latest(data: Snapshot, ids: list[str]) -> list[Visit]:
    """Those that were noted last, of ids in the order of :func:`ids_there`."""
    return [found for each in ids[-_LATEST:] if (found := data.find(Visit, each)) is not None]
