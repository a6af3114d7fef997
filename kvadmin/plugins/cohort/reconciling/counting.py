"""How a count comes about: stays of municipalities in groups, and the ways a publisher may have counted them.

A programme is looked at on the published days only, numbered from 1; day 0 is before the first of them, when the newest
group had not begun. A *stay* is one membership seen like that. Pure functions of whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Stay(NamedTuple):
    """One membership: its group, the first day it is counted on, and the last.

    ``last`` is ``first - 1`` where it ended before the day that it would have been counted on.
    """

    group: str
    first: int
    last: int


class CountedFigure(NamedTuple):
    """What is counted on a day: ``new``, ``total``, ``row_sum`` or ``group`` (then with the group's id)."""

    kind: str
    day: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class CountingWay:
    """How the publisher counted.

    Attributes:
        total: ``municipalities`` that are in; ``memberships`` they have; or municipalities that ``ever`` came in.
        new: ``municipalities`` that were not in before, or ``memberships`` that began.
        left_out: Groups that ``new`` and ``total`` do not have: effort groups, where they are told apart.
    """

    total: str = "municipalities"
    new: str = "municipalities"
    left_out: frozenset[str] = frozenset()

    def count(self, stays: Sequence[Stay], figure: CountedFigure) -> int:
        """What one municipality's stays add to a figure."""
        if figure.kind in ("group", "row_sum"):
            return sum(each.first <= figure.day <= each.last and figure.group in ("", each.group) for each in stays)
        seen = [each for each in stays if each.group not in self.left_out]
        if figure.kind == "new":
            if self.new == "memberships":
                return sum(each.first == figure.day for each in seen)
            return int(bool(seen) and min(each.first for each in seen) == figure.day)
        if self.total == "ever":
            return int(any(each.first <= figure.day for each in seen))
        active = sum(each.first <= figure.day <= each.last for each in seen)
        return active if self.total == "memberships" else int(active > 0)

    def counts(self, stays: Sequence[Stay], figures: Sequence[CountedFigure]) -> tuple[int, ...]:
        """What one municipality's stays add to each figure."""
        return tuple(self.count(stays, each) for each in figures)

    @property
    def cost(self) -> int:
        """How many things are otherwise than the status table counts."""
        return (self.total != "municipalities") + (self.new != "municipalities") + bool(self.left_out)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search knows beside the published figures.

    Attributes:
        days: The last day's number.
        begins: Group -> the first day that it is counted on.
    """

    days: int
    begins: Mapping[str, int]

    def whole(self, group: str, first: int | None = None) -> Stay:
        """A stay that goes on past the last day."""
        return Stay(group, self.begins[group] if first is None else first, self.days)

    def ended(self, group: str) -> Iterator[Stay]:
        """Every way a stay from the group's beginning can end before the last day."""
        first = self.begins[group]
        return (Stay(group, first, last) for last in range(first - 1, self.days))

    def late(self, group: str) -> Iterator[Stay]:
        """Every way to come after the group's beginning, and stay."""
        return (self.whole(group, first) for first in range(self.begins[group] + 1, self.days + 1))

    def bases(self, group: str) -> tuple[str, ...]:
        """Groups whose members may have come into this one as well: those that began no later."""
        return tuple(other for other, first in self.begins.items() if other != group and first <= self.begins[group])
