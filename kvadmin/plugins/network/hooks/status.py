"""What ``kvadmin status`` says about networks."""

from __future__ import annotations

from datetime import date
from shlex import quote

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection
from kvadmin.api.records import Cohort, Networks


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Per cohort how many networks, and whether they still fit its members."""
    lines, actions, figures = [], [], []
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
            text = f"{record.cohort}: {'; '.join(parts)}"
            command = f"kvadmin network repair {quote(record.cohort)}"
            actions.append(ActionItem(text, command, key="network-members-changed", about=record.cohort))
        counted = {
            "networks": len(record.networks),
            "municipalities-in-networks": len(inside),
            "members-left": len(gone),
            "members-without-network": len(new),
        }
        figures += [StatusFigure(key, value, record.cohort) for key, value in counted.items()]
    return [StatusSection(tr("Networks"), tuple(lines), tuple(actions), tuple(figures))] if lines else []
