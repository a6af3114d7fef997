"""The missing codes of an indicator: what is wrong with one, and how values spell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kvadmin.api import tr
from kvadmin.api.records import MissingCode
from kvadmin.api.reports import looks_like_formula

from .definition import is_figure

#: Marks are short: they stand in a cell instead of a figure.
_LONGEST_MARK = 20
#: What every statistics program holds exactly, and a person can read.
_LOWEST = -999_999_999


def code_problems(code: MissingCode) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one code by itself: a name for programs, a sentence, a hint."""
    if not _LOWEST <= code.code < 0:
        text = tr("the missing code {code} could be a figure", code=code.code)
        yield "missing-code", text, tr("a whole number from {lowest} to -1", lowest=_LOWEST)
    if not code.nb.strip() or not code.nn.strip():
        form = tr("bokmål") if not code.nb.strip() else tr("nynorsk")
        yield (
            "missing-label",
            tr("the missing code {code} has no label in {form}", code=code.code, form=form),
            tr("kvadmin evaluation codes set ID {code} --nb TEXT --nn TEXT", code=code.code),
        )
    if not code.marks:
        yield (
            "missing-mark",
            tr("the missing code {code} has no mark: what do people write?", code=code.code),
            tr("kvadmin evaluation codes set ID {code} --mark MARK", code=code.code),
        )
    for mark in code.marks:
        if why := _mark_problem(mark):
            text = tr("the mark {mark!r} of the missing code {code} {why}", mark=mark, code=code.code, why=why)
            yield "missing-mark", text, tr("a short sign or word: {examples}", examples=". : - x")


def _mark_problem(mark: str) -> str:
    if not mark.strip() or mark != mark.strip() or not mark.isprintable():
        return tr("is empty, or has blanks or unprintable signs around it")
    if len(mark) > _LONGEST_MARK:
        return tr("is longer than {most} characters", most=_LONGEST_MARK)
    if is_figure(mark):
        return tr("is a figure itself")
    if looks_like_formula(mark) and mark.strip("-"):
        return tr("is a formula to spreadsheets")
    return ""


def clashes(codes: Sequence[MissingCode]) -> Iterator[tuple[str, str, str]]:
    """Codes and marks of one indicator that stand twice."""
    seen: dict[str, int] = {}
    numbers: set[int] = set()
    for each in codes:
        if each.code in numbers:
            yield "missing-twice", tr("the missing code {code} stands here twice", code=each.code), ""
        numbers.add(each.code)
        for mark in each.marks:
            other = seen.setdefault(mark, each.code)
            if other != each.code:
                text = tr("the mark {mark!r} means {code} and {other}", mark=mark, code=other, other=each.code)
                yield "missing-twice", text, tr("one mark, one code")


def spellings_of(codes: Sequence[MissingCode]) -> set[str]:
    """Every way in which a value file says that a figure is missing."""
    return {text for each in codes for text in (*each.marks, str(each.code))}
