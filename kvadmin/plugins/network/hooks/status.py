"""What ``kvadmin status`` says about networks."""

from __future__ import annotations

from datetime import date

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import ActionItem, StatusSection
from kvadmin.api.records import Cohort, Networks


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Per cohort how many networks, and whether they still fit its members."""
    lines, actions = [], []
    for record in snapshot.all(Networks):
        inside = {member for each in record.networks for member in each.members}
        group = snapshot.find(Cohort, record.cohort)
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
        if gone or new:
            parts = [tr("{count} left ({who})", count=len(gone), who=", ".join(gone))] if gone else []
            parts += [tr("{count} without a network ({who})", count=len(new), who=", ".join(new))] if new else []
            actions.append(
                ActionItem(f"{record.cohort}: {'; '.join(parts)}", f"kvadmin network repair {record.cohort}")
            )
    return [StatusSection(tr("Networks"), tuple(lines), tuple(actions))] if lines else []
