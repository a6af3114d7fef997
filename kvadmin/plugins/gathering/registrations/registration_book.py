"""Everybody registered for one gathering, as one book: who is there, who waits, and how a person is found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from kvadmin.api import UnknownName, tr
from kvadmin.api.records import Gathering, OtherRegistrations, Registration, Registrations
from kvadmin.api.wording import fold, person_key, person_words

from .seats import Seats

if TYPE_CHECKING:
    from kvadmin.api import Snapshot, Transaction

ACTIVE, WAITING, CANCELLED = "active", "waiting", "cancelled"


class RegisteredPerson(NamedTuple):
    """A registration with the municipality that sends the person (None: nobody's)."""

    municipality: str | None
    registration: Registration

    @property
    def id(self) -> str:
        """Unique at the gathering."""
        return self.registration.id

    @property
    def place(self) -> str:
        """Municipality or employer: what tells namesakes apart."""
        return self.registration.municipality_name or self.registration.employer

    def key(self) -> tuple[str, ...]:
        """The one order of persons: name, then place, then id."""
        return (*person_key(self.registration.name, self.registration.sort_as, self.place), self.id)


class RegistrationBook:
    """The registrations of a gathering, read whole; changes are written back file by file.

    Args:
        snapshot: The data.
        gathering: Whose registrations.
    """

    def __init__(self, snapshot: Snapshot, gathering: Gathering) -> None:
        self.gathering = gathering
        own = {each.municipality: each for each in snapshot.all(Registrations, gathering.id)}
        others = snapshot.find(OtherRegistrations, gathering.id)
        self._before: dict[str | None, Registrations | OtherRegistrations] = dict(own.items())
        if others is not None:
            self._before[None] = others
        self._files: dict[str | None, dict[str, Registration]] = {
            place: {each.id: each for each in record.people} for place, record in self._before.items()
        }
        self._changed: set[str | None] = set()
        self._queue = max((each.registration.queue or 0 for each in self.people), default=0)
        self._taken = {each.id for each in self.people}
        self._active = len(self.active)
        #: Of those who wait: the place in the queue with the id, and whether a list put them there.
        self._line = {each.id: _in_line(each) for each in self.people if each.registration.status == WAITING}
        self._named: dict[tuple[tuple[str, ...], str | None], list[str]] = {}
        for each in self.people:
            self._note_name(each)

    @property
    def people(self) -> list[RegisteredPerson]:
        """Everybody, cancelled ones included, in the order of the files."""
        return [RegisteredPerson(place, each) for place, people in self._files.items() for each in people.values()]

    @property
    def active(self) -> list[RegisteredPerson]:
        """Those who come, in the order of persons."""
        return self._having(ACTIVE)

    @property
    def waiting(self) -> list[RegisteredPerson]:
        """The waiting list, first in, first out."""
        found = (each for each in self.people if each.registration.status == WAITING)
        return sorted(found, key=lambda each: (each.registration.queue or 0, each.id))

    def _having(self, status: str) -> list[RegisteredPerson]:
        return sorted((each for each in self.people if each.registration.status == status), key=RegisteredPerson.key)

    @property
    def free(self) -> int | None:
        """Places left; None when there is no limit."""
        capacity = self.gathering.capacity
        return None if capacity is None else max(capacity - self._active, 0)

    @property
    def seats(self) -> Seats:
        """How many seats are taken, free and waited for."""
        arrived = sum(1 for each in self.people if each.registration.status == ACTIVE and each.registration.arrived)
        return Seats(self.gathering.capacity, self._active, len(self._line), arrived)

    @property
    def has_open_seat(self) -> bool:
        """Whether there is a seat that nobody waits for; who waits by word of a list keeps nobody from one."""
        return self.free is None or (self.free > 0 and all(asked for _, asked in self._line.values()))

    def place_in_line(self, person: RegisteredPerson) -> int:
        """The place of somebody who waits, counted from 1 among those who still do."""
        own, _ = _in_line(person)
        return 1 + sum(place < own for place, _ in self._line.values())

    def add(self, place: str | None, registration: Registration, *, seat: bool = False) -> RegisteredPerson:
        """A new person, active while there is a seat that nobody waits for, else at the end of the waiting list.

        Who is registered as waiting waits, whatever room there is, and keeps nobody from a seat.

        Args:
            place: The municipality's number; None for nobody's.
            registration: The person; the id is given here.
            seat: A seat is given though the room is full or others wait.
        """
        from .person_ids import new_person_id  # who only counts gives no ids

        made = new_person_id(self.gathering.id, fold(registration.name), self._taken)
        self._taken.add(made)
        person = RegisteredPerson(place, msgspec.structs.replace(registration, id=made))
        self._note_name(person)
        if registration.status == CANCELLED:
            return self._put(person)
        return self._put(self._placed(person, must_wait=registration.status == WAITING, seat=seat))

    def named(self, name: str, place: str | None) -> list[RegisteredPerson]:
        """Those of that name, in either order, that the municipality sends."""
        people = self._files.get(place, {})
        return [RegisteredPerson(place, people[each]) for each in self._named.get((person_words(name), place), ())]

    def _note_name(self, person: RegisteredPerson) -> None:
        self._named.setdefault((person_words(person.registration.name), person.municipality), []).append(person.id)

    def change(self, person: RegisteredPerson, *, seat: bool = False, **fields: Any) -> RegisteredPerson:
        """The same person with other values; a person who becomes active again may have to wait.

        Args:
            person: As the book has it.
            seat: A seat is given though the room is full or others wait.
            **fields: Fields of the registration.
        """
        was = person.registration.status
        if fields.get("status", was) != WAITING:
            fields |= {"asked_to_wait": False, "queue": None}
        if was == WAITING and fields.get("status") == ACTIVE:  # what the person's calendar says changes
            fields.setdefault("sequence", person.registration.sequence + 1)
        new = RegisteredPerson(person.municipality, msgspec.structs.replace(person.registration, **fields))
        if was == CANCELLED and new.registration.status == ACTIVE:
            return self._put(self._placed(new, seat=seat))
        if was == ACTIVE and new.registration.status != ACTIVE:
            self._active -= 1
        elif was != ACTIVE and new.registration.status == ACTIVE:
            self._active += 1
        return self._put(new)

    def _placed(self, person: RegisteredPerson, *, must_wait: bool = False, seat: bool = False) -> RegisteredPerson:
        seat = seat or self.has_open_seat
        if must_wait or not seat:
            self._queue += 1
            waits = msgspec.structs.replace(
                person.registration, status=WAITING, queue=self._queue, asked_to_wait=must_wait and seat
            )
            return RegisteredPerson(person.municipality, waits)
        self._active += 1
        return RegisteredPerson(
            person.municipality, msgspec.structs.replace(person.registration, status=ACTIVE, queue=None)
        )

    def _put(self, person: RegisteredPerson) -> RegisteredPerson:
        people = self._files.setdefault(person.municipality, {})
        if people.get(person.id) != person.registration:
            people[person.id] = person.registration
            self._line.pop(person.id, None)
            if person.registration.status == WAITING:
                self._line[person.id] = _in_line(person)
            self._changed.add(person.municipality)
        return person

    def write(self, transaction: Transaction) -> None:
        """Put every file that changed into the transaction."""
        for place in sorted(self._changed, key=lambda each: each or ""):
            people = list(self._files[place].values())
            record: Registrations | OtherRegistrations = (
                OtherRegistrations(gathering=self.gathering.id, people=people)
                if place is None
                else Registrations(gathering=self.gathering.id, municipality=place, people=people)
            )
            if place in self._before:
                transaction.update(record)
            else:
                transaction.create(record)

    def find(self, text: str, *, beginnings: bool = False) -> RegisteredPerson:
        """The person with that id, badge token, e-mail address or name.

        Args:
            text: As typed, scanned, or printed on a list (``Nordmann, Kari``).
            beginnings: Whether the beginnings of the names will do.

        Raises:
            UnknownName: Nobody or several; the message lists them with what tells them apart.
        """
        from .person_search import people_alike, people_meant

        found = people_meant(self.people, text, self.gathering, beginnings=beginnings)
        if len(found) == 1:
            return found[0]
        if found:
            raise UnknownName(
                tr("several people answer to {text!r}", text=text),
                details=_told_apart(sorted(found, key=RegisteredPerson.key)),
                hint=tr("give the id in front"),
                code="ambiguous-name",
            )
        alike = people_alike(self.people, text)
        raise UnknownName(
            tr("nobody at {id} answers to {text!r}", id=self.gathering.id, text=text),
            details=_told_apart(alike),
            near={each.id: f"{each.registration.name} ({each.id})" for each in alike},
            hint=tr("`kvadmin gathering checkin {id}` lists everybody with ids", id=self.gathering.id),
            code="unknown-person",
        )


def _in_line(person: RegisteredPerson) -> tuple[tuple[int, str], bool]:
    return (person.registration.queue or 0, person.id), person.registration.asked_to_wait


def _told_apart(people: Iterable[RegisteredPerson]) -> list[str]:
    return [f"{each.id}: {each.registration.name}, {each.place} ({each.registration.status})" for each in people]
