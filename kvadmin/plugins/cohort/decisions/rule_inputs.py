"""From the programme folder's records to what the admission rule decides from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kvadmin.api import InvalidData, Session, Snapshot, __version__, tr
from kvadmin.api.records import Application, Cohort, Municipality

from .. import admission as rule
from ..applications.derived_state import missing_items, ruling_of
from ..memberships.held_memberships import members_elsewhere, reference_day
from .plugin_grounds import plugin_grounds
from .quota_attributes import attributes_of

#: What stands in protocols as the software that decided.
SOFTWARE = f"kvadmin {__version__}"


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
            code="no-capacity",
        )
    return rule.Call(
        cohort_id=cohort.id,
        capacity=cohort.capacity,
        lottery_seed=cohort.lottery_seed,
        criteria=tuple(rule.ScoreCriterion(each.name, each.weight) for each in cohort.criteria),
        quotas=tuple(rule.QuotaRule(each.field, each.value, each.min, each.max) for each in cohort.quotas),
    )


def applicants_of(
    data: Snapshot, cohort: Cohort, today: date, against: Mapping[str, Sequence[rule.IneligibilityGround]] | None = None
) -> list[rule.Applicant]:
    """All applications to the cohort as the rule wants them.

    Args:
        data: The data.
        cohort: The cohort.
        today: Used only when the cohort has neither start nor deadline.
        against: What plugins say against applicants, by their numbers (:mod:`.plugin_grounds`).
    """
    day = reference_day(cohort, today)
    register = {each.number: each for each in data.all(Municipality)}
    members = members_elsewhere(data.all(Cohort), cohort.id, day)
    grounds = against or {}
    return [
        _applicant(
            data, cohort, each, register.get(each.municipality), members, grounds.get(each.municipality, ()), day
        )
        for each in data.all(Application, under=cohort.id)
    ]


def all_applicants(run: Session, cohort: Cohort) -> list[rule.Applicant]:
    """The applicants, with what plugins say against them."""
    applicants = applicants_of(run.data, cohort, run.today)
    against = plugin_grounds(run, cohort.id, sorted(each.number for each in applicants))
    return applicants_of(run.data, cohort, run.today, against) if against else applicants


def _applicant(
    data: Snapshot,
    cohort: Cohort,
    application: Application,
    municipality: Municipality | None,
    members: dict[str, str],
    against: Sequence[rule.IneligibilityGround],
    day: date,
) -> rule.Applicant:
    number = application.municipality
    reason = application.ineligible
    if not reason and (municipality is None or not municipality.valid_on(day)):
        reason = tr("no municipality on {day}", day=day)
    standing = rule.standing_of(application.state)
    grounds = () if reason or standing is rule.ApplicationStanding.INELIGIBLE else tuple(against)
    if (reason or grounds) and standing is rule.ApplicationStanding.OPEN:
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
        grounds=grounds,
        score=application.score,
        points=application.points,
        attributes=attributes_of(municipality, dict(stored.extra) if stored else None) if municipality else {},
    )
