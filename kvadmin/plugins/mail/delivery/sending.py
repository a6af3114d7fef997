"""Send a frozen mailing, once: resume where it stopped, say plainly what is unknown."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from kvadmin.api import Conflict, KvadminError, Refused, tr
from kvadmin.api.hooks import Transport

from ..outbox.frozen_mailing import FrozenLetter, FrozenMailing
from ..outbox.send_log import SendLedger, SendLogFailure, read_send_log
from ..outbox.send_report import AddressOutcome, SendReport, open_letters, send_report
from .clock import Clock
from .letter_link import Job, LetterLink, NoConnectionError, RunState
from .pace import PaceLimiter, SendPace
from .sent_times import FILE_TRANSPORTS, SentTimes

#: A letter that waited longer than this for the limits is asked about once more.
_AT_ONCE = timedelta(seconds=1)


def check_count(count: int, said: int) -> None:
    """Refuse to send when another number was said than will go.

    Args:
        count: The letters that will go now.
        said: What the person has typed.

    Raises:
        Refused: They are not the same.
    """
    if count != said:
        text = tr("{count} letters would be sent, not {said}; nothing is sent", count=count, said=said)
        raise Refused(text, hint=f"--confirm {count}")


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
    but: Mapping[int, str] | None = None,
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
        but: Numbers of letters that stay where they are since they are not true any more, each with why: ``held``.

    Raises:
        Conflict: Another sender holds the mailing, or the plan has been changed.
        Refused: Not approved, or another count than `confirm`.
    """
    if needs_approval and outbox.approval() is None:
        raise Refused(
            tr("the plan is not approved"),
            hint=tr("kvadmin mail approve {hash}", hash=outbox.hash[:12]),
            code="not-approved",
        )
    with outbox.sending.hold():
        ledger = read_send_log(outbox.home)
        if ledger.plan not in {None, outbox.hash}:
            raise Conflict(
                tr("the plan is not the one that was being sent"), where=outbox.home.shown(), code="plan-changed"
            )
        outbox.verify()
        jobs = [job for job in open_letters(outbox, ledger, unknown=unknown) if job[0].number not in (but or {})]
        check_count(len(jobs), confirm)
        stopped: KvadminError | None = None
        sent, held = 0, dict[int, str]()
        if jobs:
            try:
                run = _Run(outbox, transport, clock, pace or SendPace(), ledger, progress, hold)
                run.note_held(outbox, but or {})
            except SendLogFailure as error:
                stopped = error
            else:
                sent, stopped = run.all(jobs)
                held = run.held
        report = send_report(outbox, read_send_log(outbox.home))
        held = {**(but or {}), **held}
        report.outcomes = [_with_reason(each, held) for each in report.outcomes]
        report.sent, report.stopped = sent, stopped
        return report


def _with_reason(outcome: AddressOutcome, held: dict[int, str]) -> AddressOutcome:
    """A letter that this run held back is not merely "not yet sent"."""
    if outcome.number not in held or outcome.status not in {"pending", "deferred"}:
        return outcome
    return replace(outcome, status="held", code=0, words=held[outcome.number])


class _Run(RunState):
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
        home = outbox.sending
        times = None if transport.name in FILE_TRANSPORTS else SentTimes(home.kept, home.above)
        self.limiter = PaceLimiter(pace, clock, times)
        super().__init__(outbox, transport, clock, pace, ledger.dated or clock.now().replace(microsecond=0), progress)
        self.hold, self.hold_lock = hold, threading.Lock()
        self.held: dict[int, str] = {}
        self.queue: deque[Job] = deque()
        self.fault: Exception | None = None

    def all(self, jobs: list[Job]) -> tuple[int, KvadminError | None]:
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
            self.limiter.close()
            self.log.close()
        return self.sent, self.error

    def _pass(self, jobs: list[Job]) -> None:
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
        if self.fault is not None:
            raise self.fault
        if self.queue and not self.stop.is_set():
            self._work(alone=True)  # what a connection left that could not be opened beside the others

    def _work(self, *, alone: bool = False) -> None:
        """One connection: letter after letter until there are no more or something stops the run."""
        link = LetterLink(self)
        try:
            while not self.stop.is_set():
                try:
                    letter, addresses = self.queue.popleft()
                except IndexError:
                    return
                self._one(link, letter, addresses)
        except NoConnectionError as error:
            self.queue.append((letter, addresses))
            if alone:  # else the server may allow fewer connections than we ask for, and the others go on
                hint = tr(
                    "nothing is lost; when the server answers: kvadmin mail resume {name}", name=self.outbox.mailing
                )
                self.halt(Refused(tr("no connection: {error}", error=error), hint=hint, code="no-connection"))
        except KvadminError as error:
            self.halt(error)
        except (
            Exception
        ) as error:  # a fault of the program: the other connections stop, and it is raised when they have
            self.fault = error
            self.stop.set()
        finally:
            link.close()

    def _one(self, link: LetterLink, letter: FrozenLetter, addresses: tuple[str, ...]) -> None:
        """One letter, if nothing holds it, when the limits let it go."""
        if self._holds(letter):
            return
        began = self.clock.machine()
        if (counted := self.limiter.wait(self.stop)) is None:
            return
        late = abs(self.clock.machine() - began) > _AT_ONCE  # much may have changed while it waited
        try:
            went = not (late and self._holds(letter)) and link.letter(letter, addresses)
        except NoConnectionError:
            self.limiter.take_back(counted)
            raise
        if not went:
            self.limiter.take_back(counted)

    def note_held(self, outbox: FrozenMailing, why: Mapping[int, str]) -> None:
        """Write down which letters stay where they are, and why."""
        for letter in outbox.letters:
            if letter.number in why:
                fields = {"letter": letter.number, "key": letter.key, "why": why[letter.number]}
                self.log.line("held", self.clock.now(), fields=fields)

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
