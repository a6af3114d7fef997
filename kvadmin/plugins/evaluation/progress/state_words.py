"""States and reasons in words of the screen; documents have their own (:mod:`.written_states`)."""

from __future__ import annotations

from decimal import Decimal

from kvadmin.api import joined, tr

from .goal_reasons import FIGURES, Reason
from .goal_state import MET, NO_FIGURES, OFF_TRACK, ON_TRACK, TOO_EARLY

#: A sign of each state that is told apart without colour, and one for terminals that know no more than ASCII.
SIGNS = {MET: ("✓", "+"), ON_TRACK: ("↗", ">"), OFF_TRACK: ("✗", "!"), TOO_EARLY: ("…", "?"), NO_FIGURES: ("–", "-")}
_STATES = {
    MET: "met",
    ON_TRACK: "on track",
    OFF_TRACK: "off track",
    TOO_EARLY: "too early to say",
    NO_FIGURES: "no figures",
}
_DIGITS = 4


def state_words(state: str) -> str:
    """The state as the screen says it."""
    return tr(_STATES[state])


def shown_state(state: str, *, ascii_only: bool) -> str:
    """Sign and words."""
    return f"{SIGNS[state][ascii_only]} {state_words(state)}"


#: A reason by its code; its figures by their names, ``period`` is the period or the day.
_WORDS = {
    "reached": "at the goal since {period}, mean {mean}",
    "beyond": "beyond the goal since {period}, mean {mean}",
    "kept": "no shift beyond it since {period}",
    "missed": "not reached by the date, mean {mean}",
    "reached-late": "reached after the date",
    "shift-better": "shift the right way in {period}, from {before} to {mean}",
    "shift-worse": "shift the wrong way in {period}, from {before} to {mean}",
    "no-shift": "no shift in {count} figures since {period}",
    "pace": "last figures {recent}, where {wanted} would do by now",
    "behind": "last figures {recent}, where {wanted} was wanted by now",
    "short-time": "{days} of {of} days have passed",
    "few-figures": "{count} of {needed} figures since {period}",
    "run-open": "{count} of {needed} in a row since {period}: may become a shift",
    "not-begun": "no period is over since {period}",
    "no-date": "the goal has no date",
    "rebased": "a new baseline began in {period}",
    "base-from-goal": "compared with {start}, which the goal comes from",
    "start-differs": "the goal comes from {start}, and the figures from {mean}",
    "gaps": "{count} periods are missing",
    "silent": "the last figure is of {period}, {count} periods ago",
    "figures-ended": "the last figure is of {period}",
    "figures-after-date": "the first figure is of {period}, after the date",
    "no-whole-period": "no whole period lies between the start and the date",
    "no-series": "nothing is reported",
}


def reason_words(reason: Reason) -> str:
    """One reason as the screen says it."""
    told = dict(zip(FIGURES[reason.code], map(shown_figure, reason.figures), strict=True))
    return tr(_WORDS[reason.code], period=reason.period, **told)


def why(reasons: tuple[Reason, ...]) -> str:
    """All reasons on one line."""
    return joined("; ", map(reason_words, reasons))


def shown_figure(value: float) -> Decimal:
    """Four significant digits and at least all before the point: more than a goal has, and fewer than disturb."""
    shown = Decimal(f"{value:.{_DIGITS}g}") if abs(value) < 10**_DIGITS else Decimal(round(value))
    return shown.normalize() if shown.as_tuple().exponent < 0 else Decimal(f"{shown:f}")  # type: ignore[operator]  # finite
