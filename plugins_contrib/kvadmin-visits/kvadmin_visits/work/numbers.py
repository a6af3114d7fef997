"""Ids of visits: running numbers, and the order they give."""

from __future__ import annotations

from collections.abc import Iterable

from kvadmin_visits.records import Visit


def next_id(ids: Iterable[str]) -> str:
    """One more than the highest number among the ids; other names that a hand gave do not count."""
    return str(max((int(each) for each in ids if each.isdecimal()), default=0) + 1)


def by_day(visit: Visit) -> tuple[object, int, str]:
    """The order of lists: by day, then as they were noted."""
    return visit.day, int(visit.id) if visit.id.isdecimal() else 0, visit.id
