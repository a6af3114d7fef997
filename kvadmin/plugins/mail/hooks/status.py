"""The letters' part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import KvadminError, UnknownName, joined, tr
from kvadmin.api.commands import Query
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection
from kvadmin.api.records import Cohort, ProjectPlan

from ..file_names import OUTBOX
from ..parties import parties_of

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

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
            # Nothing that kvadmin has brings a lost plan back: a person does, and the command says whether all is well.
            text = tr("{fault}: bring it back from a copy of the folder, and look again", fault=error.message)
            broken = ActionItem(text, "kvadmin mail status", urgent=True, key="outbox-unreadable")
            return [StatusSection(tr("Letters"), (error.message,), (broken,))]
    reminders = [
        *_incomplete(snapshot, found, today),
        *_untold(snapshot, found),
        *_untold_freezes(snapshot, found),
        *_of_gatherings(snapshot, found, today),
        *_reminders(snapshot, found, today),
        *_bounced_addresses(snapshot, found),
    ]
    if not found and not reminders:
        return []
    lines = [_line(each) for each in found]
    figures = [figure for each in found for figure in _figures(each)]
    if found:
        line, shares = _share(found)
        lines.append(line)
        figures += shares
    lines += [tr("{place} is a copy of the mailing {name}: take it away", place=p, name=name) for p, name in copies]
    actions = _actions(found, today)
    return [StatusSection(tr("Letters"), tuple(lines), (*actions, *reminders), tuple(figures))]


def _line(mailing: Mailing) -> str:
    """``call: open, 36 letters: 30 sent, 4 written, 2 refused; 3 by post``: only what is known of each."""
    counts = _counts(mailing)
    parts = joined(", ", (joined(" ", (str(count), tr(status))) for status, count in counts.items()))
    line = tr(
        "{name}: {state}, {letters} letters: {parts}",
        name=mailing.name,
        state=tr(mailing.state),
        letters=len(mailing.outbox.letters),
        parts=parts,
    )
    return tr("{line}; {by_post} by post", line=line, by_post=mailing.by_post) if mailing.by_post else line


def _counts(mailing: Mailing) -> dict[str, int]:
    from ..outbox.open_items import count_lives

    counts = count_lives(life for _, life in mailing.lives())
    counts.pop("posted", None)  # they are among those sent
    return counts


def _figures(mailing: Mailing) -> list[StatusFigure]:
    counted = {"letters": len(mailing.outbox.letters), "letters-by-post": mailing.by_post}
    counted |= {f"letters-{status}": count for status, count in _counts(mailing).items()}
    return [StatusFigure(key, value, mailing.name) for key, value in counted.items()]


def _share(found: list[Mailing]) -> tuple[str, list[StatusFigure]]:
    from ..letters.language_forms import form_shares

    forms = form_shares(one.form for each in found for one in each.outbox.letters)
    total = sum(forms.values())
    shares = {form: round(100 * n / total, 1) if total else 0.0 for form, n in forms.items()}
    parts = [
        tr("{count} {form} ({share:.1f}%)", count=n, form=form, share=shares[form])
        for form, n in forms.items()
        if total
    ]
    figures = [StatusFigure(f"letters-{form}", n) for form, n in forms.items()]
    figures += [StatusFigure(f"letters-{form}-percent", share) for form, share in shares.items()]
    return tr("forms: {parts}", parts=joined(", ", parts)), figures


def _actions(found: list[Mailing], today: date) -> list[ActionItem]:
    if not found:
        return []
    from ..outbox.open_items import open_items

    return [
        ActionItem(each.text, each.command, urgent=each.urgent, key=each.key, about=each.mailing)
        for each in open_items(found, today)
    ]


def _incomplete(snapshot: Snapshot, found: list[Mailing], today: date) -> list[ActionItem]:
    """Applications that lack something which may still come, and that no letter asks for it."""
    from ..planning.missing_letters import LETTER, unasked

    items = []
    for cohort, numbers in unasked(snapshot, found, today):
        text = tr(
            "{id}: {number} applications lack something, and no letter asks for it", id=cohort.id, number=len(numbers)
        )
        command = (
            f"kvadmin mail plan {LETTER} --to {quote(Query.typed('incomplete', cohort.id))} --about {quote(cohort.id)}"
        )
        items.append(
            ActionItem(text, command, cohort.supplement_deadline, key="applications-incomplete", about=cohort.id)
        )
    return items


def _of_gatherings(snapshot: Snapshot, found: list[Mailing], today: date) -> list[ActionItem]:
    """Gatherings whose guests have no letter: they are invited, or it is cancelled."""
    from ..planning.gathering_letters import untold_gatherings

    items = []
    for each in untold_gatherings(snapshot, found, today):
        word = quote(each.gathering.id)
        if each.gathering.cancelled:
            text = tr("{id}: it is cancelled, and {number} invited have no letter", id=word, number=each.number)
            key = "cancellation-untold"
        else:
            text = tr("{id}: {number} invited have no letter", id=word, number=each.number)
            key = "invitations-untold"
        command = (
            f"kvadmin mail plan {each.letter} --to {quote(Query.typed('invited', each.gathering.id))} --about {word}"
        )
        urgent = each.gathering.cancelled
        items.append(ActionItem(text, command, each.gathering.start, urgent=urgent, key=key, about=each.gathering.id))
    return items


def _bounced_addresses(snapshot: Snapshot, found: list[Mailing]) -> list[ActionItem]:
    """Contacts whose address is known to be wrong: nothing is e-mailed to them until it is put right."""
    if not found:
        return []
    from ..planning.wrong_addresses import wrong_addresses

    items = []
    for number, contact in wrong_addresses(snapshot, found):
        text = tr("{number}/{contact}: letters to this address came back", number=number, contact=contact.id)
        command = f"kvadmin contact set {number} {quote(contact.id)} email ADDRESS"
        items.append(ActionItem(text, command, key="address-wrong", about=number))
    return items


def _untold(snapshot: Snapshot, found: list[Mailing]) -> list[ActionItem]:
    """Decisions that no letter tells of."""
    from ..planning.decision_letters import untold_decisions

    items = []
    for each in untold_decisions(snapshot, found):
        text = _untold_text(each.outcome, cohort=each.cohort, count=len(each.municipalities))
        command = f"kvadmin mail plan {quote(each.letter)} --to {quote(Query.typed(each.outcome, each.cohort))}"
        items.append(ActionItem(text, command, key=f"decisions-untold-{each.outcome}", about=each.cohort))
    return items


def _untold_text(outcome: str, **told: object) -> str:
    if outcome == "admitted":
        return tr("{cohort}: {count} that were admitted have no letter yet", **told)
    if outcome == "waitlisted":
        return tr("{cohort}: {count} on the waiting list have no letter yet", **told)
    return tr("{cohort}: {count} that were rejected have no letter yet", **told)


def _untold_freezes(snapshot: Snapshot, found: list[Mailing]) -> list[ActionItem]:
    """Closed lists whose fingerprint the applicants are not told; only before the draw does that prove anything."""
    from ..planning.closing_letters import LETTER, untold_freezes

    items = []
    for each in untold_freezes(snapshot, found):
        text = tr(
            "{cohort}: {count} applicants have no letter with the fingerprint of the closed list (freeze {number})",
            cohort=each.cohort,
            count=len(each.municipalities),
            number=each.number,
        )
        command = (
            f"kvadmin mail plan {LETTER} --to {quote(Query.typed('applied', each.cohort))} --about {quote(each.cohort)}"
        )
        items.append(ActionItem(text, command, key="freeze-untold", about=each.cohort))
    return items


def _reminders(snapshot: Snapshot, found: list[Mailing], today: date) -> list[ActionItem]:
    """Cohorts where a project plan is overdue and nobody has been reminded for a while."""
    try:
        plans, cohorts = snapshot.all(ProjectPlan), snapshot.all(Cohort)
    except UnknownName:  # the plugin that keeps them is switched off
        return []
    fresh = _reminded(found, today)
    items = []
    for cohort in cohorts:
        members = set(cohort.holders_on(today))  # whom plan-overdue: chooses
        owing = [
            each
            for each in plans
            if each.cohort == cohort.id
            and each.municipality in members
            and each.status != "stopped"
            and each.received is None
            and each.due is not None
            and each.due < today
            and (cohort.id, each.municipality) not in fresh
            and not any(day > today - REMIND_AGAIN_AFTER for day in each.reminders)
        ]
        if owing:
            to = quote(Query.typed("plan-overdue", cohort.id))
            text = tr("{cohort}: {count} are to be reminded of the project plan", cohort=cohort.id, count=len(owing))
            command = f"kvadmin mail plan {_PLAN_LETTER} --to {to} --round next"
            items.append(ActionItem(text, command, key="plan-reminders-due", about=cohort.id))
    return items


def _reminded(found: list[Mailing], today: date) -> set[tuple[str, str]]:
    """What each reminder of the plan is about, and the municipality, of those that went lately or wait to go."""
    since = today - REMIND_AGAIN_AFTER
    reminded = set()
    for each in found:
        if each.outbox.letter == _PLAN_LETTER:
            lately = each.ledger.dated is not None and each.ledger.dated.date() > since
            for letter, life in each.lives():
                if life.status in ("planned", "approved") or (lately and life.status != "withdrawn"):
                    reminded |= {(letter.about, party) for party in parties_of(letter.party)}
    return reminded
