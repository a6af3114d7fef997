"""Promotion from the waiting list: the admitted keep their places, and the walk runs again for what is free.

An ended membership frees its place at once: whoever calls this passes the members whose membership is active,
and a member whose application is withdrawn is taken off here as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .protocols import members_of
from .records import Admission, Applicant, Call, KeptMember
from .rule import decide


def promote(call: Call, applicants: Sequence[Applicant], members: Sequence[KeptMember], *, software: str) -> Admission:
    """Fill the free places. :attr:`~.records.Admission.promoted` says who was admitted by it.

    The members' reasons stay those of the decision that admitted them. No free place is no error: then nobody
    is promoted.

    Args:
        call: The call; ``capacity`` counts the members' places too.
        applicants: All applications of the call, those of members included, in any order.
        members: Who holds a place now, with or without an application.
        software: What decides, for the protocol.

    Raises:
        InvalidData: A call, an applicant or a member that cannot be.
        Refused: With these members, no set meets the quotas; names the smallest conflicting set.
    """
    return decide(call, applicants, members, kind="promotion", software=software)


def kept_members(numbers: Sequence[str], last: Mapping[str, Any] | None) -> tuple[KeptMember, ...]:
    """The members with these numbers, each with the reason of the last protocol, if that admitted it.

    Args:
        numbers: The municipalities whose membership of the cohort is active.
        last: The newest protocol of the cohort, as :func:`~.protocols.read_protocol` gives it.
    """
    known = members_of(last) if last is not None else {}
    return tuple(known.get(number, KeptMember(number)) for number in sorted(numbers))
