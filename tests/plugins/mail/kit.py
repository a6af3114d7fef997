"""What the tests of the mail plugin share: a letter pair, recipients, a frozen outbox, and messages read back."""

from __future__ import annotations

import email
import email.policy
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from kvadmin.plugins.mail.addresses import Mailbox, mailbox
from kvadmin.plugins.mail.content_folder import DiskFolder
from kvadmin.plugins.mail.kept import Kept
from kvadmin.plugins.mail.letters.letter_files import read_letter_pair
from kvadmin.plugins.mail.outbox.frozen_mailing import FrozenMailing
from kvadmin.plugins.mail.outbox.mailing_folder import KeptMailing
from kvadmin.plugins.mail.planning.letter_plan import MailingTerms, plan_letters
from kvadmin.plugins.mail.records import LetterFolders, MailingPlan, Recipient
from kvadmin.store.engines.disk_keeper import DiskKeeper

HERE = Path(__file__).parent
NOON = datetime(2008, 6, 10, 12, 0, tzinfo=UTC)
SENDER = mailbox("sekretariatet@program.example", "Sekretariatet for Kvalitetskommuneprogrammet")
BODY = {
    "nb": "Til {{ kommune }} kommune\n\nVi inviterer kommunen til å søke. Frist: {{ frist }}.\n",
    "nn": "Til {{ kommune }} kommune\n\nVi inviterer kommunen til å søkje. Frist: {{ frist }}.\n",
}


class FileStore:
    """What keeps a folder of files, as a store does, without opening one."""

    def __init__(self, folder: Path) -> None:
        keeper = DiskKeeper(folder.resolve())
        self.engine, self.contents = keeper.engine, keeper.folder


def kept_in(folder: Path) -> Kept:
    """What keeps a folder of files."""
    return Kept(folder, FileStore(folder))


def mailing_at(folder: Path) -> KeptMailing:
    """A mailing as files, in the outbox of a programme or beside others."""
    base = folder.parents[1] if folder.parent.name == "outbox" else folder.parent
    return KeptMailing(kept_in(base), folder.relative_to(base).as_posix())


def approve(outbox: FrozenMailing, named: str, who: str, when: datetime = NOON) -> None:
    """Approve a frozen mailing, as the command does."""
    outbox.sending.put({"approval.json": outbox.approved_by(named, who, when)})


def write_pair(folder: Path, nb: str | None = None, nn: str | None = None, front: str = "", name: str = "brev") -> Path:
    """Write a pair of letters; `front` are further lines of front matter of both."""
    folder.mkdir(parents=True, exist_ok=True)
    for form, body in (("nb", nb), ("nn", nn)):
        text = f"---\nsubject: Invitasjon til {{{{ kommune }}}}\n{front}---\n{BODY[form] if body is None else body}"
        (folder / f"{name}.{form}.md").write_text(text, encoding="utf-8", newline="")
    return folder


def recipient(number: int = 1, form: str = "nb", **more: Any) -> Recipient:
    """A recipient with all fields of :data:`BODY`."""
    told = {
        "key": f"{number:04d}/mail-desk",
        "name": f"Kåre Nr. {number}",
        "email": f"post{number}@kommune{number}.example",
    }
    told |= {"party": f"{number:04d}", "fields": {"kommune": f"Åsgård {number}", "frist": "20. mai 2008"}}
    return Recipient(form=form, **(told | more))


def plan(
    folder: Path, *recipients: Recipient, mailing: str = "sak-1", files: Path | None = None, **terms: Any
) -> MailingPlan:
    """The plan of the letter ``brev`` in `folder`."""
    return plan_letters(
        read_letter_pair(DiskFolder(folder), "brev"),
        recipients,
        LetterFolders(DiskFolder(folder), None if files is None else DiskFolder(files)),
        MailingTerms(mailing, SENDER, **terms),
    )


def codes(made: MailingPlan) -> list[tuple[str, str, str]]:
    """(recipient, code, field) of every problem."""
    return [(p.recipient, p.code, p.field) for p in made.problems]


def parsed(raw: bytes) -> EmailMessage:
    """A message read back as any mail program may: Python's parser with the default policy."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    for part in message.walk():
        assert not part.defects
    return message


def boxes(header: Any) -> list[Mailbox]:
    """The mailboxes of a parsed address header; an address in UTF-8 (RFC 6532) comes as its bytes."""
    told = (
        [(a.addr_spec.encode("utf-8", "surrogateescape").decode("utf-8"), a.display_name) for a in header.addresses]
        if header
        else []
    )
    return [Mailbox(address, name) for address, name in told]


def accepted(captured: Path) -> list[dict[str, Any]]:
    """The messages a sink took."""
    return [json.loads(line) for line in captured.read_text(encoding="utf-8").splitlines()]


def delivered(captured: Path) -> Counter[str]:
    """How many messages each address was sent, as the sink saw it."""
    return Counter(address for message in accepted(captured) for address in message["to"])


def job(folder: Path, letters: Path, rows: list[dict[str, Any]], port: int, **more: Any) -> Path:
    """A job for merge.py."""
    told = {"letters": str(letters), "name": "brev", "attachments": str(letters), "outbox": str(folder / "outbox")}
    told |= {"rows": rows, "sender": "sekretariatet@program.example", "port": port, **more}
    path = folder / "job.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def merge(path: Path, **environ: str) -> tuple[int, str]:
    """Run merge.py in a process of its own: (exit status, everything it printed)."""
    done = subprocess.run(
        [sys.executable, HERE / "merge.py", path],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


def start_merge(path: Path) -> subprocess.Popen[str]:
    """Start merge.py and return when it begins to send."""
    process = subprocess.Popen([sys.executable, HERE / "merge.py", path], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    while "sending" not in (line := process.stdout.readline()):
        assert line, "merge.py ended before it began to send"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    """kill -9, and bury it."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def rows(count: int, **more: Any) -> list[dict[str, Any]]:
    """Rows for merge.py with distinct addresses, every other one in nynorsk."""
    return [
        {
            "email": f"p{n}@k{n}.example",
            "name": f"Kåre {n}",
            "kommune": f"Å{n}",
            "maalform": "nn" if n % 2 else "nb",
            "frist": "1. juni",
            **more,
        }
        for n in range(1, count + 1)
    ]
