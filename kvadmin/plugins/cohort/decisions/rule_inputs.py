"""From the programme folder's records to what the admission rule decides from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kvadmin.api import InvalidData, Snapshot, __version__, tr
from kvadmin.api.hooks import Ineligible
from kvadmin.api.records import Application, Cohort, Municipality

from .. import admission as rule
from ..applications.derived_state import missing_items, ruling_of
from ..intake.row_judgement import held_memberships
from .quota_attributes import attributes_of

#: What stands in protocols as the software that decided.
SOFTWARE = f"kvadmin {__version__}"


def reference_day(cohort: Cohort, today: date) -> date:
    """The day on which municipalities must exist and memberships of other cohorts exclude.

    The start of the memberships (else the deadline) and not the clock, so that verifying years
    later asks the same question.
    """
    return cohort.start or cohort.deadline or today


def call_of(cohort: Cohort) -> rule.Call:
    """The call as the rule wants it.

    Raises:
        InvalidData: The cohort has no capacity.
    """
    if cohort.capacity is None:
        raise InvalidData(
            tr("cohort {id} has no capacity, so nobody can be admitted", id=cohort.id),
            where=f"cohorts/{cohort.id}.yaml",
            hint=tr("kvadmin cohort set {id} capacity N", id=cohort.id),
        )
    return rule.Call(
        cohort_id=cohort.id,
        capacity=cohort.capacity,
        lottery_seed=cohort.lottery_seed,
        criteria=tuple(rule.ScoreCriterion(each.name, each.weight) for each in cohort.criteria),
        quotas=tuple(rule.QuotaRule(each.field, each.value, each.min, each.max) for each in cohort.quotas),
    )


def applicants_of(
    data: Snapshot, cohort: Cohort, today: date, ineligible: Iterable[Ineligible] = ()
) -> list[rule.Applicant]:
    """All applications to the cohort as the rule wants them.

    Args:
        data: The data.
        cohort: The cohort.
        today: Used only when the cohort has neither start nor deadline.
        ineligible: What plugins say against applicants (hook ``kvadmin_admission_rules``).
    """
    day = reference_day(cohort, today)
    register = {each.number: each for each in data.all(Municipality)}
    members = members_elsewhere(data.all(Cohort), cohort.id, day)
    against = {each.municipality: each.text or each.code for each in ineligible}
    return [
        _applicant(data, cohort, each, register.get(each.municipality), members, against, day)
        for each in data.all(Application, under=cohort.id)
    ]


def members_elsewhere(cohorts: Sequence[Cohort], but: str, day: date) -> dict[str, str]:
    """Municipality number to the *cohort* it is a member of on that day; effort groups exclude nobody."""
    return {
        number: next(group.group for group in groups if group.kind == "cohort")
        for number, groups in held_memberships([cohort for cohort in cohorts if cohort.id != but], day).items()
        if any(group.kind == "cohort" for group in groups)
    }


def _applicant(
    data: Snapshot,
    cohort: Cohort,
    application: Application,
    municipality: Municipality | None,
    members: dict[str, str],
    against: dict[str, str],
    day: date,
) -> rule.Applicant:
    number = application.municipality
    reason = application.ineligible or against.get(number, "")
    if not reason and (municipality is None or not municipality.valid_on(day)):
        reason = f"no municipality on {day.isoformat()}"
    standing = rule.standing_of(application.state)
    if reason and standing is rule.ApplicationStanding.OPEN:
        standing = rule.ApplicationStanding.INELIGIBLE
    missing = missing_items(application)
    stored = data.stored(Municipality, number) if municipality else None
    return rule.Applicant(
        number=number,
        name=municipality.name if municipality else "",
        standing=standing,
        ruling=ruling_of(application, cohort),
        late_reason=application.accepted_late.why if application.accepted_late else "",
        complete=not missing,
        missing=missing,
        unresolved=bool(application.question),
        member_of=members.get(number),
        ineligible_reason=reason,
        score=application.score,
        points=application.points,
        attributes=attributes_of(municipality, dict(stored.extra) if stored else None) if municipality else {},
    )
