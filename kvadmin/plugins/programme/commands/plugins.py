"""``kvadmin plugins``: which there are, whether they are sound, switching them off and on."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kvadmin.api import Command, Refused, Session, UnknownName, session, tr
from kvadmin.api.commands import PluginStatus as Status
from kvadmin.api.commands import disabled_names, load_target, user_settings_file
from kvadmin.api.reports import Column, Report, Table

app = typer.Typer(help="List, check, enable and disable plugins.", no_args_is_help=True, rich_markup_mode=None)

_COLUMNS = (
    Column("name", "Plugin"),
    Column("version", "Version"),
    Column("kind", "Kind"),
    Column("status", "Status"),
    Column("hooks", "Hooks"),
    Column("error", "Error"),
)


def _report(statuses: list[Status]) -> Report:
    rows = [
        (
            each.name,
            each.version,
            "built-in" if each.builtin else "installed",
            each.status,
            ", ".join(hook.removeprefix("kvadmin_") for hook in each.hooks),
            each.error,
        )
        for each in statuses
    ]
    data = {
        "schema": 1,
        "plugins": [
            {
                "name": each.name,
                "version": each.version,
                "builtin": each.builtin,
                "status": each.status,
                "hooks": list(each.hooks),
                "error": each.error,
            }
            for each in statuses
        ],
    }
    return Report(data, (Table(tr("Plugins"), _COLUMNS, tuple(rows)),))


@app.command("list")
def list_plugins(ctx: typer.Context) -> None:
    """List every plugin with its status and the hooks it implements.

    Example: kvadmin plugins list --format json
    """
    run = session(ctx)
    run.plugins.commands()  # a clash of commands shows only when they are declared
    run.show(_report(run.plugins.statuses()))


@app.command()
def check(ctx: typer.Context) -> None:
    """Import every command of every plugin and say what is wrong (exit 1).

    Example: kvadmin plugins check
    """
    run = session(ctx)
    statuses = [_checked(run, each) for each in _after_commands(run)]
    run.show(_report(statuses))
    failed = [each.name for each in statuses if each.status == "failed"]
    if failed:
        raise Refused(
            tr("{number} plugin(s) failed: {failed}", number=len(failed), failed=", ".join(failed)),
            hint=tr("kvadmin plugins disable {failed}", failed=failed[0]),
        )


def _after_commands(run: Session) -> list[Status]:
    run.plugins.commands()
    return run.plugins.statuses()


def _checked(run: Session, status: Status) -> Status:
    """The status after importing the plugin's command targets."""
    if status.status != "active":
        return status
    for name, command in run.plugins.commands().items():
        owner = run.plugins.owner(name)
        if owner is None or owner.name != status.name:
            continue
        try:
            for target in _targets(command):
                load_target(target)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return replace(status, status="failed", error=f"command {name!r}: {type(error).__name__}: {error}")
    return status


def _targets(command: Command) -> list[str]:
    """What a declared command, or each command of a group, names for import."""
    if not command.commands:
        return [command.target]
    return [target for each in command.commands for target in _targets(each)]


HereOption = Annotated[bool, typer.Option("--here", help="For this programme folder only (kvadmin.toml).")]


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
    names = _names(file)
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
    files = [file for file in run.settings_files() if name in _names(file)]
    if not files and name not in {each.name for each in run.plugins.statuses()}:
        raise UnknownName(tr("there is no plugin {name!r}", name=name), hint=tr("kvadmin plugins list shows them"))
    if here:
        kept = [file for file in files if file != _file(run, here=True)]
        for file in kept:
            run.warn(tr("{name!r} stays disabled by {file}", name=name, file=file))
        files = [file for file in files if file not in kept]
    for file in files:
        _write(run, file, [each for each in _names(file) if each != name])
    if not files:
        run.info(tr("{name!r} is not disabled{rest}.", name=name, rest=" here" if here else ""))


def _file(run: Session, *, here: bool) -> Path:
    return run.folder / "kvadmin.toml" if here else user_settings_file()


def _names(file: Path) -> list[str]:
    return sorted(disabled_names([file]))


def _write(run: Session, file: Path, names: list[str]) -> None:
    """Put the list into the file and leave everything else in it as it stands."""
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    line = f"disabled = [{', '.join(_quoted(name) for name in sorted(names))}]"
    new = _with_line(text, line)
    if run.dry_run:
        run.info(tr("would write to {file}: {line}", file=file, line=line))
        return
    run.write_files(file.parent, [(file.name, new.encode("utf-8"))])
    run.info(tr("Saved in {file}: {line}", file=file, line=line))


def _quoted(name: str) -> str:
    import json

    return json.dumps(name, ensure_ascii=False)


def _with_line(text: str, line: str) -> str:
    section = re.search(r"(?m)^\[plugins\][^\n]*\n?", text)
    if section is None:
        return f"{text.rstrip()}\n\n[plugins]\n{line}\n".lstrip()
    head, rest = text[: section.end()], text[section.end() :]
    following = re.search(r"(?m)^\[", rest)
    body, tail = (rest[: following.start()], rest[following.start() :]) if following else (rest, "")
    body, found = re.subn(r"(?ms)^disabled\s*=\s*\[.*?\][^\n]*", lambda _: line, body, count=1)
    return (head if head.endswith("\n") else head + "\n") + (body if found else f"{line}\n{body}") + tail
