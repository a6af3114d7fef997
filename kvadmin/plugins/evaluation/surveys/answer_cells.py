"""What the cells of one row of a survey say, as it is stored; nothing is worked out that could be something else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from kvadmin.api import tr
from kvadmin.api.imports import Cell, read_figure

from .given_answers import GivenAnswers, answer_problems, figures_of
from .scale import SurveyScale

_HUNDRED = 100


class ReadAnswers(NamedTuple):
    """The fields of a measurement; or what is wrong. ``note`` says what was made of a share."""

    fields: dict[str, str] = {}
    problem: str = ""
    note: str = ""


class _UnreadableError(Exception):
    """A cell that says nothing that could be stored."""


def read_answers(cells: Mapping[str, Cell], scale: SurveyScale, marks: Collection[str]) -> ReadAnswers:
    """What a row says.

    Args:
        cells: By field: ``answers``, ``invited``, ``mean``, ``sd``, ``top`` (a count), ``share`` (of the answers, in
            per cent), ``category_1`` and so on. An empty cell says nothing.
        scale: The scale of the survey.
        marks: The marks of a missing figure; a cell with one says that it is not known.
    """
    try:
        return _read(cells, scale, sorted(marks, key=lambda mark: (mark.lstrip("-").isdigit(), mark)))
    except _UnreadableError as error:
        return ReadAnswers(problem=str(error))


def _read(cells: Mapping[str, Cell], scale: SurveyScale, marks: list[str]) -> ReadAnswers:
    given: dict[str, Any] = {name: _number(name, cell, marks) for name, cell in cells.items()}
    counts = _counts(given, scale)
    answers = _whole(given, "answers")
    if counts is not None and answers is None:
        answers = sum(counts)
    if answers is None:
        raise _UnreadableError(tr("how many answered is missing"))
    if answers == 0:
        raise _UnreadableError(tr("nobody answered; leave the row out, or put a mark of a missing figure"))
    top, note = _whole(given, "top"), ""
    if counts is not None and top is None:
        top = sum(count for value, count in zip(scale.categories, counts, strict=True) if scale.in_top(value))
    if top is None and given.get("share") is not None:
        top = _from_share(given["share"], cells["share"], answers)
        note = tr("{share} % of {answers} are {top}", share=given["share"], answers=answers, top=top)
    mean, sd = (None, None) if counts is not None else (given.get("mean"), given.get("sd"))
    found = GivenAnswers(answers, _whole(given, "invited"), top, mean, sd, counts)
    for problem in answer_problems(found, scale):
        raise _UnreadableError(problem)
    if counts is not None:
        _agree(given, found, scale)
    if top is None and mean is None:
        raise _UnreadableError(tr("neither the answers in the top box ({top}) nor a mean", top=scale.top_text))
    fields = {
        "value": next(iter(marks)) if top is None else str(top),
        "denominator": str(answers),
        "invited": "" if found.invited is None else str(found.invited),
        "mean": "" if mean is None else f"{mean:f}",
        "sd": "" if sd is None else f"{sd:f}",
        "counts": "" if counts is None else " ".join(map(str, counts)),
    }
    return ReadAnswers(fields, note=note)


def _number(name: str, cell: Cell, marks: list[str]) -> Decimal | None:
    text = cell.text.strip()
    if not text or text in marks:
        return None
    value = None if isinstance(cell.value, bool) else read_figure(cell.value)
    if value is None or not value.is_finite():
        raise _UnreadableError(tr("{text!r} is not a figure ({field})", text=text, field=tr(name)))
    if name == "share" and text.endswith("%") and not isinstance(cell.value, str):
        return value.scaleb(2)
    return value


def _whole(given: Mapping[str, Decimal | None], name: str) -> int | None:
    value = given.get(name)
    if value is None:
        return None
    if value != value.to_integral_value() or value < 0:
        raise _UnreadableError(tr("{value} is no number of persons ({field})", value=f"{value:f}", field=tr(name)))
    return int(value)


def _counts(given: Mapping[str, Decimal | None], scale: SurveyScale) -> tuple[int, ...] | None:
    """The counts of all categories, or None where there are none; an empty cell among others is nobody."""
    names = {f"category_{value}": value for value in scale.categories}
    strange = [name for name in given if name.startswith("category_") and name not in names and given[name] is not None]
    if strange:
        category = strange[0].removeprefix("category_")
        raise _UnreadableError(
            tr("{category} is not on the scale {low} to {high}", category=category, low=scale.low, high=scale.high)
        )
    if all(given.get(name) is None for name in names):
        return None
    return tuple(_whole(given, name) or 0 for name in names)


def _from_share(share: Decimal, cell: Cell, answers: int) -> int:
    """The one count that gives a share in per cent as it is written; several or none are no answer."""
    decimals = max(0, -int(share.as_tuple().exponent))
    if not isinstance(cell.value, str) and decimals > 3:  # a workbook keeps more digits than it shows
        decimals, share = 3, share.quantize(Decimal("0.001"))
    half = Decimal(5).scaleb(-decimals - 1)
    hits = [count for count in range(answers + 1) if abs(Decimal(count * _HUNDRED) / answers - share) <= half]
    if len(hits) != 1:
        many = tr("{low} to {high}", low=hits[0], high=hits[-1]) if hits else tr("none")
        raise _UnreadableError(
            tr(
                "{share} % of {answers} answers may be {many}: say how many",
                share=f"{share:f}",
                answers=answers,
                many=many,
            )
        )
    return hits[0]


def _agree(given: Mapping[str, Decimal | None], found: GivenAnswers, scale: SurveyScale) -> None:
    """What is said beside the counts must be what they give, as far as it is written."""
    assert found.counts is not None
    for name, worked_out in zip(("mean", "sd"), figures_of(found.counts, scale), strict=True):
        said = given.get(name)
        if said is not None and worked_out is not None:
            half = Decimal(6).scaleb(-max(0, -int(said.as_tuple().exponent)) - 1)
            if abs(worked_out - said) > half:
                raise _UnreadableError(
                    tr(
                        "the counts give the {field} {figure}, and {said} is said",
                        field=tr(name),
                        figure=worked_out,
                        said=said,
                    )
                )
