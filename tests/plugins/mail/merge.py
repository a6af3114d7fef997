"""A small driver over the mail engine, run as a process of its own: plan, freeze, approve, send, report.

    python merge.py JOB.json

JOB: {"letters": folder, "name": letter, "attachments": folder, "outbox": folder, "rows": [{"email", "name", "maalform", ...}],
"sender": address, "port": N, and optionally "connections", "back_off", "unknown", "security", "user", "secret", "token", "ca",
"timeout", "final_timeout", "pipelining", "per_minute", "per_day", "give_up_after"}. Run again, it resumes. Prints every problem and every address that did not get its letter;
exit 0 only if everybody got theirs, copies too.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from kit import approve, mailing_at

from kvadmin.api import KvadminError
from kvadmin.plugins.mail.addresses import parse_mailbox
from kvadmin.plugins.mail.content_folder import DiskFolder
from kvadmin.plugins.mail.delivery.clock import SystemClock
from kvadmin.plugins.mail.delivery.credentials import Secret
from kvadmin.plugins.mail.delivery.pace import SendPace
from kvadmin.plugins.mail.delivery.sending import send_mailing
from kvadmin.plugins.mail.delivery.smtp import SmtpServer, SmtpTransport
from kvadmin.plugins.mail.letters.language_forms import form_of
from kvadmin.plugins.mail.letters.letter_files import read_letter_pair
from kvadmin.plugins.mail.outbox.frozen_mailing import FrozenMailing, freeze_plan, read_frozen_mailing
from kvadmin.plugins.mail.outbox.send_log import read_send_log
from kvadmin.plugins.mail.outbox.send_report import open_letters
from kvadmin.plugins.mail.planning.letter_plan import MailingTerms, plan_letters
from kvadmin.plugins.mail.records import LetterFolders, Recipient


def plan(job: dict) -> FrozenMailing:
    folder = Path(job["letters"])
    recipients = [
        Recipient(
            key=f"{number}/{row.get('email')}",
            form=form_of(row.get("maalform"), "nb"),
            name=row.get("name") or "",
            email=row.get("email"),
            party=row.get("kommune") or "",
            fields=row,
        )
        for number, row in enumerate(job["rows"], 1)
    ]
    sources = LetterFolders(DiskFolder(folder), DiskFolder(Path(job["attachments"])))
    made = plan_letters(
        read_letter_pair(sources.letters, job["name"]),
        recipients,
        sources,
        MailingTerms("sak-1", parse_mailbox(job["sender"])),
    )
    for problem in made.problems:
        print(f"{problem.severity}: {problem.recipient}: {problem.code}: {problem.text}")
    return freeze_plan(made, mailing_at(Path(job["outbox"])))


def smtp(job: dict) -> SmtpTransport:
    server = SmtpServer(
        "127.0.0.1" if "ca" not in job else "localhost",
        job["port"],
        security=job.get("security", "none"),
        user=job.get("user", ""),
        password=Secret(job["secret"]) if "secret" in job else None,
        token=Secret(job["token"]) if "token" in job else None,
        ca_file=job.get("ca"),
        timeout=job.get("timeout", 10),
        final_timeout=job.get("final_timeout", 20),
        hello="driver.example",
        pipelining=job.get("pipelining", True),
    )
    return SmtpTransport(server)


def run(job: dict) -> int:
    folder = Path(job["outbox"])
    outbox = read_frozen_mailing(mailing_at(folder)) if (folder / "plan.json").exists() else plan(job)
    if outbox.approval() is None:
        approve(outbox, outbox.hash, "driver", datetime(2008, 6, 10, 12, tzinfo=UTC))
    unknown = bool(job.get("unknown"))
    count = len(open_letters(outbox, read_send_log(outbox.home), unknown=unknown))
    pace = SendPace(
        job.get("connections", 1),
        back_off=tuple(job.get("back_off", (0.05, 0.1))),
        reconnect_wait=0.05,
        **{name: job[name] for name in ("per_minute", "per_day", "give_up_after") if name in job},
    )
    print("sending", count, flush=True)
    report = send_mailing(outbox, smtp(job), confirm=count, clock=SystemClock(), pace=pace, unknown=unknown)
    for row in report.outcomes:
        print(f"{row.status}: {row.key}: {'copy to ' if row.copy else ''}{row.address}: {row.code} {row.words}")
    if report.stopped:
        raise report.stopped
    print(f"{report.delivered} of {report.letters} delivered")
    return 0 if report.fine else 1


if __name__ == "__main__":
    try:
        sys.exit(run(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))
    except KvadminError as error:
        print("\n".join(error.lines()))
        sys.exit(error.exit_code)
