"""What of a gathering to come waits for a person, each with the command that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import UnknownName, tr
from kvadmin.api.commands import Query
from kvadmin.api.hooks import ActionItem
from kvadmin.api.records import Cohort, Gathering

from .cohort_networks import networks_of_cohort
from .registrations.outdated_networks import outdated_networks
from .registrations.registration_book import RegistrationBook

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: From when on before a gathering what it lacks is urgent.
_SOON = timedelta(days=14)


def open_matters(snapshot: Snapshot, gathering: Gathering, book: RegistrationBook, today: date) -> Iterator[ActionItem]:
    """All that is open of a gathering that is not over; nothing of one that is cancelled."""
    if gathering.cancelled or gathering.end < today:
        return
    yield from _waiting(gathering, book)
    if gathering.start >= today:
        yield from _without_programme(gathering, today)
        yield from _without_invitation(gathering, book, today)
    yield from _of_those_who_left(snapshot, gathering, book, today)
    yield from _outdated_networks(snapshot, gathering, book)


def _waiting(gathering: Gathering, book: RegistrationBook) -> Iterator[ActionItem]:
    if book.waiting and book.free != 0:
        text = tr("{id}: a place is free and {people} wait", id=gathering.id, people=len(book.waiting))
        command = f"kvadmin gathering promote {quote(gathering.id)}"
        yield ActionItem(text, command, gathering.start, urgent=True, key="seats-free", about=gathering.id)


def _without_programme(gathering: Gathering, today: date) -> Iterator[ActionItem]:
    """A gathering whose days are empty: the pack, the calendar and the meals are made of its programme."""
    if not gathering.agenda:
        text = tr("{id}: it has no programme yet", id=gathering.id)
        command = f"kvadmin gathering agenda add {quote(gathering.id)} TIME TITLE"
        yield _before(gathering, today, text, command, key="gathering-without-programme")


def _without_invitation(gathering: Gathering, book: RegistrationBook, today: date) -> Iterator[ActionItem]:
    """A gathering that nobody is invited to; where people are registered, they have been told in another way."""
    if gathering.invitations or book.people:
        return
    to = f" --to {quote(Query.typed('cohort', gathering.cohort))}" if gathering.cohort else " --to SELECTION"
    if gathering.municipality:
        to = ""  # a visit invites its municipality
    text = tr("{id}: nobody is invited yet", id=gathering.id)
    command = f"kvadmin gathering invite {quote(gathering.id)}{to}"
    yield _before(gathering, today, text, command, key="gathering-without-invitation")


def _before(gathering: Gathering, today: date, text: str, command: str, *, key: str) -> ActionItem:
    """Something that is to be done before the gathering: urgent when that is soon."""
    soon = gathering.start - today <= _SOON
    return ActionItem(text, command, gathering.start, urgent=soon, key=key, about=gathering.id)


def _of_those_who_left(
    snapshot: Snapshot, gathering: Gathering, book: RegistrationBook, today: date
) -> Iterator[ActionItem]:
    """People of municipalities that have left the cohort whose gathering it is."""
    try:
        cohort = snapshot.find(Cohort, gathering.cohort) if gathering.cohort else None
    except UnknownName:  # the plugin that keeps them is switched off
        return
    if cohort is None:
        return
    gone = {each.municipality for each in cohort.memberships} - set(cohort.holders_on(today))
    people = [each for each in book.active if each.municipality in gone]
    if people:
        text = tr("{id}: {people} come from municipalities that have left {cohort}", id=gathering.id,
                  people=len(people), cohort=cohort.id)  # fmt: skip
        who = people[0].id if len(people) == 1 else "PERSON"
        command = f"kvadmin gathering cancel {quote(gathering.id)} {who}"
        yield ActionItem(text, command, gathering.start, key="registered-left", about=gathering.id)


def _outdated_networks(snapshot: Snapshot, gathering: Gathering, book: RegistrationBook) -> Iterator[ActionItem]:
    old = outdated_networks(book, networks_of_cohort(snapshot, gathering))
    if old:
        text = tr("{id}: {people} people stand with a network that is not today's", id=gathering.id, people=len(old))
        command = f"kvadmin gathering renew-networks {quote(gathering.id)}"
        yield ActionItem(text, command, gathering.start, key="registered-networks-outdated", about=gathering.id)
