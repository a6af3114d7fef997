"""From a request to a checked plan and the files it is frozen in; nothing is written here."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from kvadmin.api import InvalidData, Session, UnknownName, UsageError, tr
from kvadmin.api.records import Application

from .addresses import Mailbox, mailbox
from .journal import sent_keys
from .library import find_letter
from .mailings import Mailing, mailings, real
from .outbox import Outbox, freeze
from .places import BESIDE
from .plan import Terms, make_plan
from .recipients import Chosen, Rounds, choose, for_everybody
from .records import Attachment, Plan, Sources
from .requests import Request
from .suppressions import suppressed

#: Where the files lie that a letter's ``attachments`` name.
ATTACHMENTS = "attachments"


@dataclass
class Made:
    """A plan with what the journal and the printed letters need beside it."""

    plan: Plan
    chosen: Chosen
    case: str
    first_document: int


def make(run: Session, request: Request) -> Made:
    """Choose the recipients, and render and check every letter.

    Raises:
        Refused: Nobody is selected.
        UnknownName, UsageError, InvalidData: The request names what is not there or cannot be read.
    """
    pair = find_letter(run.folder, request.letter)
    before = [each for each in real(mailings(run.data, run.folder)) if each.name != request.mailing]
    sent = sent_keys((each.outbox, each.account) for each in before if each.begun or each.posted)
    chosen = choose(run, pair, request, attached(request.attach), Rounds(pair.name, request.round, sent))
    pair = for_everybody(pair) if request.each == "joint" else pair
    day = date.fromisoformat(request.day)
    case = request.case or _case(chosen, run)
    first = next_document(run, before, case)
    terms = Terms(request.mailing, sender_of(run), suppressed(run.data, day), sent)
    sources = Sources(pair.folder, run.folder / ATTACHMENTS)
    _number(chosen, first, sent, pair.name)
    plan = make_plan(pair, chosen.recipients, sources, terms)
    kept = {letter.key for letter in plan.letters}
    numbered = [r for r in chosen.recipients if (pair.name, r.key, r.round) not in sent]
    if len(kept) < len(numbered) and kept and not plan.errors:  # some were dropped: the numbers close up
        _number(chosen, first, sent, pair.name, kept)
        again = make_plan(pair, [r for r in numbered if r.key in kept], sources, terms)
        plan = replace(again, left_out=plan.left_out, problems=plan.problems)
    return Made(replace(plan, problems=(*chosen.problems, *plan.problems)), chosen, case, first)


def _number(chosen: Chosen, first: int, sent: Any, letter: str, kept: set[str] | None = None) -> None:
    """Give each letter-to-be the document number that the journal will list it under."""
    number = first
    for at, recipient in enumerate(chosen.recipients):
        if (letter, recipient.key, recipient.round) in sent or (kept is not None and recipient.key not in kept):
            continue
        chosen.recipients[at] = replace(recipient, fields={**recipient.fields, "document_number": number})
        number += 1


def _case(chosen: Chosen, run: Session) -> str:
    from kvadmin.api.records import Programme

    cases = {str(each.fields.get("case_number") or "") for each in chosen.recipients}
    return cases.pop() if len(cases) == 1 else run.data.get(Programme).case_number


def next_document(run: Session, before: list[Mailing], case: str) -> int:
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


def sender_of(run: Session) -> Mailbox:
    """The programme's sender; raises InvalidData when it has no address."""
    from kvadmin.api.records import Programme

    sender = run.data.get(Programme).sender
    if sender is None or not sender.email:
        raise InvalidData(
            tr("the programme has no sender, so nobody could answer a letter"),
            where="programme.yaml",
            hint=tr("give it a sender with name and email"),
        )
    return mailbox(sender.email, sender.name)


def attached(paths: tuple[str, ...]) -> list[Attachment]:
    """The files given with ``--attach``; raises UsageError when one cannot be read."""
    found = []
    for text in paths:
        path = Path(text)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UsageError(
                tr("{text} cannot be read: {strerror}", text=text, strerror=error.strerror), where="--attach"
            ) from None
        kind: Any = "calendar" if path.suffix.lower() == ".ics" else "file"
        found.append(Attachment(path.name, content, kind))
    return found


def frozen(plan: Plan) -> tuple[Outbox, dict[str, bytes]]:
    """The plan frozen, and its files by name; raises Refused with every problem when it has any."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / plan.mailing
        outbox = freeze(plan, folder)
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    return outbox, files


def beside(made: Made, request: Request, plan_hash: str) -> dict[str, bytes]:
    """What is kept beside the plan."""
    kept = {letter.key for letter in made.plan.letters}
    told: Mapping[str, Any] = {
        "schema": 1,
        "plan": plan_hash,
        "request": request.told(),
        "case": made.case,
        "first_document": made.first_document,
        "heads": {
            key: {"to": list(head.to), "copies": list(head.copies)}
            for key, head in sorted(made.chosen.heads.items())
            if key in kept
        },
    }
    return {BESIDE: (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")}
