"""``sheet out registrations``: what ``participants set`` knows of everybody who is registered, and who comes.

Diet and access needs are not among it: they lie in a file of their own, and on no list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any

from kvadmin.api import KvadminError, Refused, Session, Transaction, tr
from kvadmin.api.commands import Settable, choice, find_municipality
from kvadmin.api.records import Municipality, Registration
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    cell_by_cell,
    check_shown_municipality,
    field_column,
    problem_of,
    row_by_row,
)

from ..cohort_networks import CohortNetworks
from ..commands.cancel import say_who_moves_up
from ..commands.groups import say_seating_plan
from ..commands.register import say_waits
from ..loaded_gathering import LoadedGathering, load_gathering, municipalities_by_number
from ..registrations.registration_book import ACTIVE, CANCELLED, WAITING, RegisteredPerson
from ..registrations.registration_fields import TYPED_REGISTRATION_FIELDS, typed_days
from ..registrations.registration_merge import new_registration
from ..registrations.status_changes import cancel_person, give_seat, refuse_known, register_again

_PLACE = SheetColumn("municipality_name", "Place")
#: Of so many who wait each is said by name.
_SAID = 5
_STATUS = Settable("status", choice(*Registration.STATES), empty=ACTIVE)
_WORDS = {"consent": Registration.CONSENTS}


def _days(text: str) -> str:
    """Days as one cell has them: ``2008-08-27; 2008-08-28``."""
    return "; ".join(day.isoformat() for day in typed_days(text))


class _RegistrationSheet:
    """One row per registration, those who wait or have cancelled included; speakers and guests, too."""

    adds: tuple[str, ...] = ("name",)
    removes = "the registration is cancelled, as by gathering cancel"
    personal = True

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        networks = load_gathering(run, scope.gathering).networks

        def network(text: str) -> str:
            return _label(_meant(networks, text))

        fields = [
            replace(each, read=_days, empty="") if each.name == "days" else each for each in TYPED_REGISTRATION_FIELDS
        ]
        columns = [field_column(each, words=_WORDS.get(each.name, ())) for each in fields]
        return (
            columns[0],
            field_column(Settable("municipality"), "No."),
            _PLACE,
            field_column(_STATUS, "Status", words=Registration.STATES),
            *columns[1:],
            field_column(Settable("network", network), "Network", words=_labels(networks)),
        )

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        people = load_gathering(run, scope.gathering).book.people
        return [SheetRow(each.id, _values(each)) for each in sorted(people, key=RegisteredPerson.key)]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``participants set``, ``gathering cancel``, ``promote`` and ``register`` do, in this order."""
        found = load_gathering(run, scope.gathering)
        desk = _Desk(run, found)
        problems = cell_by_cell(_without(edits.changed, "status"), desk.put)
        wanted = {key: cells["status"] for key, cells in edits.changed.items() if "status" in cells}
        wanted |= dict.fromkeys(edits.removed, CANCELLED)
        for key in desk.in_order(wanted):
            try:
                desk.change_status(key, wanted[key], gone=key in edits.removed)
            except KvadminError as error:
                problems.append(problem_of(error, key, "" if key in edits.removed else "status"))
        problems += row_by_row(edits.added, partial(desk.register, edits.shown))
        if problems:
            return problems
        found.book.write(change)
        desk.say_who_waits()
        say_who_moves_up(run, found.book)
        say_seating_plan(run, found)
        return []


class _Desk:
    """The changes of one sheet to the book of a gathering."""

    def __init__(self, run: Session, found: LoadedGathering) -> None:
        self._run, self._found, self._book = run, found, found.book
        self._people = {each.id: each for each in found.book.people}
        #: Who was to come and waits.
        self.waiting: list[RegisteredPerson] = []

    @cached_property
    def _municipalities(self) -> dict[str, Municipality]:
        return municipalities_by_number(self._run.data)

    def put(self, key: str, name: str, value: Any) -> None:
        """Change one field, as ``participants set`` does."""
        one = self._people[key]
        if name == "municipality":
            raise Refused(
                tr(
                    "{name} is registered for {place}",
                    name=one.registration.name,
                    place=one.place or tr("no municipality"),
                ),
                hint=tr("cancel there, and register the person anew in a row of its own"),
                code="already-there",
            )
        values = {name: value}
        if name == "network":
            values = self._network(value)
        elif name == "days":
            values = {name: typed_days(value)}
        self._people[key] = self._book.change(one, **values, changed=self._run.today)

    def in_order(self, wanted: Mapping[str, str]) -> list[str]:
        """Who cancels first, since that frees seats; then those who wait as they stand in line; then the others."""
        line = {each.id: place for place, each in enumerate(self._book.waiting)}
        return sorted(wanted, key=lambda key: (wanted[key] != CANCELLED, key not in line, line.get(key, 0), key))

    def change_status(self, key: str, status: str, *, gone: bool) -> None:
        """Cancel, give a seat or register again; nobody is put on the waiting list by hand.

        Raises:
            KvadminError: The commands would refuse it.
        """
        one, book, today = self._people[key], self._book, self._run.today
        was = one.registration.status
        if status == CANCELLED:
            if not (gone and was == CANCELLED):
                self._people[key] = cancel_person(book, one, today)
            return
        if status == WAITING:
            raise _no_waiting_by_hand(one.registration.name)
        self._refuse_cancelled()
        made = give_seat(book, one, today) if was == WAITING else register_again(book, one, today)
        self.waiting += [made] if made.registration.status == WAITING else []

    def register(self, shown: Mapping[str, Mapping[str, str]], key: str, values: Mapping[str, Any]) -> None:
        """Register somebody new, as ``gathering register`` does; who is registered with all of this is left alone.

        Raises:
            KvadminError: The command would refuse it.
        """
        given = {name: value for name, value in values.items() if value not in ("", None)}
        name, place = given.pop("name"), given.pop("municipality", "")
        self._refuse_cancelled()
        number = find_municipality(self._run.data, place, self._run.today).number if place else None
        check_shown_municipality(self._run, number, shown.get(key, {}).get(_PLACE.name, ""))
        if "days" in given:
            given["days"] = typed_days(given["days"])
        if "network" in given:
            given |= self._network(given["network"])
        same = self._book.named(name, number)
        said = {one: value for one, value in given.items() if one != "status"}
        before = [each.registration for each in same if each.id in self._people]  # not from another row of this sheet
        if any(all(getattr(each, one) == value for one, value in said.items()) for each in before):
            return
        _refuse_status(name, given.pop("status", ACTIVE))
        refuse_known(self._book, name, number, given.get("email", ""))
        new = new_registration(name, number, given, self._found.networks, self._municipalities, self._run.today)
        made = self._book.add(number, new)
        self.waiting += [made] if made.registration.status == WAITING else []

    def say_who_waits(self) -> None:
        """Say who was to come and waits: each of a few, and how many there are of more."""
        if len(self.waiting) <= _SAID:
            for each in self.waiting:
                say_waits(self._run, self._book, each)
            return
        self._run.warn(
            tr(
                "{number} of those who are new wait; {id}: {seats}",
                number=len(self.waiting),
                id=self._book.gathering.id,
                seats=self._book.seats.sentence(),
            )
        )

    def _network(self, label: str) -> dict[str, str]:
        network = _meant(self._found.networks, label) if label else ("", "")
        return {"network": network[0], "network_name": network[1]}

    def _refuse_cancelled(self) -> None:
        gathering = self._found.gathering
        if gathering.cancelled:
            raise Refused(
                tr("{gathering} is cancelled: nobody can be registered", gathering=gathering.id), code="cancelled"
            )


def _refuse_status(name: str, status: str) -> None:
    """Refuse to register somebody as anything but coming: ``gathering register`` knows nothing else.

    Raises:
        Refused: The row says that the person waits or has cancelled.
    """
    if status == WAITING:
        raise _no_waiting_by_hand(name)
    if status == CANCELLED:
        raise Refused(
            tr("a new row registers a person, and this one says cancelled: {name}", name=name),
            hint=tr("leave the status empty, or delete the row"),
            code="state-forbids",
        )


def _no_waiting_by_hand(name: str) -> Refused:
    return Refused(
        tr("nobody is put on the waiting list by hand: {name}", name=name),
        hint=tr("who does not come is cancelled; who is registered when the room is full waits"),
        code="state-forbids",
    )


def _values(person: RegisteredPerson) -> dict[str, Any]:
    one = person.registration
    return {
        **{each.name: getattr(one, each.name) for each in TYPED_REGISTRATION_FIELDS},
        "municipality": person.municipality or "",
        "municipality_name": person.place,
        "status": one.status,
        "days": "; ".join(day.isoformat() for day in one.days),
        "network": _label((one.network, one.network_name)),
    }


def _without(rows: Mapping[str, Mapping[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    return {key: {one: value for one, value in cells.items() if one != name} for key, cells in rows.items()}


def _label(network: tuple[str, str]) -> str:
    """``1 Telemark``: id and name of a network as the cell has them."""
    return " ".join(network).strip()


def _labels(networks: CohortNetworks) -> dict[str, tuple[str, str]]:
    """The networks there are, as cells have them."""
    return {_label(each): each for each in ((one.id, one.name) for one in networks.networks.values())}


def _meant(networks: CohortNetworks, text: str) -> tuple[str, str]:
    """Id and name of the network that a cell names.

    Raises:
        UnknownName: There is none.
    """
    labels, wanted = _labels(networks), " ".join(text.split())
    if wanted in labels:
        return labels[wanted]
    found = networks.named(wanted)
    return found.id, found.name


#: The noun ``registrations``.
REGISTRATION_SHEET = _RegistrationSheet()
