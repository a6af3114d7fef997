"""One connection and what becomes of each letter on it; the state that the connections of a run share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256

from kvadmin.api import KvadminError, Refused, tr
from kvadmin.api.hooks import Delivery, MailSession, Reply, SessionLost, Transport

from ..outbox.frozen_mailing import FrozenLetter, FrozenMailing
from ..outbox.send_log import SendLog, SendLogFailure, reply_words
from ..outbox.send_report import letter_envelope
from .clock import Clock
from .pace import SendPace
from .sender_refusal import SenderRefused

#: A letter and the addresses that are still open.
Job = tuple[FrozenLetter, tuple[str, ...]]
#: How often a lost connection is opened again for the same letter before the letter is put off.
_RECONNECTS = 3
#: Bytes of log that a letter may need: its lines, and the words of the server to each address.
_ROOM, _ROOM_PER_ADDRESS = 2048, 1536
#: The code the log gives to a letter that no connection could be kept for: passing, like the server's own 421.
_LOST = 421


class RunState:
    """What the connections of one run share: the log, the counts, and the word to stop."""

    def __init__(
        self,
        outbox: FrozenMailing,
        transport: Transport,
        clock: Clock,
        pace: SendPace,
        dated: datetime,
        progress: Callable[[int, int], None],
    ) -> None:
        self.outbox, self.transport, self.clock, self.pace, self.progress = outbox, transport, clock, pace, progress
        self.dated = dated
        self.log = SendLog(outbox.sending)
        self.stop = threading.Event()
        self.error: KvadminError | None = None
        self.lock = threading.Lock()
        self.sent = self.total = self.misses = 0
        #: Whether nothing at all was heard at each of the misses.
        self.silent = True
        self.again: list[Job] = []

    def halt(self, error: KvadminError) -> None:
        """Stop every connection after the letter it is at; the first error is the one that is told."""
        with self.lock:
            self.error = self.error or error
        self.stop.set()

    def answered(self) -> None:
        """The server has said something about a letter: whatever it was, it is there."""
        with self.lock:
            self.misses, self.silent = 0, True

    def missed(self, words: str, *, late: bool) -> None:
        """No answer came (`late`: in time); too often in a row, and the run stops before the next letter waits."""
        with self.lock:
            self.misses, self.silent = self.misses + 1, self.silent and late
            over, silent = self.misses == self.pace.give_up_after, self.silent
        if over:
            text = tr("the connection was lost {count} times in a row: {words}", count=self.misses, words=words)
            if silent:
                text = tr("the server has not answered {count} times in a row: {words}", count=self.misses, words=words)
            self.halt(Refused(text, hint=tr("find out what is wrong with the server or the connection first")))

    def done(self, job: Job | None = None, *, went: bool = False) -> None:
        """Count a letter that went out; keep one that is to be tried again."""
        with self.lock:
            self.sent += went
            if job:
                self.again.append(job)
            if went:
                self.progress(self.sent, self.total)


class NoConnectionError(Exception):
    """No connection could be opened for a letter, in several attempts."""


def _loss(error: Exception) -> tuple[str, bool]:
    """What became of a connection, and whether it was waited for in vain."""
    late = isinstance(error, TimeoutError) or getattr(error, "timed_out", False)
    return str(error) if isinstance(error, SessionLost) else f"{type(error).__name__}: {error}", late


class LetterLink:
    """The connection of one thread, opened again when it is lost."""

    def __init__(self, run: RunState) -> None:
        self.run = run
        self.session: MailSession | None = None

    def letter(self, letter: FrozenLetter, addresses: tuple[str, ...]) -> bool:
        """Send one letter to the addresses that are open; every way it can end is in the log.

        Returns:
            Whether the server has been offered the letter.

        Raises:
            NoConnectionError: No connection could be opened.
            KvadminError: Nothing can be sent this way at all.
        """
        run = self.run
        content = run.outbox.content(letter, run.dated)
        lost, late, opened = tr("the connection was lost"), False, False
        for attempt in range(_RECONNECTS + 1):
            if attempt:
                run.clock.wait(run.pace.reconnect_wait * 2 ** (attempt - 1), run.stop)
                if run.stop.is_set():
                    break
            committed = threading.Event()
            try:
                opened = self.session is not None
                if self.session is None:
                    self.session = run.transport.open()
                    opened = True
                delivery = self._hand_over(self.session, letter, addresses, content, committed)
            except KvadminError:
                raise
            except Exception as error:
                lost, late = _loss(error)
                self.close()
                if late or committed.is_set():
                    run.missed(lost, late=late)
                if committed.is_set():
                    run.done()
                    return True  # UNKNOWN: the commit stands alone in the log
                continue
            run.answered()
            self._end(letter, addresses, delivery, sha256(content).hexdigest())
            return True
        return self._give_up(letter, addresses, lost, late=late) if opened else self._not_opened(lost)

    def _give_up(self, letter: FrozenLetter, addresses: tuple[str, ...], lost: str, *, late: bool) -> bool:
        """A letter that was begun, and no attempt brought to an answer: it is put off."""
        if not late:  # a time-out is counted where it happens
            self.run.missed(lost, late=False)
        self._end(letter, addresses, Delivery(Reply(_LOST, lost)), "")
        return True

    def _not_opened(self, lost: str) -> bool:
        """No connection for the letter; it is as open as before."""
        if self.run.stop.is_set():
            return False  # what stopped the run is said
        raise NoConnectionError(lost)

    def _hand_over(
        self,
        session: MailSession,
        letter: FrozenLetter,
        addresses: tuple[str, ...],
        content: bytes,
        committed: threading.Event,
    ) -> Delivery:
        run = self.run

        def commit() -> None:
            fields = {"letter": letter.number, "key": letter.key, "to": list(addresses)}
            run.log.line("commit", run.clock.now(), durable=True, fields=fields)
            committed.set()

        run.log.reserve(_ROOM + _ROOM_PER_ADDRESS * len(addresses))
        run.log.line("start", run.clock.now(), fields={"letter": letter.number, "key": letter.key})
        try:
            return session.send(letter_envelope(letter, addresses), content, commit)
        except SenderRefused as error:  # surely not delivered, also where the server says so to the final dot
            self._log_end("deferred", letter, error.reply, {"deferred": dict.fromkeys(addresses, error.reply)})
            raise

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
        parts = {
            "delivered": {a: r for a, r in replies.items() if r.good},
            "refused": {a: r for a, r in replies.items() if not r.good and not r.passing},
            "deferred": {a: r for a, r in replies.items() if r.passing},
        }
        if final.good and not parts["delivered"]:  # it was taken for nobody: what each address was told decides
            what = "deferred" if parts["deferred"] else "refused"
            final = next(iter(parts[what].values()))
        self._log_end(what, letter, final, parts, digest)
        deferred = tuple(parts["deferred"])
        run.done((letter, deferred) if deferred else None, went=final.good)

    def _log_end(
        self, what: str, letter: FrozenLetter, final: Reply, parts: Mapping[str, Mapping[str, Reply]], digest: str = ""
    ) -> None:
        """Write how a letter ended: `parts` are the addresses delivered, refused and deferred, with their answers."""
        run, none = self.run, dict[str, Reply]()
        fields: dict[str, object] = {"reply": [final.code, final.text], "delivered": [*parts.get("delivered", none)]}
        fields |= {"sha256": digest}
        fields |= {each: reply_words(parts.get(each, none), parts.get(each, none)) for each in ("refused", "deferred")}
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

    def close(self) -> None:
        """Close the session, if there is one."""
        if self.session is not None:
            self.session.close()
            self.session = None
