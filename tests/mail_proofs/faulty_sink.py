"""The SMTP server of the crash proof: the tests' server, which now and then misbehaves after DATA.

    python faulty_sink.py OPTIONS.json CAPTURED.jsonl

``faults`` is how many letters in a thousand meet each of the ``kinds`` (else all of :data:`FAULTS`): connection cut
and nothing stored; stored and the connection cut before the answer; 451; 550; silence (stored or not) until the
client gives up. What befell which letter is a line of ``faults.jsonl`` beside CAPTURED, written before the client can
know.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
from email import message_from_bytes
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aiosmtpd.smtp import SMTP, Envelope, Session
from plugins.mail.sink import Sink, serve

FAULTS = ("cut", "stored and cut", "451", "550", "silent", "stored and silent")


class FaultySink(Sink):
    def __init__(self, options: dict, captured: Path) -> None:
        super().__init__(options, captured)
        self.luck = random.Random(options.get("seed", 1))
        self.faults = captured.with_name("faults.jsonl")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        kinds, often = self.options.get("kinds", FAULTS), self.options["faults"]
        fault = self.luck.randrange(1000) // often if often else len(kinds)
        if fault >= len(kinds):
            return await super().handle_DATA(server, session, envelope)
        name = kinds[fault]
        content = envelope.original_content or b""
        with self.faults.open("a", encoding="utf-8") as file:
            told = {"fault": name, "id": message_from_bytes(content)["Message-ID"], "to": envelope.rcpt_tos}
            file.write(json.dumps(told) + "\n")
        if name in ("451", "550"):
            return f"{name} {name[0]}.7.1 not this one"
        if name.startswith("stored"):
            await super().handle_DATA(server, session, envelope)
        if name.endswith("silent"):
            await asyncio.sleep(self.options["silence"])
        server.transport.abort()
        return "250 never heard"


if __name__ == "__main__":
    asyncio.run(serve(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]), FaultySink))
