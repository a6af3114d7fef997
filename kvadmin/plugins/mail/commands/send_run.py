"""What the commands that send have in common: the transport, the count, the report and its exit status."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from kvadmin.api import Conflict, Refused, Session, UsageError, tr
from kvadmin.api.reports import Column, Report, Table

if TYPE_CHECKING:
    from ..delivery.mail_settings import MailSettings
    from ..outbox.mailings import Mailing
    from ..outbox.send_report import AddressOutcome, SendReport
    from ..records import MailingPlan


@dataclass(frozen=True)
class SendOptions:
    """How to send: the transport asked for (empty: the settings', else drafts) and its settings as typed."""

    transport: str = ""
    settings: tuple[str, ...] = ()


def deliver(
    run: Session, mailing: Mailing, way: SendOptions, *, confirm: int | None, unknown: bool = False, ask: bool = True
) -> None:
    """Send what is open of a mailing, show what came of it, and end with its exit status.

    Args:
        run: The session.
        mailing: The frozen mailing.
        way: How.
        confirm: How many letters the person has said; None asks on a terminal.
        unknown: Those whose end is unknown, instead.
        ask: Whether the count must be confirmed at all.

    Raises:
        Refused: Not approved, another count, or some letters are not delivered.
        Conflict: Another sender, a changed plan, or a letter that another mailing has sent.
    """
    from ..outbox.mailings import frozen_on_disk
    from ..outbox.send_report import open_letters

    outbox = frozen_on_disk(run, mailing)
    if not mailing.to_self and mailing.approved is None:
        raise Refused(
            tr("the mailing {name} is not approved; nothing is sent", name=mailing.name),
            hint=tr("look at it, then: kvadmin mail approve {hash}", hash=outbox.hash[:12]),
        )
    jobs = open_letters(outbox, mailing.ledger, unknown=unknown)
    if not mailing.to_self and not unknown:
        check_never_twice(run, mailing, {letter.key for letter, _ in jobs})
    if confirm is None and (not ask or not jobs):
        confirm = len(jobs)
    if confirm is None:
        confirm = confirmed_count(run, len(jobs), mailing.name)
    if run.dry_run:
        run.info(tr("Dry run: {number} letters would be sent; nothing was sent.", number=len(jobs)))
        run.show(outcome_report(mailing, mailing.report, sent=0))
        return
    result = _send(run, mailing, way, confirm, unknown=unknown)
    _finish(run, mailing, result)


def _send(run: Session, mailing: Mailing, way: SendOptions, confirm: int, *, unknown: bool) -> SendReport:
    from ..delivery.clock import RunClock
    from ..delivery.mail_settings import read_mail_settings, transport_settings
    from ..delivery.sending import send_mailing
    from ..hooks.transports import open_transport

    settings: MailSettings = read_mail_settings(run.settings_files(), way.settings)
    name = way.transport or (mailing.ledger.transport if mailing.begun else "") or settings.transport
    told = transport_settings(settings, name, mailing.outbox.folder)
    transport = open_transport(run.gather("kvadmin_mail_transports"), name, told)
    place = f" ({told['host']})" if told.get("host") else ""
    run.info(tr("{confirm} letters by {name}{place}", confirm=confirm, name=name, place=place))
    with run.progress(confirm, tr("Sending")) as progress:
        result = send_mailing(
            mailing.outbox,
            transport,
            confirm=confirm,
            clock=RunClock(run.today),
            pace=settings.pace,
            unknown=unknown,
            progress=lambda done, _all: progress.update(done),
            needs_approval=not mailing.to_self,
        )
    if name == "drafts" and result.sent and result.fine:
        run.info(tr("Open them in your mail program and send them there: {told}", told=told["folder"]))
    return result


def confirmed_count(run: Session, count: int, name: str) -> int:
    """The count as the person types it; --yes does not stand for it."""
    terminal = not run.no_input and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    if not terminal:
        raise Refused(
            tr("{count} letters of {name} would be sent; say how many, and they are", count=count, name=name),
            hint=tr("--confirm {count} (not --yes)", count=count),
        )
    typed: int = typer.prompt(f"{count} letters will be sent. Type their number", type=int, err=True)
    return typed


def check_never_twice(run: Session, mailing: Mailing, keys: set[str]) -> None:
    """Refuse letters that another mailing has sent (or perhaps sent) to the same recipients in the same round."""
    from ..outbox.mailings import all_mailings, without_samples
    from ..outbox.sent_letters import sent_letter_keys

    others = [each for each in without_samples(all_mailings(run.data, run.folder)) if each.name != mailing.name]
    sent = sent_letter_keys((each.outbox, each.ledger) for each in others if each.begun or each.posted)
    twice = [
        letter.key
        for letter in mailing.outbox.letters
        if letter.key in keys and (mailing.outbox.letter, letter.key, letter.round) in sent
    ]
    if twice:
        raise Conflict(
            tr("{number} of the letters have been sent by another mailing by now; nothing is sent", number=len(twice)),
            details=twice[:20],
            hint=tr(
                "plan again: kvadmin mail plan {letter} … --name {name}",
                letter=mailing.outbox.letter,
                name=mailing.name,
            ),
        )


def _finish(run: Session, mailing: Mailing, result: SendReport) -> None:
    """Archive, list what is not delivered, and say by the exit status whether all is well."""
    from ..after.archive import archive_sent_letters
    from ..outbox.send_log import read_send_log

    folder = mailing.outbox.folder
    ledger = read_send_log(folder / "send.jsonl")
    if not mailing.to_self:
        archive_sent_letters(mailing.outbox, ledger, run.folder / "archive")
    failed = folder / "failed.csv"
    if result.outcomes:
        run.save(failed_report(result.outcomes), failed)
        run.info(tr("Those not delivered: {failed}", failed=failed))
    else:
        failed.unlink(missing_ok=True)
    run.show(outcome_report(mailing, result, sent=result.sent))
    if result.stopped is not None:
        raise result.stopped
    if not result.fine:
        raise Refused(summary(result), hint=_hint(mailing, result))


def summary(result: SendReport) -> str:
    """``2 of 36 letters are not delivered to everybody: 1 refused, 1 unknown``."""
    letters = {each.number for each in result.outcomes}
    parts = [
        f"{len(result.having(status))} {status}"
        for status in ("refused", "deferred", "unknown", "pending")
        if result.having(status)
    ]
    return tr(
        "{number} of {letters} letters are not delivered to everybody: {parts}",
        number=len(letters),
        letters=result.letters,
        parts=", ".join(parts),
    )


def _hint(mailing: Mailing, result: SendReport) -> str:
    if result.having("unknown"):
        return tr("ask whether they have come; then: kvadmin mail resend {name} --unknown", name=mailing.name)
    if result.having("deferred", "pending"):
        return tr("kvadmin mail resume {name}", name=mailing.name)
    return tr("put the addresses right, and plan the letter again for those in failed.csv")


_COLUMNS = (
    Column("number", "No.", "int"),
    Column("recipient", "Recipient"),
    Column("party", "Party"),
    Column("address", "Address"),
    Column("status", "Status"),
    Column("code", "Code", "int"),
    Column("words", "The server's words"),
    Column("copy", "Copy", "bool"),
    Column("message_id", "Message-ID"),
)


def failed_report(outcomes: list[AddressOutcome]) -> Report:
    """Every address that a letter is not delivered to."""
    rows = tuple(
        (o.number, o.key, o.party, o.address, o.status, o.code, o.words, o.copy, o.message_id) for o in outcomes
    )
    keys = [column.key for column in _COLUMNS]
    data = {"schema": 1, "not_delivered": [dict(zip(keys, row, strict=True)) for row in rows]}
    return Report(data, (Table("", _COLUMNS, rows),))


def outcome_report(mailing: Mailing, result: SendReport, *, sent: int | None = None) -> Report:
    """What became of a mailing: counts, and each address it is not delivered to."""
    listed = failed_report(result.outcomes)
    counts = {status: len({o.number for o in result.having(status)}) for status in _STATUSES}
    data: dict[str, Any] = {
        "schema": 1,
        "mailing": mailing.name,
        "letter": mailing.outbox.letter,
        "hash": mailing.outbox.hash,
        "count": len(mailing.outbox.letters),
        "email": result.letters,
        "post": mailing.by_post,
        "delivered": result.delivered,
        **counts,
        **({"sent_now": sent} if sent is not None else {}),
        **listed.data,
    }
    notes = [
        tr(
            "{delivered} of {letters} delivered, {by_post} by post",
            delivered=result.delivered,
            letters=result.letters,
            by_post=mailing.by_post,
        )
    ]
    if result.outcomes:
        notes.append(summary(result))
    return Report(data, (Table(mailing.name, _COLUMNS, listed.tables[0].rows, tuple(notes)),))


_STATUSES = ("refused", "deferred", "unknown", "pending")


def sample_mailing(run: Session, mailing: Mailing, address: str) -> Mailing:
    """Samples of a mailing to oneself, frozen beside it: made from the same records by the same path.

    Raises:
        Conflict: The records have changed since the mailing was planned.
    """
    from ..addresses import parse_mailbox
    from ..outbox.frozen_mailing import freeze_plan
    from ..outbox.mailings import Mailing
    from ..planning.mailing_request import request_from_payload
    from ..planning.planned_mailing import frozen_files, plan_mailing
    from ..planning.samples import sample_plan

    told = mailing.planned.get("request")
    if not told:
        raise UsageError(tr("it is not known how {name} was planned", name=mailing.name), hint=tr("plan it again"))
    plan: MailingPlan = plan_mailing(run, request_from_payload(told)).plan
    outbox, _ = frozen_files(plan)
    if outbox.hash != mailing.outbox.hash:
        raise Conflict(
            tr("the records have changed since {name} was planned", name=mailing.name), hint=tr("plan it again")
        )
    folder = mailing.outbox.folder.with_name(f"{mailing.name}-to-self")
    for old in ("send.jsonl", "send.lock"):
        (folder / old).unlink(missing_ok=True)
    chosen = sample_plan(plan, parse_mailbox(address))
    return Mailing(freeze_plan(chosen, folder), _empty())


def _empty() -> Any:
    from ..outbox.send_log import SendLedger

    return SendLedger()
