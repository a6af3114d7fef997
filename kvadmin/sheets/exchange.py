"""``sheet out`` and ``sheet in``: records into a workbook, and what was edited there back into the programme."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData, UsageError
from kvadmin.reading.cells import Book
from kvadmin.reading.cells import Sheet as ReadSheet
from kvadmin.reading.opening import read_file
from kvadmin.sheets.answers import SheetAnswers
from kvadmin.sheets.asking import choose_copies, choose_sheet, settle_columns
from kvadmin.sheets.declared import at_work, check_scope, find_declaration, load_noun
from kvadmin.sheets.difference import Comparing, SheetComparison
from kvadmin.sheets.headings import HeadingNames, SheetHeadings, letters
from kvadmin.sheets.lines import addressed, cut_short
from kvadmin.sheets.marks import MARKS, Marks, find_marks, is_marks, make_marks, programme_mark
from kvadmin.sheets.noun import SheetNoun, SheetProblem, SheetScope
from kvadmin.sheets.report import difference_report
from kvadmin.sheets.returned import ReturnedSheet, fitting_sheets, read_columns, read_rows
from kvadmin.sheets.settling import settle
from kvadmin.sheets.wandered import ask_about_wandered
from kvadmin.tables.xlsx import sheet_names
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.sheets.declaration import SheetDeclaration
    from kvadmin.session.session import Session


def sheet_out(run: Session, name: str, scope: SheetScope) -> None:
    """Write the workbook of a noun to ``-o``.

    Args:
        run: The session.
        name: Of the noun.
        scope: What it is to be about.

    Raises:
        UnknownName: There is no such noun, cohort, gathering ...
        UsageError: The noun cannot be about that, or needs to be told more.

    Added in version 0.2.
    """
    from kvadmin.sheets.workbook import write_sheet

    declaration = find_declaration(run.gather("kvadmin_sheets"), name)
    check_scope(declaration, scope)
    noun = load_noun(declaration)
    with at_work(declaration):
        columns, rows = list(noun.columns(run, scope)), list(noun.rows(run, scope))
    programme, transaction = programme_mark(run)
    title = sheet_names([tr(declaration.name.replace("-", " ").capitalize())], reserved=(MARKS,))[0]
    marks = make_marks(
        declaration.name, scope, columns, rows, sheet=title, programme=programme, transaction=transaction
    )
    run.show_document(write_sheet(marks, columns, rows), "xlsx", personal=noun.personal)
    if run.output in (None, "-"):
        run.info(tr("{number} rows. When they are edited: kvadmin sheet in FILE", number=len(rows)))
    else:
        file = shlex.quote(str(run.output))
        run.info(tr("{number} rows. When they are edited: kvadmin sheet in {file}", number=len(rows), file=file))


def sheet_in(run: Session, file: Path, answers: SheetAnswers) -> None:
    """Take in what was edited in a workbook that :func:`sheet_out` made, as one change.

    Args:
        run: The session.
        file: The workbook.
        answers: What the options say.

    Raises:
        InvalidData: It is no such workbook, or a cell of it cannot be; nothing is written.
        Conflict: File and programme have both changed, and nobody can be asked; nothing is written.

    Added in version 0.2.
    """
    book = _read(run, file)
    marks = find_marks(book)
    _check_programme(run, book, marks)
    declaration = find_declaration(run.gather("kvadmin_sheets"), marks.noun)
    noun = load_noun(declaration)
    returned, found = _compare(run, book, marks, (declaration, noun), answers)
    _rows_that_went(run, found, noun, remove=answers.remove_missing)
    settle(run, found, answers.keep)
    edits = found.edits()
    change = run.transaction()
    with at_work(declaration):
        problems = noun.apply(run, marks.scope, edits, change) if edits else []
    if problems:
        raise _refused(book, [_line(returned, found, each) for each in problems])
    if edits and not change.edits:  # rows that were added by an earlier taking in of the same file
        found.differences = [replace(each, outcome="same") for each in found.differences]
    run.show(difference_report(marks.noun, found.differences, dry_run=run.dry_run, personal=noun.personal))
    if not change.edits:
        run.info(tr("Nothing has changed."))
        run.attempts.unchanged = True
    elif run.commit(change, confirm=tr("Take these changes in?")) is not None:
        run.info(tr("To edit further, make a new workbook: this one remembers what was before."))


def _read(run: Session, file: Path) -> Book:
    if file.name.startswith(("~$", ".~lock.")):
        name = file.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
        raise UsageError(
            tr("{name} only marks that a workbook is open", name=file.name),
            where=str(file),
            hint=tr("name the workbook itself: {name}", name=name),
            code="unknown-file-type",
        )
    book = read_file(file)
    if any(file.with_name(each).exists() for each in (f"~${file.name}", f".~lock.{file.name}#")):
        run.warn(tr("{name} is open in another program: what is not saved there is not seen", name=file.name))
    for remark in book.remarks:
        run.warn(remark)
    return book


def _check_programme(run: Session, book: Book, marks: Marks) -> None:
    known = [each.transaction_id for each in run.store.records.history()]
    if marks.programme and marks.programme not in known[:1]:
        raise InvalidData(
            tr("the workbook was made from another programme folder"),
            where=book.name,
            hint=tr("name its folder with -C DIR"),
            code="other-programme",
        )
    if marks.transaction and marks.transaction not in known:
        run.warn(tr("this folder does not know the change that the workbook was made on: is it an older copy?"))


def _compare(
    run: Session, book: Book, marks: Marks, of: tuple[SheetDeclaration, SheetNoun], answers: SheetAnswers
) -> tuple[ReturnedSheet, SheetComparison]:
    declaration, noun = of
    with at_work(declaration):
        columns = {each.name: each for each in noun.columns(run, marks.scope)}
        # A record that the selection does not choose any more is not gone.
        rows = {each.key: each for each in noun.rows(run, replace(marks.scope, selection=""))}
    sheet, row = choose_sheet(run, fitting_sheets(book, marks, HeadingNames(marks, columns)), answers)
    headings = read_columns(sheet, row, marks, columns)
    settle_columns(run, sheet, headings, marks, answers)
    _say_what_stands_beside(run, book, sheet)
    returned = read_rows(sheet, headings, list(marks.base))
    counting, new = choose_copies(run, returned, noun.adds)
    known = {name: columns[name] for name in marks.columns if name in columns}
    found = Comparing(marks, known, rows, noun.adds).compare(returned, counting, new)
    _say_what_is_left_out(run, headings, found, marks)
    if not found.problems:
        ask_about_wandered(run, found.differences, known, answers.keep)
    if found.problems:
        raise _refused(book, found.problems)
    return returned, found


def _refused(book: Book, problems: list[str]) -> InvalidData:
    return InvalidData(
        tr("cells of the file cannot be taken in: {number}", number=len(problems)),
        where=book.name,
        details=cut_short(problems),
        hint=tr("put them right in the file and save it; nothing was written"),
        code="bad-cells",
    )


def _line(returned: ReturnedSheet, found: SheetComparison, problem: SheetProblem) -> str:
    """What a noun cannot take, with the address of the cell."""
    of_row = [each for each in found.differences if each.key == problem.key]
    of_cell = [each for each in of_row if each.column == problem.column]
    places = [each.where or each.about for each in of_cell or of_row]
    return addressed(places[0] if places else (returned.name or problem.key), problem.message, problem.hint)


def _rows_that_went(run: Session, found: SheetComparison, noun: SheetNoun, *, remove: bool) -> None:
    if not found.missing:
        return
    names = ", ".join(each.about or each.key for each in found.missing)
    if not noun.removes:
        run.info(tr("Not in the file any more, left as they are: {names}", names=names))
    elif remove:
        found.differences += found.missing
    else:
        run.info(
            tr(
                "Not in the file any more, left as they are: {names}. With --remove-missing: {what}.",
                names=names,
                what=tr(noun.removes),
            )
        )


def _say_what_is_left_out(run: Session, headings: SheetHeadings, found: SheetComparison, marks: Marks) -> None:
    for name, heading in headings.renamed.items():
        known, at = marks.headings[name], letters([headings.at[name]])
        if heading:
            run.info(tr("The column {heading!r} is taken for {name!r}.", heading=heading, name=known))
        else:
            run.info(tr("Column {letter} has no heading any more and is taken for {name!r}.", letter=at, name=known))
    for name in headings.missing:
        run.info(tr("The column {name!r} is not in the file: nothing of it changes.", name=marks.headings[name]))
    for heading in headings.added.values():
        run.info(tr("The column {heading!r} is unknown and left out.", heading=heading))
    for line in found.ignored:
        run.info(line)


def _say_what_stands_beside(run: Session, book: Book, counting: ReadSheet) -> None:
    """Say which other sheets have rows, and how many notes hang on cells: none of it is taken in."""
    others = [each.name or "" for each in book.sheets if each is not counting and each.rows and not is_marks(each)]
    if others:
        run.info(tr("Other sheets of the workbook are left out: {names}", names=", ".join(others)))
    noted = [cell.where for row in counting.rows for cell in row.cells if cell.comment]
    if noted:
        run.info(tr("Notes on cells are left out: {cells}", cells=", ".join(cut_short(noted))))
