"""The admission rule: from a call and its applicants to a decision, with its reason, on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from kvadmin.api import InvalidData, Refused, tr

from .eligibility import verdict
from .hashed_content import canonical_content, content_hash
from .quotas import check_quotas, counts_in_quota, signature
from .reasons import OUTCOMES, outcome_of
from .records import (
    Admission,
    Applicant,
    ApplicantPoints,
    ApplicationStanding,
    Call,
    Decision,
    KeptMember,
    QuotaRule,
    Ruling,
)
from .scores import exact_number, scores
from .tickets import ticket
from .walk import Candidate, WalkResult, walk


def admit(call: Call, applicants: Sequence[Applicant], *, software: str) -> Admission:
    """Decide on every application of the call.

    Args:
        call: Capacity, seed, criteria and quotas.
        applicants: All applications, in any order.
        software: What decides, for the protocol: ``kvadmin 0.2.0``.

    Raises:
        InvalidData: A call or an applicant that cannot be.
        Refused: No set of eligible applicants meets the quotas; names the smallest conflicting set.
    """
    return decide(call, applicants, (), kind="admission", software=software)


def decide(
    call: Call, applicants: Sequence[Applicant], members: Sequence[KeptMember], *, kind: str, software: str
) -> Admission:
    """The same with members that keep their places, for an ``admission`` or a ``promotion`` (:mod:`.promotion`)."""
    call = checked_call(call)
    listed = checked_applicants(applicants)
    members = _holding(listed, members)
    points = scores(call, listed)
    run = _Run(call, listed, members, points)
    inputs = canonical_content(call, listed, members, points)
    return Admission(
        kind=kind,
        call=call,
        inputs=inputs,
        input_sha256=content_hash(inputs),
        software=software,
        decisions=run.decisions(),
        members=members,
        places=len(members) + len(run.walked.admitted),
        notes=_notes(call, listed),
        points={a.number: ApplicantPoints(dict(a.points), a.score) for a in listed if a.points or a.score is not None},
        unfilled=run.walked.unfilled,
    )


def frozen_content(call: Call, applicants: Sequence[Applicant]) -> dict[str, Any]:
    """All that decides except the draw, as plain data: what ``cohort freeze`` hashes.

    The ``inputs`` that an admission of today would have, without the call's ``lottery_seed`` and with no members.
    :func:`~.hashed_content.fingerprint` gives the same hash for it as for those inputs.

    Raises:
        InvalidData: A call or an applicant that cannot be.
    """
    call, listed = checked_call(call), checked_applicants(applicants)
    inputs = canonical_content(call, listed, (), scores(call, listed))
    return {**inputs, "call": {key: value for key, value in inputs["call"].items() if key != "lottery_seed"}}


def checked_call(call: Call) -> Call:
    """The call with its quotas in canonical order.

    Raises:
        InvalidData: A capacity below 1, an empty or doubled criterion, a weight or a quota that makes no sense.
    """
    capacity: Any = call.capacity
    if isinstance(capacity, bool) or not isinstance(capacity, int) or capacity < 1:
        raise InvalidData(
            tr(
                "the capacity of {cohort_id} is {capacity}: it takes at least one place to admit anybody",
                cohort_id=call.cohort_id,
                capacity=capacity,
            ),
            where="capacity",
            hint=tr("kvadmin cohort set {cohort_id} capacity N", cohort_id=call.cohort_id),
            code="no-capacity",
        )
    names = [criterion.name for criterion in call.criteria]
    if len(set(names)) < len(names):
        raise InvalidData(tr("two criteria have the same name"), where="criteria")
    for criterion in call.criteria:
        exact_number(criterion.weight, tr("the weight of {criterion}", criterion=criterion.name), where="criteria")
    return replace(call, quotas=check_quotas(call.quotas))


def checked_applicants(applicants: Sequence[Applicant]) -> tuple[Applicant, ...]:
    """Those that are listed (not superseded), sorted by number.

    Raises:
        InvalidData: Two live applications of one municipality, or one accepted late without a reason.
    """
    listed = sorted((a for a in applicants if a.standing is not ApplicationStanding.SUPERSEDED), key=lambda a: a.number)
    for before, after in pairwise(listed):
        if before.number == after.number:
            raise InvalidData(
                tr("{number} has two applications that both count", number=after.number),
                where=after.number,
                hint=tr("one of them must be withdrawn or superseded"),
            )
    for applicant in listed:
        if applicant.ruling is Ruling.ACCEPTED and not applicant.late_reason.strip():
            raise InvalidData(
                tr("{number} was accepted late without a reason", number=applicant.number), where=applicant.number
            )
    return tuple(listed)


def _holding(applicants: Sequence[Applicant], members: Sequence[KeptMember]) -> tuple[KeptMember, ...]:
    """The members by number, without those that have withdrawn; quotas count what an applicant says of itself."""
    known = {applicant.number: applicant for applicant in applicants}
    out: dict[str, KeptMember] = {}
    for member in sorted(members, key=lambda m: m.number):
        applicant = known.get(member.number)
        if member.number in out:
            raise InvalidData(tr("{number} holds two places", number=member.number), where=member.number)
        if member.reason is not None and OUTCOMES.get(member.reason) != "admitted":
            raise InvalidData(
                tr(
                    "{number} holds a place by '{reason}', which admits nobody",
                    number=member.number,
                    reason=member.reason,
                )
            )
        if applicant is None:
            out[member.number] = member
        elif applicant.standing is not ApplicationStanding.WITHDRAWN:
            out[member.number] = replace(member, attributes=applicant.attributes)
    return tuple(out.values())


#: A reason code, the quotas it names, and its detail.
_Reason = tuple[str, tuple[QuotaRule, ...], str | None]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An applicant that competes, with what ranks it."""

    applicant: Applicant
    score: Decimal
    ticket: str


class _Run:
    """One run of the rule: verdicts, rank, walk, then a decision on each."""

    def __init__(
        self,
        call: Call,
        applicants: Sequence[Applicant],
        members: Sequence[KeptMember],
        points: Mapping[str, Decimal | None],
    ) -> None:
        self.call, self.applicants, self.points = call, applicants, points
        self.members = {member.number: member for member in members}
        self.tickets = {a.number: ticket(call.lottery_seed, call.cohort_id, a.number) for a in applicants}
        self.verdicts = {
            a.number: None if a.number in self.members else verdict(call, a, points[a.number]) for a in applicants
        }
        self.ranked = self._rank()
        self.waiting = [r for r in self.ranked if r.applicant.number not in self.members]
        self.walked = self._walk(members)
        self.left_out = [r for r in self.waiting if r.applicant.number not in set(self.walked.admitted)]

    def decisions(self) -> tuple[Decision, ...]:
        """All decisions: by rank, then those without a rank by number."""
        rank = {r.applicant.number: i for i, r in enumerate(self.ranked, 1)}
        position = {r.applicant.number: i for i, r in enumerate(self.left_out, 1)}
        ordered = sorted(self.applicants, key=lambda a: (rank.get(a.number, len(rank) + 1), a.number))
        admitted = self._admitted_reasons()
        out = []
        for a in ordered:
            code, quotas, detail = admitted.get(a.number) or self._other_reason(a)
            score, of_rank = self.points[a.number], rank.get(a.number)
            ticket_of, line = self.tickets[a.number], position.get(a.number)
            grounds = a.grounds if code not in OUTCOMES else ()
            out.append(
                Decision(
                    a.number, a.name, outcome_of(code), code, of_rank, score, ticket_of, line, quotas, detail, grounds
                )
            )
        return tuple(out)

    def _rank(self) -> list[_Ranked]:
        """Score descending, then ticket ascending: no row order, no random generator."""
        competing = [
            _Ranked(a, score, self.tickets[a.number])
            for a in self.applicants
            if self.verdicts[a.number] is None and (score := self.points[a.number]) is not None
        ]
        return sorted(competing, key=lambda r: (-r.score, r.ticket, r.applicant.number))

    def _walk(self, members: Sequence[KeptMember]) -> WalkResult:
        quotas = self.call.quotas
        waiting = [Candidate(r.applicant.number, signature(quotas, r.applicant.attributes)) for r in self.waiting]
        fixed = [Candidate(m.number, signature(quotas, m.attributes)) for m in members]
        try:
            return walk(waiting, quotas, self.call.capacity, fixed)
        except Refused as refusal:
            raise self._with_undecided(refusal) from None

    def _with_undecided(self, refusal: Refused) -> Refused:
        """The refusal, saying how many applications are not counted because somebody has to decide first."""
        undecided = sum(1 for v in self.verdicts.values() if v is not None and outcome_of(v[0]) == "undecided")
        if not undecided:
            return refusal
        hint = (
            tr("{hint}; 1 application is undecided and not counted", hint=refusal.hint)
            if undecided == 1
            else tr("{hint}; {number} applications are undecided and not counted", hint=refusal.hint, number=undecided)
        )
        return Refused(refusal.message, where=refusal.where, hint=hint, code="quotas-impossible")

    def _admitted_reasons(self) -> dict[str, _Reason]:
        """Reason code, quotas and detail of everyone who holds a place: members keep theirs."""
        vacant = max(self.call.capacity - len(self.members), 0)
        without_quotas = {r.applicant.number for r in self.waiting[:vacant]}
        tied = {r.score for r in self.left_out}
        out: dict[str, _Reason] = {}
        for i, r in enumerate(self.waiting):
            if r.applicant.number in self.walked.admitted:
                code = self._admitted_code(r.score, tied, by_rank=r.applicant.number in without_quotas)
                out[r.applicant.number] = code, self._helped(i) if code == "admitted-quota" else (), None
        for a in self.applicants:
            if a.number in self.members:
                member, score = self.members[a.number], self.points[a.number]
                code = member.reason or self._admitted_code(score, tied, by_rank=True)
                out[a.number] = code, member.quotas, None
        return out

    def _admitted_code(self, score: Decimal | None, tied: set[Decimal], *, by_rank: bool) -> str:
        if not self.left_out:
            return "admitted-all"
        if not by_rank:
            return "admitted-quota"
        return "admitted-lottery" if score in tied else "admitted-score"

    def _helped(self, index: int) -> tuple[QuotaRule, ...]:
        """The quotas that gave a place: minimums the applicant counts for, else what shut out the better ranked."""
        attributes = self.waiting[index].applicant.attributes
        own = tuple(q for q in self.call.quotas if q.minimum and counts_in_quota(q, attributes))
        if own:
            return own
        better = [self.walked.held_back.get(r.applicant.number, ()) for r in self.waiting[:index]]
        named = {quota for quotas in better for quota in quotas}
        return tuple(quota for quota in self.call.quotas if quota in named)

    def _other_reason(self, applicant: Applicant) -> _Reason:
        found = self.verdicts[applicant.number]
        if found is not None:
            return found[0], (), found[1]
        quotas = self.walked.held_back.get(applicant.number)
        return ("waitlisted-capacity", (), None) if quotas is None else ("waitlisted-quota", quotas, None)


def _notes(call: Call, applicants: Sequence[Applicant]) -> tuple[str, ...]:
    """Quotas that limit nobody because no application has that value: often a misspelling."""
    return tuple(
        tr(
            "no application has {field}:{value}, so that the quota {quota} limits nobody",
            field=quota.field,
            value=quota.value,
            quota=quota.text,
        )
        for quota in call.quotas
        if applicants and not any(counts_in_quota(quota, a.attributes) for a in applicants)
    )
