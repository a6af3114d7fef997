"""The options that every command takes: before the noun, and after the command as well."""

from __future__ import annotations

from typing import Annotated, Any

import typer

#: Formats that every report can be printed in; plugins may add more by ``kvadmin_writers``.
FORMATS = ("table", "json", "csv", "md", "xlsx")


def _set(name: str) -> Any:
    """A callback that notes an option given after the command in the session."""

    def note(ctx: typer.Context, value: Any) -> Any:
        if value not in (None, False) and not ctx.resilient_parsing:
            setattr(ctx.find_root().obj, name, value)
        return value

    return note


def _carrier(
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show what would change, write nothing.", expose_value=False, callback=_set("dry_run")
        ),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Answer yes to confirmations.", expose_value=False, callback=_set("yes"))
    ] = False,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Never ask anything.", expose_value=False, callback=_set("no_input"))
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="table, json, csv, md or xlsx.",
            metavar="FORMAT",
            expose_value=False,
            callback=_set("format"),
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            help="Write the result to FILE (- is stdout).",
            metavar="FILE",
            expose_value=False,
            callback=_set("output"),
        ),
    ] = None,
    excel: Annotated[
        bool,
        typer.Option("--excel", help="csv as Norwegian Excel opens it.", expose_value=False, callback=_set("excel")),
    ] = False,
    why: Annotated[
        str | None,
        typer.Option(
            "--why", help="The reason, for the history.", metavar="TEXT", expose_value=False, callback=_set("why")
        ),
    ] = None,
) -> None:
    """Carry the declarations; never called."""


def add_common_options(command: Any) -> None:
    """Give a command, or every command of a group, the common options it does not have itself."""
    options = [each for each in _options_of_carrier() if each.name != "help"]
    _add(command, options)


def _options_of_carrier() -> list[Any]:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(_carrier)
    return list(typer.main.get_command(app).params)


def _add(command: Any, options: list[Any]) -> None:
    children = getattr(command, "commands", None)
    if children is not None:
        for child in children.values():
            _add(child, options)
        if not getattr(command, "invoke_without_command", False):
            return
    taken = {opt for param in command.params for opt in getattr(param, "opts", ())}
    command.params.extend(option for option in options if not taken & set(option.opts))
