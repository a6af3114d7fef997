"""What ``kvadmin status`` says about networks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import UnknownName, tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection
from kvadmin.api.records import Cohort, Networks, Programme

from ..open_matters import changed_members, open_networks, without_networks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kvadmin.api import Snapshot

    from ..advising.people import AdvisorPerson


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Per cohort how many networks, whether they still fit its members, and who has none."""
    lines: list[str] = []
    actions: list[ActionItem] = []
    figures: list[StatusFigure] = []
    cohorts = _cohorts(snapshot)
    over = _is_over(snapshot, today)
    split = {each.cohort: each for each in snapshot.all(Networks)}
    people = {} if over or not split else _advisors(snapshot, today)
    for record in split.values():
        inside = {member for each in record.networks for member in each.members}
        group = cohorts.get(record.cohort)
        members = set(group.holders_on(today)) if group is not None else inside
        lines.append(
            tr(
                "{cohort}: {number} networks, {members} municipalities",
                cohort=record.cohort,
                number=len(record.networks),
                members=len(inside),
            )
        )
        gone, new = sorted(inside - members), sorted(members - inside)
        actions += changed_members(record, gone, new)
        if members and not over:  # who has ended meets no more
            actions += _open(snapshot, record, people, today)
        counted = {
            "networks": len(record.networks),
            "municipalities-in-networks": len(inside),
            "members-left": len(gone),
            "members-without-network": len(new),
        }
        figures += [StatusFigure(key, value, record.cohort) for key, value in counted.items()]
    if split and not over:
        from ..advising.advisor_matters import advisor_matters

        actions += advisor_matters(snapshot, today)
    for cohort in () if over else cohorts.values():
        if cohort.id not in split:
            actions += without_networks(cohort, today)
    found = lines or actions
    return [StatusSection(tr("Networks"), tuple(lines), tuple(actions), tuple(figures))] if found else []


def _advisors(snapshot: Snapshot, today: date) -> Mapping[str, AdvisorPerson]:
    """All that looks at advisors is loaded where networks meet."""
    from ..advising.people import advisor_people

    return advisor_people(snapshot, today)


def _open(
    snapshot: Snapshot, record: Networks, people: Mapping[str, AdvisorPerson], today: date
) -> Iterator[ActionItem]:
    """What is open in networks that meet."""
    from ..advising.matters import can_all_be_assigned
    from ..advising.people import meeting_networks

    meeting = meeting_networks(snapshot, record, today)
    can = can_all_be_assigned(snapshot, people, record)
    yield from open_networks(record, meeting, can_be_assigned=can)


def _is_over(snapshot: Snapshot, today: date) -> bool:
    programme = snapshot.find(Programme)
    return programme is not None and programme.end is not None and programme.end < today


def _cohorts(snapshot: Snapshot) -> dict[str, Cohort]:
    try:
        return {each.id: each for each in snapshot.all(Cohort)}
    except UnknownName:  # the plugin that keeps them is switched off
        return {}
