"""What the commands that send have in common: the transport, the count, the report and its exit status."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kvadmin.api import Conflict, KvadminError, Refused, Session, UsageError, tr
from kvadmin.api.hooks import Transport

from ..addresses import parse_mailbox
from ..after.archive import archive_sent_letters
from ..delivery.clock import RunClock
from ..delivery.mail_settings import read_mail_settings, transport_settings
from ..delivery.sending import check_count, send_mailing
from ..delivery.sent_times import FILE_TRANSPORTS
from ..hooks.transports import open_transport
from ..kept import kept_now
from ..outbox.frozen_mailing import FrozenLetter, freeze_plan, frozen_plan, read_frozen_mailing
from ..outbox.lost_mailings import check_none_lost
from ..outbox.mailing_folder import SEND_LOG, KeptMailing, LooseMailing
from ..outbox.mailings import Mailing, all_mailings, without_samples
from ..outbox.run_keeping import begin_run, check_log_evidence, end_run
from ..outbox.send_log import SendLedger, SendLogFailure, read_send_log
from ..outbox.send_report import SendReport, open_letters
from ..outbox.sent_letters import HadLetters
from ..planning.mailing_request import request_from_payload
from ..planning.planned_mailing import frozen_files, plan_mailing
from ..planning.samples import sample_plan
from ..planning.suppressed_now import SuppressedNow
from .aftermath import noted, raise_stopped
from .held import why_held
from .send_reports import failed_report, outcome_report, summary, what_next


@dataclass(frozen=True)
class SendOptions:
    """How to send.

    Attributes:
        transport: The one asked for; empty: the settings', else drafts.
        settings: Its settings as typed.
        skip_changed: Send the others when some letters are not true any more.
    """

    transport: str = ""
    settings: tuple[str, ...] = ()
    skip_changed: bool = False


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
        Conflict: Another sender, a changed plan, a letter that another mailing has sent, or one that is not true any
            more.
    """
    mailing = check_log_evidence(run, mailing)
    outbox = mailing.outbox
    if not mailing.to_self and mailing.approved is None:
        raise Refused(
            tr("the mailing {name} is not approved; nothing is sent", name=mailing.name),
            hint=tr("look at it, then: kvadmin mail approve {hash}", hash=outbox.hash[:12]),
            code="not-approved",
        )
    jobs = open_letters(outbox, mailing.ledger, unknown=unknown)
    if not mailing.to_self:
        check_none_lost(run.data, kept_now(run))
    held = dict[int, str]()
    if not mailing.to_self and not unknown:
        held = had_meanwhile(run, mailing, [letter for letter, _ in jobs], skip_changed=way.skip_changed)
        jobs = [job for job in jobs if job[0].number not in held]
    if not mailing.to_self:
        held |= why_held(run, mailing, [letter for letter, _ in jobs], skip_changed=way.skip_changed)
        jobs = [job for job in jobs if job[0].number not in held]
    if confirm is None and (not ask or not jobs):
        confirm = len(jobs)
    if confirm is None:
        confirm = confirmed_count(run, len(jobs), mailing.name)
    if confirm and not jobs and not held:
        raise Refused(
            tr("nothing of {name} is left to send", name=mailing.name),
            hint=f"kvadmin mail status {mailing.name}",
            code="nothing-to-do",
        )
    if run.dry_run:
        check_count(len(jobs), confirm)
        run.info(tr("Dry run: {count} letters would be sent; nothing was sent.", count=len(jobs)))
        run.show(outcome_report(mailing, mailing.report, sent=0))
        return
    result = _send(run, mailing, way, confirm, held, unknown=unknown)
    _finish(run, mailing, result)


def _send(
    run: Session, mailing: Mailing, way: SendOptions, confirm: int, held: Mapping[int, str], *, unknown: bool
) -> SendReport:
    settings = read_mail_settings(run.settings_files(), way.settings)
    name = way.transport or (mailing.ledger.transport if mailing.begun else "") or settings.transport
    chosen = transport_settings(settings, name, mailing.outbox.folder)
    transport = open_transport(run.gather("kvadmin_mail_transports"), name, chosen)
    if chosen.get("host"):
        run.info(tr("{count} letters by {transport} ({host})", count=confirm, transport=name, host=chosen["host"]))
    else:
        run.info(tr("{count} letters by {transport}", count=confirm, transport=name))
    numbers = [letter.number for letter, _ in open_letters(mailing.outbox, mailing.ledger, unknown=unknown)]
    numbers = [number for number in numbers if number not in held]
    if confirm == len(numbers):  # else nothing is sent
        _begin(run, mailing, numbers, transport)
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
            hold=SuppressedNow(run).why if name not in FILE_TRANSPORTS and not mailing.to_self else lambda _letter: "",
            but=held,
        )
    if name == "drafts" and result.sent and result.fine:
        run.info(tr("Open them in your mail program and send them there: {folder}", folder=chosen["folder"]))
    return result


def _begin(run: Session, mailing: Mailing, numbers: Collection[int], transport: Transport) -> None:
    """Note that a run begins; when that cannot be noted, nothing is sent, and a person is told how to go on."""
    try:
        begin_run(run, mailing, numbers, transport)
    except Conflict:
        raise
    except KvadminError as error:
        word = "resume" if mailing.begun else "send"
        hint = tr(
            "nothing was sent; make room or mend the folder, then: kvadmin mail {word} {name}",
            word=word,
            name=mailing.name,
        )
        raise SendLogFailure(error.message, where=error.where, hint=hint) from None


def confirmed_count(run: Session, count: int, name: str) -> int:
    """The count as the person types it; --yes does not stand for it."""
    terminal = not run.no_input and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    if not terminal:
        raise Refused(
            tr("{count} letters of {name} would be sent; say how many, and they are", count=count, name=name),
            hint=tr("--confirm {count} (not --yes)", count=count),
            code="needs-confirmation",
        )
    question = tr("{count} letters will be sent. Type their number", count=count)
    return run.ask_number(question)


def had_meanwhile(
    run: Session, mailing: Mailing, letters: Collection[FrozenLetter], *, skip_changed: bool
) -> dict[int, str]:
    """The numbers of the letters that another mailing has sent (or perhaps sent) to the same recipients, with why.

    Raises:
        Conflict: There are some, and nobody has asked to hold only these back.
    """
    others = without_samples(all_mailings(run.data, kept_now(run)))
    had = HadLetters(each for each in others if each.name != mailing.name)
    name = mailing.outbox.letter
    personal = mailing.planned.get("request", {}).get("each") == "contact"
    twice = [one for one in letters if had.has_had(name, one, personal=personal)]
    if not twice:
        return {}
    if not skip_changed:
        hint = tr(
            "a new plan of the rest: kvadmin mail replan {name}; or the others alone: --skip-changed", name=mailing.name
        )
        if len(twice) == len(letters):
            keys = " ".join(f"'#{one.number}'" for one in twice)
            hint = f'kvadmin mail settle {mailing.name} {keys} --withdrawn --why "{tr("sent by another mailing")}"'
        raise Conflict(
            tr("{count} of the letters have been sent by another mailing by now; nothing is sent", count=len(twice)),
            details=[one.key for one in twice[:20]],
            hint=hint,
            code="already-sent",
        )
    why = tr("has been sent by another mailing by now")
    for one in twice:
        run.warn(tr("held back: {key}: {why}", key=one.key, why=why))
    return {one.number: why for one in twice}


def _finish(run: Session, mailing: Mailing, result: SendReport) -> None:
    """Archive, list what is not delivered, and say by the exit status whether all is well."""
    folder = mailing.outbox.folder
    ledger = read_send_log(mailing.outbox.home)
    troubles: list[str] = []
    if not mailing.to_self:
        with noted(troubles, tr("the record of the run")):
            end_run(run, mailing, ledger)
        with noted(troubles, tr("the archive")):
            archive_sent_letters(mailing.outbox, ledger, kept_now(run))
    failed = folder / "failed.csv"
    with noted(troubles, failed.name):
        if result.outcomes:
            folder.mkdir(parents=True, exist_ok=True)
            run.save(failed_report(result.outcomes), failed)
            run.info(tr("Those to look at: {file}", file=failed))
        else:
            failed.unlink(missing_ok=True)
    run.show(outcome_report(mailing, result, sent=result.sent))
    raise_stopped(mailing.name, result, troubles, begun=ledger.plan is not None)
    if not result.fine:
        raise Refused(summary(result), hint=what_next(mailing, result))


def sample_mailing(run: Session, mailing: Mailing, address: str) -> Mailing:
    """Samples of a mailing to oneself, frozen beside it: made from the same records by the same path.

    Raises:
        Conflict: The records have changed since the mailing was planned.
    """
    request = mailing.planned.get("request")
    if not request:
        raise UsageError(
            tr("it is not known how {name} was planned", name=mailing.name),
            hint=tr("plan it again"),
            code="state-forbids",
        )
    plan = plan_mailing(run, request_from_payload(request)).plan
    outbox, _ = frozen_files(plan)
    if outbox.hash != mailing.outbox.hash:
        raise Conflict(
            tr("the records have changed since {name} was planned", name=mailing.name),
            hint=tr("plan it again"),
            code="plan-changed",
        )
    home = KeptMailing(kept_now(run), f"{mailing.folder}-to-self")
    chosen = sample_plan(plan, parse_mailbox(address))
    if not home.kept.on_disk:
        samples = LooseMailing(frozen_plan(chosen), home.name, home.kept)
        return Mailing(read_frozen_mailing(samples), SendLedger())
    for old in (SEND_LOG, "send.lock"):
        (home.here / old).unlink(missing_ok=True)
    return Mailing(freeze_plan(chosen, home), SendLedger())
