"""The seats of a gathering, counted once for everybody who says how many there are."""

from __future__ import annotations

from typing import NamedTuple

from kvadmin.api import tr


class Seats(NamedTuple):
    """How many seats there are, are taken and are wanted.

    Attributes:
        capacity: Of the room; None when nobody has said.
        taken: Persons who come.
        waiting: Persons on the waiting list; they take none.
        arrived: Of those who come, how many have come.
    """

    capacity: int | None
    taken: int
    waiting: int
    arrived: int = 0

    @property
    def free(self) -> int | None:
        """Seats left; None when there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def over(self) -> int:
        """How many more come than there are seats."""
        return 0 if self.capacity is None else max(self.taken - self.capacity, 0)

    def sentence(self) -> str:
        """``11 of 12 seats are taken, 1 is free, 3 wait``."""
        if self.capacity is None:
            said = tr("{taken} come, seats without limit", taken=self.taken)
        else:
            said = tr("{taken} of {capacity} seats are taken", taken=self.taken, capacity=self.capacity)
        if self.free:
            said += tr(", {free} free", free=self.free)
        if self.over:
            said += tr(", {over} too many", over=self.over)
        return said + (tr(", {waiting} waiting", waiting=self.waiting) if self.waiting else "")
