"""The letters' part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kvadmin.api import KvadminError, Snapshot, UnknownName, tr
from kvadmin.api.hooks import ActionItem, StatusSection
from kvadmin.api.records import Cohort, ProjectPlan
from kvadmin.api.wording import percent

from ..file_names import OUTBOX

if TYPE_CHECKING:
    from ..outbox.mailings import Mailing

#: A reminder is due when the last one is this old.
REMIND_AGAIN_AFTER = timedelta(days=14)
_PLAN_LETTER = "project-plan-reminder"


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Each mailing in a line, the share of the forms, and what a person must do; nothing before the first letter."""
    found: list[Mailing] = []
    copies: list[tuple[str, str]] = []
    if snapshot.files(OUTBOX):
        from ..outbox.mailings import all_mailings, copied_folders, without_samples

        try:
            every = all_mailings(snapshot)
            found, copies = without_samples(every), copied_folders(snapshot, every)
        except KvadminError as error:
            return [StatusSection(tr("Letters"), (error.message,), (ActionItem(error.message, "kvadmin mail status"),))]
    reminders = _reminders(snapshot, found, today)
    if not found and not reminders:
        return []
    lines = [_line(each) for each in found]
    if found:
        lines.append(_share(found))
    lines += [tr("{place} is a copy of the mailing {name}: take it away", place=p, name=name) for p, name in copies]
    actions = _actions(found, today)
    return [StatusSection(tr("Letters"), tuple(lines), (*actions, *reminders))]


def _line(mailing: Mailing) -> str:
    report = mailing.report
    line = tr(
        "{name}: {state}, {delivered} of {letters} delivered",
        name=mailing.name,
        state=mailing.state,
        delivered=report.delivered,
        letters=report.letters,
    )
    if report.written:
        line = tr("{line}, {written} written", line=line, written=report.written)
    return tr("{line}, {by_post} by post", line=line, by_post=mailing.by_post) if mailing.by_post else line


def _share(found: list[Mailing]) -> str:
    from ..letters.language_forms import form_shares

    forms = form_shares(one.form for each in found for one in each.outbox.letters)
    total = sum(forms.values())
    parts = [f"{n} {form} ({percent(100 * n / total, 'en', 1)})" for form, n in forms.items()] if total else []
    return tr("forms: {parts}", parts=", ".join(parts))


def _actions(found: list[Mailing], today: date) -> list[ActionItem]:
    if not found:
        return []
    from ..outbox.open_items import open_items

    return [ActionItem(each.text, each.command, urgent=each.urgent) for each in open_items(found, today)]


def _reminders(snapshot: Snapshot, found: list[Mailing], today: date) -> list[ActionItem]:
    """Cohorts where a project plan is overdue and nobody has been reminded for a while."""
    try:
        plans, cohorts = snapshot.all(ProjectPlan), snapshot.all(Cohort)
    except UnknownName:  # the plugin that keeps them is switched off
        return []
    fresh = _reminded(found, today)
    items = []
    for cohort in cohorts:
        members = set(cohort.members_on(today))
        owing = [
            each
            for each in plans
            if each.cohort == cohort.id
            and each.municipality in members
            and each.status != "stopped"
            and each.received is None
            and each.due is not None
            and each.due < today
            and each.municipality not in fresh
            and not any(day > today - REMIND_AGAIN_AFTER for day in each.reminders)
        ]
        if owing:
            command = f"kvadmin mail plan {_PLAN_LETTER} --to plan-overdue:{cohort.id} --round next"
            items.append(
                ActionItem(
                    tr("{cohort}: {count} are to be reminded of the project plan", cohort=cohort.id, count=len(owing)),
                    command,
                )
            )
    return items


def _reminded(found: list[Mailing], today: date) -> set[str]:
    """Municipalities that a reminder of the plan went to lately."""
    return {
        letter.party
        for each in found
        if each.outbox.letter == _PLAN_LETTER
        and each.ledger.dated
        and each.ledger.dated.date() > today - REMIND_AGAIN_AFTER
        for letter in each.outbox.letters
    }
