"""``mail letters``, ``mail check`` and ``mail copy``: the letters that can be sent."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated

import typer

from kvadmin.api import Conflict, KvadminError, Refused, UsageError, session, tr
from kvadmin.api.reports import Column, Report, listing, table_of

from ..file_names import LETTERS
from ..kept import kept_now
from ..letters.letter_files import read_letter_pair
from ..letters.library import LibraryLetter, find_letter, library_letters, ready_made_folder
from ..letters.pair_check import check_pair
from ..letters.sandbox import Sandbox
from ..records import LetterProblem
from .arguments import LetterArgument, letters_there

_LETTERS = (
    Column("letter", "Letter"),
    Column("place", "Place", rank=1, show=tr),
    Column("forms", "Forms"),
    Column("subject", "Subject"),
)
#: Whether a letter is the programme's own -> what is said of it.
PLACES = {True: "own", False: "ready-made"}
_PROBLEMS = (
    Column("letter", "Letter"),
    Column("code", "Code", get=attrgetter("problem.code")),
    Column("field", "Field", get=attrgetter("problem.field")),
    Column("text", "What is wrong", get=attrgetter("problem.text")),
)


@dataclass(frozen=True)
class _LetterRow:
    """A letter as it is listed; the subject of one that cannot be read says why."""

    letter: str
    place: str
    forms: str
    subject: str


@dataclass(frozen=True)
class _Fault:
    """A problem and whose it is."""

    letter: str
    problem: LetterProblem


def letters(ctx: typer.Context) -> None:
    """List the letters: the programme's own, and those that ship with kvadmin.

    Example: kvadmin mail letters
    """
    run = session(ctx)
    rows = [_row(each) for each in library_letters(kept_now(run))]
    run.show(listing("letters", _LETTERS, rows), keys=[each.letter for each in rows])


def _row(each: LibraryLetter) -> _LetterRow:
    try:
        pair = read_letter_pair(each.folder, each.name)
        forms, subject = ", ".join(pair.forms), next(iter(pair.forms.values())).subject
    except KvadminError as error:
        forms, subject = "", error.message
    return _LetterRow(each.name, PLACES[each.own], forms, subject)


def check(
    ctx: typer.Context,
    letter: Annotated[
        str, typer.Argument(metavar="[LETTER]", help="Only this one (else all).", autocompletion=letters_there)
    ] = "",
) -> None:
    """Prove that both forms of each letter exist and use the same placeholders.

    Example: kvadmin mail check
    """
    run = session(ctx)
    if letter:
        find_letter(kept_now(run), letter)  # says which letters there are
    checked = [each for each in library_letters(kept_now(run)) if not letter or each.name == letter]
    found = [_Fault(each.name, problem) for each in checked for problem in _problems(each)]
    note = tr("{letters} letters, {problems} problems", letters=len(checked), problems=len(found))
    run.show(listing("problems", _PROBLEMS, found, notes=[note], letters=len(checked)))
    if found:
        raise Refused(
            tr("{problems} problems in the letters", problems=len(found)),
            hint=tr("put them right before planning"),
            code="letters-wrong",
        )


def _problems(each: LibraryLetter) -> list[LetterProblem]:
    try:
        return check_pair(read_letter_pair(each.folder, each.name), Sandbox(each.folder))
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
    run = session(ctx)
    pair = read_letter_pair(ready_made_folder(), letter)
    name = name or letter
    if "/" in name or "\\" in name or name.startswith("."):
        raise UsageError(tr("{name!r} is no name of a letter", name=name), where="--as", code="bad-name")
    change = run.transaction()
    paths = []
    for form in pair.forms:
        path = f"{LETTERS}/{name}.{form}.md"
        if run.data.read_file(path) is not None:
            raise Conflict(
                tr("there is a letter {name!r} already", name=name),
                where=path,
                hint=tr("give another name: --as NAME"),
                code="already-there",
            )
        change.put_file(path, pair.folder.read(pair.file(form)) or b"")
        paths.append(path)
    run.commit(change)
    data = {"schema": 1, "letter": name, "files": paths}
    run.show(Report(data, (table_of("Copied", (Column("file", "File", get=str),), paths),)))
