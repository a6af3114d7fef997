"""What becomes of one person in the book: registered, cancelled, registered again, given a seat."""

from __future__ import annotations

from datetime import date

from kvadmin.api import Conflict, Refused, tr
from kvadmin.api.wording import person_words

from .registration_book import ACTIVE, CANCELLED, WAITING, RegisteredPerson, RegistrationBook
from .seat_words import how_to_seat, why_no_seat


def refuse_known(book: RegistrationBook, name: str, number: str | None, email: str) -> None:
    """Refuse to register somebody who is in the book already, with the command that is meant.

    Raises:
        Refused: The person has cancelled.
        Conflict: The person is registered, or waits.
    """
    same = [each for each in book.people if email and _is_at(each, email, name)]
    for each in same or book.named(name, number):
        one = each.registration
        if one.email and email and one.email.casefold() != email.casefold():
            continue  # a namesake
        where = f"{each.place or tr('no municipality')} ({each.id})"
        if one.status == CANCELLED:
            raise Refused(
                tr("{name}, {where}, was registered and has cancelled", name=one.name, where=where),
                hint=tr("kvadmin gathering register {gathering} {id} --again", gathering=book.gathering.id, id=each.id),
                code="already-done",
            )
        if one.status == WAITING:
            raise Conflict(
                tr("{name}, {where}, waits already", name=one.name, where=where),
                details=[tr("number {number} on the waiting list", number=book.place_in_line(each))],
                hint=how_to_seat(book.gathering.id, each),
                code="waits-already",
            )
        raise Conflict(
            tr("{name}, {where}, is registered already", name=one.name, where=where),
            hint=tr(
                "`kvadmin gathering checkin {gathering} {id}` when the person has come; to change something: kvadmin "
                "participants set; a namesake needs --email to be told apart",
                gathering=book.gathering.id,
                id=each.id,
            ),
        )


def _is_at(person: RegisteredPerson, email: str, name: str) -> bool:
    one = person.registration
    return one.email.casefold() == email.casefold() and person_words(one.name) == person_words(name)


def cancel_person(book: RegistrationBook, one: RegisteredPerson, today: date) -> RegisteredPerson:
    """The person does not come; the registration stays in the book.

    Raises:
        Conflict: The person has cancelled already.
    """
    was = one.registration
    if was.status == CANCELLED:
        raise Conflict(
            tr("{name} has cancelled already ({changed})", name=was.name, changed=was.changed), code="already-done"
        )
    return book.change(one, status=CANCELLED, changed=today, arrived=None, sequence=was.sequence + 1)


def register_again(
    book: RegistrationBook, one: RegisteredPerson, today: date, *, seat: bool = False
) -> RegisteredPerson:
    """Somebody who has cancelled comes after all, or waits when there is no seat.

    Raises:
        Conflict: The person has not cancelled.
    """
    was = one.registration
    if was.status != CANCELLED:
        raise Conflict(tr("{name} is registered: nothing was cancelled", name=was.name), code="already-done")
    return book.change(one, seat=seat, status=ACTIVE, changed=today, sequence=was.sequence + 1)


def give_seat(book: RegistrationBook, one: RegisteredPerson, today: date) -> RegisteredPerson:
    """Somebody who waits gets a seat that is free and that nobody waits longer for.

    Raises:
        Refused: There is none.
    """
    ahead = book.place_in_line(one) - 1
    if book.free == 0 or ahead:
        raise Refused(
            tr("{name} waits: {why}", name=one.registration.name, why=why_no_seat(book, ahead)),
            hint=tr("kvadmin gathering promote {id}", id=book.gathering.id),
            code="no-seat",
        )
    return book.change(one, status=ACTIVE, changed=today)
