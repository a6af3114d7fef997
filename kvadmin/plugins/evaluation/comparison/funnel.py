"""Funnel plots of proportions, rates and ratios: target, dispersion, limits, and who lies outside."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from .dispersion import Dispersion, Scores, dispersion, scores
from .funnel_notes import notes_of
from .funnel_types import CountRow, Funnel, FunnelGroup, FunnelMethod, FunnelNote
from .group_sums import PlacedGroup, group_sums
from .limits import Curve, od_curve, plain_curve


def funnel(rows: Iterable[CountRow], method: FunnelMethod) -> Funnel:
    """The funnel of some groups.

    Args:
        rows: One or several per group; several are summed. A row with a missing figure is left out.
        method: Kind, trimming, multiplier, which limits.

    Returns:
        Figures without NaN or infinity, whatever comes in: what cannot be compared is left out and said.
    """
    sums = group_sums(rows, method)
    if not sums.placed:
        notes = (*sums.notes, FunnelNote("no-groups"))
        return Funnel(method, None, 0.0, 0.0, False, True, tuple(sums.left_out), notes)
    target = _target(sums.placed, method)
    found = scores([(each.numerator, each.size) for each in sums.placed], target, method)
    spread = dispersion(found, [each.numerator for each in sums.placed], method)
    phi, tau2 = (spread.phi, spread.tau2) if method.adjusted else (0.0, 0.0)
    adjusted, unadjusted = _drawn(method, phi, tau2)
    zero = method.logarithm and any(
        not each.numerator and not cut for each, cut in zip(sums.placed, spread.cut, strict=True)
    )
    curves = plain_curve(target, method), od_curve(target, tau2, method, no_event_kept=zero)
    groups = _groups(sums.placed, found, spread, curves, method, decided_by=int(adjusted))
    everybody = tuple(sorted((*groups, *sums.left_out), key=lambda each: each.group))
    answer = Funnel(method, target, phi, tau2, adjusted, unadjusted, everybody)
    notes = (*sums.notes, *notes_of(answer, zero_kept=zero))
    return Funnel(method, target, phi, tau2, adjusted, unadjusted, everybody, notes)


def _target(placed: Sequence[PlacedGroup], method: FunnelMethod) -> float:
    if method.kind == "ratio":
        return 1.0
    return math.fsum(each.numerator for each in placed) / math.fsum(each.size for each in placed)


def _drawn(method: FunnelMethod, phi: float, tau2: float) -> tuple[bool, bool]:
    """Whether limits with and without over-dispersion are shown: the first, asked for alone, must have cause to be."""
    if not method.adjusted:
        return False, True
    if not method.unadjusted and (phi <= 1 or not tau2):
        return False, True
    return True, method.unadjusted


def _groups(
    placed: Sequence[PlacedGroup],
    found: Scores,
    spread: Dispersion,
    curves: tuple[Curve, Curve],
    method: FunnelMethod,
    *,
    decided_by: int,
) -> list[FunnelGroup]:
    groups = []
    for k, each in enumerate(placed):
        ratio = each.numerator / each.denominator
        value = ratio * method.multiplier
        limits = (curves[0](each.size), curves[1](each.size))
        decides = limits[decided_by]
        groups.append(
            FunnelGroup(
                each.group,
                each.numerator,
                each.size,
                ratio,
                value,
                found.z[k],
                spread.used[k],
                spread.cut[k],
                *limits,
                int(not decides.lower95 <= value <= decides.upper95),
                int(not decides.lower99 <= value <= decides.upper99),
            )
        )
    return groups
