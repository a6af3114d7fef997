"""The cohort plugin's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import ActionItem, StatusSection
from kvadmin.api.records import Application, Cohort

from ..applications.derived_state import missing_items, ruling_of
from ..applications.items import ITEM_LABELS
from ..decisions.protocol_files import latest_protocol
from ..intake.open_rows import open_rows, place_of, settling_command
from ..memberships.status_table import status_table

#: How long before a deadline it is mentioned.
SOON = timedelta(days=14)


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """The status table in words, and per cohort what waits for a person."""
    cohorts = snapshot.all(Cohort)
    table = status_table(cohorts, today)
    lines = [
        tr(
            "{id} {name}: {active} active, {ended} ended",
            id=group.id,
            name=group.name,
            active=group.active,
            ended=group.ended,
        )
        for group in table.groups
    ]
    lines.append(
        tr(
            "{row_sum} active memberships, {number} in several groups, {distinct} distinct municipalities",
            row_sum=table.row_sum,
            number=len(table.in_several_groups),
            distinct=table.distinct,
        )
    )
    actions = [item for cohort in cohorts for item in _actions(snapshot, cohort, today)]
    return [StatusSection(tr("Cohorts"), tuple(lines), tuple(actions))]


def _actions(snapshot: Snapshot, cohort: Cohort, today: date) -> list[ActionItem]:
    items: list[ActionItem] = []
    if cohort.deadline and today <= cohort.deadline <= today + SOON:
        items.append(
            ActionItem(
                tr("{id}: applications are due", id=cohort.id),
                f"kvadmin application list --cohort {cohort.id}",
                cohort.deadline,
            )
        )
    items += [
        ActionItem(
            tr(
                "{id}: {name} (row {row}) needs a person ({reason})",
                id=cohort.id,
                name=row.name,
                row=place_of(row),
                reason=row.reason,
            ),
            settling_command(cohort.id, row),
            urgent=True,
        )
        for _, row in open_rows(snapshot, cohort.id)
    ]
    applications = snapshot.all(Application, under=cohort.id)
    if applications and latest_protocol(snapshot, cohort.id) is None:
        items += _undecided(cohort, applications)
    return items


def _undecided(cohort: Cohort, applications: list[Application]) -> list[ActionItem]:
    live = [each for each in applications if each.state not in ("withdrawn", "superseded", "ineligible")]
    items = [
        ActionItem(
            tr("{id}: {municipality} came late, with an early postmark", id=cohort.id, municipality=each.municipality),
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
                tr(
                    "{id}: {number} applications lack something ({what})",
                    id=cohort.id,
                    number=len(lacking),
                    what="; ".join(what),
                ),
                f"kvadmin application missing --cohort {cohort.id}",
                cohort.supplement_deadline,
            )
        )
    items.append(
        ActionItem(
            tr("{id}: {number} applications are not decided", id=cohort.id, number=len(live)),
            f"kvadmin cohort admit {cohort.id}",
        )
    )
    return items
