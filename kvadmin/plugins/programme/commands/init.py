"""``kvadmin init``: makes a new programme folder, empty, with a register, or as the example programme."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Conflict, Refused, Session, UsageError, session, tr
from kvadmin.api.commands import RegisterMerge, example_folder, merge_register, read_register
from kvadmin.api.reports import Column, Report, Table

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_MARK = "programme.yaml"
_IGNORED = "# Derived files: lock, index, commit record. Everything else belongs in version control.\n/.kvadmin/\n"
_MERGED = "# Both sides of a merge keep their lines of the history.\n/history/*.jsonl merge=union\n"
#: Files for git; what a folder has of them already stays as it is.
_FOR_GIT = {".gitignore": _IGNORED.encode(), ".gitattributes": _MERGED.encode()}
#: Derived files that may stand in a copy of the example are not copied on.
_DERIVED = (".kvadmin", "history")
_NEW_PROGRAMME = """\
# The programme itself. Lines that begin with # are for you; kvadmin keeps them.
# Values are text: write 0301, no and 12:30 as they are; dates as 2008-05-20.
schema: 1

# What stands in letters and lists.
name: {name}

# First and last day of the programme.
# start: 2007-01-01
# end: 2009-12-31

# The form that a neutral municipality is written to in: nb or nn.
language: {language}

# Who letters come from.
# sender:
#   name: Sekretariatet
#   email: sekretariat@example.org
#   address: [Postboks 1, 0001 Oslo]
#   signed_by: Kari Nordmann
#   title: Programleder

# The ministries and organisations behind the programme.
# parties:
#   - name: Kommunesektorens organisasjon
#     short: KS
#     email: ks@example.org

# Who gets a copy of every decision.
# copy_recipients:
#   - KS
"""


@app.command()
def init(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it may exist if it is empty.")],
    example: Annotated[bool, typer.Option("--example", help="Fill it with the example programme.")] = False,
    register: Annotated[
        Path | None, typer.Option("--register", metavar="FILE", help="Import this register of municipalities, too.")
    ] = None,
    name: Annotated[str, typer.Option("--name", metavar="N", help="Name of the programme.")] = "",
    language: Annotated[str, typer.Option("--language", metavar="nb|nn", help="Default form of letters.")] = "nb",
) -> None:
    """Make a new programme folder.

    Example: kvadmin init kvalitet --name "Kvalitetskommuneprogrammet" --register kommuner.csv
    """
    run = session(ctx)
    _check_options(example, register, name, language)
    _check_place(folder)
    imported = _read(register) if register else None
    files = _example_files() if example else _new_files(name or folder.resolve().name, language)
    _check_free(folder, [*files, *(["municipalities"] if register else [])])
    files = {name: content for name, content in files.items() if name not in _FOR_GIT or not (folder / name).exists()}
    if run.dry_run:
        run.info(
            tr(
                "Dry run: {folder} would be made with {number} files; nothing was written.",
                folder=folder,
                number=len(files),
            )
        )
        return
    run.write_files(folder, sorted(files.items(), key=lambda each: each[0] == _MARK))  # the mark last: it says "whole"
    run.use_folder(folder)
    if imported:
        _import(run, imported)
    _say(run, folder, example=example, files=files, imported=imported)


def _check_options(example: bool, register: Path | None, name: str, language: str) -> None:
    if example and (register or name):
        raise UsageError(
            tr("the example programme has its own name and register"), where="--example", hint=tr("drop one")
        )
    if language not in ("nb", "nn"):
        raise UsageError(
            tr("{language!r} is not a language form of letters", language=language),
            where="--language",
            hint=tr("use nb or nn"),
        )
    if any(ord(char) < ord(" ") for char in name):
        raise UsageError(tr("the name has control characters"), where="--name")


def _check_place(folder: Path) -> None:
    if folder.is_file():
        raise UsageError(
            tr("{folder} is a file, not a folder", folder=folder),
            where=str(folder),
            hint=tr("name a folder that may be made"),
        )
    if (folder / _MARK).exists():
        raise Conflict(
            tr("{folder} is a programme folder already", folder=folder),
            where=str(folder / _MARK),
            hint=tr("look: kvadmin -C {folder} status", folder=folder),
        )


def _check_free(folder: Path, files: Iterable[str]) -> None:
    """Whatever stands in the folder already is never overwritten."""
    try:
        taken = sorted(name for name in files if (folder / name).exists() and name not in _FOR_GIT)
    except OSError as error:
        raise Refused(
            tr("{folder} cannot be looked into: {strerror}", folder=folder, strerror=error.strerror), where=str(folder)
        ) from error
    if taken:
        raise Conflict(
            tr("{folder} has files of a programme already: {taken}", folder=folder, taken=", ".join(taken[:3])),
            where=str(folder),
            hint=tr("name an empty folder"),
        )


def _new_files(name: str, language: str) -> dict[str, bytes]:
    text = _NEW_PROGRAMME.format(name=json.dumps(name, ensure_ascii=False), language=language)
    return {**_FOR_GIT, _MARK: text.encode()}


def _example_files() -> dict[str, bytes]:
    root = example_folder()
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    names = {path.relative_to(root).as_posix(): path for path in paths}
    return {
        **_FOR_GIT,
        **{
            name: path.read_bytes()
            for name, path in names.items()
            if name.split("/")[0] not in _DERIVED and not path.name.startswith(".git")
        },
    }


def _read(register: Path) -> RegisterMerge:
    """The register, read and judged before anything is written."""
    file = read_register(register)
    merged = merge_register(file, [])
    merged.check(str(register))
    return merged


def _import(run: Session, merged: RegisterMerge) -> None:
    change = run.transaction()
    for record in merged.created.values():
        change.create(record)
    run.commit(change)


def _say(run: Session, folder: Path, *, example: bool, files: dict[str, bytes], imported: RegisterMerge | None) -> None:
    municipalities = (
        sum(name.startswith("municipalities/") for name in files)
        if example
        else len(imported.created)
        if imported
        else 0
    )
    data = {"schema": 1, "folder": str(folder), "example": example, "municipalities": municipalities}
    rows = (("Folder", str(folder)), ("Municipalities", str(municipalities)))
    run.show(Report(data, (Table(tr("New programme"), (Column("what", "What"), Column("value", "Value")), rows),)))
    run.info(
        tr(
            "Look around: kvadmin -C {folder} {rest}",
            folder=folder,
            rest="cohort status" if example else "municipality list",
        )
    )
    if not municipalities:
        run.info(tr("Next, the register: kvadmin -C {folder} municipality import FILE", folder=folder))
