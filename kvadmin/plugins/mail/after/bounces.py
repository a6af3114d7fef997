"""Read delivery reports out of a mailbox: which address was not reached, for good or for now, for which letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .mailboxes import read_messages
from .reports.delivery_report import DeliveryReport, read_message
from .reports.failure_kinds import FailureKind, failure_kind
from .reports.reported_failures import ReportedFailure


@dataclass(frozen=True)
class Bounce:
    """One address of one report, as the report has it; what it is worth is another question.

    Attributes:
        address: The address that was not reached.
        permanent: The address itself is wrong; else it, or another letter to it, may work another day.
        status, words: The enhanced status code and the server's words.
        message_id: Of the letter, or an empty text; `refers` are the ids that the letter itself refers to.
        date: ISO date of the report, or an empty text.
        behalf: The address for whom it was tried, when the report tells: the one written to, if it forwards.
        delayed: The letter is late, and still being tried.
        kind: Why: see :func:`.reports.failure_kinds.failure_kind`.
        moment: When the report was written, or None.
    """

    address: str
    permanent: bool
    status: str
    words: str
    message_id: str
    date: str
    behalf: str = ""
    delayed: bool = False
    kind: FailureKind = "unclear"
    refers: tuple[str, ...] = ()
    moment: datetime | None = None


@dataclass(frozen=True)
class BounceReading:
    """What was found in a mailbox.

    Attributes:
        bounces: Every address of every report, in the order of the mailbox.
        others: The subjects of messages that are no report: a person must read those.
        automatic: The subjects of automatic answers: absences, receipts, notes that something was delivered.
    """

    bounces: tuple[Bounce, ...]
    others: tuple[str, ...]
    automatic: tuple[str, ...] = ()


def read_bounces(path: Path) -> BounceReading:
    """Read what :func:`.mailboxes.read_messages` reads; raises InvalidData when it cannot be read."""
    bounces: list[Bounce] = []
    subjects: dict[str, list[str]] = {"other": [], "automatic": []}
    for content in read_messages(path):
        found = read_message(content)
        bounces += [_bounce(report, failure) for report in found.reports for failure in report.failures]
        if found.kind != "report":
            subjects[found.kind].append(found.subject)
    return BounceReading(tuple(bounces), tuple(subjects["other"]), tuple(subjects["automatic"]))


def _bounce(report: DeliveryReport, failure: ReportedFailure) -> Bounce:
    kind = failure_kind(failure.status, failure.words)
    return Bounce(
        failure.address,
        kind == "gone" and not failure.delayed,
        failure.status,
        failure.words,
        next(iter(report.letter_ids), ""),
        report.moment.date().isoformat() if report.moment else "",
        failure.behalf,
        failure.delayed,
        kind,
        report.letter_ids[1:],
        report.moment,
    )
