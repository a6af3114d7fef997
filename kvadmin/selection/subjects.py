"""Whom a selection chooses: the subjects that the programme's data have, and the answer in Norwegian order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from kvadmin.errors import UnknownName
from kvadmin.model.cohort import Cohort
from kvadmin.model.municipality import SIZE_CLASSES, Contact, Municipality
from kvadmin.model.network import Networks
from kvadmin.model.record import Record
from kvadmin.selection.language import Predicate, parse_selection
from kvadmin.selection.subject import Subject
from kvadmin.wording.collation import municipality_key, person_key
from kvadmin.wording.folding import fold

if TYPE_CHECKING:
    from kvadmin.model.reads import Snapshot

R = TypeVar("R", bound=Record)


def select(
    snapshot: Snapshot,
    text: str,
    today: date,
    *,
    predicates: Iterable[Predicate] = (),
    defaults: Mapping[str, str] | None = None,
) -> list[Subject]:
    """Everybody the selection chooses: contacts, and municipalities without any, by municipality, role and name.

    A cohort's members are those whose membership has not ended on ``today``; it may begin later, since people are
    invited before it does.

    Args:
        snapshot: The data.
        text: The selection; see :mod:`kvadmin.selection.language`.
        today: The reference date.
        predicates: What the hook ``kvadmin_selection_words`` gave.
        defaults: Predicate -> what it is asked when nothing stands behind it.

    Raises:
        UsageError: The selection cannot be read.
        UnknownName: It names a cohort, county, role … that there is not.
    """
    everybody = subjects(snapshot, today)
    query = parse_selection(text, predicates=predicates, known=_known(snapshot, everybody), defaults=defaults)
    return sorted((each for each in everybody if query.matches(each)), key=_order)


def subjects(snapshot: Snapshot, today: date) -> list[Subject]:
    """Every contact of every municipality that exists today; a municipality without contacts stands for itself."""
    groups = _memberships(snapshot, today)
    found: list[Subject] = []
    for each in snapshot.all(Municipality):
        if not each.valid_on(today):
            continue
        own = _values(each, groups.get(each.number, {}))
        contacts: list[Contact | None] = [*each.contacts] or [None]
        for contact in contacts:
            roles = _folded(contact.role, *Contact.ROLES.get(contact.role, ())) if contact is not None else frozenset()
            found.append(Subject(each, contact, {**own, "role": roles}))
    return found


def _values(one: Municipality, groups: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {
        "municipality": _folded(one.number, one.name, *one.names, *one.aliases),
        "county": _folded(one.county, one.county_number),
        "region": _folded(one.region),
        "language_form": _folded(one.language_form),
        "size": _folded(one.size_class),
        **{name: _folded(*values) for name, values in groups.items()},
    }


def _memberships(snapshot: Snapshot, today: date) -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for cohort in _all(snapshot, Cohort):
        for number in cohort.holders_on(today):
            found[number]["cohort"].add(cohort.id)
            found[number]["kind"].add(cohort.kind)
    for networks in _all(snapshot, Networks):
        for network in networks.networks:
            for number in network.members:
                found[number]["network"] |= {network.id, network.name, f"{networks.cohort}/{network.id}"}
    return found


def _known(snapshot: Snapshot, everybody: Iterable[Subject]) -> dict[str, Collection[str]]:
    known: dict[str, set[str]] = {
        "kind": set(Cohort.KINDS),
        "language_form": set(Municipality.LANGUAGE_FORMS),
        "size": {name for name, _ in SIZE_CLASSES},
        "role": {name for role, names in Contact.ROLES.items() for name in (role, *names)},
        "network": set(),
        "county": set(),
        "region": set(),
        "municipality": set(),
    }
    for networks in _all(snapshot, Networks):
        for each in networks.networks:
            known["network"] |= {each.id, each.name, f"{networks.cohort}/{each.id}"} - {""}
    for subject in everybody:
        one = subject.municipality
        known["county"] |= {one.county, one.county_number} - {""}
        known["region"] |= {one.region} - {""}
        known["municipality"] |= {one.number, one.name, *one.names, *one.aliases}
        if subject.contact is not None:
            known["role"].add(subject.contact.role)
    return {**known, "cohort": {each.id: each.name for each in _all(snapshot, Cohort)}}


def _all(snapshot: Snapshot, record: type[R]) -> list[R]:
    try:
        return snapshot.all(record)
    except UnknownName:  # the plugin that keeps them is switched off: there are none
        return []


def _folded(*texts: str) -> frozenset[str]:
    return frozenset(fold(text) for text in texts if text)


def _order(subject: Subject) -> tuple[object, ...]:
    one, contact = subject.municipality, subject.contact
    place = municipality_key(one.name, one.number, one.sort_as)
    if contact is None:
        return (place, -1, ())
    return (place, _rank(contact), person_key(contact.name, contact.sort_as), contact.id)


def _rank(contact: Contact) -> int:
    roles = list(Contact.ROLES)
    return roles.index(contact.role) if contact.role in roles else len(roles)
