"""What is to be said of a funnel: where it differs from FunnelPlotR, and what its reader must know."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from kvadmin.api import tr

from .funnel_types import Funnel, FunnelNote
from .limits import Z95, Z99

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


#: Points of FunnelPlotR's grid, and how many standard errors its limits lie from the target.
_GRID = 1000
_REACHES = (-Z99, -Z95, Z95, Z99)


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
    if method.kind == "proportion" and (several := _turning(found)):
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


def _turning(found: Funnel) -> tuple[str, ...]:
    """The groups that FunnelPlotR may give a limit beyond 0 or 100 %, turned back.

    It mends a limit that the next point of its grid (the denominators, and a thousand in equal steps) shows to have
    turned. Of the largest group there is no such point; of others it may lie on the other side of the turn.
    """
    sizes = sorted({each.denominator or 0.0 for each in found.compared})
    step = sizes[-1] / _GRID
    following = dict(pairwise(sizes))
    centre = math.asin(math.sqrt(min(1.0, found.target or 0.0)))
    variances = (0.0, found.tau2) if found.tau2 else (0.0,)

    def turns(size: float, reach: float, tau2: float) -> bool:
        angle = centre + reach * math.sqrt(0.25 / size + tau2)
        if 0 <= angle <= math.pi / 2:
            return False
        if size == sizes[-1]:
            return True
        after = centre + reach * math.sqrt(0.25 / min(following[size], size + step) + tau2)
        here, there = math.sin(angle) ** 2, math.sin(after) ** 2
        return here >= there if reach > 0 else here <= there

    return tuple(
        each.group
        for each in found.compared
        if any(turns(each.denominator or 1.0, reach, tau2) for reach in _REACHES for tau2 in variances)
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
