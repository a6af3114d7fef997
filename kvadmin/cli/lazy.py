"""Commands that are listed from declarations and imported only when they run.

``kvadmin --help``, completion and did-you-mean need names and one line each: :class:`DeclaredGroup` takes those of a
group from the plugins' declarations, as :class:`~kvadmin.cli.plugin_group.PluginGroup` does at the top, and
:class:`LazyCommand` imports its target the moment its context is made.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kvadmin.cli.command_targets import as_command, mark, take_negatives
from kvadmin.cli.options import add_common_options, add_import_options
from kvadmin.errors import KvadminError, PluginFailure, UsageError
from kvadmin.extension.discovering.discovery import describe, load_target
from kvadmin.extension.stdout import given, watched
from kvadmin.extras import missing
from kvadmin.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from kvadmin.extension.manager import Plugins
    from kvadmin.extension.types import Command, Declared


class LazyCommand(TyperCommand):
    """A command that knows its name and help; the real one is imported on use."""

    #: Whether others may put commands under it, which shows when it is loaded.
    _is_noun = True

    def __init__(self, declared: Command, plugin: str, plugins: Plugins, noun: str = "") -> None:
        super().__init__(name=declared.name, help=tr(declared.help), callback=lambda: None, rich_markup_mode=None)
        self._declared = declared
        self._plugin = plugin
        self._builtin = plugins.is_builtin(plugin)
        self._words = f"{noun} {declared.name}".strip()
        self._plugins = plugins

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
                    name=self._declared.words,
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
        mark(command, self._declared)
        _check_below(command)
        if self._builtin:
            command.invoke = _answering(command.invoke)
        else:
            command.invoke = _answering_too(self._blamed(command.invoke))
            command.make_context = self._blamed(command.make_context)
        if self._is_noun and self._plugins.commands_under(self._words):
            from kvadmin.cli.added_commands import add_to_loaded

            add_to_loaded(command, self._words, self._plugin, self._plugins, self._stand_in)
        return command

    def _stand_in(self, one: Declared) -> LazyCommand | DeclaredGroup:
        return lazy(one.item, one.owner, self._plugins, one.item.under)

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

                with blamed(self._plugin, tr("command {name!r}", name=self._declared.words)):
                    raise

        return call

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Make the context of the real command, which then runs in its own name."""
        command = self.load()
        if any(re.fullmatch(r"-\d[\d.,]*", each) for each in args):  # -3.5 is a value, no option
            take_negatives(command)
        args = _in_english(command, args)
        _note_words(parent, [info_name or "", *_words(command, args)])
        context = command.make_context(info_name, args, parent=parent, **extra)
        self.prepare(context)
        return context

    def prepare(self, context: Any) -> None:
        """Let the session know what is declared of the command that is about to run."""
        if context.resilient_parsing:
            return
        run = context.find_root().obj
        if not self._builtin:
            context.with_resource(given())
        if run is not None:
            run.own_formats, run.documents_only = self._declared.formats, self._declared.documents_only
            run.attempts.allowed = self._builtin or self._declared.rerun
            run.check_options()


class _OwnTarget(LazyCommand):
    """The target of a group, which runs when none of the group's commands is named."""

    _is_noun = False


class DeclaredGroup(TyperGroup):
    """A group whose commands are declared: each is imported when it runs, none for the group's ``--help``.

    One that has a target as well runs it when none of its commands is named; it is imported when no command stands
    first, for what stands there is the target's.
    """

    def __init__(self, declared: Command, plugin: str, plugins: Plugins, noun: str = "") -> None:
        words = f"{noun} {declared.name}".strip()
        children: dict[str, Any] = {each.name: lazy(each, plugin, plugins, words) for each in declared.commands}
        #: Those that other declarations have put under it -> their plugins.
        self.added: dict[str, str] = {}
        for plugin_of, each in plugins.commands_under(words):
            if each.under == words:
                children[each.name] = lazy(each, plugin_of, plugins, words)
                self.added[each.name] = plugin_of
        alone = bool(declared.target)
        super().__init__(
            name=declared.name, help=tr(declared.help), commands=children, no_args_is_help=not alone,
            invoke_without_command=alone, rich_markup_mode=None,
        )  # fmt: skip
        self._own = _OwnTarget(replace(declared, commands=()), plugin, plugins, noun) if alone else None
        self._real: Any = None

    def load(self) -> Any:
        """Import the target, if the group has one, and take what it takes."""
        if self._own is not None and self._real is None:
            self._real = real = self._own.load()
            self.params, self.help = real.params, real.help
            for name in ("writes", "undo", "sends", "formats", "imports"):
                setattr(self, name, getattr(real, name))
        return self

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Make the context; of the target as well, unless a command of the group stands first."""
        if self._own is None or (args and (args := _in_english(self, args))[0] in self.commands):
            return super().make_context(info_name, args, parent=parent, **extra)
        self.load()
        _note_words(parent, [info_name or ""])
        context = super().make_context(info_name, args, parent=parent, **extra)
        self._own.prepare(context)
        return context

    def invoke(self, ctx: Any) -> Any:
        """Run the target where no command is named, else the command."""
        self.callback = partial(self._alone, ctx) if self._real is not None else None
        return super().invoke(ctx)

    def _alone(self, context: Any, **_: Any) -> Any:
        if context.invoked_subcommand is None:
            return self._real.invoke(context)
        _refuse_early(context)
        return None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Look the command up, by its Norwegian word as well."""
        return super().resolve_command(ctx, _in_english(self, args))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands; those of other plugins under the names of these."""
        if not self.added:
            super().format_commands(ctx, formatter)
            return
        from kvadmin.cli.added_commands import write_commands

        write_commands(self, self.added, ctx, formatter)


def _refuse_early(context: Any) -> None:
    """Refuse options of a group's own target that stand before a command of the group, which would not know of them."""
    default = "DEFAULT"
    early = [
        each.opts[0]
        for each in context.command.params
        if each.expose_value and getattr(context.get_parameter_source(each.name), "name", default) != default
    ]
    if early:
        command = context.invoked_subcommand
        raise UsageError(
            tr("before {command!r} {options} stands for nothing", command=command, options=", ".join(early)),
            where=early[0],
            hint=tr("behind it: {path} {command} -h lists what it takes", path=context.command_path, command=command),
            code="contradicting-options",
        )


def _in_english(group: Any, args: list[str]) -> list[str]:
    """The arguments with the words of commands in English; a Norwegian one counts where a group has no such name."""
    children = getattr(group, "commands", None)
    if not children or not args or args[0].startswith("-"):
        return args
    if args[0] in children and not hasattr(children[args[0]], "commands"):
        return args
    from kvadmin.wording.norwegian_words import in_english

    return in_english(group, args)


def lazy(declared: Command, plugin: str, plugins: Plugins, noun: str = "") -> LazyCommand | DeclaredGroup:
    """The stand-in for a declared command or group.

    Args:
        declared: The declaration.
        plugin: The plugin that it is of.
        plugins: All plugins of the run.
        noun: The words of the group that it is in; empty at the top.
    """
    kind = DeclaredGroup if declared.commands else LazyCommand
    return kind(declared, plugin, plugins, noun)


def _answering(invoke: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A built-in command, which prints by the session alone."""

    def call(context: Any) -> Any:
        result = invoke(context)
        context.find_root().obj.show_saved()
        return result

    return call


def _answering_too(invoke: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A third-party command: it prints by itself as well, and is answered for only where it has not."""

    def call(context: Any) -> Any:
        run = context.find_root().obj
        if run is None or run.format != "json" or run.output is not None:
            return invoke(context)
        with watched() as stdout:
            result = invoke(context)
        if not stdout.used:
            run.show_saved()
        return result

    return call


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
