"""``measure:C``, ``measure-overdue:C``, ``measure-idle:C`` and ``party-missing:C`` in selections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kvadmin.api import Snapshot, UsageError, tr
from kvadmin.api.hooks import Predicate, Subject
from kvadmin.api.records import Cohort
from kvadmin_improvement.records import Measure
from kvadmin_improvement.work.matters import is_idle, is_overdue, members_lacking


def predicates(snapshot: Snapshot, today: date) -> list[Predicate]:
    """The words; each is asked of a cohort."""
    kept: dict[tuple[str, str], frozenset[str]] = {}

    def word(name: str, text: str, whose: Callable[[list[Measure]], set[str]]) -> Predicate:
        def check(cohort: str) -> None:
            if not cohort:
                raise UsageError(
                    tr("which cohort?"),
                    where="selection",
                    hint=tr("such as {word}:P3", word=name),
                    code="missing-value",
                )
            snapshot.get(Cohort, cohort)

        def test(subject: Subject, cohort: str) -> bool:
            if (name, cohort) not in kept:
                members = set(snapshot.get(Cohort, cohort).holders_on(today))
                mine = [each for each in snapshot.all(Measure) if each.cohort == cohort]
                kept[name, cohort] = frozenset(whose(mine) & members)
            return subject.municipality.number in kept[name, cohort]

        return Predicate(name, text, test, check)

    def of(holds: Callable[[Measure], bool]) -> Callable[[list[Measure]], set[str]]:
        return lambda measures: {each.municipality for each in measures if holds(each)}

    return [
        word("measure", "It has a measure.", of(lambda _: True)),
        word("measure-overdue", "A measure of it is past its date.", of(lambda each: is_overdue(each, today))),
        word("measure-idle", "A measure of it has had no step for long.", of(lambda each: is_idle(each, today))),
        word(
            "party-missing",
            "One of the three parties never took part in its steps.",
            lambda measures: {number for _, number in members_lacking(measures)},
        ),
    ]
