"""Whether what a person said of a list can be: a sheet, a field or a column that is not there is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kvadmin.errors import UsageError
from kvadmin.reading.cells import Book, Sheet, column_letters
from kvadmin.reading.columns.choices import ReadingChoices, heading_key
from kvadmin.reading.columns.uses import Columns
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names


def chosen_sheets(book: Book, choices: ReadingChoices) -> list[Sheet]:
    """The sheets with content: all, or the one that a person named.

    Raises:
        UsageError: There is no such sheet.
    """
    filled = [sheet for sheet in book.sheets if sheet.rows]
    wanted = choices.sheet
    if wanted is None:
        return filled
    found = [sheet for sheet in filled if heading_key(sheet.name or "") == heading_key(wanted)]
    if not found:
        names = ", ".join(sheet.name or "" for sheet in filled) or tr("none (a csv file has no sheets)")
        raise UsageError(
            tr("there is no sheet {name!r} with content", name=wanted),
            where=book.name,
            hint=tr("there are: {names}", names=names),
            near=near_names(wanted, [sheet.name or "" for sheet in filled]),
            code="unknown-field",
        )
    return found


def check_fields(choices: ReadingChoices, fields: Sequence[str], importer: str) -> None:
    """Refuse a field that the importer does not have.

    Raises:
        UsageError: The fields that there are, are named.
    """
    for field in choices.mapped.values():
        if field not in fields:
            raise UsageError(
                tr("there is no field {field!r} in {importer}", field=field, importer=importer),
                where="--map",
                hint=tr("there are: {fields}", fields=", ".join(fields)),
                near=near_names(field, fields),
                code="unknown-field",
            )


def check_headings(choices: ReadingChoices, tables: Iterable[tuple[str | None, Columns]], file: str) -> None:
    """Refuse a heading that no table has.

    Args:
        choices: What a person said.
        tables: Sheet and columns of every table.
        file: The name of the file.

    Raises:
        UsageError: The headings that there are, are named.
    """
    every = list(tables)
    labels = list(dict.fromkeys(label for _, columns in every for label in columns.labels if label))
    there = {heading_key(label) for label in labels}
    there |= {heading_key(use.heading) for _, columns in every for use in columns.uses}
    for sheet, columns in every:
        places = {*range(len(columns.labels)), *(use.at for use in columns.uses)}
        letters = [column_letters(at) for at in places]
        there |= {heading_key(each) for each in (*letters, *(f"{sheet}!{each}" for each in letters))}
    for option, headings in (("--map", choices.mapped), ("--ignore", choices.ignored)):
        for heading in headings:
            if every and heading_key(heading) not in there:
                raise UsageError(
                    tr("no column is called {heading!r}", heading=heading),
                    where=f"{option} ({file})",
                    hint=tr("there are: {labels}", labels=", ".join(labels)),
                    near=near_names(heading, labels),
                    code="unknown-field",
                )
