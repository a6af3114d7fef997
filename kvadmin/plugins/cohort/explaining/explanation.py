"""Why the rule decided on one application as it did, worked out from the protocol alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from shlex import quote
from typing import Any

from kvadmin.api import InvalidData, Refused, UnknownName, tr

from .. import admission as rule
from .contest import Contest, contest_of
from .nearest_changes import NearestChanges, nearest_changes

#: What a person has to judge before anything can be decided.
OPEN_QUESTIONS = ("identity", "unjudged", "unscored")


@dataclass(frozen=True, slots=True)
class TiedApplicants:
    """Those with the same score, whom the draw put in order.

    Args:
        count: How many there are.
        place: Where the draw put this one among them, from 1.
        admitted: How many of them got a place.
    """

    count: int
    place: int
    admitted: int

    @property
    def decided(self) -> bool:
        """Whether some of them got a place and some did not."""
        return 0 < self.admitted < self.count


@dataclass(frozen=True, slots=True)
class QuotaStanding:
    """A quota that bound: whether the applicant counts in it, and how many of those with a place do."""

    quota: rule.QuotaRule
    counts: bool
    held: int


@dataclass(frozen=True, slots=True)
class DecisionExplanation:
    """What decided on one application, and what would have decided otherwise.

    Args:
        decision: The decision.
        kind: ``admission`` or ``promotion``.
        capacity: The places of the cohort.
        vacant: Those of them that were free.
        eligible: How many stand in the order.
        quota_count: How many quotas the call has.
        scored: Whether anybody has a score; else the draw alone made the order.
        tied: Those with the same score; ``None`` when it is not in the order.
        given: How many places were held or given when its turn came; ``None`` when it had none.
        quotas: The quotas that bound it.
        passed: Better ranked ones that got no place, when it was admitted by quota.
        lower: Those admitted that rank after it, when it was not admitted.
        last_ahead: The last one admitted that ranks ahead of it.
        first_without: The best ranked one that got no place, when it was admitted.
        changes: What would have admitted it; ``None`` unless it waits.
        lacks: What keeps it from competing: code and detail.
        otherwise: The decision if what it was rejected for had been in order.
    """

    decision: rule.Decision
    kind: str
    capacity: int
    vacant: int
    eligible: int
    quota_count: int
    scored: bool
    tied: TiedApplicants | None
    given: int | None
    quotas: tuple[QuotaStanding, ...]
    passed: tuple[rule.Decision, ...]
    lower: tuple[rule.Decision, ...]
    last_ahead: rule.Decision | None
    first_without: rule.Decision | None
    changes: NearestChanges | None
    lacks: tuple[tuple[str, str | None], ...]
    otherwise: rule.Decision | None


def explain_decision(document: Mapping[str, Any], number: str, *, where: str | None = None) -> DecisionExplanation:
    """Explain what a protocol decided on one application.

    Args:
        document: The protocol, as :func:`~..admission.read_protocol` gives it.
        number: The municipality's four digits.
        where: The protocol's file, for messages.

    Raises:
        UnknownName: The protocol has no decision on it.
        InvalidData: Its inputs are not such that the rule could be run on them.
        Refused: The protocol is not what the rule gives from its own inputs, so that no explanation would be true.
    """
    decision = decision_in(document, number)
    if decision is None:
        raise UnknownName(
            tr("the protocol has no decision on {number}", number=number),
            where=where,
            hint=tr("kvadmin application list --cohort {cohort}", cohort=document["cohort"]),
            code="unknown-application",
        )
    try:
        admission = _again(document, where)
        applicants = {each.number: each for each in rule.applicants_in(document["inputs"])}
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise InvalidData(
            tr("the inputs of the protocol cannot be read: {error}", error=error), where=where, code="no-protocol"
        ) from None
    contest = contest_of(admission, {each.number: each.attributes for each in applicants.values()})
    return _explained(document, admission, contest, decision, applicants)


def decision_in(document: Mapping[str, Any], number: str) -> rule.Decision | None:
    """What a protocol decided on a municipality; None when it does not name it."""
    row = next((each for each in document["decisions"] if each["municipality"] == number), None)
    return None if row is None else rule.decision_of(row)


def _again(document: Mapping[str, Any], where: str | None) -> rule.Admission:
    """The run of the rule that the protocol records, with the names and details that stand in it."""
    call, applicants = rule.call_in(document["inputs"]), rule.applicants_in(document["inputs"])
    members, software = rule.members_before(document), document.get("software") or ""
    admission = rule.decide(call, applicants, members, kind=document["kind"], software=software)
    found = rule.differences(document, admission)
    if found:
        raise Refused(
            tr("the protocol is not what the rule gives from its inputs, so that nothing can be explained by it"),
            where=where,
            details=found,
            hint=tr("kvadmin cohort verify {cohort}", cohort=quote(call.cohort_id)),
            code="protocol-differs",
        )
    return replace(admission, decisions=tuple(map(rule.decision_of, document["decisions"])))


def _explained(
    document: Mapping[str, Any],
    admission: rule.Admission,
    contest: Contest,
    decision: rule.Decision,
    applicants: Mapping[str, rule.Applicant],
) -> DecisionExplanation:
    number = decision.number
    won = {each.number for each in contest.decisions if each.outcome == "admitted"}
    competed = any(each.number == number for each in contest.decisions)
    at = contest.index(number) if competed else 0
    ahead, after = contest.decisions[:at], contest.decisions[at + 1 :] if competed else ()
    waits = decision.outcome == "waitlisted"
    before = [each for each in ahead if each.number in won]
    passed = [each for each in ahead if each.number not in won] if decision.reason == "admitted-quota" else []
    lacks = _lacks(applicants[number], decision) if decision.rank is None else ()
    return DecisionExplanation(
        decision=decision,
        kind=admission.kind,
        capacity=admission.call.capacity,
        vacant=max(admission.call.capacity - len(admission.members), 0),
        eligible=sum(each.rank is not None for each in admission.decisions),
        quota_count=len(admission.call.quotas),
        scored=_scored(document, admission),
        tied=_tied(admission, decision),
        given=len(admission.members) + len(before) if competed else None,
        quotas=_standings(contest, decision, sorted(won)) if competed else (),
        passed=tuple(passed),
        lower=tuple(each for each in after if each.number in won) if waits else (),
        last_ahead=before[-1] if before else None,
        first_without=next((each for each in contest.decisions if each.number not in won), None)
        if decision.outcome == "admitted"
        else None,
        changes=nearest_changes(contest, number) if waits else None,
        lacks=lacks,
        otherwise=_otherwise(admission, applicants, number, lacks) if decision.outcome == "rejected" else None,
    )


def _scored(document: Mapping[str, Any], admission: rule.Admission) -> bool:
    """Whether scores made any order: an older protocol does not keep the points, but then all would be 0.00."""
    return bool(
        admission.call.criteria
        or document.get("points")
        or any(each.score for each in admission.decisions if each.score is not None)
    )


def _tied(admission: rule.Admission, decision: rule.Decision) -> TiedApplicants | None:
    if decision.rank is None:
        return None
    same = [each for each in admission.decisions if each.rank is not None and each.score == decision.score]
    return TiedApplicants(len(same), same.index(decision) + 1, sum(each.outcome == "admitted" for each in same))


def _standings(contest: Contest, decision: rule.Decision, won: list[str]) -> tuple[QuotaStanding, ...]:
    mask = contest.candidates[contest.index(decision.number)].signature
    indices = [i for i, each in enumerate(contest.call.quotas) if each in decision.quotas]
    return tuple(QuotaStanding(contest.call.quotas[i], bool(mask >> i & 1), contest.count(i, won)) for i in indices)


def _lacks(applicant: rule.Applicant, decision: rule.Decision) -> tuple[tuple[str, str | None], ...]:
    """Everything that keeps an application out, not only what the decision names; nothing of a withdrawn one."""
    standing = rule.ApplicationStanding
    if applicant.standing is standing.WITHDRAWN:
        return ()
    said = {decision.reason: decision.detail}
    by_plugin = None if decision.reason in rule.OUTCOMES else decision.detail or decision.reason
    found = (
        (applicant.standing is standing.INELIGIBLE, "ineligible", said.get("rejected-ineligible", by_plugin)),
        (applicant.unresolved, "identity", None),
        (applicant.ruling is rule.Ruling.UNJUDGED, "unjudged", None),
        (not applicant.complete, "incomplete", said.get("rejected-incomplete")),
        (applicant.ruling is rule.Ruling.LATE, "late", None),
        (bool(applicant.member_of), "member", applicant.member_of),
        (applicant.score is None, "unscored", None),
    )
    return tuple((code, detail) for lacking, code, detail in found if lacking)


def _otherwise(
    admission: rule.Admission,
    applicants: Mapping[str, rule.Applicant],
    number: str,
    lacks: tuple[tuple[str, str | None], ...],
) -> rule.Decision | None:
    """The decision if all that it was rejected for had been in order; None where a person would have to judge first."""
    if any(code in OPEN_QUESTIONS for code, _ in lacks):
        return None
    in_order = replace(
        applicants[number],
        standing=rule.ApplicationStanding.OPEN,
        ruling=rule.Ruling.ON_TIME,
        complete=True,
        member_of=None,
    )
    others = [each for each in applicants.values() if each.number != number]
    try:
        again = rule.decide(
            admission.call, (*others, in_order), admission.members, kind=admission.kind, software=admission.software
        )
    except Refused:
        return None
    return next(each for each in again.decisions if each.number == number)
