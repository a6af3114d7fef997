"""``sheet out measures``: one row a measure, edited in Excel and taken back by the rules of ``measure set``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    chosen_numbers,
    field_column,
    row_by_row,
)
from kvadmin_improvement.commands.measure_changes import refuse_same
from kvadmin_improvement.commands.measures import chosen_measures
from kvadmin_improvement.measure_fields import MEASURE_FIELDS
from kvadmin_improvement.records import Measure
from kvadmin_improvement.work.lookups import find_member, names_of
from kvadmin_improvement.work.measure_change import with_fields
from kvadmin_improvement.work.numbers import new_measure, remove_measures

if TYPE_CHECKING:
    from kvadmin.api import Session, Transaction

_WHO = (
    SheetColumn("id", "Measure"),
    SheetColumn("cohort", "Cohort"),
    SheetColumn("municipality", "No.", rank=8),
    SheetColumn("name", "Municipality", rank=9),
)


class _MeasureSheet:
    """Every field that ``measure set`` knows; steps and cycles have commands of their own."""

    adds = ("cohort", "municipality", "title")
    removes = "the measure is removed"
    personal = True

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        """Whose it is, shown only; then the fields."""
        del run, scope
        return [*_WHO, *map(field_column, MEASURE_FIELDS.fields)]

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        """The measures of those whom cohort and selection choose."""
        names, chosen = names_of(run.data), chosen_numbers(run, scope)
        return [
            SheetRow(each.id, {**msgspec.structs.asdict(each), "name": names.get(each.municipality, "")})
            for each in chosen_measures(run, scope.cohort or None, None)
            if chosen is None or each.municipality in chosen
        ]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """A row is changed whole, so that a status and its day may come together."""
        measures = {each.id: each for each in run.data.all(Measure)}

        def put(key: str, values: Mapping[str, Any]) -> None:
            measures[key] = with_fields(run, measures[key], values)
            refuse_same(measures[key], list(measures.values()))
            change.update(measures[key])

        def add(_key: str, values: Mapping[str, Any]) -> None:
            group, town = find_member(run, str(values.get("cohort") or scope.cohort), values["municipality"])
            fields = {name: value for name, value in values.items() if name in MEASURE_FIELDS.names}
            new = with_fields(run, new_measure(run.data, measures, group.id, town.number), fields)
            if any(msgspec.structs.replace(new, id=each.id) == each for each in measures.values()):
                return  # the same workbook a second time
            refuse_same(new, list(measures.values()))
            measures[new.id] = new
            change.create(new)

        problems = [*row_by_row(edits.changed, put), *row_by_row(edits.added, add)]
        remove_measures(run.data, change, edits.removed, measures.keys() - set(edits.removed))
        return problems


#: The noun ``measures``.
MEASURE_SHEET = _MeasureSheet()
