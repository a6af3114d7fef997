"""``mail letters``, ``mail check`` and ``mail copy``: the letters that can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kvadmin.api import Conflict, KvadminError, Refused, Session, UsageError, session, tr
from kvadmin.api.reports import Column, Report, Table

from .arguments import LetterArgument, need_mail_libraries

if TYPE_CHECKING:
    from ..letters.library import LibraryLetter
    from ..records import LetterProblem


def letters(ctx: typer.Context) -> None:
    """List the letters: the programme's own, and those that ship with kvadmin.

    Example: kvadmin mail letters
    """
    need_mail_libraries()
    run = session(ctx)
    rows = []
    for each in _shelf(run):
        try:
            pair = _pair(each)
            forms, subject = ", ".join(pair.forms), next(iter(pair.forms.values())).subject
        except KvadminError as error:
            forms, subject = "", error.message
        rows.append((each.name, "own" if each.own else "ready-made", forms, subject))
    columns = (
        Column("letter", "Letter"),
        Column("place", "Place"),
        Column("forms", "Forms"),
        Column("subject", "Subject"),
    )
    keys = [column.key for column in columns]
    data = {"schema": 1, "letters": [dict(zip(keys, row, strict=True)) for row in rows]}
    run.show(Report(data, (Table(tr("Letters"), columns, tuple(rows)),)))


def check(
    ctx: typer.Context,
    letter: Annotated[str, typer.Argument(metavar="[LETTER]", help="Only this one (else all).")] = "",
) -> None:
    """Prove that both forms of each letter exist and use the same placeholders.

    Example: kvadmin mail check
    """
    need_mail_libraries()
    from ..letters.library import find_letter

    run = session(ctx)
    found: list[tuple[str, LetterProblem]] = []
    if letter:
        find_letter(run.folder, letter)  # says which letters there are
    names = [each for each in _shelf(run) if not letter or each.name == letter]
    for each in names:
        found += [(each.name, problem) for problem in _problems(each)]
    columns = (
        Column("letter", "Letter"),
        Column("code", "Code"),
        Column("field", "Field"),
        Column("text", "What is wrong"),
    )
    rows = tuple((name, problem.code, problem.field, problem.text) for name, problem in found)
    data = {
        "schema": 1,
        "letters": len(names),
        "problems": [dict(zip(("letter", "code", "field", "text"), row, strict=True)) for row in rows],
    }
    run.show(
        Report(
            data,
            (
                Table(
                    "",
                    columns,
                    rows,
                    (tr("{number} letters, {number2} problems", number=len(names), number2=len(rows)),),
                ),
            ),
        )
    )
    if rows:
        raise Refused(
            tr("{number} problems in the letters", number=len(rows)), hint=tr("put them right before planning")
        )


def _shelf(run: Session) -> list[LibraryLetter]:
    from ..letters.library import library_letters

    return library_letters(run.folder)


def _pair(each: LibraryLetter):  # type: ignore[no-untyped-def]  # noqa: ANN202 - LetterPair, loaded with the rest
    from ..letters.letter_files import read_letter_pair

    return read_letter_pair(each.folder, each.name)


def _problems(each: LibraryLetter) -> list[LetterProblem]:
    from ..letters.pair_check import check_pair
    from ..letters.sandbox import Sandbox
    from ..records import LetterProblem

    try:
        return check_pair(_pair(each), Sandbox(each.folder))
    except KvadminError as error:
        return [LetterProblem("letter", f"{error.where}: {error.message}" if error.where else error.message)]


def copy(
    ctx: typer.Context,
    letter: LetterArgument,
    name: Annotated[str, typer.Option("--as", metavar="NAME", help="Under another name.")] = "",
) -> None:
    """Copy a ready-made letter, all its forms, into the folder letters/ of the programme, to be edited there.

    Example: kvadmin mail copy admitted
    """
    need_mail_libraries()
    from ..file_names import LETTERS
    from ..letters.letter_files import read_letter_pair
    from ..letters.library import ready_made_folder

    run = session(ctx)
    pair = read_letter_pair(ready_made_folder(), letter)
    name = name or letter
    if "/" in name or "\\" in name or name.startswith("."):
        raise UsageError(tr("{name!r} is no name of a letter", name=name), where="--as")
    change = run.transaction()
    paths = []
    for form in pair.forms:
        path = f"{LETTERS}/{name}.{form}.md"
        if run.data.read_file(path) is not None:
            raise Conflict(
                tr("there is a letter {name!r} already", name=name), where=path, hint=tr("give another name: --as NAME")
            )
        change.put_file(path, (ready_made_folder() / f"{letter}.{form}.md").read_bytes())
        paths.append(path)
    run.commit(change)
    data = {"schema": 1, "letter": name, "files": paths}
    run.show(Report(data, (Table("", (Column("file", "File"),), tuple((path,) for path in paths)),)))
