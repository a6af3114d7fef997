"""What a workbook alone cannot tell: which sheet counts, which column is which, which copy of a row counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kvadmin.errors import InvalidData, UsageError
from kvadmin.reading.cells import Row
from kvadmin.reading.cells import Sheet as ReadSheet
from kvadmin.sheets.answers import SheetAnswers
from kvadmin.sheets.headings import HeadingNames, SheetHeadings, folded, letters
from kvadmin.sheets.lines import cut_short
from kvadmin.sheets.marks import Marks
from kvadmin.sheets.returned import ReturnedSheet
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from kvadmin.session.session import Session


def choose_sheet(
    run: Session, fitting: Sequence[tuple[ReadSheet, Row]], answers: SheetAnswers
) -> tuple[ReadSheet, Row]:
    """The sheet that counts.

    Raises:
        UsageError: Several may be meant and nobody can be asked, or the one that is named is not there.
    """
    if answers.sheet is not None:
        wanted = answers.sheet.strip().casefold()
        found = [each for each in fitting if (each[0].name or "").casefold() == wanted]
        if not found:
            names = [each.name or "" for each, _ in fitting]
            raise UsageError(
                tr("no sheet {name!r} of the workbook has these headings", name=answers.sheet),
                where="--sheet",
                hint=tr("there are: {names}", names=", ".join(names)),
                near=near_names(answers.sheet, names),
                code="unknown-sheet",
            )
        return found[0]
    if len(fitting) == 1:
        return fitting[0]
    names = [str(sheet.name) for sheet, _ in fitting]
    chosen = run.choose(tr("Several sheets of the workbook have these headings: which one counts?"), names)
    if chosen is None:
        raise UsageError(
            tr("several sheets of the workbook have these headings: {names}", names=", ".join(names)),
            hint=tr("say which one counts: --sheet NAME"),
            code="ambiguous-name",
        )
    return fitting[chosen]


def settle_columns(run: Session, sheet: ReadSheet, found: SheetHeadings, marks: Marks, answers: SheetAnswers) -> None:
    """Find out which column is which where headings and contents do not say.

    Raises:
        UsageError: An option names what there is not.
        InvalidData: Nobody can be asked.
    """
    _by_options(found, marks, answers.columns)
    for name, places in found.twice.items():
        if not _say_the_same(sheet, found, places):
            raise InvalidData(
                tr(
                    "several columns are called {name!r}: {columns}", name=marks.headings[name], columns=letters(places)
                ),
                where=sheet.name,
                hint=tr("leave the heading to the one that counts"),
                code="wrong-columns",
            )
    for at, names in list(found.doubtful.items()):
        if at not in found.added or not names:
            continue
        headings = [marks.headings[name] for name in names]
        question = tr(
            "Column {letter}, {heading!r}: which column is it?", letter=letters([at]), heading=found.added[at]
        )
        chosen = run.choose(question, [*headings, tr("none of them: it is left out")])
        if chosen is None:
            raise InvalidData(
                tr(
                    "column {letter}, {heading!r}, may be {columns}",
                    letter=letters([at]),
                    heading=found.added[at],
                    columns=", ".join(headings),
                ),
                where=sheet.name,
                hint=tr(
                    "say which it is: --map '{heading}={name}', or leave it out: --ignore '{heading}'",
                    heading=found.added[at],
                    name=names[0],
                )
                if found.added[at]
                else tr("its heading was emptied: write it again, or empty the whole column"),
                code="ambiguous-columns",
            )
        if chosen < len(names):
            found.take(names[chosen], at)
        found.doubtful.pop(at, None)


def _by_options(found: SheetHeadings, marks: Marks, said: Mapping[str, str]) -> None:
    known = HeadingNames(marks, {}).of
    for heading, column in said.items():
        at = next((at for at, text in found.added.items() if folded(text) == folded(heading)), None)
        if at is None:
            raise UsageError(
                tr("no unknown column of the file is called {heading!r}", heading=heading),
                where="--map" if column else "--ignore",
                hint=tr("there are: {names}", names=", ".join(found.added.values()) or "-"),
                near=near_names(heading, list(found.added.values())),
                code="unknown-field",
            )
        if not column:
            found.doubtful.pop(at, None)
            continue
        name = next((name for name, names in known.items() if folded(column) in names), None)
        if name is None or name not in found.missing:
            raise UsageError(
                tr("no column {name!r} is missing in the file", name=column),
                where="--map",
                hint=tr("missing are: {names}", names=", ".join(found.missing) or "-"),
                near=near_names(column, found.missing),
                code="unknown-field",
            )
        found.take(name, at)


def _say_the_same(sheet: ReadSheet, found: SheetHeadings, places: Sequence[int]) -> bool:
    rows = [row for row in sheet.rows if row.number > found.row.number]
    return all(len({row[at].text.strip() for at in places}) == 1 for row in rows)


def choose_copies(run: Session, sheet: ReturnedSheet, adds: Sequence[str]) -> tuple[dict[str, Row], list[Row]]:
    """Which row counts for each key, and which rows are new.

    A copied row brings its hidden key along. Copies that say the same are one; of others the person is asked.

    Raises:
        InvalidData: Copies differ, and nobody can be asked; or keys have been changed.
    """
    counting: dict[str, Row] = {}
    new = list(sheet.keyless)
    problems = []
    for key, rows in sheet.known.items():
        different = [row for at, row in enumerate(rows) if not any(_same(sheet, row, each) for each in rows[:at])]
        chosen = (rows[0], []) if len(different) == 1 else _ask_copy(run, sheet, different, adds)
        if chosen is None:
            problems.append(_copies(sheet, different))
        else:
            counting[key] = chosen[0]
            new += chosen[1]
    for key, row in sheet.strange:
        where = sheet.where(row)
        problems.append(
            tr("{where}: the hidden key {key!r} is none that the workbook went out with", where=where, key=key)
        )
    if problems:
        raise InvalidData(
            tr("rows of the file cannot be told apart: {number}", number=len(problems)),
            where=sheet.name,
            details=cut_short(problems),
            hint=tr("delete the row that is too many; type a new record into an empty row"),
            code="ambiguous-rows",
        )
    return counting, new


def _same(sheet: ReturnedSheet, one: Row, other: Row) -> bool:
    return all(one[at].text.strip() == other[at].text.strip() for at in sheet.headings.at.values())


def _copies(sheet: ReturnedSheet, rows: Sequence[Row]) -> str:
    return tr("{rows}: copies of one row that differ", rows=", ".join(sheet.where(row) for row in rows))


def _ask_copy(
    run: Session, sheet: ReturnedSheet, rows: Sequence[Row], adds: Sequence[str]
) -> tuple[Row, list[Row]] | None:
    places = [sheet.where(row) for row in rows]
    answers = [tr("{where} counts, the others are left out", where=where) for where in places]
    if adds and len(rows) == 2:
        for where, other in (places, places[::-1]):
            answers.append(tr("{where} counts, {other} is a new record", where=where, other=other))
    answer = run.choose(_copies(sheet, rows), answers)
    if answer is None:
        return None
    if answer < len(rows):
        return rows[answer], []
    first = answer - len(rows)
    return rows[first], [rows[1 - first]]
