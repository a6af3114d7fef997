"""The cohort plugin's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta

from kvadmin.api import Snapshot
from kvadmin.api.hooks import ActionItem, StatusSection
from kvadmin.api.records import Application, Cohort

from .intake.items import ITEM_LABELS
from .judgement import missing_items, ruling_of
from .open_rows import open_rows, row_name, settling_command
from .protocols import latest
from .status_table import status_table

#: How long before a deadline it is mentioned.
SOON = timedelta(days=14)


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """The status table in words, and per cohort what waits for a person."""
    cohorts = snapshot.all(Cohort)
    table = status_table(cohorts, today)
    lines = [f"{group.id} {group.name}: {group.active} active, {group.ended} ended" for group in table.groups]
    lines.append(
        f"{table.row_sum} active memberships, {len(table.in_several_groups)} in several groups, "
        f"{table.distinct} distinct municipalities"
    )
    actions = [item for cohort in cohorts for item in _actions(snapshot, cohort, today)]
    return [StatusSection("Cohorts", tuple(lines), tuple(actions))]


def _actions(snapshot: Snapshot, cohort: Cohort, today: date) -> list[ActionItem]:
    items: list[ActionItem] = []
    if cohort.deadline and today <= cohort.deadline <= today + SOON:
        items.append(
            ActionItem(
                f"{cohort.id}: applications are due", f"kvadmin application list --cohort {cohort.id}", cohort.deadline
            )
        )
    items += [
        ActionItem(
            f"{cohort.id}: row {row_name(row)} needs a person ({row.reason})",
            settling_command(cohort.id, row),
            urgent=True,
        )
        for _, row in open_rows(snapshot, cohort.id)
    ]
    applications = snapshot.all(Application, under=cohort.id)
    if applications and latest(snapshot, cohort.id) is None:
        items += _undecided(cohort, applications)
    return items


def _undecided(cohort: Cohort, applications: list[Application]) -> list[ActionItem]:
    live = [each for each in applications if each.state not in ("withdrawn", "superseded", "ineligible")]
    items = [
        ActionItem(
            f"{cohort.id}: {each.municipality} came late, with an early postmark",
            f"kvadmin application accept-late {cohort.id} {each.municipality} --why TEXT",
            urgent=True,
        )
        for each in live
        if ruling_of(each, cohort).value == "to-be-judged"
    ]
    lacking = [each for each in live if missing_items(each)]
    if lacking:
        what = sorted({ITEM_LABELS[item][2] for each in lacking for item in missing_items(each)})
        items.append(
            ActionItem(
                f"{cohort.id}: {len(lacking)} applications lack something ({'; '.join(what)})",
                f"kvadmin application missing --cohort {cohort.id}",
                cohort.supplement_deadline,
            )
        )
    items.append(
        ActionItem(f"{cohort.id}: {len(live)} applications are not decided", f"kvadmin cohort admit {cohort.id}")
    )
    return items
