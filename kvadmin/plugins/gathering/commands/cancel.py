"""``gathering cancel`` and ``gathering promote``."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from kvadmin.api import Conflict, Session, session

from ..people import CANCELLED, Person
from .common import GatheringId, Occasion, occasion, save


def cancel(
    ctx: typer.Context,
    gathering: GatheringId,
    person: Annotated[
        str, typer.Argument(metavar="[PERSON]", help="Id, badge code, address or name; without it: the gathering.")
    ] = "",
    promote_next: Annotated[bool, typer.Option("--promote", help="Give the place to whoever waits longest.")] = False,
) -> None:
    """Cancel a person's registration, or the whole gathering; nothing is deleted.

    Example: kvadmin gathering cancel 2008-08-27-oppstart "Odd Vik"
    """
    run = session(ctx)
    found = occasion(run, gathering)
    if not person:
        if found.gathering.cancelled:
            raise Conflict(f"{gathering} is cancelled already")
        after = msgspec.structs.replace(found.gathering, cancelled=True)
        save(run, found.gathering, after, confirm=f"Cancel {found.gathering.name} for everybody?")
        run.info(f"Send the cancellation: kvadmin gathering calendar {gathering} -o cancelled.ics")
        return
    one = found.book.find(person)
    was = one.registration
    if was.status == CANCELLED:
        raise Conflict(f"{was.name} has cancelled already ({was.changed})")
    found.book.change(one, status=CANCELLED, queue=None, changed=run.today, arrived=None, sequence=was.sequence + 1)
    promoted = _promote(run, found, 1) if promote_next and was.status == "active" else []
    change = run.transaction()
    found.book.write(change)
    run.commit(change)
    run.info(f"Cancelled: {was.name}.")
    _say(run, found, promoted)


def promote(
    ctx: typer.Context,
    gathering: GatheringId,
    most: Annotated[int | None, typer.Option("--count", metavar="N", min=1, help="At most so many.")] = None,
) -> None:
    """Give free places to those who wait, the longest waiting first.

    Example: kvadmin gathering promote 2008-08-27-oppstart
    """
    run = session(ctx)
    found = occasion(run, gathering)
    promoted = _promote(run, found, most)
    change = run.transaction()
    found.book.write(change)
    run.commit(change)
    _say(run, found, promoted)


def _promote(run: Session, found: Occasion, most: int | None) -> list[Person]:
    done: list[Person] = []
    for each in found.book.waiting:
        if found.book.free == 0 or (most is not None and len(done) >= most):
            break
        done.append(found.book.change(each, status="active", queue=None, changed=run.today))
    return done


def _say(run: Session, found: Occasion, promoted: list[Person]) -> None:
    for each in promoted:
        run.info(f"Promoted from the waiting list: {each.registration.name}, {each.place} ({each.id}).")
    waiting = found.book.waiting
    if waiting and found.book.free != 0:
        run.info(
            f"Next on the waiting list: {waiting[0].registration.name}, {waiting[0].place}. "
            f"Give the place with: kvadmin gathering promote {found.gathering.id}"
        )
