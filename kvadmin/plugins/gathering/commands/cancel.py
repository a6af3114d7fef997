"""``gathering cancel`` and ``gathering promote``."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from kvadmin.api import Conflict, Session, session, tr

from ..loaded_gathering import LoadedGathering, load_gathering, save_gathering
from ..registrations.registration_book import CANCELLED, RegisteredPerson
from .arguments import GatheringArgument


def cancel(
    ctx: typer.Context,
    gathering: GatheringArgument,
    person: Annotated[
        str, typer.Argument(metavar="[PERSON]", help="Id, badge code, address or name; without it: the gathering.")
    ] = "",
    promote_next: Annotated[bool, typer.Option("--promote", help="Give the place to whoever waits longest.")] = False,
) -> None:
    """Cancel a person's registration, or the whole gathering; nothing is deleted.

    Example: kvadmin gathering cancel 2008-08-27-oppstart "Odd Vik"
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    if not person:
        if found.gathering.cancelled:
            raise Conflict(tr("{gathering} is cancelled already", gathering=gathering), code="already-done")
        after = msgspec.structs.replace(found.gathering, cancelled=True)
        save_gathering(
            run, found.gathering, after, confirm=tr("Cancel {name} for everybody?", name=found.gathering.name)
        )
        run.info(
            tr(
                "Tell those invited: kvadmin mail plan gathering-cancelled --to invited:{gathering} "
                "--about {gathering}\nThe calendar entry: kvadmin gathering calendar {gathering} -o cancelled.ics",
                gathering=gathering,
            )
        )
        return
    one = found.book.find(person)
    was = one.registration
    if was.status == CANCELLED:
        raise Conflict(
            tr("{name} has cancelled already ({changed})", name=was.name, changed=was.changed), code="already-done"
        )
    found.book.change(one, status=CANCELLED, queue=None, changed=run.today, arrived=None, sequence=was.sequence + 1)
    promoted = _promote(run, found, 1) if promote_next and was.status == "active" else []
    change = run.transaction()
    found.book.write(change)
    run.commit(change)
    run.info(tr("Cancelled: {name}.", name=was.name))
    _say(run, found, promoted)


def promote(
    ctx: typer.Context,
    gathering: GatheringArgument,
    most: Annotated[int | None, typer.Option("--count", metavar="N", min=1, help="At most so many.")] = None,
) -> None:
    """Give free places to those who wait, the longest waiting first.

    Example: kvadmin gathering promote 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    promoted = _promote(run, found, most)
    change = run.transaction()
    found.book.write(change)
    run.commit(change)
    _say(run, found, promoted)


def _promote(run: Session, found: LoadedGathering, most: int | None) -> list[RegisteredPerson]:
    done: list[RegisteredPerson] = []
    for each in found.book.waiting:
        if found.book.free == 0 or (most is not None and len(done) >= most):
            break
        done.append(found.book.change(each, status="active", queue=None, changed=run.today))
    return done


def _say(run: Session, found: LoadedGathering, promoted: list[RegisteredPerson]) -> None:
    for each in promoted:
        run.info(
            tr(
                "Promoted from the waiting list: {name}, {place} ({id}).",
                name=each.registration.name,
                place=each.place,
                id=each.id,
            )
        )
    waiting = found.book.waiting
    if waiting and found.book.free != 0:
        run.info(
            tr(
                "Next on the waiting list: {name}, {place}. Give the place with: kvadmin gathering promote {id}",
                name=waiting[0].registration.name,
                place=waiting[0].place,
                id=found.gathering.id,
            )
        )
