"""The words that cohorts add to selections: who has applied, who lacks something, and what was decided."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from kvadmin.api import Snapshot, UsageError, tr
from kvadmin.api.hooks import Predicate, Subject
from kvadmin.api.records import Application, Cohort

_OPEN = ("received", "incomplete", "complete", "assessed")


def predicates(snapshot: Snapshot) -> list[Predicate]:
    """``applied:C``, ``incomplete:C``, ``admitted:C``, ``waitlisted:C``, ``rejected:C``; each of one cohort."""

    def check(cohort: str) -> None:
        if not cohort:
            raise UsageError(
                tr("which cohort?"), where="selection", hint=tr("such as rejected:P3"), code="missing-value"
            )
        snapshot.get(Cohort, cohort)

    @lru_cache(maxsize=8)
    def applications(cohort: str) -> dict[str, Application]:
        return {each.municipality: each for each in snapshot.all(Application, under=cohort)}

    def applied(one: Application) -> bool:
        return one.state not in ("withdrawn", "superseded")

    def incomplete(one: Application) -> bool:
        from ..applications.derived_state import missing_items  # most selections are not about applications

        return one.state in _OPEN and bool(missing_items(one))

    def decided(outcome: str) -> Callable[[Application], bool]:
        def test(one: Application) -> bool:
            from ..decisions.current_outcomes import current_outcome, decision_outcomes

            row = decision_outcomes(snapshot, one.cohort).get(one.municipality)
            return row is not None and current_outcome(row["outcome"], one) == outcome

        return test

    def word(name: str, text: str, test: Callable[[Application], bool]) -> Predicate:
        def holds(subject: Subject, cohort: str) -> bool:
            one = applications(cohort).get(subject.municipality.number)
            return one is not None and test(one)

        return Predicate(name, text, holds, check)

    return [
        word("applied", "Has applied to the cohort and not withdrawn.", applied),
        word("incomplete", "Its application is open and lacks something.", incomplete),
        word("admitted", "The newest protocol admits it.", decided("admitted")),
        word("waitlisted", "The newest protocol puts it on the waiting list.", decided("waitlisted")),
        word("rejected", "The newest protocol rejects it.", decided("rejected")),
    ]
