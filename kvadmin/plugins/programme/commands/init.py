"""``kvadmin init``: makes a new programme folder, empty, with a register, or as the example programme."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, UsageError, session, tr
from kvadmin.api.commands import RegisterImport, example_files
from kvadmin.api.imports import REGISTER, read_list
from kvadmin.api.reports import Report, facts
from kvadmin.api.wording import LANGUAGE_NAMES, near_names

from ..moving.joining import join
from ..new_folder import FOR_GIT, check_free, check_place, new_files, take_away, to_write

app = typer.Typer(rich_markup_mode=None, add_completion=False)


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
    store: Annotated[
        str,
        typer.Option("--store", metavar="ADDRESS", help="Let this engine keep the programme: postgresql://host/db."),
    ] = "",
) -> None:
    """Make a new programme folder.

    With --store another engine keeps the programme: an empty one gets a new programme, one that keeps a programme is
    joined. The folder then only says where it is, and keeps what belongs to this computer.

    Example: kvadmin init kvalitet --name "Kvalitetskommuneprogrammet" --register kommuner.csv
    """
    run = session(ctx)
    _check_options(example, register, name, language)
    check_place(folder)
    imported = _read(run, register) if register else None
    files = {**FOR_GIT, **example_files()} if example else new_files(name or folder.resolve().name, language)
    if store:
        was_there = join(run, folder, store, files, only_new=bool(example or register or name))
        if not run.dry_run:
            run.use_folder(folder)
            if imported:
                _import(run, imported)
            count = len(run.data.files("municipalities"))
            _show(run, folder, example=example, municipalities=count, store=store, joined=was_there)
        return
    check_free(folder, [*files, *(["municipalities"] if register else [])])
    written = to_write(folder, files)
    if run.dry_run:
        run.info(
            tr(
                "Dry run: {folder} would be made with {count} files; nothing was written.",
                folder=folder,
                count=len(written),
            )
        )
        return
    _write(run, folder, written)
    run.use_folder(folder)
    if imported:
        _import(run, imported)
    if example:
        count = sum(path.startswith("municipalities/") for path, _ in written)
    else:
        count = len(imported.created) if imported else 0
    _show(run, folder, example=example, municipalities=count)


def _write(run: Session, folder: Path, files: list[tuple[str, bytes]]) -> None:
    made = not folder.exists()
    try:
        run.write_files(folder, files)
    except BaseException:  # Ctrl-C as well
        take_away(folder, [name for name, _ in files], made=made)
        raise


def _check_options(example: bool, register: Path | None, name: str, language: str) -> None:
    if example and (register or name):
        raise UsageError(
            tr("the example programme has its own name and register"),
            where="--example",
            hint=tr("drop one"),
            code="contradicting-options",
        )
    if language not in ("nb", "nn"):
        raise UsageError(
            tr("{language!r} is not a language form of letters", language=language),
            where="--language",
            hint=tr("use nb or nn"),
            near=near_names(language, {each: LANGUAGE_NAMES[each] for each in ("nb", "nn")}),
            code="unknown-word",
        )
    if any(ord(char) < ord(" ") for char in name):
        raise UsageError(tr("the name has control characters"), where="--name", code="bad-text")


def _read(run: Session, register: Path) -> RegisterImport:
    """The register, read and judged before anything is written."""
    read = read_list(run, register, REGISTER)
    found = RegisterImport.of(read.tables, str(register))
    found.check()
    return found


def _import(run: Session, found: RegisterImport) -> None:
    for remark in found.remarks:
        run.warn(remark)
    change = run.transaction()
    for record in found.created.values():
        change.create(record)
    run.commit(change)


def _show(
    run: Session, folder: Path, *, example: bool, municipalities: int, store: str | None = None, joined: bool = False
) -> None:
    data = {"schema": 1, "folder": str(folder), "example": example, "municipalities": municipalities}
    data |= {"store": store, "joined": joined}
    title = "Programme that was there" if joined else "New programme"
    sheet = facts(title, (("Folder", str(folder)), ("Kept by", store), ("Municipalities", municipalities)))
    run.show(Report(data, (sheet,)))
    look = "cohort status" if example else "municipality list"
    there = shlex.quote(str(folder))
    run.info(tr("Look around: kvadmin -C {folder} {look}", folder=there, look=look))
    if not municipalities:
        run.info(tr("Next, the register: kvadmin -C {folder} municipality import FILE", folder=there))
