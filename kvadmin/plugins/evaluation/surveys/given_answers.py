"""The answers of one municipality in one period: what was reported, and what follows from it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple, Protocol

from kvadmin.api import tr

from .scale import SurveyScale

#: Decimals of mean and standard deviation where small counts are hidden: with more, few answers can be told apart.
DECIMALS = 1


class GivenAnswers(NamedTuple):
    """Counts and figures; ``None`` for what is not known.

    Attributes:
        answers: How many answered.
        invited: How many were asked.
        top: How many of the answers lie in the top box.
        mean, sd: Of the answers; ``sd`` with divisor n - 1.
        counts: How many gave each answer, in the order of the scale.
    """

    answers: int
    invited: int | None = None
    top: int | None = None
    mean: Decimal | None = None
    sd: Decimal | None = None
    counts: tuple[int, ...] | None = None


class StoredAnswers(Protocol):
    """The fields of a stored value that say something of a survey, as text."""

    @property
    def value(self) -> str:
        """How many in the top box, or the mark of a missing figure."""

    @property
    def denominator(self) -> str:
        """How many answered."""

    @property
    def invited(self) -> str:
        """How many were asked."""

    @property
    def mean(self) -> str:
        """The mean."""

    @property
    def sd(self) -> str:
        """The standard deviation."""

    @property
    def counts(self) -> str:
        """How many gave each answer."""


def answers_of(each: StoredAnswers, scale: SurveyScale, *, missing: bool) -> GivenAnswers | None:
    """The answers that a stored value says; None when it is missing altogether.

    Args:
        each: The stored value.
        scale: The scale of the survey.
        missing: Whether its value is the mark of a missing figure: how many in the top box is then not known.
    """
    if not each.denominator:
        return None
    size = _whole(each.denominator)
    invited = _whole(each.invited) if each.invited else None
    counts = tuple(map(int, each.counts.split())) if each.counts else None
    if counts is not None:
        mean, sd = figures_of(counts, scale)
    else:
        mean, sd = (Decimal(text) if text else None for text in (each.mean, each.sd))
    return GivenAnswers(size, invited, None if missing else _whole(each.value), mean, sd, counts)


def figures_of(counts: tuple[int, ...], scale: SurveyScale) -> tuple[Decimal | None, Decimal | None]:
    """Mean and standard deviation of counted answers, to six decimals, more than any answer can bear."""
    size = sum(counts)
    if not size:
        return None, None
    pairs = list(zip(scale.categories, counts, strict=False))
    total, squares = (sum(value**power * count for value, count in pairs) for power in (1, 2))
    return figures_of_sums(size, total, squares)


def figures_of_sums(size: int, total: int, squares: int) -> tuple[Decimal, Decimal | None]:
    """The same from the sum of the answers and that of their squares."""
    mean = _figure(total / size)
    if size < 2:
        return mean, None
    return mean, _figure(math.sqrt((squares * size - total * total) / (size * (size - 1))))


def rounded(value: Decimal) -> Decimal:
    """A figure in as many decimals as may be shown where small counts are hidden."""
    return value.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_HALF_EVEN)


def answer_problems(found: GivenAnswers, scale: SurveyScale) -> Iterator[str]:
    """Why these answers cannot be."""
    if found.answers < 1:
        yield tr("nobody answered")
        return
    if found.invited is not None and found.invited < found.answers:
        yield tr("{answers} answers of {invited} invited", answers=found.answers, invited=found.invited)
    if found.top is not None and not 0 <= found.top <= found.answers:
        yield tr("{top} in the top box of {answers} answers", top=found.top, answers=found.answers)
    if found.counts is not None:
        yield from _count_problems(found, scale)
        return
    if found.mean is not None and not scale.low <= found.mean <= scale.high:
        text = tr(
            "the mean {mean} is outside the scale {low} to {high}", mean=found.mean, low=scale.low, high=scale.high
        )
        yield text
    elif found.mean is not None and found.sd is not None and not _sd_can_be(found, scale):
        yield tr("with the mean {mean} the standard deviation cannot be {sd}", mean=found.mean, sd=found.sd)
    if found.sd is not None and found.mean is None:
        yield tr("a standard deviation without its mean")


def _count_problems(found: GivenAnswers, scale: SurveyScale) -> Iterator[str]:
    counts = found.counts or ()
    if len(counts) != len(scale.categories):
        number = len(scale.categories)
        yield tr("{number} counts on a scale of {categories} answers", number=len(counts), categories=number)
        return
    if sum(counts) != found.answers:
        yield tr("the answers add up to {sum}, and {answers} are said", sum=sum(counts), answers=found.answers)
    top = sum(count for value, count in zip(scale.categories, counts, strict=True) if scale.in_top(value))
    if found.top is not None and top != found.top:
        yield tr("{sum} answers lie in the top box, and {top} are said", sum=top, top=found.top)


def _sd_can_be(found: GivenAnswers, scale: SurveyScale) -> bool:
    """Whether answers on the scale can have that mean and that spread; rounding is allowed for."""
    assert found.mean is not None
    assert found.sd is not None
    if found.sd < 0:
        return False
    mean, size = float(found.mean), found.answers
    if size < 2:
        return found.sd == 0
    most = math.sqrt((scale.high - mean) * (mean - scale.low) * size / (size - 1))
    rounding = Decimal("0.51").scaleb(-min(_decimals(found.sd), _decimals(found.mean)))
    return float(found.sd) <= most + float(rounding)


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _whole(text: str) -> int:
    return int(Decimal(text))


def _figure(value: float) -> Decimal:
    return Decimal(f"{value:.6f}").normalize()
