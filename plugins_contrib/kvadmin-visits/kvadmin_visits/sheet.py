"""The sheet of visits: its columns, its rows, and what becomes of changed cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Municipality
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
from kvadmin_visits.records import Visit
from kvadmin_visits.visit_fields import VISIT_FIELDS
from kvadmin_visits.work.numbers import next_id
from kvadmin_visits.work.visit_rules import changed

if TYPE_CHECKING:
    from kvadmin.api import Session, Transaction


class Visits:
    """One row per visit."""

    adds = ("municipality", "day")
    removes = "the visit is struck off"
    personal = True

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        """Which municipality it is about, shown only; then every field of a visit."""
        del run, scope
        who = SheetColumn("municipality", "No."), SheetColumn("name", "Municipality")
        return [*who, *map(field_column, VISIT_FIELDS.fields)]

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        """The visits to those whom the selection chooses, by day."""
        names = {each.number: each.name for each in run.data.all(Municipality)}
        chosen = chosen_numbers(run, scope)
        return [
            SheetRow(each.id, {**msgspec.structs.asdict(each), "name": names.get(each.municipality, "")})
            for each in sorted(run.data.all(Visit), key=lambda each: each.day)
            if chosen is None or each.municipality in chosen
        ]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """Whatever cannot be is raised as an error for the reader, and said with the address of its cell."""
        del scope
        visits = {each.id: each for each in run.data.all(Visit)}

        def put(key: str, values: Mapping[str, Any]) -> None:
            visits[key] = changed(visits[key], values, run.today)
            change.update(visits[key])

        def add(_key: str, values: Mapping[str, Any]) -> None:
            number = find_municipality(run.data, values["municipality"], run.today).number
            fields = {name: value for name, value in values.items() if name in VISIT_FIELDS.names}
            new = changed(Visit(id=next_id(visits), municipality=number, day=run.today), fields, run.today)
            if any(msgspec.structs.replace(new, id=each.id) == each for each in visits.values()):
                return  # the same workbook a second time
            visits[new.id] = new
            change.create(new)

        problems = [*row_by_row(edits.changed, put), *row_by_row(edits.added, add)]
        for key in edits.removed:
            change.delete(Visit, key)
        return problems


VISITS = Visits()
