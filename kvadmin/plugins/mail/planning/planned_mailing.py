"""From a request to a checked plan and the files it is frozen in; nothing is written here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, tr
from kvadmin.api.records import Programme
from kvadmin.api.wording import near_names

from ..addresses import Mailbox, mailbox
from ..content_folder import programme_folder
from ..file_names import PLANNED_FILE
from ..kept import kept_now
from ..letters.letter_files import LetterPair
from ..letters.library import find_letter
from ..outbox.frozen_mailing import FrozenMailing, frozen_plan, read_frozen_mailing
from ..outbox.lost_mailings import check_none_lost
from ..outbox.mailing_folder import LooseMailing
from ..outbox.mailings import all_mailings, without_samples
from ..outbox.sent_letters import HadLetters
from ..outbox.taken_references import taken_references
from ..records import Attachment, LetterFolders, MailingPlan, Recipient
from ..references import DocumentNumbers, DocumentReference
from .fingerprint import sources_fingerprint
from .letter_plan import MailingTerms, plan_letters
from .mailing_request import MailingRequest, cohorts_and_gatherings, is_cohort_or_gathering
from .recipients import WRONG_RECIPIENT, RecipientChoice, ReminderRounds, Rounds, choose_recipients, joint_pair
from .suppression_list import suppressed_addresses

#: Where the files lie that a letter's ``attachments`` name.
ATTACHMENTS_FOLDER = "attachments"


@dataclass
class PlannedMailing:
    """A plan with what must be known beside it: `case` is the one that all its letters are of, or empty."""

    plan: MailingPlan
    case: str


def plan_mailing(run: Session, request: MailingRequest, *, but: str = "") -> PlannedMailing:
    """Choose the recipients, and render and check every letter.

    Args:
        run: The session.
        request: What is asked for.
        but: A mailing whose open letters are withdrawn together with this plan: they are nobody's any more.

    Raises:
        Refused: Nobody is selected.
        UnknownName, UsageError, InvalidData: The request names what is not there or cannot be read.
        Conflict: The folder of a mailing that letters of have left is gone.
    """
    check_none_lost(run.data, kept_now(run))
    before = [each for each in without_samples(all_mailings(run.data, kept_now(run))) if each.name != request.mailing]
    had = HadLetters(before, but)
    made = ingredients_of(
        run, request, ReminderRounds(request.letter, request.round, had), date.fromisoformat(request.day)
    )
    check_each(made.pair, request.each)
    check_about(run, request, made.chosen)
    pair, chosen, sources, terms = made.pair, made.chosen, made.sources, replace(made.terms, had=had)
    taken = taken_references(run.data, before)
    with run.progress(len(chosen.recipients), tr("Writing letters")) as line:
        plan = plan_letters(pair, _numbered(chosen.recipients, taken), sources, terms, line.update)
    kept = {letter.key for letter in plan.letters}
    if len(kept) < len(chosen.recipients) and kept and not plan.errors:  # some were left out: the numbers close up
        staying = [each for each in chosen.recipients if each.key in kept]
        with run.progress(len(staying), tr("Writing letters")) as line:
            again = plan_letters(pair, _numbered(staying, taken), sources, terms, line.update)
        plan = replace(again, left_out=plan.left_out, problems=plan.problems)
    cases = {letter.case for letter in plan.letters}
    not_theirs = {each.recipient for each in chosen.problems if each.code == WRONG_RECIPIENT}
    rest = (each for each in plan.problems if each.recipient not in not_theirs)  # whatever else it says is not for them
    plan = replace(plan, problems=(*chosen.problems, *rest))
    return PlannedMailing(plan, cases.pop() if len(cases) == 1 else "")


@dataclass
class Ingredients:
    """What the letters of a mailing are made of."""

    request: MailingRequest
    pair: LetterPair
    chosen: RecipientChoice
    sources: LetterFolders
    terms: MailingTerms


def ingredients_of(run: Session, request: MailingRequest, rounds: Rounds, chosen_on: date) -> Ingredients:
    """The letter, its recipients with all values, and the files, as they are now.

    Args:
        run: The session.
        request: What was asked for; values are worked out on its day.
        rounds: Which reminder somebody gets.
        chosen_on: The day on which the selection chooses.

    Raises:
        UnknownName, UsageError, InvalidData: The request names what is not there or cannot be read.
    """
    pair = find_letter(kept_now(run), request.letter)
    chosen = choose_recipients(run, pair, request, read_attached_files(request.attach), rounds, chosen_on)
    if request.each == "joint":
        pair = joint_pair(pair)
    sources = LetterFolders(pair.folder, programme_folder(kept_now(run), ATTACHMENTS_FOLDER))
    suppressed = suppressed_addresses(run.data, chosen_on)
    checksum = sources_fingerprint(pair, sources)
    return Ingredients(
        request,
        pair,
        chosen,
        sources,
        MailingTerms(request.mailing, programme_sender(run), suppressed, sources=checksum),
    )


def check_each(pair: LetterPair, each: str) -> None:
    """Refuse a decision to persons: it is the municipality's, whoever its contact is."""
    if each == "contact" and pair.speaks_of("decision"):
        raise UsageError(
            tr("{letter} tells of a decision, which goes to a municipality once", letter=pair.name),
            where="--each",
            hint=tr("--each municipality; copies go to those that cc names in the letter"),
        )


def check_about(run: Session, request: MailingRequest, chosen: RecipientChoice) -> None:
    """Refuse a subject matter that nobody knows: no record has that id, and no plugin has answered to it."""
    about = request.about
    if not about or is_cohort_or_gathering(run, about) or chosen.about_known or not chosen.recipients:
        return
    raise UnknownName(
        tr("there is nothing that a letter can be about called {about!r}", about=about),
        where="--about",
        hint=tr("the id of a cohort or a gathering, or what a plugin's letters are about"),
        near=near_names(about, cohorts_and_gatherings(run)),
        code="unknown-name",
    )


def _numbered(recipients: Iterable[Recipient], taken: Iterable[DocumentReference]) -> list[Recipient]:
    """Give each letter-to-be the document number in its case that the journal will list it under."""
    numbers = DocumentNumbers(taken)
    found = []
    for each in recipients:
        number = numbers.take(each.case).document
        found.append(replace(each, document=number, fields={**each.fields, "document_number": number}))
    return found


def programme_sender(run: Session) -> Mailbox:
    """The programme's sender; raises InvalidData when it has no address."""
    sender = run.data.get(Programme).sender
    if sender is None or not sender.email:
        raise InvalidData(
            tr("the programme has no sender, so nobody could answer a letter"),
            where="programme.yaml",
            hint=tr("give it a sender with name and email"),
            code="no-sender",
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
                tr("{path} cannot be read: {error}", path=path, error=error.strerror),
                where="--attach",
                code="unreadable-file",
            ) from None
        kind: Any = "calendar" if path.suffix.lower() == ".ics" else "file"
        found.append(Attachment(path.name, content, kind))
    return found


def frozen_files(plan: MailingPlan) -> tuple[FrozenMailing, dict[str, bytes]]:
    """The plan frozen, and its files by name; raises Refused with every problem when it has any."""
    files = frozen_plan(plan)
    return read_frozen_mailing(LooseMailing(files, plan.mailing)), files


def planned_file(made: PlannedMailing, request: MailingRequest, plan_hash: str) -> dict[str, bytes]:
    """What is kept beside the plan."""
    payload: Mapping[str, Any] = {
        "schema": 1,
        "plan": plan_hash,
        "request": request.payload(),
        "case": made.case,
    }
    return {PLANNED_FILE: (json.dumps(payload, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")}
