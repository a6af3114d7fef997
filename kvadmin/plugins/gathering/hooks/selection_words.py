"""The words that gatherings add to selections: ``registered:G``, ``invited:G``, ``arrived:G``, ``visit:G``."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from kvadmin.api import Snapshot, UsageError, tr
from kvadmin.api.commands import is_person
from kvadmin.api.hooks import Predicate, Subject
from kvadmin.api.records import Gathering, Registration

from ..registrations.registration_book import CANCELLED, RegistrationBook


def predicates(snapshot: Snapshot) -> list[Predicate]:
    """The words; each asks about one gathering."""

    def check(gathering: str) -> None:
        if not gathering:
            raise UsageError(
                tr("which gathering?"),
                where="selection",
                hint=tr("such as not:registered:2008-08-27-oppstart"),
                code="missing-value",
            )
        snapshot.get(Gathering, gathering)

    @lru_cache(maxsize=8)
    def people(gathering: str) -> dict[str, list[Registration]]:
        found: dict[str, list[Registration]] = {}
        for each in RegistrationBook(snapshot, snapshot.get(Gathering, gathering)).people:
            if each.municipality and each.registration.status != CANCELLED:
                found.setdefault(each.municipality, []).append(each.registration)
        return found

    @lru_cache(maxsize=8)
    def invited(gathering: str) -> frozenset[str]:
        return frozenset(one for each in snapshot.get(Gathering, gathering).invitations for one in each.contacts)

    def registered(subject: Subject, gathering: str) -> bool:
        return _among(subject, people(gathering).get(subject.municipality.number, []), lambda _: True)

    def arrived(subject: Subject, gathering: str) -> bool:
        return _among(subject, people(gathering).get(subject.municipality.number, []), lambda one: bool(one.arrived))

    return [
        Predicate("registered", "Is registered for the gathering, or waits.", registered, check),
        Predicate(
            "visit",
            "Is the municipality that the visit is to.",
            partial(_visited, snapshot),
            partial(_check_visit, snapshot),
        ),
        Predicate("arrived", "Has come to the gathering.", arrived, check),
        Predicate(
            "invited", "Is invited to the gathering.", lambda subject, g: subject_address(subject) in invited(g), check
        ),
    ]


def _visited(snapshot: Snapshot, subject: Subject, gathering: str) -> bool:
    return subject.municipality.number == snapshot.get(Gathering, gathering).municipality


def _check_visit(snapshot: Snapshot, gathering: str) -> None:
    if not gathering:
        raise UsageError(tr("which visit?"), where="selection", hint=tr("such as visit:2008-10-01-moss"))
    if not snapshot.get(Gathering, gathering).municipality:
        raise UsageError(
            tr("{gathering} is a visit to no municipality", gathering=gathering),
            where="selection",
            hint=tr("kvadmin gathering set {gathering} municipality NUMBER", gathering=gathering),
            code="bad-selection",
        )


def _among(subject: Subject, people: list[Registration], holds: Callable[[Registration], bool]) -> bool:
    """The contact by address or name; a municipality without contacts by anybody it sends."""
    one = subject.contact
    return any(
        holds(each) and (one is None or is_person(one.email, one.name, held_email=each.email, held_name=each.name))
        for each in people
    )


def subject_address(subject: Subject) -> str:
    """``0301/project-leader``, or ``0301`` for a municipality without contacts."""
    number = subject.municipality.number
    return f"{number}/{subject.contact.id}" if subject.contact else number
