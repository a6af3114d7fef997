"""Why somebody has no seat, and the commands that give one."""

from __future__ import annotations

from kvadmin.api import tr

from .registration_book import RegisteredPerson, RegistrationBook


def why_no_seat(book: RegistrationBook, ahead: int) -> str:
    """``12 of 12 seats are taken (9 have come, 3 have not)``, and how many wait longer."""
    seats = book.seats
    said = tr(
        "{seats} ({arrived} have come, {absent} have not)",
        seats=seats.sentence(),
        arrived=seats.arrived,
        absent=seats.taken - seats.arrived,
    )
    return said + (tr("; {ahead} wait longer", ahead=ahead) if ahead else "")


def how_to_seat(gathering: str, one: RegisteredPerson) -> str:
    """The commands that settle it for somebody at the door without a seat."""
    return tr(
        "seat {name} all the same: kvadmin gathering checkin {gathering} {id} --seat; or first give up the place of "
        "somebody who does not come: kvadmin gathering cancel {gathering} PERSON",
        name=one.registration.name,
        gathering=gathering,
        id=one.id,
    )
