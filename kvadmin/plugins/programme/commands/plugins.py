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
    if run.find_folder() and run.plugins.is_strangers("kvadmin_selection_words"):
        # the one kind of declarations that depends on the data; what of them clashes is part of the answer
        run.gather("kvadmin_selection_words", snapshot=run.data, today=run.today)
    run.show(listing("plugins", _COLUMNS, run.plugins.statuses()))


@app.command()
def check(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="These only.")] = None,
    seconds: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", help="How long a hook may take on the example.", min=0.1)
    ] = 10.0,
) -> None:
    """Try every hook of every plugin on the example programme and say what is wrong (exit 1).

    Each plugin runs alone in a process of its own: one that hangs or ends the process is named like any other.

    Example: kvadmin plugins check
    """
    run = session(ctx)
    statuses = []
    found = [run.plugins.named(name) for name in names] if names else run.plugins.statuses()
    with run.progress(len(found), tr("Checking")) as progress:
        for each in found:
            statuses.append(run.try_plugin(each, seconds) if each.status == "active" else each)
            progress.update(len(statuses))
    run.show(listing("plugins", _COLUMNS, statuses))
    wrong = [each for each in statuses if each.error]
    if wrong:
        raise Refused(
            tr("{count} plugin(s) failed: {failed}", count=len(wrong), failed=", ".join(each.name for each in wrong)),
            hint=run.plugins.disabling(wrong[0]),
        )


@app.command()
def disable(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")], here: HereOption = False) -> None:
    """Switch a plugin off: it is not imported any more.

    Example: kvadmin plugins disable mail
    """
    run = session(ctx)
    found = run.plugins.named(name)
    if found.name == "programme":
        raise Refused(
            tr("the plugin 'programme' holds this very command and stays on"),
            hint=tr("every other plugin can be switched off: kvadmin plugins list"),
        )
    file = _file(run, here=here)
    names = run.disabled(file)
    if not {found.name, found.full_name}.isdisjoint(names):
        run.info(tr("{name!r} is already disabled in {file}.", name=name, file=file))
        return
    _write(run, file, [*names, name])


@app.command()
def enable(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME")], here: HereOption = False) -> None:
    """Switch a plugin on again, wherever it was switched off; with --here in this programme folder only.

    Example: kvadmin plugins enable mail
    """
    run = session(ctx)
    found = [each for each in run.plugins.statuses() if name in (each.name, each.full_name)]
    spellings = {name, *(text for each in found for text in (each.name, each.full_name))}
    files = [file for file in run.settings_files() if not spellings.isdisjoint(run.disabled(file))]
    if not files and not found:
        raise UnknownName(tr("there is no plugin {name!r}", name=name), hint=tr("kvadmin plugins list shows them"))
    if here:
        kept = [file for file in files if file != _file(run, here=True)]
        for file in kept:
            run.warn(tr("{name!r} stays disabled by {file}", name=name, file=file))
        files = [file for file in files if file not in kept]
    for file in files:
        _write(run, file, [each for each in run.disabled(file) if each not in spellings])
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
