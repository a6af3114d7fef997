"""``mail print``: letters on paper, by the same writers as every other document."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import file_stem, parse_day
from kvadmin.api.documents import DOCUMENT_FORMATS, write_document
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, Report, Table

from ..file_names import POSTED_FILE
from .arguments import MailingArgument, need_mail_libraries

if TYPE_CHECKING:
    from ..outbox.frozen_mailing import FrozenLetter
    from ..outbox.mailings import Mailing


def print_(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE|DIR", help="One file (post.pdf, post.docx), or a folder.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every letter, not only those that go by post.")] = False,
    form: Annotated[
        str, typer.Option("--as", metavar="docx|pdf|md", help="For a folder: one file per letter.")
    ] = "docx",
    posted: Annotated[
        str, typer.Option("--posted", metavar="DATE", help="They were put in the mail that day: into the journal.")
    ] = "",
) -> None:
    """Write the letters that go by post into one file, or each letter into a folder; note when they were posted.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail print --all --out brev --as docx
    """
    need_mail_libraries()
    from ..outbox.mailings import mailing_named

    run = session(ctx)
    if out is None and not posted:
        raise UsageError(tr("where to?"), where="--out", hint=tr("--out post.pdf, or --out DIR, or --posted DATE"))
    found = mailing_named(run, mailing)
    letters = [one for one in found.outbox.letters if every or one.channel == "post"]
    if out is not None and letters:
        _print(run, found, letters, out, form)
    if posted:
        _note_posted(run, found, parse_day(posted, where="--posted"))
    columns = (
        Column("number", "No.", "int"),
        Column("key", "Recipient"),
        Column("channel", "By"),
        Column("note", "Why"),
    )
    rows = tuple((one.number, one.key, one.channel, one.note) for one in letters)
    keys = [column.key for column in columns]
    data = {"schema": 1, "mailing": found.name, "posted": posted or found.posted or None}
    listed = {"letters": [dict(zip(keys, row, strict=True)) for row in rows]}
    run.show(
        Report(
            data | listed,
            (
                Table(
                    tr("Printed of {name}", name=found.name), columns, rows, (tr("{number} letters", number=len(rows)),)
                ),
            ),
        )
    )


def _print(run: Session, found: Mailing, letters: list[FrozenLetter], out: Path, form: str) -> None:
    from ..after.printed_letters import joined_document, letter_document

    programme = run.data.get(Programme)
    day = date.fromisoformat(str(found.planned.get("request", {}).get("day") or run.today.isoformat()))
    documents = [letter_document(found, one, programme, day) for one in letters]
    if out.suffix.lstrip(".") in DOCUMENT_FORMATS:
        files = [(out.name, write_document(joined_document(documents), out.suffix.lstrip(".")))]
        out = out.parent
    else:
        if form not in DOCUMENT_FORMATS:
            raise UsageError(
                tr("{form!r} is no format", form=form),
                where="--as",
                hint=tr("one of: {document_formats}", document_formats=", ".join(DOCUMENT_FORMATS)),
            )
        files = []
        with run.progress(len(letters), tr("Writing")) as progress:
            for done, (one, made) in enumerate(zip(letters, documents, strict=True)):
                files.append((f"{one.number:05d} {file_stem(one.key)}.{form}", write_document(made, form)))
                progress.update(done + 1)
    if run.dry_run:
        run.info(tr("Dry run: {number} files would be written to {out}.", number=len(files), out=out))
    else:
        run.write_files(out, files)


def _note_posted(run: Session, found: Mailing, day: date) -> None:

    if found.approved is None:
        raise Refused(
            tr("the mailing {name} is not approved, so nothing of it can have been posted", name=found.name),
            hint=tr("kvadmin mail approve {hash}", hash=found.outbox.hash[:12]),
        )
    change = run.transaction()
    told = {"schema": 1, "posted": day.isoformat(), "who": run.who}
    change.put_file(f"{found.folder}/{POSTED_FILE}", (json.dumps(told, ensure_ascii=False) + "\n").encode())
    run.commit(change)
