"""How answers most likely spread over a scale, given a few of their figures: the spread that assumes nothing else.

Of all ways to share out the answers with a given mean, variance and share in the top box, that of the greatest entropy
has weights ``exp(a v + b v^2 + c top)`` (Jaynes 1957). Its three numbers are found by Newton's method.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from .scale import SurveyScale

_ROUNDS, _SETTLED, _LONGEST = 60, 1e-9, 2.0


def likely_shares(scale: SurveyScale, mean: float, variance: float | None, top: float | None) -> list[float]:
    """Shares of the answers, in the order of the scale; what is ``None`` is not known.

    Figures that lie at the end of what can be have no such spread: what was found so far is near enough to begin with.
    """
    centre, width = (scale.low + scale.high) / 2, (scale.high - scale.low) / 2
    at = [(value - centre) / width for value in scale.categories]
    goal = (mean - centre) / width
    features, goals = [at], [goal]
    if variance is not None:
        features.append([each * each for each in at])
        goals.append(variance / width**2 + goal * goal)
    if top is not None:
        features.append([float(scale.in_top(value)) for value in scale.categories])
        goals.append(top)
    weights = [0.0] * len(goals)
    shares = _shares(features, weights)
    for _ in range(_ROUNDS):
        means = [_average(each, shares) for each in features]
        lacking = [wanted - found for wanted, found in zip(goals, means, strict=True)]
        if max(map(abs, lacking)) < _SETTLED:
            break
        table = [
            [_average([a * b for a, b in zip(one, other, strict=True)], shares) - m * n for other, n in pairs]
            for one, m in zip(features, means, strict=True)
            for pairs in [list(zip(features, means, strict=True))]
        ]
        step = _solved(table, lacking)
        longest = max(map(abs, step))
        factor = min(1.0, _LONGEST / longest) if longest else 1.0
        weights = [min(40.0, max(-40.0, w + factor * s)) for w, s in zip(weights, step, strict=True)]
        shares = _shares(features, weights)
    return shares


def _shares(features: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    powers = [sum(w * each for w, each in zip(weights, place, strict=True)) for place in zip(*features, strict=True)]
    most = max(powers)
    found = [exp(power - most) for power in powers]
    return [each / sum(found) for each in found]


def _average(values: Sequence[float], shares: Sequence[float]) -> float:
    return sum(value * share for value, share in zip(values, shares, strict=True))


def _solved(table: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with a pinch on the diagonal, so that a table without an inverse gives a short step instead of none."""
    size = len(right)
    rows = [[*(v + (1e-9 if i == j else 0) for j, v in enumerate(row)), right[i]] for i, row in enumerate(table)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, size):
            share = rows[k][i] / rows[i][i]
            rows[k] = [a - share * b for a, b in zip(rows[k], rows[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (rows[i][size] - sum(rows[i][j] * found[j] for j in range(i + 1, size))) / rows[i][i]
    return found
