"""Rows of a file against the people who are registered: who is who, and what changes.

A person is known again by e-mail address and name, then by an address that nobody shares, then by name and
municipality where that is one person on both sides. Anything else is asked about, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import msgspec

from kvadmin.api import tr
from kvadmin.api.records import Municipality, Registration
from kvadmin.api.wording import fold, kept_name, person_words, spoken_name

from ..cohort_networks import CohortNetworks
from .registration_book import ACTIVE, CANCELLED, WAITING, RegisteredPerson, RegistrationBook
from .registration_file import RegistrationDraft, RegistrationRowOutcome
from .sensitive_needs import Need


@dataclass
class RegistrationMerge:
    """What became of the rows, and the needs that go into the sensitive file."""

    outcomes: list[RegistrationRowOutcome] = field(default_factory=list)
    needs: dict[str, Need] = field(default_factory=dict)


def merge_registrations(
    book: RegistrationBook,
    rows: Iterable[RegistrationDraft | RegistrationRowOutcome],
    networks: CohortNetworks,
    municipalities: Mapping[str, Municipality],
    today: date,
) -> RegistrationMerge:
    """Put the rows into the book.

    Args:
        book: The gathering's registrations; changed.
        rows: What :func:`read_registration_rows` found.
        networks: For the snapshot of new people.
        municipalities: The register by number.
        today: The day that is noted on what changes.
    """
    rows = list(rows)
    drafts, outcomes = _without_doubles(rows)
    known = _recognised(book, drafts)
    merged = RegistrationMerge()
    at_address: dict[str, list[RegisteredPerson]] = defaultdict(list)
    for each in book.people:
        at_address[each.registration.email.casefold()].append(each)
    for index, draft in drafts.items():
        person = known.get(index)
        if person is None:
            others = at_address[draft.email] if draft.email else []
            outcomes[index], person = _register(book, draft, others, networks, municipalities, today)
            others += [person] if person else []
        else:
            outcomes[index], person = _update(book, person, draft, today)
        if person is not None and (draft.diet or draft.access):
            merged.needs[person.id] = Need(person=person.id, diet=draft.diet, access=draft.access)
    merged.outcomes = [outcomes[index] for index in range(len(rows))]
    return merged


def _without_doubles(
    rows: list[RegistrationDraft | RegistrationRowOutcome],
) -> tuple[dict[int, RegistrationDraft], dict[int, RegistrationRowOutcome]]:
    """Each person once: a row that adds to an earlier one is put together with it, one that contradicts is asked about.

    The same address and name in either order are one person; the same name at one municipality is one only when
    neither row says more than the other.
    """
    drafts: dict[int, RegistrationDraft] = {}
    outcomes: dict[int, RegistrationRowOutcome] = {}
    namesakes: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    surely: dict[tuple[tuple[str, ...], str], int] = {}
    for index, row in enumerate(rows):
        if isinstance(row, RegistrationRowOutcome):
            outcomes[index] = row
            continue
        who, alike = (person_words(row.name), row.email), namesakes[fold(spoken_name(row.name)), row.municipality]
        if row.email and who in surely:
            first = surely[who]
            drafts[first], outcomes[index] = _put_together(drafts[first], row)
            continue
        one = next((each for each in alike if not (drafts[each].email and row.email)), None)
        if one is None:
            drafts[index] = row
            alike.append(index)
            if row.email:
                surely[who] = index
        elif not _additions(row, drafts[one]) and not _contradictions(row, drafts[one]):
            outcomes[index] = row.outcome_of("duplicate", tr("says what row {row} says", row=drafts[one].row))
        else:
            reason = tr(
                "same name and municipality as row {row}: e-mail addresses would tell them apart", row=drafts[one].row
            )
            outcomes[index] = row.outcome_of("manual", reason)
    return drafts, outcomes


def _put_together(first: RegistrationDraft, row: RegistrationDraft) -> tuple[RegistrationDraft, RegistrationRowOutcome]:
    """Two rows about one person: what the later adds is taken; where they contradict, it is asked."""
    others = _contradictions(row, first)
    if row.names_place and row.municipality != first.municipality:
        others.insert(0, "municipality")
    if others:
        if "consent" in others:  # until somebody has asked, nobody is named who may not want it
            first = replace(first, values={**first.values, "consent": "none"})
        reason = tr("the same person as row {row}, with other {fields}", row=first.row, fields=", ".join(others))
        return first, row.outcome_of("manual", reason)
    added = _additions(row, first)
    if not added:
        return first, row.outcome_of("duplicate", tr("says what row {row} says", row=first.row))
    more = {key: value for key, value in row.values.items() if key in added}
    whole = replace(
        first,
        values={**first.values, **more},
        diet=first.diet or row.diet,
        access=first.access or row.access,
    )
    reason = tr("the same person as row {row}; added there: {fields}", row=first.row, fields=", ".join(added))
    return whole, row.outcome_of("duplicate", reason)


def _said(draft: RegistrationDraft) -> dict[str, Any]:
    """Everything that a row says of a person, but the name and how the address is spelt."""
    said = {**draft.values, "email": draft.email, "diet": draft.diet, "access": draft.access}
    return {key: value for key, value in said.items() if value}


def _additions(row: RegistrationDraft, first: RegistrationDraft) -> list[str]:
    return sorted(_said(row).keys() - _said(first).keys())


def _contradictions(row: RegistrationDraft, first: RegistrationDraft) -> list[str]:
    known = _said(first)
    return sorted(key for key, value in _said(row).items() if known.get(key, value) != value)


def _recognised(book: RegistrationBook, drafts: Mapping[int, RegistrationDraft]) -> dict[int, RegisteredPerson]:
    """Index of the row -> the person in the book, by the surest way first."""
    ways: tuple[Callable[[str, str, str | None], Any], ...] = (
        lambda name, email, place: (person_words(name), email, place) if email else None,
        lambda name, email, _: (person_words(name), email) if email else None,
        lambda _name, email, _place: email or None,
        lambda name, _, place: (fold(spoken_name(name)), place),
    )
    left = {each.id: each for each in book.people}
    found: dict[int, RegisteredPerson] = {}
    for way in ways:
        people, rows = defaultdict(list), defaultdict(list)
        for each in left.values():
            one = each.registration
            people[way(one.name, one.email.casefold(), each.municipality)].append(each)
        for index, draft in drafts.items():
            if index not in found:
                rows[way(draft.name, draft.email, draft.municipality)].append(index)
        for key, indexes in rows.items():
            if key is not None and len(indexes) == 1 and len(people.get(key, ())) == 1:
                person = people[key][0]
                if _plausible(drafts[indexes[0]], person):
                    found[indexes[0]] = left.pop(person.id)
    return found


def _plausible(draft: RegistrationDraft, person: RegisteredPerson) -> bool:
    """One address may serve several people: the name agrees, or at one place what a new family name leaves."""
    own, theirs = person_words(draft.name), person_words(person.registration.name)
    if own == theirs:
        return True
    if draft.municipality != person.municipality:
        return False
    given = [fold(spoken_name(each)).split()[:1] for each in (draft.name, person.registration.name)]
    return given[0] == given[1] or set(own) < set(theirs) or set(theirs) < set(own)


def _register(
    book: RegistrationBook,
    draft: RegistrationDraft,
    others: Sequence[RegisteredPerson],
    networks: CohortNetworks,
    municipalities: Mapping[str, Municipality],
    today: date,
) -> tuple[RegistrationRowOutcome, RegisteredPerson | None]:
    """A new person; ``others`` have the same address, and must have quite other names then."""
    if other := next((each for each in others if _partly(draft, each)), None):
        reason = tr(
            "{name} ({id}) has this e-mail address: the same person, or another?",
            name=other.registration.name,
            id=other.id,
        )
        return draft.outcome_of("manual", reason), None
    same = book.named(draft.name, draft.municipality)
    if any(not (each.registration.email and draft.email) for each in same):
        reason = tr("somebody of that name is registered: an e-mail address would tell them apart")
        return draft.outcome_of("manual", reason), None
    new = new_registration(draft.name, draft.municipality, draft.values, networks, municipalities, today)
    person = book.add(draft.municipality, new)
    outcome = {ACTIVE: "imported", WAITING: "waiting", CANCELLED: "cancelled"}[person.registration.status]
    return draft.outcome_of(outcome, place_in_line(book, person), person.id), person


def _partly(draft: RegistrationDraft, person: RegisteredPerson) -> bool:
    return not set(person_words(draft.name)).isdisjoint(person_words(person.registration.name))


def place_in_line(book: RegistrationBook, person: RegisteredPerson) -> str:
    """Why a person waits, and behind how many; nothing of somebody who does not."""
    one = person.registration
    if one.status != WAITING:
        return ""
    queue = book.place_in_line(person)
    if one.asked_to_wait:
        return tr("as the list says: number {queue} on the waiting list", queue=queue)
    if book.free == 0:
        return tr("full: number {queue} on the waiting list", queue=queue)
    return tr(
        "a seat is free, and others wait for it: number {queue} on the waiting list (kvadmin gathering promote {id})",
        queue=queue,
        id=book.gathering.id,
    )


def new_registration(
    name: str,
    municipality: str | None,
    values: Mapping[str, Any],
    networks: CohortNetworks,
    municipalities: Mapping[str, Municipality],
    today: date,
) -> Registration:
    """A new registration with the names of municipality and network as they are today; its id is given later."""
    network = networks.of(municipality)
    taken = {
        "municipality_name": _name_of(municipality, municipalities),
        "network": network.id if network else "",
        "network_name": network.name if network else "",
        "registered": today,
    }
    return Registration(id="", name=name, **{**taken, **values})


def _name_of(municipality: str | None, municipalities: Mapping[str, Municipality]) -> str:
    known = municipalities.get(municipality or "")
    return known.name if known else municipality or ""


def _update(
    book: RegistrationBook, person: RegisteredPerson, draft: RegistrationDraft, today: date
) -> tuple[RegistrationRowOutcome, RegisteredPerson]:
    """What the row says and the registration does not; a cancellation is never taken back by an old file."""
    values = {**draft.values, "name": kept_name(person.registration.name, draft.name)}
    if draft.names_place and draft.municipality != person.municipality:
        reason = tr(
            "is registered for {place}; the row says {municipality}",
            place=person.place or tr("no municipality"),
            municipality=draft.municipality or tr("none"),
        )
        return draft.outcome_of("manual", reason, person.id), person
    if person.registration.status == CANCELLED and values.get("status") != CANCELLED:
        reason = tr(
            "was cancelled; register again with: kvadmin gathering register {gathering} {id} --again",
            gathering=book.gathering.id,
            id=person.id,
        )
        return draft.outcome_of("kept-cancelled", reason, person.id), person
    said = _kept_status(book, values, person)
    if draft.email == person.registration.email.casefold():
        values.pop("email", None)  # an address is the same in capital letters
    changed = {key: value for key, value in values.items() if getattr(person.registration, key) != value}
    if not changed:
        return draft.outcome_of("unchanged", said, person.id), person
    cancels = changed.get("status") == CANCELLED
    number = person.registration.sequence + (1 if "status" in changed else 0)
    person = book.change(person, **changed, changed=today, sequence=number)
    outcome = "cancelled" if cancels else "updated"
    reason = "; ".join(part for part in (", ".join(sorted(changed)), said) if part)
    return draft.outcome_of(outcome, reason, person.id), person


def _kept_status(book: RegistrationBook, values: dict[str, Any], person: RegisteredPerson) -> str:
    """Take a status out of the row that no file may give, a seat or the waiting list, and say so where it differs.

    Only who waits because a list said so no longer does when a list takes that back: there is a seat, or there is none.
    """
    one = person.registration
    stated = values.get("status")
    if stated not in (ACTIVE, WAITING):
        return ""
    del values["status"]
    if stated == one.status:
        return ""
    if stated == WAITING:
        return tr("the row says waiting list; has a place, and keeps it")
    if one.asked_to_wait and book.has_open_seat:
        values["status"] = ACTIVE
        return tr("no longer on the waiting list, and a seat is free")
    if one.asked_to_wait:
        values["asked_to_wait"] = False
        person = person._replace(registration=msgspec.structs.replace(one, asked_to_wait=False))
    return place_in_line(book, person)
