"""``mail preview``: what is planned, as its readers will see it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import UnknownName, session, tr
from kvadmin.api.reports import Column, Report, Table

from .arguments import MailingArgument, need_mail_libraries


def preview(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    letter: Annotated[
        str, typer.Option("--letter", metavar="KEY", help="One letter in full: 0301, or its number.")
    ] = "",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="The whole plan as a page to read.")
    ] = None,
) -> None:
    """Look at a planned mailing: to whom, in which form, and the text; one letter in full with --letter.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail preview
    """
    need_mail_libraries()
    from ..after.printed_letters import letter_text, parsed_letter
    from ..outbox.mailings import mailing_named

    run = session(ctx)
    found = mailing_named(run, mailing, ("planned", "approved"))
    outbox = found.outbox
    if html is not None:
        content = run.data.read_file(f"{found.folder}/index.html") or b""
        run.check_writable(html)
        run.write_files(html.parent, [(html.name, content)])
    wanted = [one for one in outbox.letters if letter in ("", one.key, one.party, str(one.number))]
    if not wanted:
        raise UnknownName(
            tr("the mailing {name} has no letter {letter!r}", name=found.name, letter=letter),
            hint=tr("kvadmin mail preview lists them"),
        )
    rows = []
    details = []
    for one in wanted:
        to = ", ".join(str(box) for box in one.to) or one.note
        copies = ", ".join(str(box) for box in (*one.cc, *one.bcc))
        files = ", ".join(str(each["name"]) for each in one.attachments)
        rows.append((one.number, one.key, one.form, one.channel, to, copies, one.subject, files))
        details.append({"text": letter_text(parsed_letter(outbox, one)) if letter else None})
    columns = (
        Column("number", "No.", "int"),
        Column("key", "Recipient"),
        Column("form", "Form"),
        Column("channel", "By"),
        Column("to", "To"),
        Column("copies", "Copies"),
        Column("subject", "Subject"),
        Column("attachments", "Attachments"),
    )
    keys = [column.key for column in columns]
    data = {
        "schema": 1,
        "mailing": found.name,
        "letter": outbox.letter,
        "hash": outbox.hash,
        "state": found.state,
        "approved_by": found.approved["who"] if found.approved else None,
        "letters": [
            dict(zip(keys, row, strict=True)) | (detail if letter else {})
            for row, detail in zip(rows, details, strict=True)
        ],
    }
    notes = tuple(line or "\u00a0" for each in details if each["text"] for line in ("", *each["text"].splitlines()))
    table = Table(f"{found.name}: {outbox.letter}", columns, tuple(rows), (*notes, tr("hash {hash}", hash=outbox.hash)))
    run.show(Report(data, (table,)))
