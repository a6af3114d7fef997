"""``kvadmin commands``: every command with its options, what it does, and the schema of what it prints."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from kvadmin.api import KvadminError, Session, UnknownName, __version__, session, tr
from kvadmin.api.reports import Column, listing
from kvadmin.api.wording import near_names

app = typer.Typer(rich_markup_mode=None)

#: The formats of every list and report; a command's own and those of plugins come after them.
_FORMATS = ("table", "json", "csv", "md", "xlsx")
#: What Typer calls a type -> what programs read.
_TYPES = {
    "str": "text",
    "text": "text",
    "int": "integer",
    "integer": "integer",
    "int range": "integer",
    "integer range": "integer",
    "float": "number",
    "float range": "number",
    "boolean": "boolean",
    "bool": "boolean",
    "path": "path",
    "filename": "path",
    "file": "path",
    "choice": "choice",
    "datetime": "date",
}


def _mark(value: bool | None) -> str:
    return tr("yes") if value else "" if value is None else tr("no")


def _mark_yes(value: bool) -> str:
    return tr("yes") if value else ""


_COLUMNS = (
    Column("command", "Command", "command", show=lambda words: f"kvadmin {words}"),
    Column("plugin"),
    Column("builtin"),
    Column("help", "What it does", show=tr),
    Column("arguments"),
    Column("options"),
    Column("writes", "Writes", show=_mark_yes, rank=1),
    Column("undo", "Undo", show=_mark, rank=2),
    Column("sends", "Network", show=_mark_yes, rank=2),
    Column("reads_office_files", "Office files", show=_mark_yes, rank=3),
    Column("formats"),
    Column("schema"),
)


@app.command()
def commands(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORD...]", help="Only commands that begin so.")] = None,
    schema: Annotated[
        str | None,
        typer.Option("--schema", metavar="COMMAND", help='The JSON Schema of what COMMAND prints; "error" of errors.'),
    ] = None,
) -> None:
    """List every command, plugins' own too: what it takes, writes and sends, and whether undo takes it back.

    With --format json each has its arguments and options with type and default. --schema prints the JSON Schema
    (draft 2020-12) of a command's own output.

    Example: kvadmin commands cohort && kvadmin commands --schema "cohort admit"
    """
    run = session(ctx)
    if schema is not None:
        _show_schema(ctx, run, " ".join(schema.split()).removeprefix("kvadmin "))
        return
    wanted = list(words or ())
    found = [each for each in _all(ctx, run) if each["command"].split()[: len(wanted)] == wanted]
    if not found:
        raise UnknownName(
            tr("there is no command {name!r}", name=" ".join(wanted)),
            hint="`kvadmin commands`",
            near=near_names(" ".join(wanted), _beginnings(ctx, run)),
            code="unknown-command",
        )
    everywhere = [_parameter(each, ctx) | {"after": _after(each, ctx)} for each in _common(ctx)]
    title = tr("{count} commands", count=len(found))
    run.show(listing("commands", _COLUMNS, found, title=title, version=__version__, global_options=everywhere))


def _show_schema(ctx: typer.Context, run: Session, command: str) -> None:
    text = run.plugins.schema(command)
    if text is None:
        raise UnknownName(
            tr("there is no schema of {name!r}", name=command),
            where="--schema",
            hint=tr("`kvadmin commands --format json` says which commands have one"),
            near=near_names(command, _with_schema(ctx, run)),
            code="unknown-command",
        )
    from kvadmin.api.reports import Report

    run.format = "json"  # whatever was asked for: a schema is nothing else
    run.show(Report(json.loads(text)))


def _beginnings(ctx: typer.Context, run: Session) -> list[str]:
    """What lists some commands: their words, and the first of those."""
    words = [each["command"].split() for each in _all(ctx, run)]
    return [" ".join(each[:length]) for each in words for length in range(1, len(each) + 1)]


def _with_schema(ctx: typer.Context, run: Session) -> list[str]:
    return [each["command"] for each in _all(ctx, run) if run.plugins.schema(each["command"])]


def _all(ctx: typer.Context, run: Session) -> Iterator[dict[str, Any]]:
    root = ctx.find_root()
    top: Any = root.command
    for name in top.list_commands(root):
        for words, command in _below(top.get_command(root, name), name, run):
            owner = run.plugins.owner(words)
            about = {"command": words, "plugin": owner and owner.name, "builtin": bool(owner and owner.builtin)}
            yield about | _described(command, ctx, run, words)


def _below(command: Any, words: str, run: Session) -> Iterator[tuple[str, Any]]:
    """Every command of a group, and the group itself where it does something alone."""
    try:
        real = command.load() if hasattr(command, "load") else command
    except KvadminError as error:  # its module, or a library it needs, cannot be imported: it cannot be run either
        run.warn(error.message)
        return
    children = getattr(real, "commands", {})
    if not children or getattr(real, "invoke_without_command", False):
        yield words, real
    for name, child in children.items():
        yield from _below(child, f"{words} {name}", run)


def _described(command: Any, ctx: typer.Context, run: Session, words: str) -> dict[str, Any]:
    common = {opt for each in _common(ctx) for opt in each.opts}
    own = [each for each in command.params if each.name not in _NO_OPTIONS and not getattr(each, "hidden", False)]
    own = [each for each in own if each.expose_value or not common & set(each.opts)]
    writes = getattr(command, "writes", False)
    formats = list(getattr(command, "formats", ()))
    if not getattr(command, "documents_only", False):
        formats = [*_FORMATS, *formats, *(each.name for each in run.gather("kvadmin_writers"))]
    return {
        "help": (command.help or "").partition("\n\n")[0].replace("\n", " ").strip(),
        "arguments": [_parameter(each, ctx) for each in own if each.param_type_name == "argument"],
        "options": [_parameter(each, ctx) for each in own if each.param_type_name == "option"],
        "writes": writes,
        "undo": getattr(command, "undo", True) if writes else None,
        "sends": getattr(command, "sends", False),
        "reads_office_files": getattr(command, "imports", False),
        "formats": formats,
        "schema": run.plugins.schema(words) is not None,
    }


def _parameter(param: Any, ctx: typer.Context) -> dict[str, Any]:
    """An argument or option as programs read it."""
    is_option = param.param_type_name == "option"
    metavar = param.metavar or param.make_metavar(ctx)
    default = None if callable(param.default) else param.default
    return {
        "names": [*param.opts, *param.secondary_opts] if is_option else [metavar.strip("[]{}.") or param.name],
        "type": _TYPES.get(param.type.name, "text"),
        "choices": list(getattr(param.type, "choices", None) or []) or None,
        "value": None if getattr(param, "is_flag", False) else metavar,
        "required": bool(param.required),
        "repeatable": bool(param.multiple or param.nargs == -1),
        "default": str(default) if default not in (None, "", False, ()) else None,
        "help": (param.help or "").strip(),
    }


def _common(ctx: typer.Context) -> list[Any]:
    """The options of every command: those before the noun, and those that may only stand after it."""
    before = [each for each in ctx.find_root().command.params if each.name not in _NO_OPTIONS]
    known = {opt for each in before for opt in each.opts}
    mine: Any = ctx.command
    after = [each for each in mine.params if not each.expose_value and each.name not in _NO_OPTIONS]
    return [*before, *(each for each in after if not known & set(each.opts))]


def _after(param: Any, ctx: typer.Context) -> bool:
    """Whether a common option may stand after the command as well."""
    return any(set(param.opts) & set(each.opts) for each in ctx.command.params)


#: What Typer adds to every command line, for people.
_NO_OPTIONS = {"help"}
