"""The options that every command takes, declared once: before the noun, and after the command as well."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from typing import Annotated, Any, get_args

import typer

from kvadmin.errors import UsageError
from kvadmin.translation import tr
from kvadmin.translation.choice import known
from kvadmin.typed.swallowed_options import refuse_swallowed

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would change, write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Answer yes to confirmations.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask anything.")]
Format = Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="table, json, csv, md or xlsx.")]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result to FILE (- is stdout).")
]
Excel = Annotated[bool, typer.Option("--excel", help="csv as Norwegian Excel opens it.")]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, for the history.")]
WithoutGuard = Annotated[
    list[str] | None,
    typer.Option(
        "--without-guard", metavar="PLUGIN", help="Pass over this plugin's guards where they fail (needs --why)."
    ),
]

KnownOn = Annotated[
    str | None,
    typer.Option("--known-on", metavar="DATE", help="What the folder said at the end of that day (reading only)."),
]

Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="nb|nn|en", help="What the screen speaks (else KVADMIN_LANG)."),
]

Color = Annotated[
    str | None, typer.Option("--color", metavar="WHEN", help="auto, always or never (else NO_COLOR decides).")
]
AllColumns = Annotated[bool, typer.Option("--all-columns", help="Every column of a list, whatever the window holds.")]

#: Those that may stand after a command: name in the session -> declaration.
_AFTER: dict[str, Any] = {
    "dry_run": DryRun,
    "yes": Yes,
    "no_input": NoInput,
    "format": Format,
    "output": Output,
    "excel": Excel,
    "why": Why,
    "without_guard": WithoutGuard,
    "known_on": KnownOn,
    "lang": Lang,
    "color": Color,
    "all_columns": AllColumns,
}


#: Those of a command that reads an office file: name in ``Session.import_options`` -> declaration.
_OF_IMPORTS: dict[str, Any] = {
    "map": Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADING=FIELD", help="What a column means (kept for the next such list)."),
    ],
    "ignore": Annotated[
        list[str] | None, typer.Option("--ignore", metavar="HEADING", help="A column that answers nothing.")
    ],
    "sheet": Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="Read this sheet alone.")],
    "header_row": Annotated[
        int | None, typer.Option("--header-row", metavar="N", help="The line that holds the headings.")
    ],
    "date_order": Annotated[
        str | None, typer.Option("--date-order", metavar="ORDER", help="Days are written dmy, mdy or ymd.")
    ],
    "where": Annotated[
        list[str] | None,
        typer.Option("--where", metavar="COLUMN=VALUE", help="Read only the rows that say so."),
    ],
}


def _set_of_import(name: str) -> Any:
    """A callback that notes an option of an import in the session."""

    def note(ctx: typer.Context, value: Any) -> Any:
        if value not in (None, [], ()) and not ctx.resilient_parsing:
            ctx.find_root().obj.import_options[name] = value
        return value

    return note


def _set(name: str) -> Any:
    """A callback that notes an option given after the command in the session."""

    def note(ctx: typer.Context, value: Any) -> Any:
        if value not in (None, False, [], ()) and not ctx.resilient_parsing:
            refuse_swallowed(value, f"--{name.replace('_', '-')}")
            setattr(ctx.find_root().obj, name, value)
        return value

    return note


def _set_known_on(ctx: typer.Context, value: str | None) -> str | None:
    """Note the day, and refuse it, wherever it was given, for a command that writes: the past cannot be changed."""
    run = ctx.find_root().obj
    if run is None or ctx.resilient_parsing:
        return value
    run.known_on = value or run.known_on
    if run.known_on and getattr(ctx.command, "writes", False):
        raise UsageError(
            tr("{command} writes, and what the folder said then cannot be changed", command=ctx.command_path),
            where="--known-on",
            hint=tr("leave --known-on out; `kvadmin undo TX` takes a change back"),
            code="past-is-fixed",
        )
    return value


def check_language(value: str | None, where: str = "--lang") -> None:
    """Refuse a language that the screen does not speak; the words of the command line have said which it is.

    Raises:
        UsageError: It is none of the three.
    """
    if value and known(value) is None:
        from kvadmin.wording.near_names import LANGUAGE_NAMES, near_names  # most languages are known

        raise UsageError(
            tr("the screen does not speak {value!r}", value=value),
            where=where,
            hint=tr("it speaks nb (bokmål), nn (nynorsk) and en (English)"),
            near=near_names(value, LANGUAGE_NAMES),
            code="bad-value",
        )


def _check_lang(ctx: typer.Context, value: str | None) -> str | None:
    if not ctx.resilient_parsing:
        check_language(value)
    return value


def _carrier(declarations: dict[str, Any], callback: Callable[[str], Any]) -> Any:
    """A function with all these options; never called, it only carries the declarations."""

    def carrier() -> None: ...

    parameters = []
    for name, declared in declarations.items():
        kind, option = get_args(declared)
        option = copy.copy(option)
        option.expose_value, option.callback = False, callback(name)
        default = False if kind is bool else None
        parameters.append(
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option])
        )
    carrier.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # functions may have one
    carrier.__annotations__ = {each.name: each.annotation for each in parameters}
    return carrier


#: Options after a command that are looked at, not only noted.
_OF_THEIR_OWN: dict[str, Any] = {"known_on": _set_known_on, "lang": _check_lang}


def add_common_options(command: Any) -> None:
    """Give a command, or every command of a group, the common options it does not have itself."""
    _add(command, _options(_AFTER, lambda name: _OF_THEIR_OWN.get(name) or _set(name)))


def add_import_options(command: Any) -> None:
    """Give a command that reads an office file the options that say how it is read."""
    _add(command, _options(_OF_IMPORTS, _set_of_import))


def _options(declarations: dict[str, Any], callback: Callable[[str], Any]) -> list[Any]:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(_carrier(declarations, callback))
    return [each for each in typer.main.get_command(app).params if each.name != "help"]


def _add(command: Any, options: list[Any]) -> None:
    children = getattr(command, "commands", None)
    if children is not None:
        for child in children.values():
            _add(child, options)
        if not getattr(command, "invoke_without_command", False):
            return
    taken = {opt for param in command.params for opt in getattr(param, "opts", ())}
    command.params.extend(option for option in options if not taken & set(option.opts))
