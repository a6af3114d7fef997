"""What is to be said of a funnel: where it differs from FunnelPlotR, and what its reader must know."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kvadmin.api import tr

from .funnel_types import Funnel, FunnelGroup, FunnelNote

#: Code -> (whether FunnelPlotR answers otherwise, or not at all; the sentence).
NOTES: dict[str, tuple[bool, str]] = {
    "no-groups": (True, "there is nothing to compare"),
    "missing-value": (
        True,
        "rows that miss a figure are left out (FunnelPlotR stops, with an error about something else)",
    ),
    "above-denominator": (
        True,
        "more events than cases is no proportion: left out of everything (FunnelPlotR gives no z, and flags them)",
    ),
    "no-denominator": (True, "nothing to divide by: left out"),
    "negative": (True, "a count below 0 cannot be: left out"),
    "rate-limits": (
        True,
        "limits of rates rest on 1/expected + 1/denominator, as the z do (FunnelPlotR: 1/(4 denominator), too narrow)",
    ),
    "cqc-limits": (
        True,
        "over-dispersed limits are squared, since tau2 belongs to the square root (FunnelPlotR: not, half as wide)",
    ),
    "plotting-grid": (
        True,
        "limits end at 0 and 100 %, of the largest groups too (FunnelPlotR lets those turn back, and flags by that)",
    ),
    "no-event": (
        True,
        "no event has no logarithm: ranked lowest, with the normal score of that chance as z (FunnelPlotR: -Inf)",
    ),
    "no-event-kept": (
        True,
        "it counts in the dispersion; limits are 0 where none is not unusual (FunnelPlotR: infinite, nothing flagged)",
    ),
    "no-event-flagged": (
        False,
        "flagged as low because no event lies below any limit; with so few expected it is not unusual",
    ),
    "no-events-at-all": (True, "no event anywhere: the groups do not differ"),
    "all-equal": (True, "every numerator is its denominator (FunnelPlotR stops there)"),
    "one-group": (True, "one group alone has no variance between groups: tau2 is 0 (FunnelPlotR: NaN or Inf)"),
    "nothing-kept": (True, "so much is trimmed that no group is left to tell dispersion by: none is assumed"),
    "no-trimming": (True, "nothing is trimmed (FunnelPlotR stops at 0)"),
    "no-over-dispersion": (False, "no over-dispersion was found: the limits are those of chance alone"),
}


def differs(code: str) -> bool:
    """Whether the note tells of a difference from FunnelPlotR."""
    return NOTES[code][0]


def sentence(code: str) -> str:
    """The note as a sentence."""
    return tr(NOTES[code][1])


def notes_of(found: Funnel, *, zero_kept: bool) -> Iterator[FunnelNote]:
    """What is to be said of a funnel with at least one group; ``zero_kept``: one without events counts in it."""
    method, compared = found.method, found.compared
    kept = [each for each in compared if each.z_used is not None]
    if method.kind == "rate":
        yield FunnelNote("rate-limits" if found.target else "no-events-at-all")
    if method.kind == "ratio" and not method.logarithm:
        yield FunnelNote("cqc-limits")
    if method.kind == "proportion" and (several := _turning(compared, method.multiplier)):
        yield FunnelNote("plotting-grid", several)
    if all(each.numerator == each.denominator for each in compared):
        yield FunnelNote("all-equal")
    if method.logarithm:
        yield from _of_no_event(found, zero_kept=zero_kept)
    if not kept:
        yield FunnelNote("nothing-kept")
    elif len(kept) == 1:
        yield FunnelNote("one-group", (kept[0].group,))
    if method.adjusted and not found.adjusted:
        yield FunnelNote("no-over-dispersion")
    if low := _surely_flagged(found):
        yield FunnelNote("no-event-flagged", low)


def _of_no_event(found: Funnel, *, zero_kept: bool) -> Iterator[FunnelNote]:
    if not found.method.trim:
        yield FunnelNote("no-trimming")
    if none := tuple(each.group for each in found.compared if not each.numerator):
        yield FunnelNote("no-event", none)
        if zero_kept:
            yield FunnelNote("no-event-kept", none)


def _turning(compared: tuple[FunnelGroup, ...], multiplier: float) -> tuple[str, ...]:
    """The largest groups, where one of their limits has come to its end."""
    largest = max(each.denominator or 0.0 for each in compared)
    ends = (0.0, multiplier)
    return tuple(
        each.group
        for each in compared
        if each.denominator == largest
        and any(bound in ends for bound in (*(each.limits or ()), *(each.od_limits or ())))
    )


#: What lies beyond the lower limits of 95 % and of 99.8 %.
_TAILS = (0.025, 0.001)


def _surely_flagged(found: Funnel) -> tuple[str, ...]:
    """Groups without events that are flagged although that many had as great a chance as the tail."""
    if found.method.kind != "ratio":
        return ()
    return tuple(
        each.group
        for each in found.compared
        if not each.numerator
        and any(
            flag and math.exp(-(each.denominator or 0.0)) >= tail
            for flag, tail in zip((each.outlier95, each.outlier99), _TAILS, strict=True)
        )
    )
