"""Rows of a file against the people who are registered: who is who, and what changes.

A person is known again by e-mail address and name, then by an address that nobody shares, then by name and
municipality where that is one person on both sides. Anything else is asked about, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kvadmin.api import tr
from kvadmin.api.records import Municipality, Registration
from kvadmin.api.wording import fold

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
    for index, draft in drafts.items():
        person = known.get(index)
        if person is None:
            outcomes[index], person = _register(book, draft, networks, municipalities, today)
        else:
            outcomes[index], person = _update(book, person, draft, today)
        if person is not None and (draft.diet or draft.access):
            merged.needs[person.id] = Need(person=person.id, diet=draft.diet, access=draft.access)
    merged.outcomes = [outcomes[index] for index in range(len(rows))]
    return merged


def _without_doubles(
    rows: list[RegistrationDraft | RegistrationRowOutcome],
) -> tuple[dict[int, RegistrationDraft], dict[int, RegistrationRowOutcome]]:
    """Each person once: a row that says what an earlier one says is a duplicate, one that says more is asked about."""
    drafts: dict[int, RegistrationDraft] = {}
    outcomes: dict[int, RegistrationRowOutcome] = {}
    seen: dict[tuple[str, str | None], list[RegistrationDraft]] = defaultdict(list)
    for index, row in enumerate(rows):
        if isinstance(row, RegistrationRowOutcome):
            outcomes[index] = row
            continue
        same = seen[fold(row.name), row.municipality]
        before = next((each for each in same if not (each.email and row.email and each.email != row.email)), None)
        if before is None:
            drafts[index] = row
            same.append(row)
        elif _says_no_more(row, before):
            outcomes[index] = row.outcome_of("duplicate", tr("says what row {row} says", row=before.row))
        else:
            outcomes[index] = row.outcome_of(
                "manual",
                tr("same name and municipality as row {row}: e-mail addresses would tell them apart", row=before.row),
            )
    return drafts, outcomes


def _says_no_more(row: RegistrationDraft, before: RegistrationDraft) -> bool:
    same = all(before.values.get(key) == value for key, value in row.values.items())
    return same and row.diet in ("", before.diet) and row.access in ("", before.access)


def _recognised(book: RegistrationBook, drafts: Mapping[int, RegistrationDraft]) -> dict[int, RegisteredPerson]:
    """Index of the row -> the person in the book, by the surest way first."""
    ways: tuple[Callable[[str, str, str | None], Any], ...] = (
        lambda name, email, place: (name, email, place) if email else None,
        lambda name, email, _: (name, email) if email else None,
        lambda _name, email, _place: email or None,
        lambda name, _, place: (name, place),
    )
    left = {each.id: each for each in book.people}
    found: dict[int, RegisteredPerson] = {}
    for way in ways:
        people, rows = defaultdict(list), defaultdict(list)
        for each in left.values():
            one = each.registration
            people[way(fold(one.name), one.email.casefold(), each.municipality)].append(each)
        for index, draft in drafts.items():
            if index not in found:
                rows[way(fold(draft.name), draft.email, draft.municipality)].append(index)
        for key, indexes in rows.items():
            if key is not None and len(indexes) == 1 and len(people.get(key, ())) == 1:
                person = people[key][0]
                if _plausible(drafts[indexes[0]], person):
                    found[indexes[0]] = left.pop(person.id)
    return found


def _plausible(draft: RegistrationDraft, person: RegisteredPerson) -> bool:
    """One address may serve several people: some part of the name must agree, and another name only at one place."""
    own, theirs = fold(draft.name), fold(person.registration.name)
    same_place = draft.municipality == person.municipality
    return own == theirs or (same_place and not set(own.split()).isdisjoint(theirs.split()))


def _register(
    book: RegistrationBook,
    draft: RegistrationDraft,
    networks: CohortNetworks,
    municipalities: Mapping[str, Municipality],
    today: date,
) -> tuple[RegistrationRowOutcome, RegisteredPerson | None]:
    same = book.named(draft.name, draft.municipality)
    if any(not (each.registration.email and draft.email) for each in same):
        return draft.outcome_of(
            "manual", "somebody of that name is registered: an e-mail address would tell them apart"
        ), None
    new = new_registration(draft.name, draft.municipality, draft.values, networks, municipalities, today)
    person = book.add(draft.municipality, new)
    outcome = {ACTIVE: "imported", WAITING: "waiting", CANCELLED: "cancelled"}[person.registration.status]
    queue = person.registration.queue
    reason = tr("full: number {queue} on the waiting list", queue=queue) if outcome == "waiting" else ""
    return draft.outcome_of(outcome, reason, person.id), person


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
    values = {**draft.values, "name": draft.name}
    if draft.municipality != person.municipality:
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
    if values.get("status") in (ACTIVE, WAITING):
        del values["status"]
    changed = {key: value for key, value in values.items() if getattr(person.registration, key) != value}
    if not changed:
        return draft.outcome_of("unchanged", "", person.id), person
    cancels = changed.get("status") == CANCELLED
    number = person.registration.sequence + (1 if cancels else 0)
    person = book.change(person, **changed, changed=today, sequence=number)
    outcome = "cancelled" if cancels else "updated"
    return draft.outcome_of(outcome, ", ".join(sorted(changed)), person.id), person
