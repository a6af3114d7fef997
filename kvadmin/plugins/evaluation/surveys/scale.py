"""The scale that a survey's answers are given on, and the part of it that counts as good: the top box."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Indicator

_SPAN = re.compile(r"\s*(\d{1,3})\s*(?:-|\u2013|\.\.|to|til)\s*(\d{1,3})\s*")
#: More categories than a question has.
MOST_CATEGORIES = 11


class SurveyScale(NamedTuple):
    """Whole numbers ``low`` to ``high``; the top box is ``top_low`` to ``top_high``, at one end of it."""

    low: int
    high: int
    top_low: int
    top_high: int

    @property
    def categories(self) -> range:
        """Every answer that can be given."""
        return range(self.low, self.high + 1)

    def in_top(self, category: int) -> bool:
        """Whether an answer counts as good."""
        return self.top_low <= category <= self.top_high

    @property
    def top_text(self) -> str:
        """``5-6``, or ``6``."""
        return str(self.top_low) if self.top_low == self.top_high else f"{self.top_low}\u2013{self.top_high}"


def span(text: str) -> tuple[int, int] | None:
    """``1-6``, ``1..6`` or ``6`` as two numbers; None when it is neither."""
    found = _SPAN.fullmatch(text)
    if found:
        return int(found[1]), int(found[2])
    return (int(text), int(text)) if text.strip().isdecimal() else None


def scale_of(indicator: Indicator) -> SurveyScale | None:
    """The scale of a survey; None for every other indicator.

    Raises:
        InvalidData: It cannot be; :func:`scale_problems` says why.
    """
    if not indicator.scale:
        return None
    for _, text, hint in scale_problems(indicator):
        raise InvalidData(f"{indicator.id}: {text}", where="indicators.yaml", hint=hint, code="open-questions")
    whole, top = span(indicator.scale), span(indicator.top)
    assert whole
    assert top
    return SurveyScale(*whole, *top)


def scale_problems(indicator: Indicator) -> Iterator[tuple[str, str, str]]:
    """What is wrong with scale and top box: field, sentence, hint."""
    if not indicator.scale:
        if indicator.top:
            yield "top", tr("a top box without a scale"), tr("add --scale 1-6")
        return
    whole, top = span(indicator.scale), span(indicator.top)
    if whole is None or not 1 <= whole[1] - whole[0] < MOST_CATEGORIES:
        most = MOST_CATEGORIES
        yield "scale", tr("{scale!r} is no scale of 2 to {most} answers", scale=indicator.scale, most=most), "1-6"
    elif top is None or top[0] > top[1] or not whole[0] <= top[0] <= top[1] <= whole[1] or _not_at_an_end(whole, top):
        text = tr("{top!r} is no top box of the scale {scale}", top=indicator.top, scale=indicator.scale)
        yield "top", text, tr("the best answers, at one end of the scale and not all of it: 5-6")
    if indicator.per is not None:
        yield "per", tr("a survey is no rate"), tr("take --per away")


def _not_at_an_end(whole: tuple[int, int], top: tuple[int, int]) -> bool:
    return (top[0] == whole[0]) == (top[1] == whole[1])
