"""What has become of a mailing, as the commands that send and ``mail status`` say it."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from kvadmin.api import joined, tr
from kvadmin.api.reports import Column, Report, listing

from ..outbox.mailings import Mailing
from ..outbox.send_report import OPEN_STATUSES, AddressOutcome, SendReport
from ..told_again import told_again

_COLUMNS = (
    Column("number", "No.", "int"),
    Column("recipient", "Recipient", get=attrgetter("key")),
    Column("party", "Party", rank=2),
    Column("address", "Address"),
    Column("status", "Status"),
    Column("code", "Code", "int", rank=1),
    Column("words", "The server's words", rank=1, show=told_again),
    Column("copy", "Copy", "bool", rank=2),
    Column("message_id", "Message-ID", rank=3),
)


def failed_report(
    outcomes: Iterable[AddressOutcome],
    title: str = "Not known to have gone",
    notes: Iterable[str] = (),
    empty: str = "",
    **about: Any,
) -> Report:
    """Every address that a letter is not known to have gone to, or came back from."""
    return listing("not_delivered", _COLUMNS, outcomes, title=title, notes=notes, empty=empty, personal=True, **about)


def outcome_report(mailing: Mailing, result: SendReport, *, sent: int | None = None) -> Report:
    """What became of a mailing: counts, and each address that a letter is not known to have gone to."""
    notes = []
    if result.delivered or not (result.written or result.handed_over or mailing.by_post):
        notes.append(tr("{sent} of {letters} sent", sent=result.delivered, letters=result.letters))
    if result.written:
        notes.append(tr("{count} drafts written; nobody has said yet that they left", count=result.written))
    if result.handed_over:
        notes.append(
            tr("{count} handed over to another program; nobody has said yet that they left", count=result.handed_over)
        )
    if mailing.by_post:
        notes.append(tr("{count} by post", count=mailing.by_post))
    if result.letters_having(*OPEN_STATUSES):
        notes.append(summary(result))
    return failed_report(
        result.outcomes,
        mailing.name,
        notes,
        f"{mailing.name}: {'; '.join(notes)}",
        mailing=mailing.name,
        letter=mailing.outbox.letter,
        hash=mailing.outbox.hash,
        count=len(mailing.outbox.letters),
        email=result.letters,
        post=mailing.by_post,
        delivered=result.delivered,
        written=result.written,
        handed_over=result.handed_over,
        **{status: result.letters_having(status) for status in (*OPEN_STATUSES, "bounced")},
        **({"sent_now": sent} if sent is not None else {}),
    )


def summary(result: SendReport) -> str:
    """``2 of 36 letters are not known to have gone to everybody: 1 refused, 1 unknown``."""
    counts = {status: len(result.having(status)) for status in OPEN_STATUSES}
    return tr(
        "{open} of {letters} letters are not known to have gone to everybody: {parts}",
        open=result.letters_having(*OPEN_STATUSES),
        letters=result.letters,
        parts=joined(", ", (joined(" ", (str(count), tr(status))) for status, count in counts.items() if count)),
    )


def ask_whether_they_came(name: str) -> str:
    """What to do about letters whose end is unknown."""
    return tr(
        "ask whether they came; then: kvadmin mail settle {name} --having unknown --came|--not-came --why TEXT",
        name=name,
    )


def what_next(mailing: Mailing, result: SendReport) -> str:
    """What to do about the letters that are not known to have gone."""
    if result.having("unknown"):
        return ask_whether_they_came(mailing.name)
    if result.having("held"):
        return tr("a new plan of those that were held: kvadmin mail replan {name}", name=mailing.name)
    if result.having("deferred", "pending"):
        return f"kvadmin mail resume {mailing.name}"
    if result.having("held") and not result.having("refused"):
        return tr("a new plan of what is held: kvadmin mail replan {name}", name=mailing.name)
    return tr("put the addresses right, and plan the letter again for those in failed.csv")
