"""Scores: the weighted sum of points, exact to the last digit and rounded once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from kvadmin.api import InvalidData, tr

from .records import Applicant, ApplicationStanding, Call, ScoreCriterion

_CENT = Decimal("0.01")
# Wide enough that sums and products of any points a person writes are exact before the one rounding.
_EXACT = Context(prec=100, rounding=ROUND_HALF_EVEN)


def quantise(value: Decimal, *, where: str | None = None) -> Decimal:
    """The value with two decimals, halves to the even digit, never ``-0.00``.

    Raises:
        InvalidData: Not a finite number, or one of absurd size.
    """
    try:
        return _EXACT.add(value.quantize(_CENT, context=_EXACT), Decimal(0))
    except InvalidOperation:
        raise InvalidData(tr("the score {score} is not a number", score=value), where=where, code="bad-value") from None


def score_of(applicant: Applicant, criteria: Sequence[ScoreCriterion]) -> Decimal | None:
    """The applicant's score with two decimals; ``None`` when it is unscored.

    A score of its own replaces the sum over the criteria, and points for every criterion are needed for a sum.

    Raises:
        InvalidData: A score or points that are not exact, finite numbers.
    """
    if applicant.score is not None:
        return quantise(
            exact_number(applicant.score, tr("the score of {number}", number=applicant.number), where=applicant.number),
            where=applicant.number,
        )
    if not criteria:
        return None
    total = Decimal(0)
    for criterion in criteria:
        points = applicant.points.get(criterion.name)
        if points is None:
            return None
        what = tr("the points for {criterion} of {number}", criterion=criterion.name, number=applicant.number)
        weight = exact_number(criterion.weight, tr("the weight of {criterion}", criterion=criterion.name))
        total = _EXACT.add(total, _EXACT.multiply(weight, exact_number(points, what, where=applicant.number)))
    return quantise(total, where=applicant.number)


def scores(call: Call, applicants: Sequence[Applicant]) -> dict[str, Decimal | None]:
    """The score of each applicant by number.

    If the call has no criteria and nobody is scored, all score 0.00 and the lottery decides. Superseded
    applications have no say in that.
    """
    found = {
        a.number: score_of(a, call.criteria) for a in applicants if a.standing is not ApplicationStanding.SUPERSEDED
    }
    if not call.criteria and all(score is None for score in found.values()):
        return dict.fromkeys(found, quantise(Decimal(0)))
    return found


def exact_number(value: object, what: str, *, where: str | None = None) -> Decimal:
    """The value as an exact, finite Decimal.

    Raises:
        InvalidData: A float, NaN, infinity, or no number at all.
    """
    # A float such as 0.1 is not the number that somebody wrote, so that none is taken for one.
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    raise InvalidData(tr("{what} is not an exact number: {value!r}", what=what, value=value), where=where)
