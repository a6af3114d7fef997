"""From a request to a checked plan and the files it is frozen in; nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, tr
from kvadmin.api.records import Application, Programme

from ..addresses import Mailbox, mailbox
from ..file_names import PLANNED_FILE
from ..letters.library import find_letter
from ..outbox.frozen_mailing import FrozenMailing, frozen_plan, parse_frozen_mailing
from ..outbox.mailings import Mailing, all_mailings, without_samples
from ..outbox.sent_letters import sent_letter_keys
from ..records import Attachment, LetterFolders, LetterKey, MailingPlan
from .letter_plan import MailingTerms, plan_letters
from .mailing_request import MailingRequest
from .recipients import RecipientChoice, ReminderRounds, choose_recipients, joint_pair
from .suppression_list import suppressed_addresses

#: Where the files lie that a letter's ``attachments`` name.
ATTACHMENTS_FOLDER = "attachments"


@dataclass
class PlannedMailing:
    """A plan with what the journal and the printed letters need beside it."""

    plan: MailingPlan
    chosen: RecipientChoice
    case: str
    first_document: int


def plan_mailing(run: Session, request: MailingRequest) -> PlannedMailing:
    """Choose the recipients, and render and check every letter.

    Raises:
        Refused: Nobody is selected.
        UnknownName, UsageError, InvalidData: The request names what is not there or cannot be read.
    """
    pair = find_letter(run.folder, request.letter)
    before = [each for each in without_samples(all_mailings(run.data, run.folder)) if each.name != request.mailing]
    sent = sent_letter_keys((each.outbox, each.ledger) for each in before if each.begun or each.posted)
    chosen = choose_recipients(
        run, pair, request, read_attached_files(request.attach), ReminderRounds(pair.name, request.round, sent)
    )
    pair = joint_pair(pair) if request.each == "joint" else pair
    day = date.fromisoformat(request.day)
    case = request.case or _case(chosen, run)
    first = next_document_number(run, before, case)
    terms = MailingTerms(request.mailing, programme_sender(run), suppressed_addresses(run.data, day), sent)
    sources = LetterFolders(pair.folder, run.folder / ATTACHMENTS_FOLDER)
    _number(chosen, first, sent, pair.name)
    plan = plan_letters(pair, chosen.recipients, sources, terms)
    kept = {letter.key for letter in plan.letters}
    numbered = [r for r in chosen.recipients if (pair.name, r.key, r.round) not in sent]
    if len(kept) < len(numbered) and kept and not plan.errors:  # some were dropped: the numbers close up
        _number(chosen, first, sent, pair.name, kept)
        again = plan_letters(pair, [r for r in numbered if r.key in kept], sources, terms)
        plan = replace(again, left_out=plan.left_out, problems=plan.problems)
    return PlannedMailing(replace(plan, problems=(*chosen.problems, *plan.problems)), chosen, case, first)


def _number(
    chosen: RecipientChoice, first: int, sent: Collection[LetterKey], letter: str, kept: set[str] | None = None
) -> None:
    """Give each letter-to-be the document number that the journal will list it under."""
    number = first
    for at, recipient in enumerate(chosen.recipients):
        if (letter, recipient.key, recipient.round) in sent or (kept is not None and recipient.key not in kept):
            continue
        chosen.recipients[at] = replace(recipient, fields={**recipient.fields, "document_number": number})
        number += 1


def _case(chosen: RecipientChoice, run: Session) -> str:
    cases = {str(each.fields.get("case_number") or "") for each in chosen.recipients}
    return cases.pop() if len(cases) == 1 else run.data.get(Programme).case_number


def next_document_number(run: Session, before: list[Mailing], case: str) -> int:
    """The first document number of the case that is free: after those of mailings and applications."""
    taken = [
        int(each.planned.get("first_document", 1)) + len(each.outbox.letters) - 1
        for each in before
        if each.planned.get("case", "") == case
    ]
    try:
        applications = run.data.all(Application)
    except UnknownName:  # the plugin that keeps them is switched off
        applications = []
    taken += [int(each.document_number) for each in applications if each.document_number.isdecimal()]
    return max(taken, default=0) + 1


def programme_sender(run: Session) -> Mailbox:
    """The programme's sender; raises InvalidData when it has no address."""
    sender = run.data.get(Programme).sender
    if sender is None or not sender.email:
        raise InvalidData(
            tr("the programme has no sender, so nobody could answer a letter"),
            where="programme.yaml",
            hint=tr("give it a sender with name and email"),
        )
    return mailbox(sender.email, sender.name)


def read_attached_files(paths: tuple[str, ...]) -> list[Attachment]:
    """The files given with ``--attach``; raises UsageError when one cannot be read."""
    found = []
    for text in paths:
        path = Path(text)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UsageError(
                tr("{path} cannot be read: {error}", path=path, error=error.strerror), where="--attach"
            ) from None
        kind: Any = "calendar" if path.suffix.lower() == ".ics" else "file"
        found.append(Attachment(path.name, content, kind))
    return found


def frozen_files(plan: MailingPlan) -> tuple[FrozenMailing, dict[str, bytes]]:
    """The plan frozen, and its files by name; raises Refused with every problem when it has any."""
    files = frozen_plan(plan)
    return parse_frozen_mailing(Path(plan.mailing), files["plan.json"]), files


def planned_file(made: PlannedMailing, request: MailingRequest, plan_hash: str) -> dict[str, bytes]:
    """What is kept beside the plan."""
    kept = {letter.key for letter in made.plan.letters}
    payload: Mapping[str, Any] = {
        "schema": 1,
        "plan": plan_hash,
        "request": request.payload(),
        "case": made.case,
        "first_document": made.first_document,
        "heads": {
            key: {"to": list(head.to), "copies": list(head.copies)}
            for key, head in sorted(made.chosen.heads.items())
            if key in kept
        },
    }
    return {PLANNED_FILE: (json.dumps(payload, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")}
