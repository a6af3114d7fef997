"""``mail print``: letters and copies on paper, by the same writers as every other document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import InvalidData, Refused, Session, UnknownName, UsageError, joined, session, tr
from kvadmin.api.commands import ends_in_place, file_stem, parse_day
from kvadmin.api.documents import (
    DOCUMENT_FORMATS,
    Document,
    Picture,
    texts_with_boxes,
    warn_of_boxes,
    write_document,
    write_documents,
)
from kvadmin.api.records import Programme
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import near_names

from ..after.printed_letters import copies_in_print, copy_head, letter_document
from ..outbox.frozen_mailing import FrozenLetter
from ..outbox.mailings import Mailing, mailing_named
from ..outbox.settlements import Settlement, objection, settle
from ..parties import parties_of
from ..planning.still_true import held_letters
from ..records import CopyRecipient
from ..told_again import told_again
from .arguments import MailingArgument, letter_keys
from .held import SkipChangedOption, letters_still_true

#: What has left or is not to go: nothing is posted any more.
_GONE = ("sent", "came", "withdrawn")
_COLUMNS = (
    Column("number", "No.", "int", get=attrgetter("letter.number")),
    Column("key", "Recipient", get=attrgetter("letter.key")),
    Column("channel", "Way", get=attrgetter("letter.channel")),
    Column("copy", "Copy to", get=lambda piece: piece.copy.name if piece.copy else None),
    Column("note", "Why", get=attrgetter("note"), show=told_again),
)


@dataclass(frozen=True)
class PrintedPiece:
    """What goes into one envelope: a letter, or somebody's copy of it."""

    letter: FrozenLetter
    copy: CopyRecipient | None = None

    @property
    def note(self) -> str:
        """Why it is printed."""
        if self.copy is None:
            return self.letter.note
        return "" if ends_in_place(copy_head(self.copy)) else tr("to be sent to {address}", address=self.copy.address)

    @property
    def name(self) -> str:
        """The name of a file of its own, without the ending."""
        copied = f" kopi {self.copy.name}" if self.copy else ""
        return f"{self.letter.number:05d} {file_stem(self.letter.key + copied)}"


def print_(
    ctx: typer.Context,
    mailing: MailingArgument = "",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE|DIR", help="One file (post.pdf, post.docx), or a folder.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every letter, not only those that go by post.")] = False,
    chosen: Annotated[
        list[str] | None,
        typer.Option(
            "--letter",
            metavar="KEY",
            help="This letter, such as one that came back; may be repeated.",
            autocompletion=letter_keys,
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--as", metavar="docx|pdf|md|html", help="For a folder: one file per letter.")
    ] = "docx",
    without_address: Annotated[
        bool, typer.Option("--without-address", help="Also letters whose municipality has no postal address.")
    ] = False,
    skip_changed: SkipChangedOption = False,
    posted: Annotated[
        str, typer.Option("--posted", metavar="DATE", help="They were put in the mail that day: into the journal.")
    ] = "",
) -> None:
    """Write the letters that go by post into one file, or each letter into a folder; note when they were posted.

    Copies that are made in print come with them, each addressed to whoever gets it. Each letter counts its own pages,
    and its address stands where the window of an envelope shows it. A letter without a postal address is refused, and
    so is one that is not true any more.

    Example: kvadmin mail plan admitted --to cohort:P3 && kvadmin mail print --all --out brev --as docx
    """
    run = session(ctx)
    if out is None and not posted:
        raise UsageError(
            tr("where to?"),
            where="--out",
            hint=tr("--out post.pdf, or --out DIR, or --posted DATE"),
            code="missing-value",
        )
    found = mailing_named(run, mailing)
    day = parse_day(posted, where="--posted") if posted else None
    pieces = _pieces(found, chosen or [], every=every)
    wanted = {piece.letter.number for piece in pieces}
    if out is not None:
        pieces = _still_true(run, found, pieces, skip_changed=skip_changed)
    by_post = [piece for piece in pieces if chosen or piece.letter.channel == "post"]
    if out is not None and pieces:
        if not without_address:
            _check_addresses(found, by_post)
        _print(run, found, pieces, out, form)
        if found.approved is not None and day is None:
            _note_printed(run, found, by_post)
    if day is not None:
        _note_posted(run, found, [piece.letter for piece in by_post if piece.copy is None], day)
    if not wanted:
        nothing = tr(
            "Nothing to print: no letter of {name} goes by post. --all prints every letter, --letter KEY one.",
            name=found.name,
        )
    else:
        nothing = tr("Nothing was printed.")
    copies = sum(piece.copy is not None for piece in pieces)
    run.show(
        listing(
            "letters",
            _COLUMNS,
            pieces,
            title=_title(found, printed=out is not None and not run.dry_run),
            empty=nothing,
            notes=[tr("{count} letters, {copies} copies", count=len(pieces) - copies, copies=copies)],
            personal=True,
            mailing=found.name,
            posted=day.isoformat() if day else found.posted_on or None,
        )
    )
    if held := len(wanted - {piece.letter.number for piece in pieces}):
        raise Refused(
            tr("{count} letters were held back", count=held),
            hint=f"kvadmin mail replan {found.name}",
            code="letters-held",
        )


def _title(found: Mailing, *, printed: bool) -> str:
    """What the list shows: what was printed, or of which letters was spoken."""
    return tr("Printed of {name}", name=found.name) if printed else tr("Letters of {name}", name=found.name)


def _pieces(found: Mailing, chosen: Sequence[str], *, every: bool) -> list[PrintedPiece]:
    """The letters that are asked for, each with the copies of it that are printed."""
    keys = {letter.key for letter in found.outbox.letters}
    for key in chosen:
        if key not in keys:
            raise UnknownName(
                tr("{mailing} has no letter {key!r}", mailing=found.name, key=key),
                where="--letter",
                hint=f"kvadmin mail preview {found.name}",
                near=near_names(key, sorted(keys)),
                code="unknown-letter",
            )
    pieces = []
    for letter in found.outbox.letters:
        if chosen and letter.key not in chosen:
            continue
        if not chosen and not every and found.life(letter).status == "withdrawn":
            continue
        pieces += [PrintedPiece(letter)] if chosen or every or letter.channel == "post" else []
        pieces += [PrintedPiece(letter, copy) for copy in copies_in_print(letter)]
    return pieces


def _still_true(
    run: Session, found: Mailing, pieces: Sequence[PrintedPiece], *, skip_changed: bool
) -> list[PrintedPiece]:
    """Those of the letters that are yet to go and would be written just like that today, and all that have gone."""
    letters = {piece.letter.number: piece.letter for piece in pieces}
    status = {number: found.life(letter).status for number, letter in letters.items()}
    to_go = [letter for number, letter in letters.items() if status[number] in ("planned", "approved", "written")]
    kept = {one.number for one in letters_still_true(run, found, to_go, skip_changed=skip_changed)}
    back = [letter for number, letter in letters.items() if status[number] in ("refused", "bounced")]
    for one in held_letters(run, found, back) if back else ():  # that its address is of no use is why it is printed
        run.warn(tr("look at {key} before it goes: {why}", key=one.key, why=joined("; ", one.why)))
    held = {letter.number for letter in to_go} - kept
    return [piece for piece in pieces if piece.letter.number not in held]


def _check_addresses(found: Mailing, pieces: Sequence[PrintedPiece]) -> None:
    """Refuse, by name, letters that would not arrive."""
    lacking = [piece.letter for piece in pieces if piece.copy is None and not ends_in_place(piece.letter.head)]
    if not lacking:
        return
    number = next(iter(parties_of(lacking[0].party)), lacking[0].key)
    raise Refused(
        tr("{count} letters of {name} have no postal address", count=len(lacking), name=found.name),
        details=[f"{letter.key}: {next(iter(letter.head), '')}" for letter in lacking],
        hint=tr(
            'kvadmin municipality set {number} address "Postboks 1" "0001 Sted", or kvadmin municipality addresses '
            "FILE; then plan again: `kvadmin mail replan {name}`. Or print them all the same: --without-address",
            number=number,
            name=found.name,
        ),
        code="no-address",
    )


def _print(run: Session, found: Mailing, pieces: Sequence[PrintedPiece], out: Path, form: str) -> None:
    programme = run.data.get(Programme)
    day = date.fromisoformat(str(found.planned.get("request", {}).get("day") or run.today.isoformat()))
    logo = _logo(run, programme)
    documents = [letter_document(found, each.letter, programme, day, copy=each.copy, logo=logo) for each in pieces]
    ending = out.suffix.lstrip(".").lower()
    if ending in DOCUMENT_FORMATS:
        title = (
            documents[0].title
            if len(documents) == 1
            else tr("{name}: {count} letters", name=found.name, count=len(documents))
        )
        files = [(out.name, write_documents(documents, ending, title=title, boxes=True))]
        out = out.parent
    else:
        files = _file_each(run, pieces, documents, form)
    if files[0][0].endswith(".pdf"):
        warn_of_boxes(run, (text for document in documents for text in texts_with_boxes(document)))
    if run.dry_run:
        run.info(tr("Dry run: {count} files would be written to {folder}.", count=len(files), folder=out))
    else:
        run.write_files(out, files, personal=True)


def _logo(run: Session, programme: Programme) -> Picture | None:
    """The logo of the letterhead; raises InvalidData when its file is gone."""
    sender = programme.sender
    if sender is None or not sender.logo:
        return None
    content = run.data.read_file(sender.logo)
    if content is None:
        raise InvalidData(
            tr("the logo {file} is not there", file=sender.logo),
            where="programme.yaml",
            hint=tr('put it there, or print without: kvadmin programme set sender.logo ""'),
            code="no-such-file",
        )
    return Picture(content, "svg" if sender.logo.endswith(".svg") else "png", sender.name or programme.name)


def _file_each(
    run: Session, pieces: Sequence[PrintedPiece], documents: Sequence[Document], form: str
) -> list[tuple[str, bytes]]:
    """Each letter as a file of its own."""
    if form not in DOCUMENT_FORMATS:
        raise UsageError(
            tr("{form!r} is no format", form=form),
            where="--as",
            hint=tr("one of: {formats}", formats=", ".join(DOCUMENT_FORMATS)),
            near=near_names(form, DOCUMENT_FORMATS),
            code="unknown-format",
        )
    files = []
    with run.progress(len(pieces), tr("Writing")) as progress:
        for done, (piece, made) in enumerate(zip(pieces, documents, strict=True)):
            files.append((f"{piece.name}.{form}", write_document(made, form, boxes=True)))
            progress.update(done + 1)
    return files


def _note_printed(run: Session, found: Mailing, pieces: Sequence[PrintedPiece]) -> None:
    """Note of letters by post that a print exists; of a letter that has left there is nothing to note."""
    letters = {piece.letter.number: piece.letter for piece in pieces if piece.copy is None}
    said = [Settlement(number, "printed", run.today, "") for number in letters]
    fitting = [each for each in said if objection(found, letters[each.letter_number], each, run.today) is None]
    if fitting:
        _settle(run, found, fitting)


def _note_posted(run: Session, found: Mailing, letters: Sequence[FrozenLetter], day: date) -> None:
    """Note the day the letters were put in the mail, of those that have not left yet."""
    if found.approved is None and not found.begun:
        raise Refused(
            tr("the mailing {name} is not approved, so nothing of it can have been posted", name=found.name),
            hint=f"kvadmin mail approve {found.outbox.hash[:12]}",
            code="not-approved",
        )
    open_letters = [each for each in letters if found.life(each).status not in _GONE]
    try:
        _settle(run, found, [Settlement(each.number, "posted", day, "") for each in open_letters])
    except UsageError as error:
        error.where = "--posted"
        raise


def _settle(run: Session, found: Mailing, said: Sequence[Settlement]) -> None:
    change = run.transaction()
    settle(run, change, found, said)
    run.commit(change)
