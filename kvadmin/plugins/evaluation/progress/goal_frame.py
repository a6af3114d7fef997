"""A goal laid on a series: from which period it counts, where its day lies, and which process was in force then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from kvadmin.api.records import Goal

from .figure_history import SCALE, History, exact, first_from, last_over
from .goal_reasons import Reason
from .levels import REBASE, RUN, SHIFT, Level, Sums, levels

#: Periods of a year: of a series that has said nothing for longer nobody knows where it is.
A_YEAR = {"year": 1, "quarter": 4, "month": 12}
_exact = lru_cache(maxsize=4096)(lambda figure: exact(float(figure)))


class GoalFrame:
    """One goal on one series, up to a day. Less is better in here: where more is, all figures have the other sign.

    Attributes:
        since, by: The first and the last day of the goal; ``by`` may be None.
        passed: Whether the last day has come.
        begins: Position of the first period of the goal; it may lie before or after the figures.
        known: Figures from here on are of periods that are not over, or not there.
        frame: Figures from here on are of periods that were not over on the last day.
        to: The goal.
        count: How many figures lie in the frame since the start; 0 as well when the last one is more than a year old.
        last: Position of the last figure in the frame. This and what follows is there when :attr:`count` is not 0.
        silent: How many periods were over after it, on the day or the last day of the goal.
        every, now: The processes, and the one in force with the last figure.
        end: Figures from here on do not decide.
        base: The level before the start: measured on seven figures or more, else as the goal says it.
        measured: Whether it was measured.
    """

    __slots__ = (
        "as_of", "base", "begins", "by", "count", "end", "every", "frame", "goal", "history", "known", "last",
        "measured", "now", "passed", "reasons", "sign", "silent", "since", "sums", "to", "values",
    )  # fmt: skip

    def __init__(self, goal: Goal, history: History, began: date, as_of: date, ends: date | None) -> None:
        self.goal, self.as_of = goal, as_of
        self.since = goal.since or began
        self.by = by = goal.by or (ends if goal.kind == "keep" else None)
        self.passed = by is not None and as_of >= by
        self.sign, self.to = 1, _exact(goal.to)
        if goal.direction == "increase":
            self.sign, self.to = -1, -self.to
            history = history._replace(values=[None if v is None else -v for v in history.values])
        self.history = history
        self.values: Sequence[int | None] = history.values
        kind, first, length = history.kind, history.first, len(history.values)
        self.begins = begins = first_from(self.since, kind) - first
        self.known = known = max(0, min(length, last_over(as_of, kind) + 1 - first))
        over = last_over(by if by is not None and self.passed else as_of, kind) + 1 - first
        self.frame = max(0, min(known, over))
        self.reasons: list[Reason] = []
        self.sums = sums = Sums(history.values)
        start = max(begins, 0)
        self.count = sums.counts[self.frame] - sums.counts[start] if self.frame > start else 0
        if self.count:
            last = self.frame - 1
            while self.values[last] is None:
                last -= 1
            self.last, self.silent = last, over - 1 - last
            if self.silent > A_YEAR[kind]:
                self.count = 0
            else:
                self._find_process()

    def _find_process(self) -> None:
        """The processes, the one in force, and the level before the start."""
        goal, sums, last = self.goal, self.sums, self.last
        said = None if goal.start is None else self.sign * _exact(goal.start)
        self.every = every = levels(self.history, sums, self.begins, self.known, said)
        at = len(every) - 1
        while every[at].start > last:
            at -= 1
        self.now = now = every[at]
        end = last + 1
        if self.passed:
            stop = every[at + 1].start if at + 1 < len(every) else self.known
            while end < stop and sums.counts[end] - sums.counts[now.start] < RUN:
                end += 1
        self.end = end
        self.base: float | None = said
        start, stop = self.before().start, min(self.begins, self.known)
        self.measured = stop > start and sums.counts[stop] - sums.counts[start] >= RUN
        if self.measured:
            self.base = (sums.sums[stop] - sums.sums[start]) / (sums.counts[stop] - sums.counts[start])

    # -- what is asked of it -----------------------------------------------------------------------

    def before(self) -> Level:
        """The process in force just before the start; the first one when there is none."""
        found = self.every[0]
        for each in self.every[1:]:
            if each.start < self.begins:
                found = each
        return found

    def figures(self, start: int, stop: int) -> Sequence[int]:
        """The figures from a position to another."""
        if self.sums.gaps:
            return [v for v in self.values[start:stop] if v is not None]
        return self.values[start:stop]  # type: ignore[return-value]  # none is None

    def mean(self, start: int, stop: int) -> float:
        """The mean of the figures from a position to another; there is one."""
        sums = self.sums
        return (sums.sums[stop] - sums.sums[start]) / (sums.counts[stop] - sums.counts[start])

    def level(self) -> float:
        """The mean of the process in force."""
        return self.mean(self.now.start, self.end)

    def shifts(self) -> list[Level]:
        """Shifts and new baselines since the start, up to the last figure."""
        return [each for each in self.every if self.begins <= each.start <= self.last and each.kind in (SHIFT, REBASE)]

    def began_with(self, kind: str) -> bool:
        """Whether the process in force began so, since the start."""
        return self.now.kind == kind and self.now.start >= self.begins

    def moved_right(self) -> bool:
        """Whether a shift since the start has made it better, and it is better now than before the start.

        A new baseline that a person began counts as a shift that a person has seen.
        """
        since = self.shifts()
        better = any(each.kind == SHIFT and each.side < 0 for each in since)
        if self.base is None:
            return better
        return (better or any(each.kind == REBASE for each in since)) and self.level() < self.base

    def moved_wrong(self) -> bool:
        """Whether the process in force began with a shift the wrong way, to a level worse than before the start."""
        wrong = self.began_with(SHIFT) and self.now.side > 0
        return wrong and (self.base is None or self.level() > self.base)

    # -- saying why --------------------------------------------------------------------------------

    def say(self, code: str, position: int | None, *figures: float) -> None:
        """Add a reason; its figures as they are."""
        self.reasons.append(Reason(code, "" if position is None else self.history.period(position), figures))

    def shown(self, *levels_: float) -> list[float]:
        """Levels in the unit of the indicator."""
        return [each * self.sign / SCALE for each in levels_]
