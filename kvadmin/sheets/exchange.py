"""``sheet out`` and ``sheet in``: a noun's records into a workbook, and what was edited there back into the programme."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData, UsageError
from kvadmin.extension.sheets import SheetDeclaration
from kvadmin.reading.cells import Book
from kvadmin.reading.opening import read_file
from kvadmin.sheets.declared import at_work, check_scope, find_declaration, load_noun
from kvadmin.sheets.difference import Comparing, Comparison
from kvadmin.sheets.marks import Marks, find_marks, make_marks, programme_mark
from kvadmin.sheets.noun import SheetColumn, SheetNoun, SheetProblem, SheetScope
from kvadmin.sheets.report import difference_report
from kvadmin.sheets.returned import ReturnedSheet, find_rows
from kvadmin.sheets.settling import Side, choose_copies, cut_short, settle
from kvadmin.tables.xlsx import sheet_names
from kvadmin.translation import tr

if TYPE_CHECKING:
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
    title = sheet_names([tr(declaration.name.replace("-", " ").capitalize())], reserved=("kvadmin",))[0]
    marks = make_marks(
        declaration.name, scope, columns, rows, sheet=title, programme=programme, transaction=transaction
    )
    run.show_document(write_sheet(marks, columns, rows), "xlsx", personal=noun.personal)
    run.info(tr("{number} rows; take what is edited in with: kvadmin sheet in FILE", number=len(rows)))


def sheet_in(
    run: Session, file: Path, *, keep: Side | None = None, remove_missing: bool = False, sheet: str | None = None
) -> None:
    """Take in what was edited in a workbook that :func:`sheet_out` made, as one change.

    Args:
        run: The session.
        file: The workbook.
        keep: Which side counts in a conflict; None: the person is asked.
        remove_missing: Whether records go whose rows were deleted.
        sheet: The sheet that counts, where several may be meant.

    Raises:
        InvalidData: It is no such workbook, or a cell of it cannot be; nothing is written.
        Conflict: File and programme have both changed, and nobody can be asked; nothing is written.

    Added in version 0.2.
    """
    _look_at_name(run, file)
    book = read_file(file)
    for remark in book.remarks:
        run.warn(remark)
    marks = find_marks(book)
    _check_programme(run, book, marks)
    declaration = find_declaration(run.gather("kvadmin_sheets"), marks.noun)
    noun = load_noun(declaration)
    found, returned = _compare(run, book, marks, declaration, noun, sheet)
    settle(run, found, keep)
    _rows_that_went(run, found, noun, remove=remove_missing)
    _say_what_is_left_out(run, returned, found, noun, marks)
    run.show(difference_report(marks.noun, found.differences, dry_run=run.dry_run, personal=noun.personal))
    edits = found.edits()
    if not (edits.changed or edits.added or edits.removed):
        run.info(tr("Nothing has changed."))
        return
    change = run.transaction()
    with at_work(declaration):
        problems = noun.apply(run, marks.scope, edits, change)
    if problems:
        raise _refused(file, [_line(returned, found, each) for each in problems])
    run.commit(change, confirm=tr("Take these changes in?"))


def _look_at_name(run: Session, file: Path) -> None:
    if file.name.startswith(("~$", ".~lock.")):
        name = file.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
        raise UsageError(
            tr("{name} only marks that a workbook is open", name=file.name),
            where=str(file),
            hint=tr("name the workbook itself: {name}", name=name),
            code="unknown-file-type",
        )
    if any(file.with_name(each).exists() for each in (f"~${file.name}", f".~lock.{file.name}#")):
        run.warn(tr("{name} is open in another program: what is not saved there is not seen", name=file.name))


def _check_programme(run: Session, book: Book, marks: Marks) -> None:
    programme, _ = programme_mark(run)
    if marks.programme != programme:
        raise InvalidData(
            tr("the workbook was made from another programme folder"),
            where=book.name,
            hint=tr("name its folder with -C DIR"),
            code="other-programme",
        )


def _compare(
    run: Session, book: Book, marks: Marks, declaration: SheetDeclaration, noun: SheetNoun, wanted: str | None
) -> tuple[Comparison, ReturnedSheet]:
    everything = replace(marks.scope, selection="")
    with at_work(declaration):
        columns = {each.name: each for each in noun.columns(run, marks.scope)}
        rows = {each.key: each for each in noun.rows(run, everything)}
    known: dict[str, SheetColumn] = {name: columns[name] for name in marks.columns if name in columns}
    returned = find_rows(book, marks, columns, wanted=wanted)
    counting, new = choose_copies(run, returned, noun.adds)
    found = Comparing(marks, known, rows, noun.adds).compare(returned, counting, new)
    if found.problems:
        raise _refused(book.name, found.problems)
    return found, returned


def _refused(file: Path | str, problems: list[str]) -> InvalidData:
    return InvalidData(
        tr("cells of the file cannot be taken in: {number}", number=len(problems)),
        where=str(file),
        details=cut_short(problems),
        hint=tr("put them right in the file and save it; nothing was written"),
        code="bad-cells",
    )


def _line(returned: ReturnedSheet, found: Comparison, problem: SheetProblem) -> str:
    """What a noun cannot take, with the address of the cell."""
    fitting = [each for each in found.differences if each.key == problem.key]
    at = next((each for each in fitting if each.column == problem.column), fitting[0] if fitting else None)
    where = (at.where or at.about) if at else (returned.name or problem.key)
    if problem.hint:
        return tr("{where}: {message} ({hint})", where=where, message=problem.message, hint=problem.hint)
    return tr("{where}: {message}", where=where, message=problem.message)


def _rows_that_went(run: Session, found: Comparison, noun: SheetNoun, *, remove: bool) -> None:
    if not found.missing:
        return
    names = ", ".join(each.about or each.key for each in found.missing)
    if remove and noun.removes:
        found.differences += found.missing
        found.missing = []
        return
    if noun.removes:
        run.info(
            tr(
                "Not in the file any more, left as they are: {names}. With --remove-missing: {what}.",
                names=names,
                what=tr(noun.removes),
            )
        )
    else:
        run.info(tr("Not in the file any more, left as they are: {names}", names=names))


def _say_what_is_left_out(
    run: Session, returned: ReturnedSheet, found: Comparison, noun: SheetNoun, marks: Marks
) -> None:
    del noun
    headings = returned.headings
    for name, heading in headings.renamed.items():
        run.info(tr("The column {heading!r} is taken for {name!r}.", heading=heading, name=marks.headings[name]))
    for name in headings.missing:
        run.info(tr("The column {name!r} is not in the file: nothing of it changes.", name=marks.headings[name]))
    for heading in headings.added.values():
        run.info(tr("The column {heading!r} is unknown and left out.", heading=heading))
    for line in found.ignored:
        run.info(line)
