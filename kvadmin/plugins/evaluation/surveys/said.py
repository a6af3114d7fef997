"""What is said of shown answers: rates, shares and intervals, worked out from nothing but what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .intervals import mean_interval, wilson
from .scale import SurveyScale
from .shown import ShownAnswers

_HUNDRED = 100


class Said(NamedTuple):
    """Figures as they are said; ``None`` where something they need is not known or hidden.

    Attributes:
        rate: Of those invited, in per cent, how many answered.
        share: Of the answers, in per cent, how many lie in the top box.
        share_low: Lower end of its interval (Wilson, 95 %).
        share_high: Upper end.
        mean_low: Lower end of the interval of the mean (Student's t, 95 %), never outside the scale.
        mean_high: Upper end.
    """

    rate: float | None = None
    share: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    mean_low: float | None = None
    mean_high: float | None = None


def said(shown: ShownAnswers, scale: SurveyScale, *, whole: bool = False) -> Said:
    """The figures of one row.

    Args:
        shown: What is shown of it.
        scale: The scale.
        whole: Whether those invited are everybody it is about, so that intervals narrow with the share that answered.
    """
    size = shown.answers
    if size is None:
        return Said()
    everybody = shown.invited if whole else None
    rate = _percent(size / shown.invited) if shown.invited else None
    found = Said(rate)
    if shown.top is not None:
        low, high = wilson(shown.top, size, everybody)
        found = found._replace(share=_percent(shown.top / size), share_low=_percent(low), share_high=_percent(high))
    if shown.mean is not None and shown.sd is not None:
        ends = mean_interval(float(shown.mean), float(shown.sd), size, everybody)
        if ends is not None:
            low, high = max(float(scale.low), ends[0]), min(float(scale.high), ends[1])
            found = found._replace(mean_low=round(low, 3), mean_high=round(high, 3))
    return found


def together(several: Sequence[ShownAnswers]) -> ShownAnswers:
    """The sum of what is shown: rows of which something is hidden are not in it, so that no difference tells it.

    Invited and answers, answers and top box, answers and mean are each summed over the rows that show both; where not
    all rows that show answers show the other, there is no sum.
    """
    rows = [each for each in several if each.answers is not None]
    answers = sum(each.answers or 0 for each in rows)
    if not rows:
        return ShownAnswers(None, None, None, None, None)

    def total(name: str) -> int | None:
        values = [getattr(each, name) for each in rows]
        return None if None in values else sum(values)

    means = [(each.answers or 0, each.mean) for each in rows if each.mean is not None]
    mean = None
    if len(means) == len(rows):
        mean = (sum((size * value for size, value in means), Decimal(0)) / answers).quantize(Decimal("0.01"))
    return ShownAnswers(answers, total("invited"), total("top"), mean, None)


def _percent(share: float) -> float:
    return round(_HUNDRED * share, 2)
