"""Before and after a run: is the log the one that was written, and what is the store to remember of the run?"""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from kvadmin.api import Conflict, KvadminError, Refused, Session, tr
from kvadmin.api.documents import note_published
from kvadmin.api.hooks import Transport

from .letter_life import LetterStatus
from .log_evidence import LogEvidence, examine_log, run_end
from .mailings import Mailing, archived_letters, mailing_named, send_log_content
from .run_records import RUNS_FILE, RunEnd, RunRecord, log_mark, parse_runs, ranges, runs_file
from .send_log import SendLedger, SendLog, parse_send_log, read_send_log
from .sending_lock import sending_lock

_LOG = "send.jsonl"
#: How often the end of a run is noted again when somebody else writes at the same moment.
_TRIES = 5


def check_log_evidence(run: Session, mailing: Mailing) -> Mailing:
    """The mailing with a log that can be gone by; call it before anything is sent.

    A log that is missing, an older copy or another one is said, and written again from what runs, archive and history
    prove; the one that was found is kept beside it. A dry run writes nothing.

    Raises:
        Conflict: Somebody is sending the mailing now.
    """
    if mailing.to_self:
        return mailing
    evidence = mailing.evidence
    if not mailing.runs and _begun_before(run, mailing):
        archived = archived_letters(run.data, mailing.name, run.folder)
        content = send_log_content(run.data, mailing.name, run.folder)
        evidence = examine_log(mailing.outbox, content, (), mailing.settled, archived, begun=True)
    if not evidence.loss:
        return mailing
    if run.dry_run:
        found = replace(mailing, ledger=parse_send_log(evidence.content, mailing.said), evidence=evidence)
    else:
        _mend(run, mailing, evidence)
        found = mailing_named(run, mailing.name)
    run.warn(loss_words(found, evidence))
    return found


def _begun_before(run: Session, mailing: Mailing) -> bool:
    """Whether the history knows of a run of the mailing though nothing beside its plan does."""
    path = f"{mailing.folder}/{RUNS_FILE}"
    return any(path in entry.files for entry in run.store.records.history())


def loss_words(mailing: Mailing, evidence: LogEvidence) -> str:
    """What was found out about a log that is not the one that was written, and how to go on."""
    lives = [life.status for _, life in mailing.lives() if life.channel == "email"]
    count = {status: lives.count(status) for status in _SHOWN if status in lives}
    text = {
        "missing": tr("the send log of {name} is gone", name=mailing.name),
        "shorter": tr("the send log of {name} is an older copy", name=mailing.name),
        "another": tr("the send log of {name} is not the one that was written", name=mailing.name),
    }[evidence.loss or "missing"]
    parts = ", ".join(f"{number} {status}" for status, number in count.items())
    text = tr("{text}; runs, archive and history tell: {parts}", text=text, parts=parts)
    if "unknown" in count:
        way = f"kvadmin mail settle {mailing.name} --having unknown --came|--not-came --why TEXT"
        text = tr("{text}. Ask whether the unknown ones came, then: {way}", text=text, way=way)
    return text


_SHOWN: tuple[LetterStatus, ...] = (
    "sent", "written", "handed-over", "came", "bounced", "refused", "unknown", "withdrawn", "approved"
)  # fmt: skip


def _mend(run: Session, mailing: Mailing, evidence: LogEvidence) -> None:
    """Put the log that can be gone by in the place of the one that was found.

    The store is told first: when the file is not written after all, it is found again that it does not fit.
    """
    folder = mailing.outbox.folder
    folder.mkdir(parents=True, exist_ok=True)
    with sending_lock(folder):
        mark = log_mark(evidence.content)
        record = RunRecord(_now(run), mailing.outbox.hash, mark, settled=len(mailing.settled), mended=True)
        _keep(run, mailing, [*mailing.runs, record])
        path, new = folder / _LOG, folder / f"{_LOG}.new"
        if path.exists():
            found = path.read_bytes()
            (folder / f"send.found-{sha256(found).hexdigest()[:8]}.jsonl").write_bytes(found)
        with new.open("wb") as file:
            file.write(evidence.content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)


def begin_run(run: Session, mailing: Mailing, numbers: Collection[int], transport: Transport) -> None:
    """Note through the store that a run is about to send letters; call it just before the sending.

    The log gets a line first: what is noted is the log with that line, which no copy made before can have.

    Args:
        run: The session.
        mailing: The mailing.
        numbers: Of the letters that are to be sent.
        transport: By what.

    Raises:
        Conflict: A file of the plan is not what was planned; somebody is sending; somebody was quicker in the store.
        Refused: It cannot be written (no space left): nothing is sent.
    """
    if mailing.to_self or not numbers:
        return
    mailing.outbox.verify()
    note_published(run.store, mailing.outbox.calendar_files(numbers), run.who)
    try:
        _begin(run, mailing, numbers, transport)
    except Conflict:
        raise
    except KvadminError as error:
        log = mailing.outbox.folder / _LOG
        begun = mailing.begun or (log.exists() and read_send_log(log).plan is not None)
        verb = "resume" if begun else "send"
        hint = tr("nothing is sent; make room, then: kvadmin mail {verb} {name}", verb=verb, name=mailing.name)
        raise Refused(error.message, where=error.where, hint=hint) from None


def _begin(run: Session, mailing: Mailing, numbers: Collection[int], transport: Transport) -> None:
    folder = mailing.outbox.folder
    with sending_lock(folder):
        log = SendLog(folder / _LOG)
        try:
            fields = {"plan": mailing.outbox.hash, "letters": ranges(numbers)}
            log.line("run", datetime.now(UTC).astimezone(), durable=True, fields=fields)
        finally:
            log.close()
        mark = log_mark((folder / _LOG).read_bytes())
        record = RunRecord(
            _now(run),
            mailing.outbox.hash,
            mark,
            transport.name,
            getattr(transport, "letters_become", "sent"),
            ranges(numbers),
            len(mailing.settled),
        )
        _keep(run, mailing, [*mailing.runs, record])


def end_run(run: Session, mailing: Mailing, ledger: SendLedger) -> None:
    """Note through the store what a run has come to; without it the log alone tells, as after a crash.

    Args:
        run: The session.
        mailing: The mailing.
        ledger: Its log as it is now.
    """
    if mailing.to_self:
        return
    for left in range(_TRIES, 0, -1):
        try:
            run.store.refresh()
            path = f"{mailing.folder}/{RUNS_FILE}"
            runs = parse_runs(run.data.read_file(path), path)
            if runs and runs[-1].end is None and not runs[-1].mended:
                _keep(run, mailing, [*runs[:-1], replace(runs[-1], end=_end(run, mailing, ledger))])
        except Conflict as error:
            if left == 1:
                run.warn(tr("that the run has ended could not be noted: {error}", error=error.message))
        except KvadminError as error:
            run.warn(tr("that the run has ended could not be noted: {error}", error=error.message))
            return
        else:
            return


def _end(run: Session, mailing: Mailing, ledger: SendLedger) -> RunEnd:
    content = (mailing.outbox.folder / _LOG).read_bytes()
    return run_end(mailing.outbox, ledger, content, _now(run), len(mailing.settled))


def _keep(run: Session, mailing: Mailing, runs: list[RunRecord]) -> None:
    """Write the runs; nothing else that was read has a say in it, since sending has changed the outbox itself."""
    run.store.refresh()
    change = run.transaction()
    change.put_file(f"{mailing.folder}/{RUNS_FILE}", runs_file(runs))
    entry = change.commit()
    run.attempts.acted = True
    if entry is not None:
        run.tell_plugins(entry)


def _now(run: Session) -> str:
    """The time of day, on the day of the run."""
    moment = datetime.now(UTC).astimezone().time().replace(microsecond=0)
    return datetime.combine(run.today, moment).astimezone().isoformat()
