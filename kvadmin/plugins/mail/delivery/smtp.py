"""SMTP: the library's client for greeting, TLS and AUTH, and the data phase in two steps.

:mod:`smtplib` sends a message and its final dot in one go. Sending once needs
to stop between them: everything up to the dot can be repeated safely, the dot
cannot. Where the server offers PIPELINING (RFC 2920), the sender, the
recipients and (for one recipient) DATA travel in one round trip.
"""

from __future__ import annotations

import functools
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kvadmin.api import Refused, UsageError, tr
from kvadmin.api.hooks import Delivery, Envelope, Reply, SessionLost

from .credentials import Secret
from .sender_refusal import SenderRefused, refuses_sender

#: The answer to DATA that means "go on".
_GO_ON = 354
_CLOSING = 421
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class SmtpServer:
    """How a server is reached.

    Attributes:
        security: ``starttls`` (refused if the server does not offer it), ``tls`` from the first byte, or ``none``.
        user, password: For AUTH; the password is a :class:`Secret`.
        token: A Secret that gives an OAuth access token, for XOAUTH2; then `password` is not used.
        ca_file: A file of certificates to trust instead of the system's.
        timeout: Seconds to wait for an answer.
        final_timeout: Seconds to wait for the answer to the final dot (RFC 5321, 4.5.3.2.6 says 10 minutes).
        hello: The name given in EHLO; else this machine's.
        pipelining: Whether PIPELINING is used where the server offers it; some firewalls offer what they do not keep.
    """

    host: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: Secret | None = None
    token: Secret | None = None
    ca_file: str | None = None
    timeout: float = 60
    final_timeout: float = 600
    hello: str | None = None
    pipelining: bool = True


@dataclass(frozen=True)
class SmtpTransport:
    """The transport ``smtp``."""

    server: SmtpServer
    name: str = field(default="smtp")

    def open(self) -> SmtpSession:
        """Connect, encrypt, authenticate.

        Raises:
            SessionLost: Not reachable, or hung up.
            Refused: The certificate, the password or the security is wrong.
        """
        server = self.server
        if server.security not in {"starttls", "tls", "none"}:
            raise UsageError(
                tr("security {security!r} is none of starttls, tls, none", security=server.security),
                code="not-encrypted",
            )
        if server.security == "none" and server.user and server.host not in _LOCAL:
            raise Refused(
                tr("a password is never sent over an unencrypted connection"),
                hint=tr("security: starttls or tls"),
                code="not-encrypted",
            )
        try:
            client = _ready(server)
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or str(error)
            raise Refused(
                tr("{host}: no trustworthy encryption: {reason}", host=server.host, reason=reason), code="not-encrypted"
            ) from None
        except smtplib.SMTPResponseException as error:
            words = _words(error.smtp_error)
            if 400 <= error.smtp_code < 500:
                raise SessionLost(f"{server.host}: {error.smtp_code} {words}") from None
            raise Refused(f"{server.host}: {error.smtp_code} {words}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise _lost(server, error, server.timeout) from None
        return SmtpSession(client, server)


def _lost(server: SmtpServer, error: Exception, seconds: float) -> SessionLost:
    """What became of a connection; smtplib tells a time-out as a hang-up, with the time-out as its context."""
    late = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    words = tr("no answer within {seconds:g} seconds", seconds=seconds) if late else error
    return SessionLost(f"{server.host}: {words}", timed_out=late)


@functools.cache
def _own_name() -> str:
    """The machine's full name, asked for once: a slow name service must not cost every connection."""
    name = socket.getfqdn()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _ready(server: SmtpServer) -> smtplib.SMTP:
    """A connection that is encrypted and logged in; one that cannot be is closed, whatever was in the way."""
    client = _connect(server)
    try:
        _secure(client, server)
        _authenticate(client, server)
    except BaseException:
        client.close()
        raise
    return client


def _connect(server: SmtpServer) -> smtplib.SMTP:
    hello = server.hello or _own_name()
    if server.security == "tls":
        context = ssl.create_default_context(cafile=server.ca_file)
        return smtplib.SMTP_SSL(server.host, server.port, hello, timeout=server.timeout, context=context)
    return smtplib.SMTP(server.host, server.port, hello, timeout=server.timeout)


def _secure(client: smtplib.SMTP, server: SmtpServer) -> None:
    client.ehlo_or_helo_if_needed()
    if server.security == "starttls":
        if not client.has_extn("starttls"):
            raise Refused(
                tr("{host} does not offer encryption (STARTTLS); nothing is sent", host=server.host),
                hint=tr("security: tls, or the right port"),
                code="not-encrypted",
            )
        client.starttls(context=ssl.create_default_context(cafile=server.ca_file))
        client.ehlo()
    assert client.sock is not None  # connected above
    client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the dot must not wait for the letter's ACK


def _authenticate(client: smtplib.SMTP, server: SmtpServer) -> None:
    if not server.user:
        return
    if not client.has_extn("auth"):
        raise Refused(
            tr("{host} does not offer AUTH here", host=server.host),
            hint=tr("another port, or security: starttls"),
            code="log-in-failed",
        )
    try:
        if server.token is not None:
            answer = f"user={server.user}\x01auth=Bearer {server.token.get(server.user)}\x01\x01"
            client.auth("XOAUTH2", lambda challenge=None: answer if challenge is None else "")
        elif server.password is not None:
            client.login(server.user, server.password.get(server.user))
        else:
            raise Refused(
                tr("there is a user for {host} but no password", host=server.host),
                hint=tr("env:NAME, command:... or keyring:..."),
                code="log-in-failed",
            )
    except smtplib.SMTPAuthenticationError as error:
        hint = tr("check the user and the password")
        raise Refused(
            tr(
                "{host} refuses the log-in: {smtp_code} {smtp_error}",
                host=server.host,
                smtp_code=error.smtp_code,
                smtp_error=_words(error.smtp_error),
            ),
            hint=hint,
            code="log-in-failed",
        ) from None
    except UnicodeEncodeError:
        raise Refused(
            tr("{host}: the user or the password has letters that this log-in cannot carry", host=server.host),
            code="log-in-failed",
        ) from None


class SmtpSession:
    """One connection; made by :meth:`Smtp.open`."""

    def __init__(self, client: smtplib.SMTP, server: SmtpServer) -> None:
        self._client, self._server = client, server
        self._pipelining = server.pipelining and client.has_extn("pipelining")
        self._within = False  # between the first byte of a letter and the answer to its dot

    def send(self, envelope: Envelope, content: bytes, commit: Callable[[], None]) -> Delivery:
        """One transaction; see :class:`kvadmin.api.MailSession`."""
        if refused := self._cannot(envelope, content):
            return refused
        try:
            return self._transaction(envelope, content, commit)
        except (OSError, smtplib.SMTPException) as error:
            waited = self._server.final_timeout if self._within else self._server.timeout
            self._client.close()
            raise _lost(self._server, error, waited) from None

    def _cannot(self, envelope: Envelope, content: bytes) -> Delivery | None:
        """Refuse what this server has said it cannot take, before it is asked."""
        foreign = [a for a in (envelope.sender, *envelope.primary, *envelope.copies) if not a.isascii()]
        if (envelope.needs_utf8 or foreign) and not self._client.has_extn("smtputf8"):
            addresses = ", ".join(foreign) or tr("an address")
            words = tr("not sent: the server cannot take {addresses} (no SMTPUTF8)", addresses=addresses)
            reply = Reply(553, words)
            return Delivery(reply, dict.fromkeys(envelope.primary, reply))
        limit = self._client.esmtp_features.get("size", "")
        if limit.isdigit() and 0 < int(limit) < len(content):
            reply = Reply(552, tr("not sent: {size} bytes, the server takes {limit}", size=len(content), limit=limit))
            return Delivery(reply, dict.fromkeys(envelope.primary, reply))
        return None

    def _transaction(self, envelope: Envelope, content: bytes, commit: Callable[[], None]) -> Delivery:
        addresses = [*envelope.primary, *envelope.copies]
        utf8 = envelope.needs_utf8 or not all(a.isascii() for a in (envelope.sender, *addresses))
        options = (f" SIZE={len(content)}" if self._client.has_extn("size") else "") + (" SMTPUTF8" if utf8 else "")
        commands = [f"MAIL FROM:<{envelope.sender}>{options}", *(f"RCPT TO:<{a}>" for a in addresses)]
        together = self._pipelining and len(addresses) == 1
        answers = self._exchange([*commands, "DATA"] if together else commands)
        mail, rcpt = answers[0], dict(zip(addresses, answers[1:], strict=False))
        refusal = mail if refuses_sender(mail, to_mail=True) else next(filter(refuses_sender, rcpt.values()), None)
        if refusal:
            if together and answers[-1].code == _GO_ON:
                self._client.close()
            raise SenderRefused(self._server.host, envelope.sender, refusal)
        if not mail.good or not any(rcpt[a].good for a in envelope.primary):
            if together and answers[-1].code == _GO_ON:
                self._client.close()  # RFC 2920: it waits for a letter to nobody; no empty one shall go to anybody
            if not mail.good:
                return self._abandon(Delivery(mail, dict.fromkeys(addresses, mail)))
            return self._abandon(Delivery(_worst(rcpt[a] for a in envelope.primary), rcpt))
        go = answers[-1] if together else self._exchange(["DATA"])[0]
        if refuses_sender(go):
            raise SenderRefused(self._server.host, envelope.sender, go)
        if go.code != _GO_ON:
            _must_decide(go, good=False)
            return self._abandon(Delivery(go, rcpt))
        final = self._data(content, commit)
        if refuses_sender(final):
            raise SenderRefused(self._server.host, envelope.sender, final)
        return Delivery(final, rcpt)

    def _data(self, content: bytes, commit: Callable[[], None]) -> Reply:
        """Send the letter, `commit`, send the dot, read the answer."""
        self._within = True
        self._client.send(dot_stuffed(content))
        try:
            commit()
        except BaseException:
            self._client.close()  # without the dot nothing is delivered
            raise
        sock = self._client.sock
        assert sock is not None  # connected
        sock.settimeout(self._server.final_timeout)
        self._client.send(".\r\n")
        answer = self._reply()
        _must_decide(answer)
        self._within = False
        sock.settimeout(self._server.timeout)
        if answer.code == _CLOSING:
            self._client.close()
        return answer

    def _exchange(self, commands: Sequence[str]) -> list[Reply]:
        """Send commands and read their answers, in one round trip if the server can; stops at a refused MAIL."""
        if self._pipelining:
            self._client.send("".join(f"{c}\r\n" for c in commands).encode("utf-8"))
            answers = [self._reply() for _ in commands]
        else:
            answers = []
            for command in commands:
                self._client.send(f"{command}\r\n".encode())
                answers.append(self._reply())
                if len(answers) == 1 and not answers[0].good:
                    break
        if any(answer.code == _CLOSING for answer in answers):
            raise smtplib.SMTPServerDisconnected(str(next(a for a in answers if a.code == _CLOSING)))
        return answers

    def _reply(self) -> Reply:
        code, text = self._client.getreply()
        reply = Reply(code, _words(text))
        if not 200 <= code < 600:
            raise _no_answer(reply)
        return reply

    def _abandon(self, delivery: Delivery) -> Delivery:
        """End the transaction so that the connection can be used for the next letter."""
        try:
            self._exchange(["RSET"])
        except (OSError, smtplib.SMTPException):
            self._client.close()
        return delivery

    def close(self) -> None:
        """QUIT, and never mind the answer."""
        try:
            if self._within:
                self._client.close()  # half a letter: hang up, so that it goes nowhere
            elif self._client.sock is not None:
                self._client.sock.settimeout(5)
                self._client.quit()
        except (OSError, smtplib.SMTPException):
            self._client.close()


def dot_stuffed(content: bytes) -> bytes:
    """The bytes with every line's leading dot doubled (RFC 5321, 4.5.2); CRLF lines and a CRLF at the end."""
    if _has_leading_dot(content):
        content = re.sub(rb"(?m)^\.", b"..", content)
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def _has_leading_dot(content: bytes) -> bool:
    """Whether a line begins with a dot. Looking at the dots is far cheaper than at the lines: base64 has none."""
    at = content.find(b".")
    while at > 0 and content[at - 1] != ord("\n"):
        at = content.find(b".", at + 1)
    return at >= 0


def _no_answer(reply: Reply) -> smtplib.SMTPServerDisconnected:
    return smtplib.SMTPServerDisconnected(tr("no SMTP answer: {code} {words}", code=reply.code, words=reply.text))


def _must_decide(reply: Reply, *, good: bool = True) -> None:
    """A server that says "go on" to the dot, or that DATA without a letter is done, has not said what became of it."""
    if not (reply.passing or reply.refused or (good and reply.good)):
        raise _no_answer(reply)


def _worst(replies: Iterable[Reply]) -> Reply:
    """The answer that decides when no recipient was accepted: "not now" before "never", as it may still succeed."""
    found = list(replies)
    return next((r for r in found if r.passing), found[0])


def _words(text: bytes | str) -> str:
    """A server's words on one line, without control characters: they go into a log and onto a terminal."""
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", plain).strip()
