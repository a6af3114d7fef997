"""``kvadmin plugins new``: a package that works at once, for its author to change."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Session, session, tr
from kvadmin.api.reports import Column, listing

_COLUMNS = (Column("file", "File"), Column("bytes", "Bytes", "int"))


def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A word: of the plugin, its command and its records.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the folder kvadmin-NAME is made.")] = Path(),
) -> None:
    """Begin a plugin: a package with a command, records, a check, a status item, an import and tests that pass.

    Example: kvadmin plugins new callback --out ..
    """
    from ..new_plugin.making import check_plugin_folder, make_plugin_folder
    from ..new_plugin.plugin_name import check_plugin_name
    from ..new_plugin.template_files import plugin_files

    run = session(ctx)
    check_plugin_name(run, name)
    folder = out / f"kvadmin-{name}"
    check_plugin_folder(folder, name)
    files = plugin_files(name)
    if not run.dry_run:
        make_plugin_folder(run, folder, files)
    rows = [{"file": path, "bytes": len(content)} for path, content in files.items()]
    run.show(listing("files", _COLUMNS, rows, title=str(folder), plugin=name, folder=str(folder)))
    if run.dry_run:
        run.info(tr("Dry run: nothing was written."))
    else:
        _tell_next(run, folder, name)


def _tell_next(run: Session, folder: Path, name: str) -> None:
    """The commands that install it and show that it works."""
    run.info(tr("Next, in the environment that kvadmin is installed in:"))
    for line in (
        f"cd {shlex.quote(str(folder))}",
        "python -m pip install -e '.[test]'",
        "python -m pytest",
        f"kvadmin {name} --help",
    ):
        run.info(f"  {line}")
    run.info(tr("Then change it file by file: its README.md says what each holds."))
