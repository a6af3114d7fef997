"""``mail bounces FILE``: delivery reports become the status of contacts, and the end of letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from kvadmin.api import Session, Transaction, session, tr
from kvadmin.api.records import Contact, Municipality, Programme
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..after.bounce_matching import LeftLetter, LeftLetters
from ..after.bounce_record import BOUNCES_FILE, taken_reports, taken_reports_file
from ..after.bounce_verdicts import BounceJudgement, JudgedBounce, judge_bounces
from ..after.bounces import BounceReading, read_bounces
from ..kept import kept_now
from ..outbox.mailings import all_mailings, without_samples
from ..outbox.settlements import Settlement, objection, settle
from ..planning.suppression_list import (
    SUPPRESSION_FILE,
    SuppressionEntry,
    folded_address,
    suppression_csv,
    suppression_entries,
)
from ..records import day_in

#: Subjects of messages that are no report, in the table.
_SHOWN = 20


def bounces(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An mbox file, an .eml, a Maildir, or a folder of .eml and mbox.")
    ],
) -> None:
    """Read delivery reports: the letters that came back, and whom nothing is e-mailed to any more.

    A report counts only where it fits a letter that left. An address that is wrong for good goes into its contact's
    status (of no contact: onto the suppression list); a full mailbox, a refused sender, a server that is not found do
    so after three letters on different days. What is no report is listed by subject.

    Example: kvadmin mail bounces bounces.mbox
    """
    run = session(ctx)
    read = read_bounces(file)
    programme = run.data.find(Programme)
    sender = programme.sender if programme else None
    letters = LeftLetters(without_samples(all_mailings(run.data, kept_now(run))), [sender.email] if sender else [])
    taken = taken_reports(run.data)
    found = judge_bounces(read.bounces, letters, taken, run.today)
    change = run.transaction()
    places = run.data.all(Municipality)
    _suppress(run, change, places, found.gone)
    refused = _settle(run, change, found.returned)
    if list(found.taken) != taken:
        change.put_file(BOUNCES_FILE, taken_reports_file(found.taken))
    run.commit(change)
    columns = _columns({folded_address(each.email) for place in places for each in place.contacts if each.email})
    data = {
        "schema": 1,
        "bounces": json_of(columns, found.judged),
        "others": [*read.others, *read.automatic],
        "automatic": list(read.automatic),
        "returned": [{"mailing": each.mailing.name, "letter": each.letter.number} for each, _, _ in found.returned],
    }
    notes = [*_notes(read), *refused, *_what_next(found)]
    run.show(Report(data, (table_of("Delivery reports", columns, found.judged, notes),), personal=True))


def _suppress(run: Session, change: Transaction, places: list[Municipality], gone: dict[str, str]) -> None:
    met = _mark_contacts(change, places, gone)
    entries = suppression_entries(run.data)
    listed = {folded_address(each.address) for each in entries}
    new = [SuppressionEntry(address, gone[address]) for address in sorted(set(gone) - met - listed)]
    if new:
        change.put_file(SUPPRESSION_FILE, suppression_csv([*entries, *new]))


def _mark_contacts(change: Transaction, places: list[Municipality], gone: dict[str, str]) -> set[str]:
    """Put the status of addresses that are gone into their contacts; which addresses contacts have."""
    met: set[str] = set()

    def marked(contact: Contact) -> Contact:
        address = folded_address(contact.email) if contact.email else ""
        if address not in gone:
            return contact
        met.add(address)
        return msgspec.structs.replace(contact, email_status=gone[address])

    for place in places:
        contacts = [marked(each) for each in place.contacts]
        if contacts != place.contacts:
            change.update(msgspec.structs.replace(place, contacts=contacts))
    return met


def _settle(run: Session, change: Transaction, returned: Iterable[tuple[LeftLetter, str, str]]) -> list[str]:
    """Note that letters came back; gives what could not be noted, since something else is known of the letter."""
    by_mailing: dict[str, list[tuple[LeftLetter, Settlement]]] = {}
    refused = []
    for left, day, why in returned:
        on = min(date.fromisoformat(day), run.today)
        told = Settlement(left.letter.number, "bounced", on, why)
        life = left.mailing.life(left.letter)
        if life.status == "came" or life.channel == "post" or objection(left.mailing, left.letter, told, run.today):
            about = {"key": left.letter.key, "mailing": left.mailing.name, "status": tr(life.status)}
            refused.append(tr("{key} of {mailing} is {status} all the same: look at it yourself", **about))
        else:
            by_mailing.setdefault(left.mailing.name, []).append((left, told))
    for found in by_mailing.values():
        settle(run, change, found[0][0].mailing, [told for _, told in found])
    return refused


def _notes(read: BounceReading) -> Iterator[str]:
    """Of an inbox, not every message that is something else."""
    for subject in read.others[:_SHOWN]:
        yield tr("no report, read it yourself: {subject}", subject=subject or tr("(no subject)"))
    for subject in read.automatic[:_SHOWN]:
        yield tr("an automatic answer, nothing came back: {subject}", subject=subject or tr("(no subject)"))
    more = max(len(read.others) - _SHOWN, 0) + max(len(read.automatic) - _SHOWN, 0)
    if more:
        yield tr("and {count} more that are no report (--format json has them all)", count=more)


def _what_next(found: BounceJudgement) -> Iterator[str]:
    """What to do about the letters that came back, and about what could not be believed."""
    by_mailing: dict[str, list[LeftLetter]] = {}
    for left, _, _ in found.returned:
        by_mailing.setdefault(left.mailing.name, []).append(left)
    for name, letters in by_mailing.items():
        keys = ", ".join(each.letter.key for each in letters)
        yield tr("{mailing}: came back from {keys}", mailing=name, keys=keys)
        which = " ".join(f"--letter {each.letter.key}" for each in letters)
        yield tr("by post: kvadmin mail print {mailing} {which} --out post.pdf", mailing=name, which=which)
        yield tr("to another contact: put the contact right, then: kvadmin mail replan {mailing}", mailing=name)
    unmatched = sum(each.verdict == "unmatched" for each in found.judged)
    if unmatched:
        yield tr(
            "{count} fit no letter that left and change nothing; if you know better: kvadmin mail settle MAILING KEY "
            "--bounced --why TEXT, kvadmin mail suppression add ADDRESS",
            count=unmatched,
        )


def _columns(contacts: set[str]) -> tuple[Column, ...]:
    def letter(judged: JudgedBounce) -> str:
        found = judged.matched.found
        return f"{found.mailing.name} {found.letter.key}" if found else ""

    return (
        Column("address", "Address", get=attrgetter("matched.address")),
        Column("permanent", "For good", "bool", get=attrgetter("matched.bounce.permanent")),
        Column("status", "Status", get=attrgetter("matched.bounce.status"), rank=1),
        Column("verdict", "Verdict", show=tr),
        Column("why", "Why"),
        Column("shown_letter", "Letter", get=letter, json=False),
        Column("words", "The server's words", get=attrgetter("matched.bounce.words"), rank=2),
        Column("date", "Date", "date", get=attrgetter("matched.bounce.date"), show=day_in, rank=2),
        Column("contact", "Contact", "bool", get=lambda each: each.matched.folded in contacts, rank=3),
        Column("message_id", "Message-ID", get=attrgetter("matched.bounce.message_id"), rank=4),
        Column("kind", get=attrgetter("matched.bounce.kind")),
        Column("matched", get=lambda each: each.matched.found is not None),
        Column("mailing", get=lambda each: each.matched.found.mailing.name if each.matched.found else ""),
        Column("letter", get=lambda each: each.matched.found.letter.number if each.matched.found else None),
        Column("key", get=lambda each: each.matched.found.letter.key if each.matched.found else ""),
        Column("copy", get=lambda each: bool(each.matched.found and each.matched.found.is_copy(each.matched.folded))),
        Column("forwarded_to", get=attrgetter("matched.target")),
    )
