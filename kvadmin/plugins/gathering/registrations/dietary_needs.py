"""Diet and access needs: in a file of their own, written in a transaction of its own, counted without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kvadmin.api import Session, Snapshot
from kvadmin.api.records import Gathering
from kvadmin.api.wording import fold

from ..agenda import gathering_days, items_in_order
from .registration_book import RegisteredPerson
from .sensitive_needs import Need, SensitiveNeeds


@dataclass(frozen=True, slots=True)
class Meal:
    """One meal: when, how many eat, and how many of them have which diet (as first typed)."""

    day: date
    start: str
    title: str
    eaters: tuple[RegisteredPerson, ...]
    diets: tuple[tuple[str, int], ...]


def dietary_needs(snapshot: Snapshot, gathering: str) -> dict[str, Need]:
    """Needs by the id of the person."""
    found = snapshot.find(SensitiveNeeds, gathering)
    return {each.person: each for each in found.needs} if found else {}


def save_dietary_needs(run: Session, gathering: str, new: Mapping[str, Need]) -> None:
    """Write needs of people; empty ones are removed.

    This is a transaction of its own: sensitive values are never kept for an undo, and the registrations that were
    written together with them shall stay undoable.
    """
    before = run.data.find(SensitiveNeeds, gathering)
    needs = {each.person: each for each in before.needs} if before else {}
    needs.update(new)
    record = SensitiveNeeds(
        gathering=gathering, needs=[each for _, each in sorted(needs.items()) if each.diet or each.access]
    )
    if record == before or (before is None and not record.needs):
        return
    change = run.transaction()
    if before is None:
        change.create(record)
    else:
        change.update(record)
    run.commit(change, forever=True)


def meals_of(gathering: Gathering, active: Sequence[RegisteredPerson], needs: Mapping[str, Need]) -> list[Meal]:
    """Every meal of the programme; without meals in it, one line per day."""
    items = [(each.day or gathering.start, each.start, each.meal) for each in items_in_order(gathering) if each.meal]
    if not items:
        items = [(day, "", "") for day in gathering_days(gathering)]
    return [_meal(day, start, title, active, needs) for day, start, title in items]


def _meal(day: date, start: str, title: str, active: Sequence[RegisteredPerson], needs: Mapping[str, Need]) -> Meal:
    eaters = tuple(each for each in active if not each.registration.days or day in each.registration.days)
    return Meal(day, start, title, eaters, text_counts([needs[each.id].diet for each in eaters if each.id in needs]))


def text_counts(texts: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """How often each text stands, most often first; case, blanks and punctuation do not matter."""
    spelt: dict[str, str] = {}
    for text in texts:
        if text:
            spelt.setdefault(fold(text), text)
    counts = Counter(fold(text) for text in texts if text)
    return tuple((spelt[key], count) for key, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])))
