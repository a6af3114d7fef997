"""``gathering cancel`` and ``gathering promote``."""

from __future__ import annotations

from collections.abc import Iterable
from shlex import quote
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Conflict, Refused, Session, session, tr
from kvadmin.api.commands import Query

from ..loaded_gathering import LoadedGathering, load_gathering, save_gathering
from ..registrations.registration_book import RegisteredPerson, RegistrationBook
from ..registrations.status_changes import cancel_person
from .arguments import GatheringArgument
from .groups import say_seating_plan


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
                "Tell those invited: kvadmin mail plan gathering-cancelled --to {selection} "
                "--about {gathering}\nThe calendar entry: kvadmin gathering calendar {gathering} -o cancelled.ics",
                gathering=quote(gathering),
                selection=quote(Query.typed("invited", gathering)),
            )
        )
        return
    one = found.book.find(person)
    was = one.registration
    cancel_person(found.book, one, run.today)
    promoted = _promote(run, found, 1) if promote_next and was.status == "active" else []
    change = run.transaction()
    found.book.write(change)
    run.commit(change)
    run.info(tr("Cancelled: {name}.", name=was.name))
    _say_promoted(run, promoted)
    if was.status == "active":
        say_who_moves_up(run, found.book)
    say_seating_plan(run, found)


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
    if found.gathering.cancelled:
        raise Refused(tr("{gathering} is cancelled: nobody gets a place", gathering=gathering), code="cancelled")
    promoted = _promote(run, found, most)
    change = run.transaction()
    found.book.write(change)
    run.commit(change)
    _say_promoted(run, promoted)
    if not promoted:
        run.info(tr("Nobody moved up: {seats}.", seats=found.book.seats.sentence()))
    say_who_moves_up(run, found.book)
    say_seating_plan(run, found)


def _promote(run: Session, found: LoadedGathering, most: int | None) -> list[RegisteredPerson]:
    done: list[RegisteredPerson] = []
    for each in found.book.waiting:
        if found.book.free == 0 or (most is not None and len(done) >= most):
            break
        done.append(found.book.change(each, status="active", changed=run.today))
    return done


def _say_promoted(run: Session, promoted: Iterable[RegisteredPerson]) -> None:
    for each in promoted:
        run.info(
            tr(
                "Promoted from the waiting list: {name}, {place} ({id}).",
                name=each.registration.name,
                place=each.place,
                id=each.id,
            )
        )


def say_who_moves_up(run: Session, book: RegistrationBook) -> None:
    """Who is next for a seat that is free, or that more come than there are seats."""
    seats, waiting = book.seats, book.waiting
    if seats.over:
        run.warn(
            tr(
                "{id}: {seats}. Nobody loses a place by that, and nobody moves up before {over} have cancelled.",
                id=book.gathering.id,
                seats=seats.sentence(),
                over=seats.over,
            )
        )
    elif waiting and seats.free != 0 and not book.gathering.cancelled:
        run.info(
            tr(
                "Next on the waiting list: {name}, {place}. Give the place with: kvadmin gathering promote {id}",
                name=waiting[0].registration.name,
                place=waiting[0].place,
                id=book.gathering.id,
            )
        )
