"""Which equal scores the draw decides between."""

from __future__ import annotations

from decimal import Decimal

from .. import admission as rule


def deciding_ties(admission: rule.Admission) -> list[tuple[Decimal, tuple[str, ...]]]:
    """Score and numbers of every group whose order changes a decision, best first; numbers sorted.

    None does when every eligible one has a place. Without quotas, a group does not when all of it has one; with quotas,
    who of a group is taken may decide who of another one is. The order of the waiting list counts as a decision.
    """
    held = {member.number for member in admission.members}
    competing = [each for each in admission.decisions if each.rank is not None and each.number not in held]
    left_out = {each.number for each in competing if each.outcome != "admitted"}
    groups: dict[Decimal, list[str]] = {}
    for each in competing:
        if each.score is not None:
            groups.setdefault(each.score, []).append(each.number)
    return [
        (score, tuple(sorted(numbers)))
        for score, numbers in sorted(groups.items(), reverse=True)
        if len(numbers) > 1 and left_out and (admission.call.quotas or left_out & set(numbers))
    ]
