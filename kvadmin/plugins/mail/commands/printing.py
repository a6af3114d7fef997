"""``mail print``: letters on paper, by the same writers as every other document."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, UsageError, session, tr
from kvadmin.api.commands import file_stem, parse_day
from kvadmin.api.documents import DOCUMENT_FORMATS, Document, write_document
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, listing

from ..after.printed_letters import joined_document, letter_document
from ..file_names import POSTED_FILE
from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.mailings import Mailing, mailing_named
from .arguments import MailingArgument
from .letter_columns import CHANNEL, NUMBER, RECIPIENT

_COLUMNS = (NUMBER, RECIPIENT, CHANNEL, Column("note", "Why"))


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
    run = session(ctx)
    if out is None and not posted:
        raise UsageError(tr("where to?"), where="--out", hint=tr("--out post.pdf, or --out DIR, or --posted DATE"))
    found = mailing_named(run, mailing)
    day = parse_day(posted, where="--posted") if posted else None
    letters = [one for one in found.outbox.letters if every or one.channel == "post"]
    if out is not None and letters:
        _print(run, found, letters, out, form)
    if day is not None:
        _note_posted(run, found, day)
    run.show(
        listing(
            "letters",
            _COLUMNS,
            letters,
            title=tr("Printed of {name}", name=found.name),
            notes=[tr("{count} letters", count=len(letters))],
            personal=True,
            mailing=found.name,
            posted=day.isoformat() if day else found.posted or None,
        )
    )


def _print(run: Session, found: Mailing, letters: list[FrozenLetter], out: Path, form: str) -> None:
    programme = run.data.get(Programme)
    day = date.fromisoformat(str(found.planned.get("request", {}).get("day") or run.today.isoformat()))
    documents = [letter_document(found, one, programme, day) for one in letters]
    ending = out.suffix.lstrip(".")
    if ending in DOCUMENT_FORMATS:
        files = [(out.name, write_document(joined_document(documents), ending))]
        out = out.parent
    else:
        files = _file_each(run, letters, documents, form)
    if run.dry_run:
        run.info(tr("Dry run: {count} files would be written to {folder}.", count=len(files), folder=out))
    else:
        run.write_files(out, files, personal=True)


def _file_each(
    run: Session, letters: list[FrozenLetter], documents: list[Document], form: str
) -> list[tuple[str, bytes]]:
    """Each letter as a file of its own."""
    if form not in DOCUMENT_FORMATS:
        raise UsageError(
            tr("{form!r} is no format", form=form),
            where="--as",
            hint=tr("one of: {formats}", formats=", ".join(DOCUMENT_FORMATS)),
        )
    files = []
    with run.progress(len(letters), tr("Writing")) as progress:
        for done, (one, made) in enumerate(zip(letters, documents, strict=True)):
            files.append((f"{one.number:05d} {file_stem(one.key)}.{form}", write_document(made, form)))
            progress.update(done + 1)
    return files


def _note_posted(run: Session, found: Mailing, day: date) -> None:
    if found.approved is None:
        raise Refused(
            tr("the mailing {name} is not approved, so nothing of it can have been posted", name=found.name),
            hint=f"kvadmin mail approve {found.outbox.hash[:12]}",
        )
    change = run.transaction()
    payload = {"schema": 1, "posted": day.isoformat(), "who": run.who}
    change.put_file(f"{found.folder}/{POSTED_FILE}", (json.dumps(payload, ensure_ascii=False) + "\n").encode())
    run.commit(change)
