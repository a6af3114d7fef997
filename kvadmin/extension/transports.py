"""What a transport is: three small protocols, so that a stranger can supply one.

A plugin's hook ``kvadmin_mail_transports`` declares its transports by name
(:class:`TransportDeclaration`). The one promise a transport must keep: it
calls `commit` immediately before the step after which the letter may have been
delivered, and lets what `commit` raises pass. A connection that is lost and an
error for the reader before that call leave the letter surely undelivered;
whatever goes wrong after it is unknown, and kvadmin says so. A transport that
breaks the promise, raises anything else or answers nonsense is named, and its
letter is unknown whether it called `commit` or not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from kvadmin.errors import KvadminError, PluginFailure
from kvadmin.extension.answer_types import type_problem
from kvadmin.extension.blame import blamed, failure, load_owned
from kvadmin.tables.stderr_lines import say
from kvadmin.translation import tr


@dataclass(frozen=True)
class TransportDeclaration:
    """A transport by the name a person types, loaded when it is used.

    Attributes:
        name: Such as ``smtp``.
        help: One line on what it does.
        target: ``module:function``; the function takes the settings, a mapping of texts, and gives a
            :class:`Transport`.
        plugin: Whose it is; kvadmin fills it in for third-party plugins.
    """

    name: str
    help: str
    target: str
    plugin: str = field(default="", compare=False)

    def open(self, settings: Mapping[str, str]) -> Transport:
        """The transport, made with the settings; a third-party one carries its plugin's name on whatever fails.

        Raises:
            PluginFailure: It cannot be loaded or made, or is no transport.
        """
        what = f"transport {self.name!r}"
        made: Transport = load_owned(self.target, self.plugin, what)(settings)
        return _OwnedTransport(made, self.plugin, what) if self.plugin else made


@dataclass(frozen=True)
class Reply:
    """A server's answer: its three-digit code and its words."""

    code: int
    text: str

    @property
    def good(self) -> bool:
        """2xx: done."""
        return 200 <= self.code < 300

    @property
    def passing(self) -> bool:
        """4xx: not now, try again."""
        return 400 <= self.code < 500

    @property
    def refused(self) -> bool:
        """5xx: no. A code that is neither good nor passing nor this is no answer. Added in version 0.2."""
        return 500 <= self.code < 600

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


@dataclass(frozen=True)
class Envelope:
    """Where one letter goes.

    Attributes:
        key: The letter's key, for file names and messages.
        number: Its number in the mailing, from 1.
        sender: The envelope sender.
        primary: The addresses of To. The letter is sent only if one of them is accepted.
        copies: The addresses of Cc and Bcc; one that is refused is reported, the letter still goes.
        blind: Which of the copies stand in no header.
        needs_utf8: A header names an address that only SMTPUTF8 can carry.
    """

    key: str
    number: int
    sender: str
    primary: tuple[str, ...]
    copies: tuple[str, ...] = ()
    blind: tuple[str, ...] = ()
    needs_utf8: bool = False


@dataclass(frozen=True)
class Delivery:
    """What came of one letter.

    Attributes:
        final: The answer that decided it: to the final dot, or the refusal that came before. Its code is 2xx, 4xx
            or 5xx; it can be good only after `commit` was called.
        replies: The answer to each address of the envelope, where there was one. An address that was accepted
            is delivered only if `final` is good.
    """

    final: Reply
    replies: Mapping[str, Reply] = field(default_factory=dict)


class SessionLost(Exception):  # noqa: N818 - it says what happened
    """The connection is gone; whether the letter is delivered depends on whether `commit` had been called.

    Args:
        words: What happened.
        timed_out: Nothing was heard in time. Several of these in a row stop the run, since each costs a whole
            time-out; so do several that broke after `commit`, or on every attempt of a letter. Added in version 0.2.
    """

    def __init__(self, *words: object, timed_out: bool = False) -> None:
        super().__init__(*words)
        self.timed_out = timed_out


@runtime_checkable
class MailSession(Protocol):
    """One open connection (or folder, or file)."""

    def send(self, envelope: Envelope, content: bytes, commit: Callable[[], None]) -> Delivery:
        """Deliver the bytes; call `commit` right before the point of no return.

        Returns:
            What came of it: ``Delivery(Reply(250, "written"))`` of a letter that has left.

        Raises:
            SessionLost: The connection broke; where `commit` was not called, a new session is opened for the next
                attempt.
            KvadminError: Nothing can be sent this way at all; the run stops. Where `commit` was not called, the letter
                has not left.
        """
        ...

    def close(self) -> None:
        """Leave politely; never raises."""
        ...


#: What a letter may have become that a transport took.
BECOMES = ("sent", "written", "handed-over")


@runtime_checkable
class Transport(Protocol):
    """A way to send, by the name a person types. `name` is what the log and the journal show.

    An attribute `connections` (an int), if there is one, is the most sessions that may be open at once. An attribute
    `letters_become`, if there is one, says what a letter is that went this way, one of :data:`BECOMES`: `sent`,
    `written` (a draft that a person has yet to send) or `handed-over` (another program sends it). Added in version
    0.2: `letters_become`.
    """

    name: str

    def open(self) -> MailSession:
        """A new session; several may be open at once, each used by one thread.

        Raises:
            SessionLost: Not reachable now.
            KvadminError: Wrong set-up or wrong password: trying again would not help.
        """
        ...


class _OwnedTransport:
    """A third-party transport in kvadmin's hands: what it raises beside the promise is its failure, and stops the run.

    A lost connection is tried again, an error for the reader says why nothing can be sent. Anything else is a fault of
    the plugin that no second attempt mends.
    """

    def __init__(self, transport: Transport, plugin: str, what: str) -> None:
        self._transport, self._plugin, self._what = transport, plugin, what
        _check(transport, Transport, plugin, what)
        self.name = transport.name
        if (most := getattr(transport, "connections", None)) is not None:
            if not isinstance(most, int):
                raise failure(plugin, what, tr("its connections are {found}, not int", found=type(most).__name__))
            self.connections = most
        if (becomes := getattr(transport, "letters_become", None)) is not None:
            if becomes not in BECOMES:
                words = {"found": repr(becomes), "known": ", ".join(BECOMES)}
                raise failure(plugin, what, tr("its letters_become is {found}, none of {known}", **words))
            self.letters_become = becomes

    def open(self) -> MailSession:
        """A new session, guarded as well."""
        with blamed(self._plugin, f"{self._what}, open", passes=(SessionLost,)):
            return _OwnedSession(self._transport.open(), self._plugin, self._what)


class _OwnedSession:
    def __init__(self, session: MailSession, plugin: str, what: str) -> None:
        self._session, self._plugin, self._what = session, plugin, what
        _check(session, MailSession, plugin, f"{what}, open")

    def send(self, envelope: Envelope, content: bytes, commit: Callable[[], None]) -> Delivery:
        """Send one letter; whoever breaks the promise may have handed it over, so that it is committed all the same."""
        what, committed = f"{self._what}, send", False

        def commits() -> None:
            nonlocal committed
            commit()
            committed = True

        try:
            with blamed(self._plugin, what, passes=(SessionLost,)):
                delivery = self._session.send(envelope, content, commits)
            if problem := _delivery_problem(delivery, envelope, committed=committed):
                raise failure(self._plugin, what, problem)
        except PluginFailure as fault:
            if not committed:
                _commit_late(commit, fault)
            raise
        return delivery

    def close(self) -> None:
        """Leave; a fault there is said and changes nothing, for the letters are gone."""
        try:
            self._session.close()
        except Exception as error:
            problem = failure(self._plugin, f"{self._what}, close", repr(error)).message
            say(tr("warning: {text}", text=problem))


def _commit_late(commit: Callable[[], None], fault: PluginFailure) -> None:
    """Keep that the letter may have left; when that cannot be kept, the fault says so."""
    try:
        commit()
    except KvadminError as error:
        fault.details = (*fault.details, error.message, tr("the letter may have left, and the log does not know it"))


def _delivery_problem(delivery: Delivery, envelope: Envelope, *, committed: bool) -> str | None:
    """What is wrong with what a transport says came of a letter."""
    if problem := type_problem(delivery, Delivery):
        return problem
    for reply in (delivery.final, *delivery.replies.values()):
        if problem := type_problem(reply, Reply):
            return problem
        if not (reply.good or reply.passing or reply.refused):
            return tr("its reply {reply!r} has a code that is none of 2xx, 4xx, 5xx", reply=str(reply))
    if strange := sorted({*delivery.replies} - {*envelope.primary, *envelope.copies}):
        return tr("it has a reply for {address!r}, which the letter does not go to", address=strange[0])
    if delivery.final.good and not committed:
        return tr("the letter has left ({reply}), but commit() was not called before", reply=delivery.final)
    return None


def _check(value: object, wanted: type, plugin: str, what: str) -> None:
    if problem := type_problem(value, wanted):
        raise failure(plugin, what, problem)
