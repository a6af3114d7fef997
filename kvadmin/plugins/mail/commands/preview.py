"""``mail preview``: what is planned, as its readers will see it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import UnknownName, session, tr
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import near_names

from ..after.printed_letters import letter_text, parsed_letter
from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.mailings import mailing_named
from ..told_again import told_again
from .arguments import MailingArgument, letter_keys
from .letter_columns import CHANNEL, FORM, NUMBER, RECIPIENT, SUBJECT, joined


def _attachments(letter: FrozenLetter) -> str:
    return ", ".join(str(each["name"]) for each in letter.attachments)


_COLUMNS = (
    NUMBER,
    RECIPIENT,
    FORM,
    CHANNEL,
    Column("to", "To", get=lambda letter: joined(letter.to) or letter.note, show=told_again),
    Column("copies", "Copies", get=lambda letter: joined((*letter.cc, *letter.bcc)), rank=3),
    Column(
        "printed",
        "Copies in print",
        get=lambda letter: [o.name for o in letter.copies if o.way == "print"],
        rank=3,
        show=", ".join,
    ),
    SUBJECT,
    Column("attachments", "Attachments", get=_attachments, rank=3),
)


def preview(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    letter: Annotated[
        str,
        typer.Option(
            "--letter", metavar="KEY", help="One letter in full: 0301, or its number.", autocompletion=letter_keys
        ),
    ] = "",
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="The whole plan as a page to read.")
    ] = None,
) -> None:
    """Look at a planned mailing: to whom, in which form, and the text; one letter in full with --letter.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail preview
    """
    run = session(ctx)
    found = mailing_named(run, mailing, ("planned", "approved"))
    outbox = found.outbox
    if html is not None:
        content = run.data.read_file(f"{found.folder}/index.html") or b""
        run.check_writable(html, option="--html")
        run.write_files(html.parent, [(html.name, content)], personal=True)
    wanted = [one for one in outbox.letters if letter in ("", one.key, one.party, str(one.number))]
    if not wanted:
        raise UnknownName(
            tr("the mailing {name} has no letter {letter!r}", name=found.name, letter=letter),
            hint=tr("`kvadmin mail preview` lists them"),
            near=near_names(letter, [each for one in outbox.letters for each in (one.key, one.party)]),
            code="unknown-letter",
        )
    texts = {one.number: letter_text(parsed_letter(outbox, one)) for one in wanted if letter}
    whole = (Column("text", get=lambda one: texts[one.number]),) if letter else ()
    lines = [line or "\u00a0" for text in texts.values() if text for line in ("", *text.splitlines())]
    run.show(
        listing(
            "letters",
            (*_COLUMNS, *whole),
            wanted,
            title=f"{found.name}: {outbox.letter}",
            notes=(*lines, tr("hash {hash}", hash=outbox.hash)),
            personal=True,
            mailing=found.name,
            letter=outbox.letter,
            hash=outbox.hash,
            state=found.state,
            approved_by=found.approved["who"] if found.approved else None,
        )
    )
