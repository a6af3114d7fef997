"""``evaluation codes``: why a figure may be missing, by the indicator's own codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Conflict, Session, UnknownName, UsageError, session, tr
from kvadmin.api.commands import parse_whole
from kvadmin.api.records import Indicator, MissingCode
from kvadmin.api.reports import Column, listing

from ..indicators.definition import MISSING, mark_of, missing_codes
from ..indicators.indicator_catalogue import all_indicators, find_indicator, put_indicator
from ..indicators.own_codes import clashes, code_problems, spellings_of
from ..measurements.value_files import read_values, values_path
from .arguments import IndicatorArgument, indicators_there

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="The number in statistics programs: below 0.")]

_COLUMNS = (
    Column("indicator", "Indicator"),
    Column("code", "Code", "int"),
    Column("mark", "Mark"),
    Column("marks", "Marks", show=" ".join, rank=2),
    Column("nb", "Label (nb)"),
    Column("nn", "Label (nn)", rank=1),
    Column("own", "Own", rank=1, show=lambda own: tr("yes") if own else tr("no")),
)


def list_codes(
    ctx: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Argument(metavar="[INDICATOR]", help="Only this one (else all).", autocompletion=indicators_there),
    ] = None,
) -> None:
    """List why figures may be missing: the code for SPSS, the marks that people write, labels.

    An indicator without codes of its own has those of Statistics Norway.

    Example: kvadmin evaluation codes list
    """
    run = session(ctx)
    found = all_indicators(run)
    _show(run, [find_indicator(found, indicator)] if indicator else found)


def set_code(
    ctx: typer.Context,
    indicator: IndicatorArgument,
    code: CodeArgument,
    marks: Annotated[
        list[str] | None,
        typer.Option("--mark", metavar="MARK", help="What stands in a cell; the first is the package's. Repeatable."),
    ] = None,
    nb: Annotated[str | None, typer.Option("--nb", metavar="TEXT", help="What it means, in bokmål.")] = None,
    nn: Annotated[str | None, typer.Option("--nn", metavar="TEXT", help="What it means, in nynorsk.")] = None,
) -> None:
    """Add a missing code to an indicator, or change one.

    The first code of its own comes beside those of Statistics Norway, which can then be changed and removed.

    Example: kvadmin evaluation codes set sykefravaer -96 --mark x --nb "Ikke levert" --nn "Ikkje levert"
    """
    run = session(ctx)
    found = find_indicator(all_indicators(run), indicator)
    number = parse_whole(code, where="CODE")
    codes = list(missing_codes(found))
    old = next((each for each in codes if each.code == number), None)
    if marks is None and nb is None and nn is None:
        raise UsageError(tr("nothing to set"), hint="--mark, --nb, --nn", code="nothing-to-do")
    given = {"marks": marks, "nb": nb, "nn": nn}
    changed = msgspec.structs.replace(
        old or MissingCode(code=number), **{field: value for field, value in given.items() if value is not None}
    )
    for problem, text, hint in code_problems(changed):
        raise UsageError(
            text, where=_OPTIONS.get(problem), hint=hint.replace(" ID ", f" {found.id} ") or None, code="bad-value"
        )
    kept = [changed if each.code == number else each for each in codes]
    _save(run, found, kept if old else [*kept, changed])


_OPTIONS = {"missing-code": "CODE", "missing-mark": "--mark"}


def remove_code(ctx: typer.Context, indicator: IndicatorArgument, code: CodeArgument) -> None:
    """Take a missing code from an indicator, unless stored values have it.

    With the last of its own the indicator has those of Statistics Norway again.

    Example: kvadmin evaluation codes remove sykefravaer -97
    """
    run = session(ctx)
    found = find_indicator(all_indicators(run), indicator)
    number = parse_whole(code, where="CODE")
    codes = missing_codes(found)
    left = [each for each in codes if each.code != number]
    if len(left) == len(codes):
        raise UnknownName(
            tr("{id} has no missing code {code}", id=found.id, code=number),
            where="CODE",
            details=[f"{each.code} {each.nb}" for each in codes],
            code="unknown-value",
        )
    _save(run, found, left)


def _save(run: Session, indicator: Indicator, codes: Sequence[MissingCode]) -> None:
    """Write the codes, sorted, unless stored values would then say something else."""
    order = sorted(codes, key=lambda each: -each.code)
    for _, text, hint in clashes(order):
        raise Conflict(text, where="--mark", hint=hint or None, code="already-there")
    own = [] if tuple(order) == MISSING else order
    changed = msgspec.structs.replace(indicator, missing=own)
    _refuse_other_meaning(run, indicator, changed)
    change = run.transaction()
    put_indicator(run, change, changed)
    run.commit(change)
    _show(run, [changed])


def _refuse_other_meaning(run: Session, old: Indicator, new: Indicator) -> None:
    """No stored value may become missing, or a figure, or nothing, because its codes changed.

    Raises:
        Conflict: With the first value and its line.
    """
    before, after = (_meanings(missing_codes(each)) for each in (old, new))
    if before == after:
        return
    found = [
        (line, each)
        for line, each in enumerate(read_values(run.data, old), 2)
        if before.get(each.value) != after.get(each.value)
    ]
    if not found:
        return
    line, each = found[0]
    if each.value in before and each.value in after:
        text = tr(
            "{number} stored value(s) are {value!r}, which means {before} and would mean {after}",
            number=len(found),
            value=each.value,
            before=before[each.value],
            after=after[each.value],
        )
        hint = tr("keep it as a further --mark of a code")
    elif each.value in before:
        text = tr(
            "{number} stored value(s) are {value!r}, which would mean nothing", number=len(found), value=each.value
        )
        hint = tr("keep it as a further --mark of a code")
    else:
        text = tr("{number} stored figure(s) are {value}, and would be missing", number=len(found), value=each.value)
        hint = tr("choose a code that is no figure of this indicator")
    raise Conflict(text, where=f"{values_path(old.id)}:{line}", hint=hint, code="missing-code-in-use")


def _meanings(codes: Sequence[MissingCode]) -> dict[str, int]:
    """What each spelling in a value file means."""
    return {text: each.code for each in codes for text in spellings_of([each])}


def _show(run: Session, indicators: Iterable[Indicator]) -> None:
    rows: list[dict[str, Any]] = [
        {
            "indicator": each.id,
            "code": code.code,
            "mark": mark_of(code),
            "marks": code.marks,
            "nb": code.nb,
            "nn": code.nn,
            "own": bool(each.missing),
        }
        for each in indicators
        for code in sorted(missing_codes(each), key=lambda one: -one.code)
    ]
    run.show(listing("codes", _COLUMNS, rows, title=tr("Missing codes")))
