"""``kvadmin plugins``: which there are, whether they are sound, switching them off and on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Refused, Session, UnknownName, session, tr
from kvadmin.api.commands import user_settings_file
from kvadmin.api.reports import Column, listing

from ..disabled_list import disabled_line, with_line

app = typer.Typer(help="List, check, enable and disable plugins.", no_args_is_help=True, rich_markup_mode=None)

HereOption = Annotated[bool, typer.Option("--here", help="For this programme folder only (kvadmin.toml).")]

_COLUMNS = (
    Column("name", "Plugin"),
    Column("version", "Version", rank=2),
    Column("builtin", "Kind", show=lambda builtin: tr("built-in") if builtin else tr("installed"), rank=1),
    Column("status", "Status"),
    Column(
        "hooks",
        "Hooks",
        get=lambda status: list(status.hooks),
        show=lambda hooks: ", ".join(hook.removeprefix("kvadmin_") for hook in hooks),
        rank=3,
    ),
    Column("error", "Error"),
)


@app.command("list")
def list_plugins(ctx: typer.Context) -> None:
    """List every plugin with its status and the hooks it implements.

    Example: kvadmin plugins list --format json
    """
    run = session(ctx)
    run.show(listing("plugins", _COLUMNS, run.plugins.statuses()))


@app.command()
def check(ctx: typer.Context) -> None:
    """Import every command of every plugin and say what is wrong (exit 1).

    Example: kvadmin plugins check
    """
    run = session(ctx)
    statuses = run.plugins.statuses(imported=True)
    run.show(listing("plugins", _COLUMNS, statuses))
    failed = [each.name for each in statuses if each.status == "failed"]
    if failed:
        raise Refused(
            tr("{count} plugin(s) failed: {failed}", count=len(failed), failed=", ".join(failed)),
            hint=f"kvadmin plugins disable {failed[0]}",
        )


@app.command()
def disable(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")], here: HereOption = False) -> None:
    """Switch a plugin off: it is not imported any more.

    Example: kvadmin plugins disable mail
    """
    run = session(ctx)
    known = {each.name for each in run.plugins.statuses()}
    if name not in known:
        raise UnknownName(
            tr("there is no plugin {name!r}", name=name), hint=tr("there are: {known}", known=", ".join(sorted(known)))
        )
    if name == "programme":
        raise Refused(
            tr("the plugin 'programme' holds this very command and stays on"),
            hint=tr("every other plugin can be switched off: kvadmin plugins list"),
        )
    file = _file(run, here=here)
    names = run.disabled(file)
    if name in names:
        run.info(tr("{name!r} is already disabled in {file}.", name=name, file=file))
        return
    _write(run, file, [*names, name])


@app.command()
def enable(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")], here: HereOption = False) -> None:
    """Switch a plugin on again, wherever it was switched off; with --here in this programme folder only.

    Example: kvadmin plugins enable mail
    """
    run = session(ctx)
    files = [file for file in run.settings_files() if name in run.disabled(file)]
    if not files and name not in {each.name for each in run.plugins.statuses()}:
        raise UnknownName(tr("there is no plugin {name!r}", name=name), hint=tr("kvadmin plugins list shows them"))
    if here:
        kept = [file for file in files if file != _file(run, here=True)]
        for file in kept:
            run.warn(tr("{name!r} stays disabled by {file}", name=name, file=file))
        files = [file for file in files if file not in kept]
    for file in files:
        _write(run, file, [each for each in run.disabled(file) if each != name])
    if not files and here:
        run.info(tr("{name!r} is not disabled here.", name=name))
    elif not files:
        run.info(tr("{name!r} is not disabled.", name=name))


def _file(run: Session, *, here: bool) -> Path:
    return run.folder / "kvadmin.toml" if here else user_settings_file()


def _write(run: Session, file: Path, names: list[str]) -> None:
    """Put the list into the file and leave everything else in it as it stands."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    line = disabled_line(names)
    new = with_line(text, line)
    if run.dry_run:
        run.info(tr("would write to {file}: {line}", file=file, line=line))
        return
    run.write_files(file.parent, [(file.name, new.encode("utf-8"))])
    run.info(tr("Saved in {file}: {line}", file=file, line=line))
