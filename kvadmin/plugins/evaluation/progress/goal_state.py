"""Whether a goal is met, on track or off track, too early to say, or without figures: a shift, not a point.

The *process in force* is what has run since the last shift (see :mod:`.levels`), or since the last baseline that a
person began; its mean is "the figure now". A goal to *reach* a figure is

* ``met`` when the process in force is there: its mean, and at least half of its figures, both without the last one
  as well; or all figures of a run of seven since then, and the mean and half of those since that run began;
* ``on-track`` when it is not, but the level has shifted the right way since the start, and the last seven figures of
  the process lie on or better than the straight line from the level before the start to the goal, at the middle of
  the time that they are of;
* ``off-track`` when they lie behind that line, or the level has shifted the wrong way.

A goal to *keep* a figure is the mirror: it holds until a shift beyond it is shown. ``too-early``: fewer than seven
figures since the start and no shift; behind the line in less than a quarter of the time; figures that are where they
should be, and no shift that shows it. At and after the date the process that was in force on the date decides: ``met``,
or ``off-track`` with the reason ``missed``; figures that came later count only as far as they make seven of it.
``no-figures``: none since the start, or the last one is more than a year old.

Assurance and variation of NHS England's "Making Data Count" say the same of a chart; the table of all situations stands
in docs/how-to/goal-progress.md.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kvadmin.api.records import Goal

from .figure_history import SCALE, History, exact, last_over
from .goal_evidence import last_run, level_is, open_run
from .goal_frame import GoalFrame
from .goal_reasons import Reason
from .levels import REBASE, RUN, SHIFT, STRONG

STATES = ("met", "on-track", "off-track", "too-early", "no-figures")
MET, ON_TRACK, OFF_TRACK, TOO_EARLY, NO_FIGURES = STATES

#: So many figures since the start, at least, decide at the date together with those before it.
LEAST_AT_DATE = 3
#: Before one part in so many of the time has passed, a level that has not moved says nothing.
SHORT_TIME = 4
#: Figures are compared with a straight line within this many of their parts: less than any of them shows.
_SAME = 1.0


class GoalState(NamedTuple):
    """What a goal has come to.

    ``mean`` is that of the process in force, ``figures`` says of how many, ``since`` and ``until`` are its first and
    last period; ``None`` and empty without figures.
    """

    state: str
    reasons: tuple[Reason, ...]
    mean: float | None = None
    figures: int = 0
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
    on = GoalFrame(goal, history, began, as_of, ends)
    if not on.count:
        return _without_figures(on)
    _say_shift(on)
    if on.by is None:
        on.say("no-date", None)
    return _told(on, _reach(on) if goal.kind == "reach" else _keep(on))


def _told(on: GoalFrame, state: str) -> GoalState:
    """The state, with the process in force."""
    first, last, values = on.now.start, on.end - 1, on.values
    if on.sums.gaps:
        while values[first] is None:
            first += 1
        while values[last] is None:
            last -= 1
        start = max(0, on.begins)
        if gaps := last + 1 - start - on.sums.count(start, last + 1):
            on.say("gaps", None, gaps)
    if on.silent > 1:
        on.say("silent", on.last, on.silent)
    name = on.history.period
    count = on.sums.count(on.now.start, on.end)
    return GoalState(state, tuple(on.reasons), on.level() * on.sign / SCALE, count, name(first), name(last))


# -- reach -----------------------------------------------------------------------------------------


def _reach(on: GoalFrame) -> str:
    few = _few(on)
    if not few and _shown(on, on.now.start, good=True):
        return MET
    if on.passed:
        return _missed(on, few)
    if on.moved_wrong():
        _pace(on)
        return OFF_TRACK
    return _say_few(on, few) if few else _under_way(on)


def _missed(on: GoalFrame, few: tuple[int, int] | None) -> str:
    """At and after the date, when the figure was not reached."""
    if few:
        return _say_few(on, few)
    if _open(on, good=True):
        return TOO_EARLY
    on.say("missed", on.last, *on.shown(on.level()))
    if not any(each.kind == SHIFT for each in on.shifts()):
        on.say("no-shift", max(0, on.begins), on.count)
    stops = [*(each.start for each in on.every), on.known]
    later = [(each.start, stops[at + 1]) for at, each in enumerate(on.every) if each.start > on.last]
    if any(level_is(on.figures(*span), on.to, RUN, good=True) for span in later):
        on.say("reached-late", None)
    return OFF_TRACK


def _under_way(on: GoalFrame) -> str:
    """Before the date, when the figure is not reached and the level has not gone the wrong way."""
    moved = on.moved_right()
    there = on.base is not None and on.base <= on.to
    if not moved and not there:
        on.say("no-shift", max(0, on.begins), on.count)
    if on.by is None:
        return ON_TRACK if moved else OFF_TRACK
    if _pace(on):
        return ON_TRACK if moved or there else TOO_EARLY
    passed, whole = (on.as_of - on.since).days, (on.by - on.since).days
    if SHORT_TIME * passed < whole:
        on.say("short-time", None, passed, whole)
        return TOO_EARLY
    return OFF_TRACK


def _pace(on: GoalFrame) -> bool:
    """Whether the last seven figures of the process lie on or better than the line from the start to the goal.

    Where nothing says what it came from, there is no line, and nothing is behind it.
    """
    if on.base is None or on.by is None:
        return True
    end = on.end
    start = max(on.now.start, end - RUN)
    while on.sums.gaps and start > on.now.start and on.sums.count(start, end) < RUN:
        start -= 1
    recent = on.mean(start, end)
    at = [k for k in range(start, end) if on.values[k] is not None] if on.sums.gaps else (start, end - 1)
    whole = last_over(on.by, on.history.kind) + 1 - on.history.first - on.begins
    middle = sum(at) / len(at) + 0.5 - on.begins
    part = min(1.0, max(0.0, middle / whole)) if whole > 0 else 1.0
    wanted = on.base + part * (on.to - on.base)
    good = recent - wanted <= _SAME
    on.say("pace" if good else "behind", on.last, *on.shown(recent, wanted), part)
    return good


# -- keep ------------------------------------------------------------------------------------------


def _keep(on: GoalFrame) -> str:
    wrong = on.began_with(SHIFT) and on.now.side > 0
    if _shown(on, max(on.now.start, on.begins), good=False, process=wrong):
        if on.passed:
            on.say("missed", on.last, *on.shown(on.level()))
        return OFF_TRACK
    if few := _few(on):
        return _say_few(on, few)
    if on.passed and _open(on, good=False):
        return TOO_EARLY
    start = max(0, on.begins)
    on.say("kept", start, *on.shown(on.mean(start, on.end)))
    return ON_TRACK if on.by is not None and not on.passed else MET


# -- what is shown ---------------------------------------------------------------------------------


def _shown(on: GoalFrame, start: int, *, good: bool, process: bool = True) -> bool:
    """Whether the figures from ``start`` on are at the goal or better (``good``), or worse than it."""
    code = "reached" if good else "beyond"
    least = STRONG if on.began_with(SHIFT) and start == on.now.start else RUN
    if process and level_is(on.figures(start, on.end), on.to, least, good=good):
        on.say(code, start, *on.shown(on.mean(start, on.end)))
        return True
    stop = on.known if on.passed else on.end
    run = last_run(on.values, (start, on.end, stop), on.to, good=good)
    if run is None:
        return False
    end = max(on.end, run[1])
    if level_is(on.figures(run[0], end), on.to, RUN, good=good):
        on.say(code, run[0], *on.shown(on.mean(run[0], end)))
        return True
    return False


def _open(on: GoalFrame, *, good: bool) -> bool:
    """After the date: whether a run that began before it may still become the shift that changes the answer.

    Towards the goal for a figure to reach, beyond it for one to keep.
    """
    run = open_run(on.values, on.now.start, on.known, on.to, good=good)
    if run is None or run[0] > on.last:
        return False
    on.say("run-open", run[0], run[1], RUN)
    return True


def _few(on: GoalFrame) -> tuple[int, int] | None:
    """How many figures there are and how many are needed, when they are too few to say anything.

    A shift since the start is enough by itself.
    """
    if on.began_with(SHIFT):
        return None
    process = on.sums.count(on.now.start, on.end)
    if on.passed and on.count < LEAST_AT_DATE:
        return on.count, LEAST_AT_DATE
    if process < RUN or (on.count < RUN and not on.passed):
        return min(on.count, process), RUN
    return None


def _say_few(on: GoalFrame, few: tuple[int, int]) -> str:
    on.say("few-figures", max(0, on.begins), *few)
    return TOO_EARLY


# -- saying why ------------------------------------------------------------------------------------


def _say_shift(on: GoalFrame) -> None:
    """What the process in force began with since the start, and how the goal's own figure stands to those before it."""
    now = on.now
    if now.kind == REBASE:
        on.say("rebased", now.start)
    elif on.began_with(SHIFT):
        before = (now.before or 0.0) * SCALE
        on.say("shift-worse" if now.side > 0 else "shift-better", now.start, *on.shown(before, on.level()))
    start = on.goal.start
    if start is None:
        return
    if not on.measured:
        on.say("base-from-goal", None, float(start))
        return
    said = exact(float(start)) * on.sign
    found = on.figures(on.before().start, on.begins)
    if not min(found) <= said <= max(found):
        on.say("start-differs", None, float(start), *on.shown(on.base or 0.0))


def _without_figures(on: GoalFrame) -> GoalState:
    """Why there are none: it is too early, they ended, they came after the date, or nobody reports."""
    history, values = on.history, on.values
    day = on.by if on.passed and on.by is not None else on.as_of
    if last_over(day, history.kind) - history.first < on.begins:
        if on.passed:
            return GoalState(NO_FIGURES, (Reason("no-whole-period", "", ()),))
        return GoalState(TOO_EARLY, (Reason("not-begun", str(on.since), ()),))
    found = [at for at in range(on.known) if values[at] is not None]
    later = [at for at in found if at >= max(on.frame, on.begins)]
    start = max(0, on.begins)
    if later and not on.sums.count(start, max(on.frame, start)):
        return GoalState(NO_FIGURES, (Reason("figures-after-date", history.period(later[0]), ()),))
    if earlier := [at for at in found if at < max(on.frame, on.begins)]:
        return GoalState(NO_FIGURES, (Reason("figures-ended", history.period(earlier[-1]), ()),))
    return GoalState(NO_FIGURES, (Reason("no-series", "", ()),))
