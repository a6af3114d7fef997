"""``sheet out applications``: what ``application set`` knows of each application, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kvadmin.api import Session, Transaction
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Application, Cohort, State
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    cell_by_cell,
    extra_columns,
    extra_values,
    field_column,
)

from ..admission import Ruling
from ..applications.application_fields import APPLICATION_FIELDS, field_value, with_field
from ..applications.derived_state import missing_items, ruling_of, with_derived_state
from ..applications.items import ITEM_WORDS
from ..applications.state_by_hand import in_state
from ..drawing.late_changes import warn_after_freeze
from .cohort_rows import WHO, applications_with_names

#: What follows from the record, and is shown only.
_FOLLOWS = (
    SheetColumn("on_time", "On time", words=tuple(each.value for each in Ruling)),
    SheetColumn("missing", "Missing", words=tuple(ITEM_WORDS.values()), many=True),
)
#: What a person asks for first stands first; the rest follows in the order of the table.
_FIRST = ("state", "received", "postmark", "forwarded")


def _settable() -> list[SheetColumn]:
    fields = {each.name: each for each in APPLICATION_FIELDS.fields}
    # A time of day that a list told is kept until somebody gives another day.
    fields["received"] = replace(fields["received"], read=parse_day)
    first = [fields.pop(name) for name in _FIRST]
    return [field_column(each, words=State if each.name == "state" else ()) for each in (*first, *fields.values())]


class _ApplicationSheet:
    """One row per application to the cohort, those that are out included."""

    adds: tuple[str, ...] = ()
    removes = ""
    personal = True

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        del scope
        settable = _settable()
        count = len(_FIRST)
        return (*WHO, *settable[:count], *_FOLLOWS, *settable[count:], *extra_columns(run, Application))

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        cohort = run.data.get(Cohort, scope.cohort)
        extra = bool(extra_columns(run, Application))
        rows = []
        for each, name in applications_with_names(run, scope):
            more = extra_values(run, Application, f"{cohort.id}/{each.municipality}") if extra else {}
            rows.append(SheetRow(each.municipality, {**_values(each, name, cohort), **more}))
        return rows

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``application set`` does: the state follows from the contents, then from what a person makes of it."""
        cohort = run.data.get(Cohort, scope.cohort)
        added = {each.name for each in extra_columns(run, Application)}
        new: dict[str, Application] = {}

        def put(key: str, name: str, value: Any) -> None:
            if name in added:
                change.set_extra(Application, f"{cohort.id}/{key}", name, value or None)
                return
            old = new.get(key) or run.data.get(Application, f"{cohort.id}/{key}")
            if name == "state":
                new[key] = old if old.state == value else in_state(old, State(value), run.today, run.who, change.why)
            else:
                new[key] = with_field(old, name, _stored(name, value))

        problems = cell_by_cell(
            {key: {name: cells[name] for name in cells if name != "state"} for key, cells in edits.changed.items()}, put
        )
        new |= {key: with_derived_state(each, run.today, run.who) for key, each in new.items()}
        problems += cell_by_cell(
            {key: {"state": cells["state"]} for key, cells in edits.changed.items() if "state" in cells}, put
        )
        for each in new.values():
            change.update(each)
        warn_after_freeze(run, change, cohort)
        return problems


def _values(application: Application, name: str, cohort: Cohort) -> dict[str, Any]:
    values = {each.name: field_value(application, each.name) for each in APPLICATION_FIELDS.fields}
    values["received"] = application.received.date() if application.received else None
    return {
        "municipality": application.municipality,
        "name": name,
        **values,
        "on_time": ruling_of(application, cohort).value,
        "missing": [ITEM_WORDS[item] for item in missing_items(application)],
    }


def _stored(name: str, value: Any) -> Any:
    """The value as the record has it: the day received with the time that the table gives it."""
    if name == "received" and isinstance(value, date):
        return APPLICATION_FIELDS.read(name, [value.isoformat()])[1]
    return value


#: The noun ``applications``.
APPLICATION_SHEET = _ApplicationSheet()
