"""What of the advisors waits for a person, each with the command that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api.hooks import ActionItem
from kvadmin.api.records import Networks

from .matters import difference_text, differing, language_gaps, overload_text, overloaded
from .people import advisor_people
from .remedies import agreement, lighter_load, other_advisor

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def advisor_matters(snapshot: Snapshot, today: date) -> Iterator[ActionItem]:
    """Advisors with too many networks, of whom the cohorts differ, or who do not work in a network's language."""
    people = advisor_people(snapshot, today)
    records = {each.cohort: each for each in snapshot.all(Networks)}
    for person in differing(people):
        cohort = next(iter(person.records))
        yield ActionItem(difference_text(person), agreement(person), key="advisor-differs", about=cohort)
    for person in overloaded(people):
        command = lighter_load(snapshot, people, records, person)
        yield ActionItem(overload_text(person), command, key="advisor-overloaded", about=next(iter(person.loads)))
    for record in records.values():
        for gap in language_gaps(snapshot, record, today):
            command = other_advisor(snapshot, people, gap)
            yield ActionItem(gap.text(), command, key="advisor-language", about=record.cohort)
