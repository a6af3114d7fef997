"""Whether a goal is met, on track or off track, too early to say, or without figures: a shift, not a point.

The *process in force* is what has run since the last shift (see :mod:`.levels`), or since the last baseline that a person
began; its mean is "the figure now". A goal to *reach* a figure is

* ``met`` when the process in force is there: its mean, and at least half of its figures, both without the last one as
  well; or all figures of a run of seven since then, and the mean and half of those since that run began;
* ``on-track`` when it is not, but the level has shifted the right way since the start, and the last seven figures of the
  process lie on or better than the straight line from the level before the start to the goal, at the middle of the time
  that they are of;
* ``off-track`` when they lie behind that line, or the level has shifted the wrong way.

A goal to *keep* a figure is the mirror: it holds until a shift beyond it is shown. ``too-early``: fewer than seven
figures since the start and no shift; behind the line in less than a quarter of the time; figures that are where they
should be, and no shift that shows it. At and after the date the process that was in force
on the date decides: ``met``, or ``off-track`` with the reason ``missed``; figures that came later count only as far as
they make seven of it. ``no-figures``: none since the start.

Assurance and variation of NHS England's "Making Data Count" say the same of a chart; the table of all situations stands
in docs/how-to/goal-progress.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kvadmin.api.records import Goal

from .figure_history import SCALE, History, exact, first_from, last_over
from .levels import REBASE, RUN, SHIFT, STRONG, Level, Sums, levels
from .goal_reasons import Reason

STATES = ("met", "on-track", "off-track", "too-early", "no-figures")
MET, ON_TRACK, OFF_TRACK, TOO_EARLY, NO_FIGURES = STATES

#: So many figures since the start, at least, decide at the date together with those before it.
LEAST_AT_DATE = 3
#: Before so much of the time has passed, a level that has not moved says nothing.
SHORT_TIME = 4
#: Figures are compared with a straight line within this many of their parts: less than any of them shows.
_SAME = 1.0


class GoalState(NamedTuple):
    """What a goal has come to.

    ``mean`` is that of the process in force, ``count`` the number of its figures, ``since`` and ``until`` its first and
    last period; ``None`` and empty without figures.
    """

    state: str
    reasons: tuple[Reason, ...]
    mean: float | None = None
    count: int = 0
    since: str = ""
    until: str = ""


def judge_goal(goal: Goal, history: History, began: date, as_of: date, ends: date | None = None) -> GoalState:
    """The state of ``goal`` on the day ``as_of``.

    Args:
        goal: What is wanted.
        history: The figures; those of periods that are not over on ``as_of`` are left out.
        began: The first day of the membership, from which the goal counts when it says none itself.
        as_of: The day.
        ends: The last day of the membership: a goal to keep a figure counts until then when it says no day.
    """
    return _Judging(goal, history, began, as_of, ends).state()


class _Judging:
    """One goal on one series: positions in the history, and the process that decides."""

    __slots__ = (
        "as_of", "begins", "by", "end", "frame", "goal", "history", "into", "known", "last", "measured", "now", "passed",
        "reasons", "sign", "since", "sums", "to",
    )  # fmt: skip

    def __init__(self, goal: Goal, history: History, began: date, as_of: date, ends: date | None) -> None:
        self.goal, self.history, self.as_of = goal, history, as_of
        self.since = goal.since or began
        self.by = goal.by or (ends if goal.kind == "keep" else None)
        self.passed = self.by is not None and as_of >= self.by
        #: Better is below 0 once a figure is multiplied by the sign.
        self.sign = 1 if goal.direction == "decrease" else -1
        self.to = exact(float(goal.to)) * self.sign
        self.begins = first_from(self.since, history.kind) - history.first
        length = len(history.values)
        #: Periods from here on are not over, or not there.
        self.known = max(0, min(length, last_over(as_of, history.kind) + 1 - history.first))
        self.frame = self.known
        if self.passed:
            self.frame = max(0, min(self.known, last_over(self.by, history.kind) + 1 - history.first))  # type: ignore[arg-type]  # a day has passed
        self.reasons: list[Reason] = []

    # -- the order in which the rules are asked ---------------------------------------------------

    def state(self) -> GoalState:
        """The state with its reasons."""
        history = self.history
        self.sums = Sums(history.values)
        start = max(0, self.begins)
        count = self.sums.count(start, self.frame) if self.frame > start else 0
        if not count:
            return self._without_figures()
        last = self.frame - 1
        while history.values[last] is None:
            last -= 1
        self.last = last
        known = None if self.goal.start is None else exact(float(self.goal.start))
        every = levels(history, self.sums, self.begins, self.known, known)
        at = len(every) - 1
        while every[at].start > last:
            at -= 1
        self.now, self.into = every[at], every
        self.end = self._end(every[at + 1].start if at + 1 < len(every) else self.known)
        self.measured = self._measured_base()
        self._say_shifts()
        state = self._reach(count) if self.goal.kind == "reach" else self._keep(count)
        return self._told(state)

    def _end(self, next_start: int) -> int:
        """Where the figures end that decide: with the date, or as many later as make seven of the process."""
        end = self.last + 1
        while self.passed and end < next_start and self.sums.count(self.now.start, end) < RUN:
            end += 1
        return end

    def _told(self, state: str) -> GoalState:
        """The state, with the process in force."""
        start, values = self.now.start, self.history.values
        count = self.sums.count(start, self.end)
        first, last = start, self.end - 1
        while values[first] is None:
            first += 1
        while values[last] is None:
            last -= 1
        gaps = last + 1 - max(0, self.begins) - self.sums.count(max(0, self.begins), last + 1)
        if gaps > 0:
            self._say("gaps", None, gaps)
        mean, name = self.sums.mean(start, self.end), self.history.period
        return GoalState(state, tuple(self.reasons), mean, count, name(first), name(last))

    def _say(self, code: str, position: int | None, *figures: float) -> None:
        self.reasons.append(Reason(code, "" if position is None else self.history.period(position), figures))

    # -- no figures --------------------------------------------------------------------------------

    def _without_figures(self) -> GoalState:
        history, values = self.history, self.history.values
        over = last_over(self.as_of, history.kind) - history.first
        last_whole = over if not self.passed else last_over(self.by, history.kind) - history.first  # type: ignore[arg-type]  # a day has passed
        if last_whole < self.begins:
            if not self.passed:
                return GoalState(TOO_EARLY, (Reason("not-begun", str(self.since), ()),))
            return GoalState(NO_FIGURES, (Reason("no-whole-period", str(self.since), ()),))
        found = [at for at in range(self.known) if values[at] is not None]
        earlier = [at for at in found if at < self.begins]
        if later := [at for at in found if at >= max(self.frame, self.begins)]:
            return GoalState(NO_FIGURES, (Reason("figures-after-date", history.period(later[0]), ()),))
        if earlier:
            return GoalState(NO_FIGURES, (Reason("figures-ended", history.period(earlier[-1]), ()),))
        return GoalState(NO_FIGURES, (Reason("no-series", "", ()),))

    # -- reach -------------------------------------------------------------------------------------

    def _reach(self, count: int) -> str:
        few = self._too_few(count)
        if self.by is None:
            self._say("no-date", None)
        if self._shown(self.now.start, good=True) and not few:
            return MET
        if self.passed:
            return self._missed(count, few=few)
        worse = self._moved_wrong()
        if few and not worse:
            self._say("few-figures", max(0, self.begins), *self._few(count))
            return TOO_EARLY
        return self._under_way(worse=worse)

    def _too_few(self, count: int) -> bool:
        """Whether the figures since the start are too few to say anything: a shift since then is enough by itself."""
        if self.now.kind == SHIFT and self.now.start >= self.begins:
            return False
        process = self.sums.count(self.now.start, self.end)
        if self.passed:
            return count < LEAST_AT_DATE or process < RUN
        return count < RUN or process < RUN

    def _few(self, count: int) -> tuple[float, float]:
        """How many figures there are, and how many are needed."""
        process = self.sums.count(self.now.start, self.end)
        if self.passed and count < LEAST_AT_DATE:
            return count, LEAST_AT_DATE
        return min(count, process), RUN

    def _missed(self, count: int, *, few: bool) -> str:
        """At and after the date, when the figure was not reached."""
        if few:
            self._say("few-figures", max(0, self.begins), *self._few(count))
            return TOO_EARLY
        if self._open_run():
            return TOO_EARLY
        self._say("missed", self.last, self._mean(self.now.start, self.end))
        if not self._shifted_since():
            self._say("no-shift", max(0, self.begins), count)
        if any(each.start > self.last and self._reached_by(each) for each in self.into):
            self._say("reached-late", None)
        return OFF_TRACK

    def _under_way(self, *, worse: bool) -> str:
        """Before the date, when the figure is not reached."""
        base = self._base()
        moved = self._moved_right(base)
        if worse:
            self._pace(base)
            return OFF_TRACK
        if self.by is None:
            if not moved:
                self._say("no-shift", max(0, self.begins), self.sums.count(max(0, self.begins), self.end))
            return ON_TRACK if moved else OFF_TRACK
        there = base is not None and base * self.sign <= self.to + _SAME
        if not moved and not there:
            self._say("no-shift", max(0, self.begins), self.sums.count(max(0, self.begins), self.end))
        good = self._pace(base)
        if good:
            return ON_TRACK if moved or there else TOO_EARLY
        return TOO_EARLY if self._short() else OFF_TRACK

    def _short(self) -> bool:
        """Whether less than a quarter of the time has passed."""
        passed, whole = (self.as_of - self.since).days, (self.by - self.since).days  # type: ignore[operator]  # asked with a date
        if SHORT_TIME * passed >= whole:
            return False
        self._say("short-time", None, passed, whole)
        return True

    def _pace(self, base: float | None) -> bool:
        """Whether the last seven figures of the process lie on or better than the line from the start to the goal."""
        if base is None or self.by is None:
            return self.by is not None
        values, start, end = self.history.values, self.now.start, self.end
        at: Sequence[int] = range(end - 1, max(start, end - RUN) - 1, -1)
        if self.sums.gaps:
            at = [k for k in range(end - 1, start - 1, -1) if values[k] is not None][:RUN]
        recent = sum([values[k] for k in at]) / len(at)  # type: ignore[misc]  # no gap
        stop = last_over(self.by, self.history.kind) + 1 - self.history.first
        whole = stop - self.begins
        middle = sum(at) / len(at) + 0.5 - self.begins
        part = min(1.0, max(0.0, middle / whole)) if whole > 0 else 1.0
        wanted = base + part * (self.to * self.sign - base)
        good = (recent - wanted) * self.sign <= _SAME
        self._say("pace" if good else "behind", at[0], recent / SCALE, wanted / SCALE, part)
        return good

    # -- keep --------------------------------------------------------------------------------------

    def _keep(self, count: int) -> str:
        if self.by is None:
            self._say("no-date", None)
        start = max(self.now.start, self.begins)
        wrong = self.now.kind == SHIFT and self.now.start >= self.begins and self.now.side * self.sign > 0
        if self._shown(start, good=False, process=wrong):
            if self.passed:
                self._say("missed", self.last, self._mean(self.now.start, self.end))
            return OFF_TRACK
        if self._too_few(count):
            self._say("few-figures", max(0, self.begins), *self._few(count))
            return TOO_EARLY
        if self.passed and self._open_run():
            return TOO_EARLY
        self._say("kept", max(0, self.begins), self._mean(max(0, self.begins), self.end))
        return ON_TRACK if self.by is not None and not self.passed else MET

    # -- what is shown -----------------------------------------------------------------------------

    def _shown(self, start: int, *, good: bool, process: bool = True) -> bool:
        """Whether the figures from ``start`` on are at the goal or better (``good``), or worse than it."""
        if process and self._level_is(start, self.end, good=good):
            self._say("reached" if good else "beyond", start, self._mean(start, self.end))
            return True
        run = self._last_run(start, good=good)
        if run is not None and self._level_is(run[0], max(self.end, run[1]), good=good):
            self._say("reached" if good else "beyond", run[0], self._mean(run[0], max(self.end, run[1])))
            return True
        return False

    def _level_is(self, start: int, end: int, *, good: bool) -> bool:
        """Whether mean and half of the figures are on that side of the goal, with the last one and without it."""
        found = [v for v in self.history.values[start:end] if v is not None]
        if len(found) < (STRONG if self.now.kind == SHIFT and start == self.now.start >= self.begins else RUN):
            return False
        sign, to = self.sign, self.to
        total, last = sum(found), found[-1]
        count = len(found)
        if good:
            side = len([v for v in found if v * sign <= to])
            rest = side - (last * sign <= to)
            right = total * sign <= to * count and (total - last) * sign <= to * (count - 1)
        else:
            side = len([v for v in found if v * sign > to])
            rest = side - (last * sign > to)
            right = total * sign > to * count and (total - last) * sign > to * (count - 1)
        return right and 2 * side >= count and 2 * rest >= count - 1

    def _last_run(self, start: int, *, good: bool) -> tuple[int, int] | None:
        """Begin and end of the last run of seven or more on that side of the goal, from ``start`` on.

        It has begun before the figures end that decide; where it goes on after them, its first seven count.
        """
        sign, to = self.sign, self.to
        found = None
        begun = None
        stop = self.known if self.passed else self.end
        if stop - start < RUN:
            return None
        for at in range(start, stop + 1):
            value = self.history.values[at] if at < stop else None
            if value is not None and (value * sign <= to) is good:
                begun = at if begun is None else begun
                continue
            if begun is not None and at - begun >= RUN and begun < self.end:
                found = begun, begun + RUN
            if at >= self.end:
                break
            begun = None
        return found

    def _open_run(self) -> bool:
        """After the date: whether a run that began before it may still become the shift that changes the answer.

        Towards the goal for a figure to reach, beyond it for one to keep; of three figures or more, since one or two
        are nothing.
        """
        values, sign = self.history.values, self.sign
        stop = self.known
        while values[stop - 1] is None:
            stop -= 1
        good = self.goal.kind == "reach"
        begun = stop
        while begun > self.now.start and (v := values[begun - 1]) is not None and (v * sign <= self.to) is good:
            begun -= 1
        if not STRONG <= stop - begun < RUN or begun > self.last:
            return False
        self._say("run-open", begun, stop - begun, RUN)
        return True

    # -- shifts ------------------------------------------------------------------------------------

    def _say_shifts(self) -> None:
        """The shift or the new baseline that the process in force began with, when it lies after the start."""
        now = self.now
        if now.start < self.begins and now.kind != REBASE:
            if self.goal.start is not None and self.into[0] is now:
                self._compare_start()
            return
        if now.kind == REBASE:
            self._say("rebased", now.start)
        elif now.kind == SHIFT:
            code = "shift-worse" if now.side * self.sign > 0 else "shift-better"
            self._say(code, now.start, now.before or 0.0, self._mean(now.start, self.end))
        self._compare_start()

    def _compare_start(self) -> None:
        """Say when the figure that the goal comes from is not the level before the start, or stands for it."""
        if self.goal.start is None:
            return
        base = self.measured
        if base is None:
            if self.begins <= self.now.start or self.now.kind != REBASE:
                self._say("base-from-goal", None, float(self.goal.start))
        elif not self._inside(float(self.goal.start)):
            self._say("start-differs", None, float(self.goal.start), base / SCALE)

    def _inside(self, value: float) -> bool:
        """Whether a figure is one that the process before the start gives."""
        start = self._before().start
        found = [v for v in self.history.values[start : self.begins] if v is not None]
        return min(found) <= exact(value) <= max(found)

    def _before(self) -> Level:
        """The process in force just before the start."""
        found = self.into[0]
        for each in self.into:
            if each.start < self.begins:
                found = each
        return found

    def _measured_base(self) -> float | None:
        """The level before the start as figures have it: of at least seven."""
        start, stop = self._before().start, min(self.begins, self.known)
        if stop <= start or self.sums.count(start, stop) < RUN:
            return None
        return (self.sums.sums[stop] - self.sums.sums[start]) / self.sums.count(start, stop)

    def _base(self) -> float | None:
        """The level before the start, or the figure that the goal says it comes from."""
        if self.measured is not None or self.goal.start is None:
            return self.measured
        return float(exact(float(self.goal.start)))

    def _shifted_since(self) -> bool:
        return any(self.begins <= each.start <= self.last and each.kind == SHIFT for each in self.into)

    def _moved_right(self, base: float | None) -> bool:
        """Whether a shift since the start has made it better, and it is better now than before the start."""
        since = [each for each in self.into if self.begins <= each.start <= self.last]
        better = any(each.kind == SHIFT and each.side * self.sign < 0 for each in since)
        rebased = any(each.kind == REBASE for each in since)
        if not (better or rebased):
            return False
        if base is None:
            return better
        return (self._mean(self.now.start, self.end) * SCALE - base) * self.sign < 0

    def _moved_wrong(self) -> bool:
        """Whether the process in force began with a shift the wrong way, to a level worse than before the start."""
        now = self.now
        if now.kind != SHIFT or now.start < self.begins or now.side * self.sign < 0:
            return False
        base = self._base()
        return base is None or (self._mean(now.start, self.end) * SCALE - base) * self.sign > 0

    def _reached_by(self, level: Level) -> bool:
        """Whether a later process is at the goal."""
        later = [each.start for each in self.into if each.start > level.start]
        return self._level_is(level.start, min([*later, self.known]), good=True)

    def _mean(self, start: int, stop: int) -> float:
        return self.sums.mean(start, stop) or 0.0
