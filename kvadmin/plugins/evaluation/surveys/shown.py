"""What of a survey may be shown: small counts hidden as the package hides them, and everything that gives them away.

Everything else that is said of a survey (shares, response rates, intervals, sums) is worked out from what is shown here
and from nothing else, so that it can say no more.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..suppression.small_counts import fewest, is_small
from .category_search import gives_away
from .given_answers import GivenAnswers, rounded
from .scale import SurveyScale


class ShownAnswers(NamedTuple):
    """As :class:`GivenAnswers`, ``None`` for what is not known or hidden; ``hidden`` names what is hidden."""

    answers: int | None
    invited: int | None
    top: int | None
    mean: Decimal | None
    sd: Decimal | None
    hidden: tuple[str, ...] = ()


def shown(found: GivenAnswers, scale: SurveyScale, least: int) -> ShownAnswers:
    """What may be shown where counts below ``least`` are hidden; everything, and unrounded, for 1.

    * Too few answers: nothing of the row is shown, the number of those invited included.
    * Too few inside the top box, or outside of it: neither the count nor mean and standard deviation are shown.
    * Too few who did not answer: the number of those invited is hidden.
    * Mean and standard deviation are rounded, and hidden where they still give away that a few gave a certain answer.
    """
    few = fewest(least)
    if few <= 1:
        return ShownAnswers(found.answers, found.invited, found.top, found.mean, found.sd)
    if is_small(found.answers, few):
        # Named is all that a survey may say, whether it was said or not: a single answer has no standard deviation.
        return ShownAnswers(None, None, None, None, None, ("answers", "invited", "top", "mean", "sd"))
    hidden: list[str] = []
    invited, top = found.invited, found.top
    if invited is not None and is_small(invited - found.answers, few):
        invited = None
        hidden.append("invited")
    if top is not None and (is_small(top, few) or is_small(found.answers - top, few)):
        top = None
        hidden.append("top")
    mean, sd = (None if value is None else rounded(value) for value in (found.mean, found.sd))
    if mean is not None and ("top" in hidden or _tells(found, top, mean, sd, scale, few)):
        hidden += [name for name, value in (("mean", mean), ("sd", sd)) if value is not None]
        mean = sd = None
    return ShownAnswers(found.answers, invited, top, mean, sd, tuple(hidden))


def _tells(
    found: GivenAnswers, top: int | None, mean: Decimal, sd: Decimal | None, scale: SurveyScale, few: int
) -> bool:
    return gives_away(found.answers, top, mean, sd, scale, few)
