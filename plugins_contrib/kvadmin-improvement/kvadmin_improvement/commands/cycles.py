"""``cycle add``, ``list``, ``set`` and ``remove``: the PDSA cycles of measures."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from kvadmin.api import Session, session, tr
from kvadmin.api.commands import parse_whole
from kvadmin.api.reports import Column, listing
from kvadmin_improvement.commands.arguments import (
    CohortOption,
    MeasureArgument,
    MunicipalityOption,
    PairsArgument,
    measures_there,
)
from kvadmin_improvement.commands.measure_lists import CYCLE_COLUMNS, cycle_rows
from kvadmin_improvement.commands.measures import chosen_measures
from kvadmin_improvement.measure_fields import CYCLE_FIELDS
from kvadmin_improvement.records import Cycle, Measure
from kvadmin_improvement.work.lookups import find_measure, unknown_cycle
from kvadmin_improvement.work.measure_rules import check_measure

_COLUMNS = (Column("measure", "Measure"), Column("title", json=True), *CYCLE_COLUMNS)
NumberArgument = Annotated[str, typer.Argument(metavar="NUMBER", help="Which cycle of the measure, from 1.")]


def add(
    ctx: typer.Context,
    measure: MeasureArgument,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="What is tried.")],
    pairs: Annotated[
        list[str] | None, typer.Argument(metavar="[FIELD VALUE]...", help="Fields as `cycle set` has them.")
    ] = None,
) -> None:
    """Begin a PDSA cycle of a measure: what is tried, and what is expected of it.

    Example: kvadmin cycle add 0415-1 "Ønsketurnus på én avdeling" prediction "Færre vikartimer" start 2008-03-01
    """
    run = session(ctx)
    old = find_measure(run.data, measure)
    values: dict[str, Any] = {"plan": CYCLE_FIELDS.read("plan", [plan], where="PLAN")[1]}
    values |= CYCLE_FIELDS.pairs(pairs or [])
    number = max((old.last_cycle, *(each.number for each in old.cycles))) + 1
    _write(run, msgspec.structs.replace(old, last_cycle=number, cycles=[*old.cycles, Cycle(number=number, **values)]))


def list_cycles(
    ctx: typer.Context,
    measure: Annotated[
        str | None, typer.Argument(metavar="[MEASURE]", help="Only of this one.", autocompletion=measures_there)
    ] = None,
    cohort: CohortOption = None,
    municipality: MunicipalityOption = None,
) -> None:
    """List PDSA cycles: plan, prediction, what was done and learned, what is next.

    Example: kvadmin cycle list
    """
    run = session(ctx)
    measures = chosen_measures(run, cohort, municipality)
    if measure is not None:
        found = find_measure(run.data, measure)
        measures = [each for each in measures if each.id == found.id]
    nothing = tr("No PDSA cycle is noted.")
    run.show(listing("cycles", _COLUMNS, cycle_rows(measures), title=tr("PDSA cycles"), empty=nothing))


def set_field(ctx: typer.Context, measure: MeasureArgument, number: NumberArgument, pairs: PairsArgument) -> None:
    """Change fields of a cycle: what was done, what was learned, what is next.

    Example: kvadmin cycle set 0415-1 1 end 2008-05-01 learned "Kveldsvaktene må med fra start"
    """
    run = session(ctx)
    old = find_measure(run.data, measure)
    which = parse_whole(number, least=1, where="NUMBER")
    values = CYCLE_FIELDS.pairs(pairs)
    if all(each.number != which for each in old.cycles):
        raise unknown_cycle(old, which)
    cycles = [msgspec.structs.replace(each, **values) if each.number == which else each for each in old.cycles]
    _write(run, msgspec.structs.replace(old, cycles=cycles))


def remove(ctx: typer.Context, measure: MeasureArgument, number: NumberArgument) -> None:
    """Remove a cycle; the others keep their numbers, and its own is not given again.

    Example: kvadmin cycle remove 0415-1 2
    """
    run = session(ctx)
    old = find_measure(run.data, measure)
    which = parse_whole(number, least=1, where="NUMBER")
    if all(each.number != which for each in old.cycles):
        raise unknown_cycle(old, which)
    new = msgspec.structs.replace(old, cycles=[each for each in old.cycles if each.number != which])
    _write(run, new, confirm=tr("Remove cycle {number} of {id}?", number=which, id=old.id))


def _write(run: Session, new: Measure, confirm: str = "") -> None:
    check_measure(new, run.today)
    change = run.transaction()
    change.update(new)
    run.commit(change, confirm=confirm)
    run.show(listing("cycles", _COLUMNS, cycle_rows([new]), title=f"{new.id} {new.title}"))
