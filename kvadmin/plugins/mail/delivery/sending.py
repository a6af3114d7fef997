"""Send a frozen mailing, once: resume where it stopped, say plainly what is unknown."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

from kvadmin.api import Conflict, KvadminError, Refused, tr
from kvadmin.api.hooks import Delivery, MailSession, Reply, SessionLost, Transport

from ..outbox.frozen_mailing import FrozenLetter, FrozenMailing
from ..outbox.send_log import SendLedger, SendLog, SendLogFailure, read_send_log, reply_words
from ..outbox.send_report import AddressOutcome, SendReport, letter_envelope, open_letters, send_report
from ..outbox.sending_lock import sending_lock
from .clock import Clock
from .pace import PaceLimiter, SendPace

#: How often a lost connection is opened again for the same letter before the letter is put off.
_RECONNECTS = 3
#: Bytes of log that a letter may need: its lines, and the words of the server to each address.
_ROOM, _ROOM_PER_ADDRESS = 2048, 1536
#: The code the log gives to a letter that no connection could be kept for: passing, like the server's own 421.
_LOST = 421


def send_mailing(
    outbox: FrozenMailing,
    transport: Transport,
    *,
    confirm: int,
    clock: Clock,
    pace: SendPace | None = None,
    unknown: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    needs_approval: bool = True,
    hold: Callable[[FrozenLetter], str] = lambda _letter: "",
) -> SendReport:
    """Send what is open; a second call resumes.

    Args:
        outbox: The frozen plan; it must be approved and unchanged.
        transport: The way to send.
        confirm: How many letters the caller has been told, and typed, will go now.
        clock: Time.
        pace: Connections, limits and back-off.
        unknown: Send again those whose end is unknown, with the same Message-ID.
        progress: Told (done, all) after each letter.
        needs_approval: Samples to oneself go without.
        hold: Asked right before each letter, by one thread at a time: a reason holds it back. It is then not
            sent and not marked as refused; the report lists it as ``held``, and a later run asks again.

    Raises:
        Conflict: Another sender holds the mailing, or the plan has been changed.
        Refused: Not approved, or another count than `confirm`.
    """
    if needs_approval and outbox.approval() is None:
        raise Refused(tr("the plan is not approved"), hint=tr("kvadmin mail approve {hash}", hash=outbox.hash[:12]))
    with sending_lock(outbox.folder):
        path = outbox.folder / "send.jsonl"
        ledger = read_send_log(path)
        if ledger.plan not in {None, outbox.hash}:
            raise Conflict(tr("the plan is not the one that was being sent"), where=str(outbox.folder))
        outbox.verify()
        jobs = open_letters(outbox, ledger, unknown=unknown)
        if len(jobs) != confirm:
            text = tr("{count} letters would be sent, not {said}; nothing is sent", count=len(jobs), said=confirm)
            raise Refused(text, hint=f"--confirm {len(jobs)}")
        sent, stopped, held = 0, None, dict[int, str]()
        if jobs:
            run = _Run(outbox, transport, clock, pace or SendPace(), ledger, progress, hold)
            sent, stopped = run.all(jobs)
            held = run.held
        report = send_report(outbox, read_send_log(path))
        report.outcomes = [_with_reason(each, held) for each in report.outcomes]
        report.sent, report.stopped = sent, stopped
        return report


def _with_reason(outcome: AddressOutcome, held: dict[int, str]) -> AddressOutcome:
    """A letter that this run held back is not merely "not yet sent"."""
    if outcome.number not in held or outcome.status not in {"pending", "deferred"}:
        return outcome
    return replace(outcome, status="held", code=0, words=held[outcome.number])


class _Run:
    """One run: passes over the open letters, the later ones for those that were put off."""

    def __init__(
        self,
        outbox: FrozenMailing,
        transport: Transport,
        clock: Clock,
        pace: SendPace,
        ledger: SendLedger,
        progress: Callable[[int, int], None],
        hold: Callable[[FrozenLetter], str],
    ) -> None:
        self.hold, self.hold_lock = hold, threading.Lock()
        self.held: dict[int, str] = {}
        self.outbox, self.transport, self.clock, self.pace, self.progress = outbox, transport, clock, pace, progress
        self.dated = ledger.dated or clock.now().replace(microsecond=0)
        self.limiter = PaceLimiter(pace, clock, ledger.went)
        self.log = SendLog(outbox.folder / "send.jsonl")
        self.stop = threading.Event()
        self.error: KvadminError | None = None
        self.lock = threading.Lock()
        self.sent = self.total = 0
        self.queue: deque[tuple[FrozenLetter, tuple[str, ...]]] = deque()
        self.again: list[tuple[FrozenLetter, tuple[str, ...]]] = []

    def all(self, jobs: list[tuple[FrozenLetter, tuple[str, ...]]]) -> tuple[int, KvadminError | None]:
        """Run every pass; gives how many letters went out and what stopped the run, if anything did."""
        self.total = len(jobs)
        try:
            fields = {"plan": self.outbox.hash, "dated": self.dated.isoformat(), "transport": self.transport.name}
            fields["becomes"] = getattr(self.transport, "letters_become", "sent")
            self.log.line("open", self.clock.now(), durable=True, fields=fields)
            for wait in (0.0, *self.pace.back_off):
                if wait:
                    self.clock.wait(wait, self.stop)
                self.again = []
                self._pass(jobs)
                jobs = sorted(self.again, key=lambda job: job[0].number)
                if not jobs or self.stop.is_set():
                    break
        except SendLogFailure as error:
            self.error = self.error or error
        finally:
            self.log.close()
        return self.sent, self.error

    def _pass(self, jobs: list[tuple[FrozenLetter, tuple[str, ...]]]) -> None:
        self.queue.extend(jobs)
        most = getattr(self.transport, "connections", self.pace.connections)
        count = max(1, min(self.pace.connections, most, len(jobs)))
        threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count - 1)]
        for thread in threads:
            thread.start()
        try:
            self._work()
        except BaseException:
            self.stop.set()
            raise
        finally:
            for thread in threads:
                thread.join()
        if self.queue and not self.stop.is_set():
            self._work(alone=True)  # what a connection left that could not be opened beside the others

    def _work(self, *, alone: bool = False) -> None:
        """One connection: letter after letter until there are no more or something stops the run."""
        link = _Link(self)
        try:
            while not self.stop.is_set():
                try:
                    letter, addresses = self.queue.popleft()
                except IndexError:
                    return
                self.limiter.wait(self.stop)
                if not self.stop.is_set() and not self._holds(letter):
                    link.letter(letter, addresses)
        except _NoConnectionError as error:
            self.queue.append((letter, addresses))
            if alone:  # else the server may allow fewer connections than we ask for, and the others go on
                hint = tr("nothing is lost: resume when the server answers")
                self._halt(Refused(tr("no connection: {error}", error=error), hint=hint))
        except KvadminError as error:
            self._halt(error)
        finally:
            link.close()

    def _holds(self, letter: FrozenLetter) -> bool:
        """Whether something is known by now that keeps the letter from going; then it is noted and left."""
        with self.hold_lock:
            why = self.hold(letter)
        if why:
            self.held[letter.number] = why
            self.log.line("held", self.clock.now(), fields={"letter": letter.number, "key": letter.key, "why": why})
        else:
            self.held.pop(letter.number, None)
        return bool(why)

    def _halt(self, error: KvadminError) -> None:
        with self.lock:
            self.error = self.error or error
        self.stop.set()

    def done(self, job: tuple[FrozenLetter, tuple[str, ...]] | None = None, *, went: bool = False) -> None:
        """Count a letter that went out; keep one that is to be tried again."""
        with self.lock:
            self.sent += went
            if job:
                self.again.append(job)
            if went:
                self.progress(self.sent, self.total)


class _NoConnectionError(Exception):
    """No connection could be opened for a letter, in several attempts."""


class _Link:
    """The connection of one thread, opened again when it is lost."""

    def __init__(self, run: _Run) -> None:
        self.run = run
        self.session: MailSession | None = None

    def letter(self, letter: FrozenLetter, addresses: tuple[str, ...]) -> None:
        """Send one letter to the addresses that are open; every way it can end is in the log."""
        run = self.run
        content = run.outbox.content(letter, run.dated)
        envelope = letter_envelope(letter, addresses)
        lost, opened = tr("the connection was lost"), False
        for attempt in range(_RECONNECTS + 1):
            if attempt:
                run.clock.wait(run.pace.reconnect_wait * 2 ** (attempt - 1), run.stop)
            committed = threading.Event()

            def commit(committed: threading.Event = committed) -> None:
                fields = {"letter": letter.number, "key": letter.key, "to": list(addresses)}
                run.log.line("commit", run.clock.now(), durable=True, fields=fields)
                committed.set()

            try:
                opened = self.session is not None
                if self.session is None:
                    self.session = run.transport.open()
                    opened = True
                run.log.reserve(_ROOM + _ROOM_PER_ADDRESS * len(addresses))
                run.log.line("start", run.clock.now(), fields={"letter": letter.number, "key": letter.key})
                delivery = self.session.send(envelope, content, commit)
            except KvadminError:
                raise
            except Exception as error:
                lost = str(error) if isinstance(error, SessionLost) else f"{type(error).__name__}: {error}"
                self.close()
                if committed.is_set():
                    run.done()
                    return  # UNKNOWN: the commit stands alone in the log
                continue
            self._end(letter, addresses, delivery, sha256(content).hexdigest())
            return
        if not opened:
            raise _NoConnectionError(lost)
        self._end(letter, addresses, Delivery(Reply(_LOST, lost)), "")

    def _end(self, letter: FrozenLetter, addresses: tuple[str, ...], delivery: Delivery, digest: str) -> None:
        run, final = self.run, delivery.final
        what = "ok" if final.good else "deferred" if final.passing else "refused"
        replies = {a: delivery.replies.get(a, final) for a in addresses}
        if not final.good:
            # nobody got it; an address that was accepted shares the fate of the letter
            replies = {a: final if r.good or final.passing else r for a, r in replies.items()}
            if what == "refused":
                replies = {
                    a: Reply(final.code, tr("not sent: {words}", words=final.text)) if r.passing else r
                    for a, r in replies.items()
                }
        delivered = [a for a, r in replies.items() if r.good]
        refused = [a for a, r in replies.items() if not r.good and not r.passing]
        deferred = [a for a, r in replies.items() if r.passing]
        fields: dict[str, object] = {"reply": [final.code, final.text], "delivered": delivered, "sha256": digest}
        fields |= {"refused": reply_words(replies, refused), "deferred": reply_words(replies, deferred)}
        try:
            run.log.line(what, run.clock.now(), fields={"letter": letter.number, "key": letter.key, **fields})
        except SendLogFailure as error:
            said = [
                tr(
                    "{key}: the server said {reply}; the log does not know, so it stays unknown",
                    key=letter.key,
                    reply=final,
                )
            ]
            raise SendLogFailure(error.message, where=error.where, hint=error.hint, details=said) from None
        run.done((letter, tuple(deferred)) if deferred else None, went=final.good)

    def close(self) -> None:
        """Close the session, if there is one."""
        if self.session is not None:
            self.session.close()
            self.session = None
