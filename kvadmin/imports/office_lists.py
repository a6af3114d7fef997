"""Reading a file by an importer's declaration: how it was read before, what is asked, what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData, UsageError
from kvadmin.imports.asking import answered, refusal
from kvadmin.imports.conditions import only_where
from kvadmin.imports.kept_readings import keep, kept_choices
from kvadmin.imports.typed_choices import typed_choices, typed_conditions
from kvadmin.reading.columns.choices import ReadingChoices, heading_key
from kvadmin.reading.opening import read_bytes, read_content
from kvadmin.reading.tables import SheetTables, find_tables
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.reading.cells import Book
    from kvadmin.reading.importer import Importer
    from kvadmin.session.session import Session
    from kvadmin.store.transaction import Transaction


#: Rounds of questions; no list needs three.
_ROUNDS = 5
#: Empty columns that are named one by one: an address book's export has fifty.
_MOST_EMPTY = 10


@dataclass(frozen=True)
class OfficeList:
    """A file as it was read.

    Attributes:
        name: The file's name without its folder.
        sha256: Of its content, in hexadecimal.
        tables: What was found in it; no question is open.
        importer: What it was read as.
        choices: What persons have said of how it is read, now and before.

    Added in version 0.2.
    """

    name: str
    sha256: str
    tables: SheetTables
    importer: Importer
    choices: ReadingChoices
    _told: bool
    _run: Session

    def remember(self, change: Transaction) -> None:
        """Keep what was said of the reading, with the import that it was said for; nothing where that changes nothing.

        Args:
            change: The import, with everything else that it writes.
        """
        if self._told and self.choices and change.edits:
            headings, file = self.tables.signature(self.choices), self.name
            keep(change, self._run.data, self.importer.name, headings, self.choices, file=file, day=self._run.today)


def read_list(run: Session, file: Path, importer: Importer) -> OfficeList:
    """Read a file, ask what is not sure, and say what was left out.

    Args:
        run: The session; its options ``--map`` … and the kept readings of the programme count.
        file: What the person named.
        importer: What the file is read as.

    Raises:
        UsageError: There is no such file, or an option names what is not there.
        InvalidData: The file cannot be read, or it is not sure how and nobody can be asked.

    Added in version 0.2.
    """
    return understood(run, read_content(file), file.name, importer)


def look_into(run: Session, file: Path, importer: Importer) -> SheetTables:
    """How a file would be read, questions left open: for showing it, never for taking it in.

    Raises:
        UsageError: There is no such file, or an option names what is not there.
        InvalidData: The file cannot be read.

    Added in version 0.2.
    """
    knows, names = _register(run)
    book = read_bytes(read_content(file), file.name, names=names)
    return _find(book, importer, _over(typed_choices(run), _kept(run, book, importer, knows), importer), knows)


def understood(run: Session, content: bytes, name: str, importer: Importer) -> OfficeList:
    """The same as :func:`read_list` for a file whose content has been read already."""
    knows, names = _register(run)
    with run.progress(0, tr("Reading {file}", file=name)):
        book = read_bytes(content, name, names=names)
        typed = typed_choices(run)
        kept = _kept(run, book, importer, knows)
        choices = _over(typed, kept, importer)
        tables = _find(book, importer, choices, knows)
    asked = False
    for _ in range(_ROUNDS):  # an answer may free a column that another field then asks about
        if not tables.questions:
            break
        asked = True
        choices = answered(run, tables.questions, name).over(choices)
        tables = _find(book, importer, choices, knows)
    if tables.questions:
        raise refusal(tables.questions, name)
    if not importer.conditions:
        tables = only_where(tables, typed_conditions(run))
    if kept and not typed and not asked:
        run.info(tr("{file} is read as the last list with these headings (kvadmin reading list)", file=name))
    _say_left_out(run, tables, importer)
    if run.dry_run:
        from kvadmin.imports.explaining import explained

        run.info(explained(tables, all_columns=run.all_columns))
    told = asked or bool(typed)
    return OfficeList(name, sha256(content).hexdigest(), tables, importer, choices, told, run)


def _find(book: Book, importer: Importer, choices: ReadingChoices, knows: Callable[[str], bool] | None) -> SheetTables:
    found: SheetTables = (importer.find or find_tables)(book, importer, choices, knows)
    return found


def _register(run: Session) -> tuple[Callable[[str], bool] | None, Callable[[], Collection[str]]]:
    """Whether a text is the number or name of a municipality, and all names; without a programme folder unknown."""
    from kvadmin.model.municipality import MunicipalityOutline
    from kvadmin.register.resolving import register_on

    if run.find_folder() is None:
        return None, list
    register = register_on(run.data, None)
    if not register.entries:
        return None, list
    seen: dict[str, bool] = {}

    def knows(text: str) -> bool:
        if text not in seen:
            number = text if any(char.isdigit() for char in text) else ""
            match = register.match(number=number, name="" if number else text)
            seen[text] = match.verdict not in ("unknown", "absent")
        return seen[text]

    def names() -> Collection[str]:
        return [name for each in run.data.outlines(MunicipalityOutline) for name in (each.name, each.county) if name]

    return knows, names


def _over(typed: ReadingChoices, kept: ReadingChoices, importer: Importer) -> ReadingChoices:
    """What was typed, and what is kept where nothing was: a field that one column answers is typed anew as a whole."""
    fields = importer.headings.fields
    anew = {name for name in typed.mapped.values() if name in fields and not fields[name].many}
    mapped = {heading: name for heading, name in kept.mapped.items() if name not in anew}
    return typed.over(replace(kept, mapped=mapped))


def _kept(run: Session, book: Book, importer: Importer, knows: Callable[[str], bool] | None) -> ReadingChoices:
    """What was said of an earlier list with the same headings; nothing when there was none."""
    if run.find_folder() is None:
        return ReadingChoices()
    for headings, choices in kept_choices(run.data, importer.name):
        try:
            if _find(book, importer, choices, knows).signature(choices) == headings:
                return choices
        except (InvalidData, UsageError):
            continue
    return ReadingChoices()


def _say_left_out(run: Session, tables: SheetTables, importer: Importer) -> None:
    """Name every column and sheet that is left out, and what the reading of the file itself had to say."""
    for remark in tables.book.remarks:
        run.warn(remark)
    chosen_by = {heading_key(column) for column in typed_conditions(run)}
    for table in tables.tables:
        unknown = [use for use in table.columns.uses if use.why == "unknown"]
        empty = {use.at: use.heading for use in unknown if all(row[use.at].blank for row in table.rows)}
        if len(empty) > _MOST_EMPTY:
            run.warn(tr("columns with nothing in them and headings that nobody knows: {number}", number=len(empty)))
        else:
            empty = {}
        for use in table.columns.uses:
            if use.used or use.why in ("ignored", "empty") or heading_key(use.heading) in chosen_by:
                continue
            if use.at in empty:
                continue
            said = tr("column {label!r}: {why}", label=use.heading, why=use.in_words())
            run.warn(tr("sheet {sheet}, {said}", sheet=table.sheet.name, said=said) if table.sheet.name else said)
    for sheet in tables.other_sheets:
        run.warn(tr("sheet {sheet!r} holds no {kind} and was left out", sheet=sheet, kind=tr(importer.name)))
