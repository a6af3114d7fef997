"""What a transport is: three small protocols, so that a stranger can supply one.

A plugin's hook ``kvadmin_mail_transports`` declares its transports by name
(:class:`TransportDeclaration`). The one promise a transport must keep: it
calls `commit` immediately before the step after which the letter may have been
delivered, and lets what `commit` raises pass. Whatever goes wrong before that
call is surely undelivered, whatever goes wrong after it is unknown, and
kvadmin says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class TransportDeclaration:
    """A transport by the name a person types, loaded when it is used.

    Attributes:
        name: Such as ``smtp``.
        help: One line on what it does.
        target: ``module:function``; the function takes the settings, a mapping of texts, and gives a
            :class:`Transport`.
    """

    name: str
    help: str
    target: str


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
        final: The answer that decided it: to the final dot, or the refusal that came before.
        replies: The answer to each address, where there was one. An address that was accepted
            is delivered only if `final` is good.
    """

    final: Reply
    replies: Mapping[str, Reply] = field(default_factory=dict)


class SessionLost(Exception):  # noqa: N818 - it says what happened
    """The connection is gone; whether the letter is delivered depends on whether `commit` had been called."""


@runtime_checkable
class MailSession(Protocol):
    """One open connection (or folder, or file)."""

    def send(self, envelope: Envelope, content: bytes, commit: Callable[[], None]) -> Delivery:
        """Deliver the bytes; call `commit` right before the point of no return.

        Raises:
            SessionLost: The connection broke; a new session is opened for the next attempt.
            KvadminError: Nothing can be sent this way at all; the run stops.
        """
        ...

    def close(self) -> None:
        """Leave politely; never raises."""
        ...


@runtime_checkable
class Transport(Protocol):
    """A way to send, by the name a person types. `name` is what the log and the journal show.

    An attribute `connections` (an int), if there is one, is the most sessions that may be open at once.
    """

    name: str

    def open(self) -> MailSession:
        """A new session; several may be open at once, each used by one thread.

        Raises:
            SessionLost: Not reachable now.
            KvadminError: Wrong set-up or wrong password: trying again would not help.
        """
        ...
