"""Whether the days that people gave follow the clock and the order of the history.

A day in a record is what somebody called today (``--today``); the history's moments are the computer's clock. Work
that is entered afterwards has other days than the clock, all of them; where some follow it and some do not, one was set
back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from .records import Ground

#: A clock and a calendar may differ by so much: another time zone, or work at midnight.
_APART = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step on the way to the admission.

    Args:
        step: ``naming``, ``freeze``, ``draw`` or ``admission``.
        given: The day that its record says.
        index: Its place in the history; None: the history does not know of it.
        clock: The day by the clock of the history.
    """

    step: str
    given: date
    index: int | None
    clock: date | None

    @property
    def follows_clock(self) -> bool:
        """Whether the day is the clock's."""
        return self.clock is not None and abs(self.given - self.clock) <= _APART


def by_clock(steps: Sequence[DatedStep]) -> bool:
    """Whether all steps that the history knows of have the days of its clock."""
    known = [each for each in steps if each.clock is not None]
    return bool(known) and all(each.follows_clock for each in known)


def day_grounds(steps: Sequence[DatedStep]) -> Iterator[Ground]:
    """What is to be said of the days of these steps."""
    for each in steps:
        if each.clock is None:
            yield Ground("history-silent", {"step": each.step}, "weak")
    known = sorted((each for each in steps if each.index is not None), key=lambda each: (each.index, each.given))
    off = [each for each in known if not each.follows_clock]
    if off and len(off) < len(known):
        for each in off:
            values = {"step": each.step, "given": each.given.isoformat(), "clock": str(each.clock)}
            yield Ground("days-mixed", values, "weak")
    elif off:
        yield Ground("days-given")
    for before, after in pairwise(known):
        if after.given < before.given:
            values = {"step": after.step, "given": after.given.isoformat()}
            values |= {"earlier": before.step, "before": before.given.isoformat()}
            yield Ground("days-backwards", values, "weak")
