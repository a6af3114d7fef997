"""``sheet out confirmations``: who holds a place, and whether and when it was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from kvadmin.api import InvalidData, Refused, Session, Transaction, tr
from kvadmin.api.commands import Settable, parse_day, yes_or_no
from kvadmin.api.records import Application, Cohort, State
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    cell_by_cell,
    field_column,
)

from ..memberships.confirmations import confirmations, with_place_taken
from .cohort_rows import WHO, applications_with_names

SETTABLE = (Settable("confirmed", yes_or_no, empty=False), Settable("confirmed_on", parse_day, empty=None))
_COLUMNS = (*WHO, *map(field_column, SETTABLE))


class _ConfirmationSheet:
    """One row per holder of a place by an admission; those who have confirmed stay on it, so that it can come twice."""

    adds: tuple[str, ...] = ()
    removes = ""
    personal = False

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        del run, scope
        return _COLUMNS

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        asked = confirmations(run.data, run.data.get(Cohort, scope.cohort), run.today)
        holders = {*asked.confirmed, *asked.lacking}
        return [
            SheetRow(
                each.municipality,
                {
                    "municipality": each.municipality,
                    "name": name,
                    "confirmed": each.state == State.CONFIRMED,
                    "confirmed_on": _day_of(each, State.CONFIRMED),
                },
            )
            for each, name in applications_with_names(run, scope)
            if each.municipality in holders
        ]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``cohort confirm`` does, on the day that stands beside the yes, else today."""

        def put(key: str, name: str, value: Any) -> None:
            old = run.data.get(Application, f"{scope.cohort}/{key}")
            cells = edits.changed[key]
            if name == "confirmed":
                if not value:
                    raise _kept(old)
                change.update(with_place_taken(old, cells.get("confirmed_on") or run.today, run.who, change.why))
            elif old.state == State.CONFIRMED:
                raise _kept(old)
            elif value is not None and not cells.get("confirmed"):
                raise InvalidData(
                    tr("a day stands here, and nothing says that {number} has confirmed", number=key), code="bad-value"
                )
            else:
                _check_day(old, value, run.today)

        return cell_by_cell(edits.changed, put)


def _day_of(application: Application, state: State) -> date | None:
    """The newest day on which it came into a state."""
    return next((each.date for each in reversed(application.changes) if each.state == state), None)


def _kept(old: Application) -> Refused:
    return Refused(
        tr(
            "{number} has confirmed its place in {cohort}: that stays noted", number=old.municipality, cohort=old.cohort
        ),
        hint=tr(
            "a slip is taken back by kvadmin undo; who gives the place up: "
            "kvadmin cohort withdraw {cohort} {number} --reason withdrawn",
            cohort=old.cohort,
            number=old.municipality,
        ),
        code="state-forbids",
    )


def _check_day(old: Application, day: date | None, today: date) -> None:
    """Nobody confirms in times to come, or before there was a place.

    Raises:
        InvalidData: The day cannot be.
    """
    if day is not None and day > today:
        raise InvalidData(tr("{day} lies after today ({today})", day=day, today=today), code="bad-value")
    given = _day_of(old, State.ADMITTED)
    if day is not None and given is not None and day < given:
        raise InvalidData(
            tr("{day} lies before {given}, when {number} got the place", day=day, given=given, number=old.municipality),
            code="bad-value",
        )


#: The noun ``confirmations``.
CONFIRMATION_SHEET = _ConfirmationSheet()
