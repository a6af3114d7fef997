"""``programme git``: keep what must be erasable out of git, and say how to take out what is in it."""

from __future__ import annotations

import typer

from kvadmin.api import Refused, Session, session, tr
from kvadmin.api.commands import repository_of
from kvadmin.api.reports import Column, Report, json_of, table_of

from ..kept_by_git import erasable_files
from ..new_folder import FOR_GIT, with_git_lines

_COLUMNS = (
    Column("path", "File"),
    Column("why", "What it is"),
    Column("tracked", "Tracked", "bool"),
)
_COMMANDS = (Column("command", "Command", "command", get=lambda line: line),)


def git(ctx: typer.Context) -> None:
    """Keep health data and raw lists out of git; list what git has of them, with the commands that take it out.

    Adds what is missing to .gitignore and .gitattributes. git itself is only asked: the commands are for you to run,
    since they rewrite its history. Exit 1 when git has anything that must be erasable.

    Example: kvadmin programme git
    """
    run = session(ctx)
    _protect(run)
    repository = repository_of(run.folder)
    found = [] if repository is None else erasable_files(run, repository)
    commands = []
    if repository is not None and found:
        commands = repository.removal(f"{repository.prefix}{each.path}" for each in found)
    data = {
        "schema": 1,
        "repository": str(repository.top) if repository else None,
        "files": json_of(_COLUMNS, found),
        "commands": commands,
    }
    tables = [table_of("In git though it must be erasable", _COLUMNS, found)]
    if commands:
        tables.append(table_of("Run in a shell (on Windows Git Bash), everything else committed", _COMMANDS, commands))
    run.show(Report(data, tuple(tables)))
    if found:
        raise Refused(
            tr("git has {count} file(s) that must be erasable", count=len(found)),
            hint=tr("copies elsewhere (a server, other people's clones, backups) keep them until they are made anew"),
            code="kept-by-git",
        )


def _protect(run: Session) -> None:
    """Keep out of git what lies in the folder; what another engine keeps, git never sees."""
    if not run.on_disk:
        return
    change = run.transaction()
    for name, wanted in FOR_GIT.items():
        lying = run.data.read_file(name)
        new = wanted if lying is None else with_git_lines(lying, wanted)
        if new != lying:
            change.put_file(name, new)
    if change.edits:
        run.commit(change)
