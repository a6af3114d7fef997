"""What the target of a declared command becomes: a command object that knows what is declared of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from kvadmin.translation import CATALOGUE

if TYPE_CHECKING:
    from kvadmin.extension.types import Command


def as_command(target: Any) -> Any:
    """A command object from what a declaration names: a Typer app, a function, or a command object itself.

    Typer's own completion, which asks in a way that nobody answers, is taken out: it would put itself before ours.
    """
    if isinstance(target, typer.Typer):
        made = typer.main.get_command(target)
        made.params = [each for each in made.params if each.name not in ("install_completion", "show_completion")]
        return made
    if hasattr(target, "make_context"):
        return target
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(target)
    return typer.main.get_command(app)


def take_negatives(command: Any) -> None:
    """Let a command, and every command of a group, take what looks like an option and is none as a value."""
    command.context_settings = {**command.context_settings, "ignore_unknown_options": True}
    for child in getattr(command, "commands", {}).values():
        take_negatives(child)


def mark(command: Any, declared: Command) -> None:
    """Let a command, and every command of a group, know what is declared of it: ``kvadmin commands`` shows it."""
    importers = {name for name, _ in declared.importers()}
    for name, each in {"": command, **getattr(command, "commands", {})}.items():
        each.writes, each.undo, each.sends = declared.may_write(name), declared.is_undone(name), declared.may_send(name)
        each.formats, each.documents_only = declared.formats, declared.documents_only
        each.imports = name in importers
    if CATALOGUE.language != "en":
        from kvadmin.cli.translated_help import short_help

        for each in getattr(command, "commands", {}).values():
            each.short_help = short_help(each.help or "")
