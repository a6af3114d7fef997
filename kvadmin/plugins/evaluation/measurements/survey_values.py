"""The stored values of a survey as answers, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kvadmin.api.records import Indicator

from ..surveys.given_answers import GivenAnswers, answer_problems, answers_of
from ..surveys.scale import scale_of
from .value_files import Measurement, missing_marks


def survey_answers(indicator: Indicator, values: Sequence[Measurement]) -> Iterator[tuple[Measurement, GivenAnswers]]:
    """The values that say something, each with its answers.

    Raises:
        InvalidData: The scale cannot be.
    """
    scale, marks = scale_of(indicator), missing_marks(indicator)
    if scale is None:
        return
    for each in values:
        found = answers_of(each, scale, missing=each.value in marks)
        if found is not None:
            yield each, found


def survey_faults(indicator: Indicator, values: Sequence[Measurement]) -> Iterator[tuple[int, str]]:
    """The line (from 2) of each value that cannot be, and why."""
    scale, marks = scale_of(indicator), missing_marks(indicator)
    if scale is None:
        return
    for line, each in enumerate(values, 2):
        found = answers_of(each, scale, missing=each.value in marks)
        for problem in answer_problems(found, scale) if found is not None else ():
            yield line, problem
