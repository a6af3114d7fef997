"""``gathering checkin``: who has come."""

from __future__ import annotations

from typing import Annotated

import typer

from kvadmin.api import Conflict, Refused, Session, UnknownName, UsageError, session, tr
from kvadmin.api.reports import listing

from ..handouts.attendance_sheets import check_in_columns
from ..loaded_gathering import LoadedGathering, load_gathering
from ..registrations.registration_book import ACTIVE, CANCELLED, WAITING, RegisteredPerson, RegistrationBook
from ..registrations.roster import RosterAudience
from ..registrations.seat_words import how_to_seat, why_no_seat
from .arguments import GatheringArgument, SeatOption
from .groups import say_seating_plan

#: How many of those who have not come are named.
_NAMED = 10


def checkin(
    ctx: typer.Context,
    gathering: GatheringArgument,
    person: Annotated[
        str,
        typer.Argument(
            metavar="[PERSON]",
            help="Badge code, id, address, or name as the lists have it; without it: everybody is listed.",
        ),
    ] = "",
    take_back: Annotated[bool, typer.Option("--undo", help="The person has not come after all.")] = False,
    seat: SeatOption = False,
) -> None:
    """Note that a person has come, by the code of the badge or the name; without a person, list everybody.

    Who waits gets the seat that is free when nobody waits longer. The list has those, too, who will not be on the
    participant list: keep it to yourself.

    Example: kvadmin gathering checkin 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    if person:
        if take_back and seat:
            raise UsageError(
                tr("a check-in that is taken back needs no seat"), where="--seat", code="contradicting-options"
            )
        _check_in(run, found, person, take_back=take_back, seat=seat)
        return
    if take_back or seat:
        raise UsageError(tr("which person?"), where="PERSON", code="missing-value")
    everybody = found.roster("name", RosterAudience(staff=True))
    run.show(
        listing(
            "participants",
            check_in_columns(found.gathering),
            everybody.alphabetical(),
            title=tr("Check-in {id}", id=found.gathering.id),
            personal=True,
            gathering=gathering,
            arrived=sum(1 for each in everybody.entries if each.person.registration.arrived),
        )
    )


def _check_in(run: Session, found: LoadedGathering, person: str, *, take_back: bool, seat: bool) -> None:
    one = _at_the_door(found, person)
    name, book = one.registration.name, found.book
    if take_back != bool(one.registration.arrived):
        raise Conflict(
            tr("{name} has not come yet", name=name) if take_back else tr("{name} is checked in already", name=name),
            code="not-arrived" if take_back else "arrived-already",
        )
    if not take_back:
        _refuse_without_place(found, one, seat=seat)
    status = one.registration.status if take_back else ACTIVE
    made = book.change(one, arrived=None if take_back else run.today, status=status)
    change = run.transaction()
    book.write(change)
    run.commit(change)
    who = {"name": name, "place": one.place}
    run.info(tr("Taken back: {name}, {place}.", **who) if take_back else tr("Welcome: {name}, {place}.", **who))
    if made.registration.status != one.registration.status:
        run.info(tr("{name} waited and has a place now: {seats}.", name=name, seats=book.seats.sentence()))
        say_seating_plan(run, found)


def _at_the_door(found: LoadedGathering, person: str) -> RegisteredPerson:
    try:
        return found.book.find(person, beginnings=True)
    except UnknownName as error:
        if error.code == "unknown-person":
            error.hint = tr(
                "kvadmin gathering checkin {id} lists everybody with ids; who is not registered: "
                "kvadmin gathering register {id} NAME -m MUNICIPALITY --walk-in",
                id=found.gathering.id,
            )
        raise


def _refuse_without_place(found: LoadedGathering, one: RegisteredPerson, *, seat: bool) -> None:
    """Refuse who has cancelled, or waits when there is no seat, with the commands that settle it."""
    name, book, gathering = one.registration.name, found.book, found.gathering.id
    if found.gathering.cancelled:
        raise Refused(tr("{gathering} is cancelled", gathering=gathering), code="cancelled")
    if one.registration.status == CANCELLED:
        raise Refused(
            tr("{name} is cancelled", name=name),
            hint=tr("kvadmin gathering register {gathering} {id} --again --walk-in", gathering=gathering, id=one.id),
            code="registration-cancelled",
        )
    if one.registration.status != WAITING or seat:
        return
    ahead = book.place_in_line(one) - 1
    if book.free == 0 or ahead:
        raise Refused(
            tr("{name} waits: {why}", name=name, why=why_no_seat(book, ahead)),
            details=not_come(book),
            hint=how_to_seat(gathering, one),
            code="no-seat",
        )


def not_come(book: RegistrationBook) -> list[str]:
    """Who has a seat and has not come, some of them by name."""
    absent = [each for each in book.active if not each.registration.arrived]
    lines = [
        tr("not here yet: {name}, {place} ({id})", name=each.registration.name, place=each.place, id=each.id)
        for each in absent[:_NAMED]
    ]
    return [*lines, *([tr("and {count} more", count=len(absent) - _NAMED)] if len(absent) > _NAMED else [])]
