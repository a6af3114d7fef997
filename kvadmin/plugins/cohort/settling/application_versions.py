"""The application that a settled row stands for, put beside the one that is there."""

from __future__ import annotations

import msgspec

from kvadmin.api import Refused, Session, Transaction, tr
from kvadmin.api.records import Application

from ..intake.records import IntakeRow

_CHANGEABLE = ("received", "incomplete", "complete")


def put_version(run: Session, transaction: Transaction, made: Application, row: IntakeRow) -> Application:
    """Write the application, or put it in the place of the one that is there; the later received counts.

    Raises:
        Refused: The one that is there has been decided or is out, or was received later.
    """
    old = run.data.find(Application, f"{made.cohort}/{made.municipality}")
    if old is None:
        transaction.create(made)
        return made
    if old.state not in _CHANGEABLE:
        raise Refused(
            tr(
                "{municipality} has an application that is {state}", municipality=made.municipality, state=tr(old.state)
            ),
            hint=tr(
                "reject the row: kvadmin application resolve {cohort} {name} --reject already-decided",
                **_row(made, row),
            ),
            code="state-forbids",
        )
    if old.received and made.received and made.received < old.received and row.reason != "date-moved":
        raise Refused(
            tr(
                "{municipality} has an application received later ({date}), and the later counts",
                municipality=made.municipality,
                date=old.received.date(),
            ),
            hint=tr(
                "reject the row: kvadmin application resolve {cohort} {name} --reject older-version", **_row(made, row)
            ),
            code="state-forbids",
        )
    sources = [*old.earlier, *([old.source] if old.source and old.source != made.source else [])]
    new = msgspec.structs.replace(made, earlier=sources)
    transaction.update(new)
    return new


def _row(made: Application, row: IntakeRow) -> dict[str, str]:
    return {"cohort": made.cohort, "name": row.name}
