"""A small driver over the mail engine, run as a process of its own: plan, freeze, approve, send, report.

    python merge.py JOB.json

JOB: {"letters": folder, "name": letter, "attachments": folder, "outbox": folder, "rows": [{"email", "name", "maalform", ...}],
"sender": address, "port": N, and optionally "connections", "back_off", "unknown", "security", "user", "secret", "token", "ca",
"final_timeout", "same_bytes"}. Run again, it resumes. Prints every problem and every address that did not get its letter;
exit 0 only if everybody got theirs, copies too.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from kvadmin.api import KvadminError
from kvadmin.plugins.mail.addresses import parse_mailbox
from kvadmin.plugins.mail.forms import form_of
from kvadmin.plugins.mail.letters import read_pair
from kvadmin.plugins.mail.outbox import Outbox, freeze, read_outbox
from kvadmin.plugins.mail.pace import Pace, SystemClock
from kvadmin.plugins.mail.plan import Terms, make_plan
from kvadmin.plugins.mail.records import Recipient, Sources
from kvadmin.plugins.mail.report import to_send
from kvadmin.plugins.mail.sending import send
from kvadmin.plugins.mail.sendlog import read_log
from kvadmin.plugins.mail.transports.credentials import Secret
from kvadmin.plugins.mail.transports.smtp import Server, Smtp


def plan(job: dict) -> Outbox:
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
    sources = Sources(folder, Path(job["attachments"]))
    made = make_plan(read_pair(folder, job["name"]), recipients, sources, Terms("sak-1", parse_mailbox(job["sender"])))
    for problem in made.problems:
        print(f"{problem.severity}: {problem.recipient}: {problem.code}: {problem.text}")
    return freeze(made, Path(job["outbox"]))


def smtp(job: dict) -> Smtp:
    server = Server(
        "127.0.0.1" if "ca" not in job else "localhost",
        job["port"],
        security=job.get("security", "none"),
        user=job.get("user", ""),
        password=Secret(job["secret"]) if "secret" in job else None,
        token=Secret(job["token"]) if "token" in job else None,
        ca_file=job.get("ca"),
        timeout=10,
        final_timeout=job.get("final_timeout", 20),
        hello="driver.example",
    )
    return Smtp(server)


def run(job: dict) -> int:
    folder = Path(job["outbox"])
    outbox = read_outbox(folder) if (folder / "plan.json").exists() else plan(job)
    if outbox.approval() is None:
        outbox.approve(outbox.hash, "driver", datetime(2008, 6, 10, 12, tzinfo=UTC))
    unknown = bool(job.get("unknown"))
    count = len(to_send(outbox, read_log(folder / "send.jsonl"), unknown=unknown))
    pace = Pace(job.get("connections", 1), back_off=tuple(job.get("back_off", (0.05, 0.1))), reconnect_wait=0.05)
    print("sending", count, flush=True)
    report = send(outbox, smtp(job), confirm=count, clock=SystemClock(), pace=pace, unknown=unknown)
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
