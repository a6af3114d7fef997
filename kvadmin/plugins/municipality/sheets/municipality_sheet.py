"""``sheet out municipalities``: what ``municipality set`` knows of each municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kvadmin.api import KvadminError, Session, Transaction
from kvadmin.api.commands import MUNICIPALITY_FIELDS, select
from kvadmin.api.records import Municipality
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    extra_columns,
    extra_values,
    field_column,
    problem_of,
)
from kvadmin.api.wording import municipality_key

from ..municipality_changes import with_field

_KINDS = {"population": "whole", "lat": "number", "lon": "number", "valid_from": "day", "valid_to": "day"}
_NUMBER = SheetColumn("number", "Number")


class _MunicipalitySheet:
    """One row per municipality, those that do not exist any more included."""

    adds: tuple[str, ...] = ()
    removes = ""
    personal = False

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        del scope
        settable = [field_column(each, kind=_KINDS.get(each.name, "")) for each in MUNICIPALITY_FIELDS.fields]
        return [_NUMBER, *settable, *extra_columns(run, Municipality)]

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        names = MUNICIPALITY_FIELDS.names
        extra = bool(extra_columns(run, Municipality))
        rows = []
        for each in self._chosen(run, scope):
            values: dict[str, Any] = {name: getattr(each, name) for name in ("number", *names)}
            more = extra_values(run, Municipality, each.number) if extra else {}
            rows.append(SheetRow(each.number, values | more))
        return rows

    @staticmethod
    def _chosen(run: Session, scope: SheetScope) -> list[Municipality]:
        found = run.data.all(Municipality)
        if scope.selection:
            predicates = run.gather("kvadmin_selection_words", snapshot=run.data, today=run.today)
            chosen = select(run.data, scope.selection, run.today, predicates=predicates)
            numbers = {each.municipality.number for each in chosen}
            found = [each for each in found if each.number in numbers]
        return sorted(found, key=lambda each: municipality_key(each.name, each.number, each.sort_as))

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``municipality set`` does; the order of two days is looked at when both are there."""
        del scope
        added = {each.name for each in extra_columns(run, Municipality)}
        problems = []
        for number, cells in edits.changed.items():
            new = run.data.get(Municipality, number)
            for name, value in sorted(cells.items(), key=lambda cell: _moves_apart(new, *cell), reverse=True):
                try:
                    if name in added:
                        change.set_extra(Municipality, number, name, None if value == [] else value)
                    else:
                        new = with_field(new, name, value)
                except KvadminError as error:
                    problems.append(problem_of(error, number, name))
            change.update(new)
        return problems


def _moves_apart(municipality: Municipality, name: str, value: Any) -> bool:
    """Whether a new first or last day makes the time longer: it goes first, so that both days may move together."""
    if name == "valid_from":
        return value is None or (municipality.valid_from is not None and value < municipality.valid_from)
    if name == "valid_to":
        return value is None or (municipality.valid_to is not None and value > municipality.valid_to)
    return False


#: The noun ``municipalities``.
MUNICIPALITY_SHEET = _MunicipalitySheet()
