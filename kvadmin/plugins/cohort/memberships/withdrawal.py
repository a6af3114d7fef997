"""Ending a membership: its place is free at once."""

from __future__ import annotations

from datetime import date

import msgspec

from kvadmin.api import Refused, tr
from kvadmin.api.records import Cohort


def with_membership_ended(cohort: Cohort, number: str, on: date, reason: str, note: str = "") -> Cohort:
    """The cohort with the open membership of a municipality ended on a day.

    A day before the start is kept as it is: the membership was never active then.

    Raises:
        Refused: It is no member, or its membership has ended already.
    """
    places = [i for i, each in enumerate(cohort.memberships) if each.municipality == number and each.to is None]
    if not places:
        last = [each for each in cohort.memberships if each.municipality == number]
        if last:
            said = tr("its membership of {id} ended on {day}", id=cohort.id, day=last[-1].to)
        else:
            said = tr("it is no member of {id}", id=cohort.id)
        raise Refused(
            tr("{number} cannot withdraw: {said}", number=number, said=said),
            hint=tr("kvadmin cohort show {id}", id=cohort.id),
            code="state-forbids",
        )
    memberships = list(cohort.memberships)
    old = memberships[places[-1]]
    memberships[places[-1]] = msgspec.structs.replace(old, to=on, reason=reason, note=note or old.note)
    return msgspec.structs.replace(cohort, memberships=memberships)
