"""A real SMTP server in a process of its own, with faults to order; used by the tests of the mail plugin.

    python sink.py OPTIONS.json CAPTURED.jsonl

prints its port, then serves until it is killed. Every accepted message is a line of CAPTURED,
written before the answer is given. Addresses with ``bad5`` get 550, with ``tmp4`` 451 at RCPT.
Options: ``drop``/``acceptdrop`` N (abort at the Nth DATA, not storing / storing it first), ``dropdata`` N
(abort at the Nth DATA command, before 354), ``smtputf8`` false, ``pipelining`` true, ``slow`` seconds per
message, ``auth`` [user, password], ``xoauth2`` token, ``tls`` [cert, key] (STARTTLS offered), ``tls_required``,
``size`` bytes, ``greylist`` true (each address gets 451 once), ``final`` "code text" for the dot,
``ehlo_drop`` N (hang up on the first N connections), ``mail``/``rcpt`` "code text" for MAIL FROM/RCPT TO,
``mute`` N (from the Nth DATA on it never answers the dot), ``unpipelined`` true (offers PIPELINING, and hangs up on
whoever uses it).
"""

from __future__ import annotations

import asyncio
import base64
import json
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


class Sink:
    def __init__(self, options: dict, captured: Path) -> None:
        self.options, self.captured = options, captured
        self.data = self.connections = 0
        self.seen: set[str] = set()

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        if self.connections <= self.options.get("ehlo_drop", 0):
            server.transport.abort()
        if self.options.get("pipelining") or self.options.get("unpipelined"):
            responses.insert(1, "250-PIPELINING")
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if answer := self.options.get("rcpt"):
            return answer
        if "bad5" in address:
            return "550 5.1.1 no such mailbox"
        if "tmp4" in address or (self.options.get("greylist") and address not in self.seen):
            self.seen.add(address)
            return "451 4.7.1 not now"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.options.get("unpipelined") and server._reader._buffer:
            server.transport.abort()
        if answer := self.options.get("mail"):
            return answer
        envelope.mail_from, envelope.mail_options = address, [*envelope.mail_options, *options]
        return "250 2.1.0 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.data += 1
        if self.data == self.options.get("drop"):
            server.transport.abort()
            return "250 never heard"
        if self.data >= self.options.get("mute", self.data + 1):
            await asyncio.sleep(3600)
        if delay := self.options.get("slow"):
            await asyncio.sleep(delay)
        if final := self.options.get("final"):
            return final
        content = envelope.original_content or b""
        with self.captured.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"to": envelope.rcpt_tos, "raw": content.decode("latin-1")}) + "\n")
        if self.data == self.options.get("acceptdrop"):
            server.transport.abort()
        return f"250 2.0.0 taken as {self.data}"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        told = base64.b64decode(args[1]).decode()
        if f"auth=Bearer {self.options['xoauth2']}\x01\x01" in told:
            return AuthResult(success=True)
        await server.challenge_auth("eyJzdGF0dXMiOiI0MDEifQ==", encode_to_b64=False)
        return AuthResult(success=False, handled=False)


class Server(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        sink: Sink = self.event_handler
        if sink.options.get("dropdata"):
            sink.options["dropdata"] -= 1
            if sink.options["dropdata"] == 0:
                self.transport.abort()
                return
        await super().smtp_DATA(arg)


async def serve(options: dict, captured: Path, kind: type[Sink] = Sink) -> None:
    sink = kind(options, captured)
    context = None
    if tls := options.get("tls"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)

    def check(_server, _session, _envelope, _mechanism, data) -> AuthResult:
        user, password = options["auth"]
        right = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=right)

    def factory() -> SMTP:
        return Server(
            sink,
            enable_SMTPUTF8=options.get("smtputf8", True),
            data_size_limit=options.get("size", 60_000_000),
            tls_context=None if options.get("implicit") else context,
            require_starttls=bool(options.get("tls_required")),
            authenticator=check if "auth" in options else None,
            auth_required="auth" in options or "xoauth2" in options,
            auth_require_tls=False,
            hostname="sink.example",
            loop=asyncio.get_running_loop(),
        )

    server = await asyncio.get_running_loop().create_server(
        factory, "127.0.0.1", 0, ssl=context if options.get("implicit") else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])))
