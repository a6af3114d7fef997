"""What a cohort's chances are worked out from: the admission's own inputs when it has been, else today's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kvadmin.api import Session
from kvadmin.api.records import Cohort

from .. import admission as rule
from .protocol_files import admission_protocol, latest_protocol
from .rule_inputs import all_applicants, call_of


@dataclass(frozen=True, slots=True)
class OddsBasis:
    """One call with its applicants, as the lottery met them or would today.

    Args:
        call: The call.
        applicants: Its applicants.
        members: Who holds a place already, where places are filled without an admission of this folder.
        names: Number to name.
        protocol: The path of the admission's protocol; empty when there is none yet.
    """

    call: rule.Call
    applicants: tuple[rule.Applicant, ...]
    members: tuple[rule.KeptMember, ...]
    names: Mapping[str, str]
    protocol: str = ""

    def under(self, capacity: int | None, quotas: Sequence[rule.QuotaRule]) -> OddsBasis:
        """The same with another capacity or other quotas.

        Args:
            capacity: The number of places; None keeps the call's.
            quotas: They take the place of the call's quotas for the same field and value, or are added.
        """
        named = {(each.field, each.value) for each in quotas}
        kept = (each for each in self.call.quotas if (each.field, each.value) not in named)
        call = replace(self.call, capacity=capacity or self.call.capacity, quotas=(*kept, *quotas))
        return replace(self, call=call)


def odds_basis(run: Session, cohort: Cohort) -> OddsBasis:
    """What decided, or what would decide now.

    Raises:
        InvalidData: The cohort has no capacity, or its protocol cannot be read.
    """
    today = all_applicants(run, cohort)
    names = {each.number: each.name for each in today}
    decided = admission_protocol(run.data, cohort.id)
    if decided is None:
        newest = latest_protocol(run.data, cohort.id)
        members = rule.kept_members(cohort.holders_on(run.today), newest[1] if newest else None)
        return OddsBasis(call_of(cohort), tuple(today), members, names)
    path, document = decided
    names |= {row["municipality"]: row["name"] for row in document["decisions"]}
    # The protocol keeps what its own quotas count by; another quota may count by something else.
    known = {each.number: each.attributes for each in today}
    inputs = document["inputs"]
    applicants = tuple(
        replace(each, attributes={**known.get(each.number, {}), **each.attributes})
        for each in rule.applicants_in(inputs)
    )
    return OddsBasis(rule.call_in(inputs), applicants, (), names, path)
