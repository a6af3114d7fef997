"""What ``kvadmin check`` finds in who advises whom: all of it may be meant, so it is worth a look and no error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kvadmin.api import Finding, Snapshot, tr
from kvadmin.api.records import Advisor, Networks
from kvadmin.api.wording import near_names

from ..advising.matters import difference_text, differing, language_gaps, overload_text, overloaded
from ..advising.people import AdvisorPerson, advisor_people
from ..advising.remedies import agreement, lighter_load, other_advisor
from .line_in_file import line_in_file


def advisor_findings(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    """Too many networks, cohorts that differ about a person, another language than the network's, unknown languages."""
    people = advisor_people(snapshot, today)
    records = {each.cohort: each for each in snapshot.all(Networks)}
    for person in overloaded(people):
        cohort, hint = next(iter(person.loads)), lighter_load(snapshot, people, records, person)
        yield _about(snapshot, records, person, cohort, "advisor-overloaded", overload_text(person), hint)
    for person in differing(people):
        text, cohort = difference_text(person), next(iter(person.records))
        yield _about(snapshot, records, person, cohort, "advisor-differs", text, agreement(person))
    for record in records.values():
        for gap in language_gaps(snapshot, record, today):
            at = line_in_file(snapshot, record, "networks", record.networks.index(gap.network), "advisor")
            hint = other_advisor(snapshot, people, gap)
            yield Finding(*at, "advisor-language", gap.text(), hint, severity="warning")
        yield from _unknown_languages(snapshot, record)


def _about(
    snapshot: Snapshot,
    records: dict[str, Networks],
    person: AdvisorPerson,
    cohort: str,
    code: str,
    text: str,
    hint: str,
) -> Finding:
    """At the person's line in the first cohort that it is about."""
    cohort = cohort if cohort in person.records else next(iter(person.records))
    names = [each.name for each in records[cohort].advisors]
    at = line_in_file(snapshot, records[cohort], "advisors", names.index(person.name), "name")
    return Finding(*at, code, text, hint, severity="warning")


def _unknown_languages(snapshot: Snapshot, record: Networks) -> Iterator[Finding]:
    for place, advisor in enumerate(record.advisors):
        for number, language in enumerate(advisor.languages):
            if language in Advisor.LANGUAGES:
                continue
            near = ", ".join(near_names(language, Advisor.LANGUAGES))
            yield Finding(
                *line_in_file(snapshot, record, "advisors", place, "languages", number),
                "advisor-unknown-language",
                tr("{language!r} is no language that networks are matched by", language=language),
                tr("did you mean {names}?", names=near) if near else None,
                severity="warning",
            )
