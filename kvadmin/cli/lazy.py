"""Commands that are listed from declarations and imported only when they run.

``kvadmin --help``, completion and did-you-mean need names and one line each;
:class:`PluginGroup` takes them from the plugins' declarations, :class:`DeclaredGroup` does the
same for a group of commands, and :class:`LazyCommand` imports its target the moment its context is made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kvadmin.cli.options import add_common_options, add_import_options
from kvadmin.errors import KvadminError, PluginFailure, UsageError
from kvadmin.extension.discovering.discovery import describe, load_target
from kvadmin.extension.stdout import given
from kvadmin.extras import missing
from kvadmin.translation import CATALOGUE, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from kvadmin.extension.manager import Plugins
    from kvadmin.extension.types import Command


class LazyCommand(TyperCommand):
    """A command that knows its name and help; the real one is imported on use."""

    def __init__(self, declared: Command, plugin: str, *, builtin: bool = False) -> None:
        super().__init__(name=declared.name, help=tr(declared.help), callback=lambda: None, rich_markup_mode=None)
        self._declared = declared
        self._plugin = plugin
        self._builtin = builtin

    def load(self) -> Any:
        """Import the target and make it the command that runs."""
        try:
            command = self._target()
        except (KvadminError, KeyboardInterrupt):
            raise
        except BaseException as error:
            if self._declared.extra and isinstance(error, ModuleNotFoundError) and not _is_ours(error.name):
                raise missing(error.name or "a library", self._declared.extra) from error
            raise PluginFailure(
                tr(
                    "plugin {plugin!r}: the command {name!r} cannot be loaded: {error}",
                    plugin=self._plugin,
                    name=self.name,
                    error=describe(error),
                ),
                hint=tr("disable it with: kvadmin plugins disable {plugin}", plugin=self._plugin),
                code="plugin-failure",
            ) from error
        command.name = self.name
        add_common_options(command)
        for name, _ in self._declared.importers():
            if name and name not in getattr(command, "commands", {}):
                raise PluginFailure(
                    tr(
                        "plugin {plugin!r}: {noun!r} has no command {name!r}, for which it names an importer",
                        plugin=self._plugin,
                        noun=self.name,
                        name=name,
                    ),
                    hint=tr("disable it with: kvadmin plugins disable {plugin}", plugin=self._plugin),
                    code="plugin-failure",
                )
            add_import_options(command.commands[name] if name else command)
        _mark(command, self._declared)
        _check_below(command)
        if self._builtin:
            command.invoke = _answering(command.invoke)
        else:
            command.invoke = self._blamed(command.invoke)
            command.make_context = self._blamed(command.make_context)
        return command

    def _target(self) -> Any:
        if self._builtin:
            return as_command(load_target(self._declared.target))
        from kvadmin.cli.help_text import clean_help
        from kvadmin.extension.containment import contained

        with contained(self._plugin):
            command = as_command(load_target(self._declared.target))
            clean_help(command)
        return command

    def _blamed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function of a third-party command; what ends a command in the ordinary way passes."""

        def call(*arguments: Any, **named: Any) -> Any:
            try:
                return function(*arguments, **named)
            except (typer.Abort, SystemExit, BrokenPipeError):
                raise
            except Exception as error:
                if hasattr(error, "exit_code") and not isinstance(error, KvadminError):  # Typer's own, or click's
                    raise
                from kvadmin.extension.blame import blamed

                with blamed(self._plugin, tr("command {name!r}", name=self.name)):
                    raise

        return call

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Make the context of the real command, which then runs in its own name."""
        command = self.load()
        if any(re.fullmatch(r"-\d[\d.,]*", each) for each in args):  # -3.5 is a value, no option
            _take_negatives(command)
        args = _in_english(command, args)
        _note_words(parent, [info_name or "", *_words(command, args)])
        context = command.make_context(info_name, args, parent=parent, **extra)
        run = context.find_root().obj
        if not self._builtin and not context.resilient_parsing:
            context.with_resource(given())
        if run is not None and not context.resilient_parsing:
            run.own_formats, run.documents_only = self._declared.formats, self._declared.documents_only
            run.attempts.allowed = self._builtin or self._declared.rerun
            run.check_options()
        return context


class DeclaredGroup(TyperGroup):
    """A group whose commands are declared: each is imported when it runs, none for the group's ``--help``."""

    def __init__(self, declared: Command, plugin: str, *, builtin: bool = False) -> None:
        children: dict[str, Any] = {each.name: lazy(each, plugin, builtin=builtin) for each in declared.commands}
        super().__init__(
            name=declared.name, help=tr(declared.help), commands=children, no_args_is_help=True, rich_markup_mode=None
        )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Look the command up, by its Norwegian word as well."""
        return super().resolve_command(ctx, _in_english(self, args))


def _in_english(group: Any, args: list[str]) -> list[str]:
    """The arguments with the words of commands in English; a Norwegian one counts where a group has no such name."""
    children = getattr(group, "commands", None)
    if not children or not args or (args[0] in children and not hasattr(children[args[0]], "commands")):
        return args
    from kvadmin.cli.norwegian_words import in_english

    return in_english(group, args)


def lazy(declared: Command, plugin: str, *, builtin: bool = False) -> LazyCommand | DeclaredGroup:
    """The stand-in for a declared command or group."""
    kind = DeclaredGroup if declared.commands else LazyCommand
    return kind(declared, plugin, builtin=builtin)


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


def _take_negatives(command: Any) -> None:
    """Let a command, and every command of a group, take what looks like an option and is none as a value."""
    command.context_settings = {**command.context_settings, "ignore_unknown_options": True}
    for child in getattr(command, "commands", {}).values():
        _take_negatives(child)


def _answering(invoke: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A built-in command; what a third-party one prints by itself, nobody knows."""

    def call(context: Any) -> Any:
        result = invoke(context)
        context.find_root().obj.show_saved()
        return result

    return call


def _mark(command: Any, declared: Command) -> None:
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


def _check_below(command: Any) -> None:
    """Have every command below a group look at the options that were given after it, before it does anything."""
    for child in getattr(command, "commands", {}).values():
        child.invoke = _checking(child.invoke)
        _check_below(child)


def _checking(invoke: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def call(context: Any) -> Any:
        if (run := context.find_root().obj) is not None:
            run.check_output()
        return invoke(context)

    return call


def _is_ours(module: str | None) -> bool:
    return (module or "").partition(".")[0] == "kvadmin"


def _note_words(parent: Any, words: list[str]) -> None:
    """Tell the session which command runs, in words alone: values of options and arguments may be personal."""
    while parent is not None and parent.parent is not None:
        words = [parent.info_name, *words]
        parent = parent.parent
    if parent is not None and parent.obj is not None:
        parent.obj.command = " ".join(words)


def _words(command: Any, args: list[str]) -> list[str]:
    """The names of the subcommands that the arguments lead to."""
    words: list[str] = []
    while args and (children := getattr(command, "commands", None)) and args[0] in children:
        command = children[args[0]]
        words.append(args[0])
        args = args[1:]
    return words


class PluginGroup(TyperGroup):
    """The top-level group: its commands are those the plugins declared."""

    #: Set by the application before the group is used: context -> the plugins of this run.
    plugins_of: Callable[[Any], Plugins]

    def list_commands(self, ctx: Any) -> list[str]:
        """Names in the order of the plugins."""
        return list(self.plugins_of(ctx).commands())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The light stand-in for a declared command, or None."""
        plugins = self.plugins_of(ctx)
        declared = plugins.commands().get(cmd_name)
        owner = plugins.owner(cmd_name)
        return lazy(declared, owner.name, builtin=owner.builtin) if declared and owner else None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands under the headings the plugins gave."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, command in self.plugins_of(ctx).commands().items():
            sections.setdefault(tr(command.section), []).append((name, tr(command.help)))
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)

    def _words_in_english(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments with the noun in English, as no plugin has a command of the Norwegian name."""
        if args and args[0] in ("plugins", "tillegg"):  # which plugins are loaded hangs on its second word
            from kvadmin.cli.norwegian_words import english_word

            args = [*(english_word(each) or each for each in args[:2]), *args[2:]]
        ctx.meta["kvadmin.words"] = args
        if not args or args[0] in (declared := self.plugins_of(ctx).commands()):
            return args
        from kvadmin.cli.norwegian_words import english_word

        return [english_word(args[0], declared) or args[0], *args[1:]]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Look the command up, by its Norwegian word as well."""
        args = self._words_in_english(ctx, args)
        plugins = self.plugins_of(ctx)
        declared = plugins.commands()
        if args and args[0] not in declared and (owner := plugins.belongs_to(args[0])):
            raise UsageError(
                tr(
                    "the command {name!r} belongs to the plugin {plugin!r}, which is disabled",
                    name=args[0],
                    plugin=owner.name,
                ),
                hint=tr("switch it on again: kvadmin plugins enable {plugin}", plugin=owner.name),
                code="plugin-disabled",
            )
        return super().resolve_command(ctx, args)
