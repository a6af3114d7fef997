"""The plugin manager: registers what discovery found and calls hooks one implementation at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pluggy

from kvadmin.errors import KvadminError, PluginFailure
from kvadmin.extension import specs
from kvadmin.extension.answer_types import ANSWERS, as_answer
from kvadmin.extension.blame import bound
from kvadmin.extension.discovery import PluginStatus, describe, load_target
from kvadmin.extension.guards import GUARDS, Guards
from kvadmin.extension.types import Command
from kvadmin.translation import tr


@dataclass(frozen=True)
class Answers:
    """What the implementations of a hook said.

    Attributes:
        given: ``(plugin, result)`` of those that answered.
        failed: Why the others did not: they raised, returned something else, or are absent.
    """

    given: tuple[tuple[str, Any], ...]
    failed: tuple[PluginFailure, ...]


@dataclass(frozen=True)
class _Answer:
    """One implementation's answer, without what was wrong in it."""

    status: PluginStatus
    result: Any
    problems: tuple[str, ...] = ()
    raised: bool = False


class Plugins:
    """All plugins of this run, and the way to call their hooks.

    Args:
        found: What discovery found.
        strict: A failing plugin ends the run with exit code 6 instead of one line on stderr.
    """

    def __init__(self, found: Iterable[PluginStatus], *, strict: bool = False) -> None:
        self.strict = strict
        #: The guards that are absent in this run, and those passed over.
        self.guards = Guards()
        self._said: set[tuple[str, str]] = set()
        self._manager = pluggy.PluginManager(specs.PROJECT)
        self._manager.add_hookspecs(specs)
        self._status: dict[str, PluginStatus] = {}
        self._commands: dict[str, tuple[Command, PluginStatus]] | None = None
        for status in found:
            self._add(status)

    def _add(self, status: PluginStatus) -> None:
        key = status.name if status.name not in self._status else f"{status.name} ({status.error})"
        if status.status == "active":
            status = self._register(status)
        self._status[key] = status
        if status.status == "failed":
            self.report(status, status.error or "failed")

    def _register(self, status: PluginStatus) -> PluginStatus:
        try:
            self._manager.register(status.plugin, name=status.name)
            error = self._unknown_hooks(status)
        except KeyboardInterrupt:
            raise
        except BaseException as problem:
            error = describe(problem)
        if error:
            if self._manager.has_plugin(status.name):
                self._manager.unregister(name=status.name)
            self._declare_guards_absent(status, error)
            return replace(status, status="failed", error=error)
        callers = self._manager.get_hookcallers(status.plugin) or []
        return replace(status, hooks=tuple(sorted({caller.name for caller in callers})))

    def _declare_guards_absent(self, status: PluginStatus, why: str) -> None:
        """A plugin that is left out because of one hook is missed where it would have guarded something."""
        for hook in GUARDS:
            if hasattr(getattr(status.plugin, hook, None), f"{specs.PROJECT}_impl"):
                self.guards.declare_absent(status.name, hook, tr("the plugin is left out: {why}", why=why))

    def _unknown_hooks(self, status: PluginStatus) -> str | None:
        """Names that look like hooks but are none: pluggy would ignore them for ever."""
        for caller in self._manager.get_hookcallers(status.plugin) or []:
            if caller.spec is None and not all(impl.optionalhook for impl in caller.get_hookimpls()):
                return f"unknown hook {caller.name!r}"
        return None

    def report(self, status: PluginStatus, problem: str) -> None:
        """One line on stderr, once, that names the plugin and how to switch it off; fatal when strict."""
        text = tr(
            "plugin {name!r} {rest}{problem}", name=status.name, rest="failed: " if problem else "", problem=problem
        )
        hint = f"kvadmin plugins disable {status.name}"
        if self.strict:
            raise PluginFailure(text, hint=tr("disable it with: {hint}", hint=hint))
        if (status.name, problem) in self._said:
            return
        self._said.add((status.name, problem))
        print(tr("warning: {text} (disable it with: {hint})", text=text, hint=hint), file=sys.stderr)

    def statuses(self, *, imported: bool = False) -> list[PluginStatus]:
        """Every plugin found, built-in first, then by name.

        Args:
            imported: Import every command first: a plugin of which one cannot be imported has failed.
        """
        self.commands()  # a clash of commands shows only when they are declared
        if imported:
            for command, owner in list((self._commands or {}).values()):
                self._import(command, owner.name)
        return sorted(self._status.values(), key=lambda each: (not each.builtin, each.name if not each.builtin else ""))

    def _import(self, command: Command, plugin: str) -> None:
        status = self._status[plugin]
        if status.status != "active":
            return
        try:
            for each in _leaves(command):
                _try_import(each)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # whatever the import of a stranger's module does
            problem = tr("command {name!r}: {error}", name=command.name, error=describe(error))
            self._status[plugin] = replace(status, status="failed", error=problem)

    def call(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """Call one hook on every plugin by itself.

        Yields:
            ``(plugin name, result)`` per implementation, in the order of registration; lists come as lists. An
            implementation that raises is reported and left out, as is what is of a wrong type; but a guard
            (:data:`~kvadmin.extension.guards.GUARDS`) that fails or is absent stops the command.

        Raises:
            KvadminError: Meant for the reader, from a built-in plugin or a guard.
            PluginFailure: A guard does not answer, and the person does not pass over it.
        """
        for absent in self.guards.absent(hook):
            self.guards.stop(absent)
        for answer in self._answers(hook, arguments):
            for problem in answer.problems:
                self._failed(answer.status, hook, problem)
            if not answer.raised:
                yield answer.status.name, answer.result

    def ask(self, hook: str, /, **arguments: Any) -> Answers:
        """Call a guarding hook and leave it to the caller to stop where a guard fails or is absent."""
        given, failed = [], self.guards.absent(hook)
        for answer in self._answers(hook, arguments):
            failed += [self.guards.failure(answer.status.name, hook, problem) for problem in answer.problems]
            if not answer.raised:
                given.append((answer.status.name, answer.result))
        return Answers(tuple(given), tuple(failed))

    def _answers(self, hook: str, arguments: dict[str, Any]) -> Iterator[_Answer]:
        # a list handed to several plugins is nobody's to change
        arguments = {name: tuple(value) if isinstance(value, list) else value for name, value in arguments.items()}
        for impl in getattr(self._manager.hook, hook).get_hookimpls():
            yield self._answer(self._status[impl.plugin_name], hook, impl, arguments)

    @staticmethod
    def _answer(status: PluginStatus, hook: str, impl: pluggy.HookImpl, arguments: dict[str, Any]) -> _Answer:
        """One implementation's answer; a third-party one of the right types, and bound to its plugin."""
        try:
            result = as_answer(hook, impl.function(*[arguments[name] for name in impl.argnames]))
            if status.builtin:
                return _Answer(status, result)
            right, problems = ANSWERS[hook].sorted_out(result, arguments)
            return _Answer(status, bound(hook, right, status.name), tuple(problems))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # one plugin's failure stops nothing else
            if isinstance(error, KvadminError) and (status.builtin or hook in GUARDS):
                error.plugin = error.plugin or (None if status.builtin else status.name)
                raise
            return _Answer(status, None, (describe(error),), raised=True)

    def _failed(self, status: PluginStatus, hook: str, problem: str) -> None:
        self._status[status.name] = replace(status, status="failed", error=f"{hook}: {problem}")
        if hook in GUARDS:
            self.guards.stop(self.guards.failure(status.name, hook, problem))
        else:
            self.report(status, f"in {hook}: {problem}")

    def gather(self, hook: str, /, **arguments: Any) -> list[Any]:
        """The items of all results of a hook that returns lists; None counts as empty."""
        return [item for _, result in self.call(hook, **arguments) for item in result]

    def commands(self) -> dict[str, Command]:
        """Top-level commands by name, built-in ones first; a clash is reported, never obeyed."""
        if self._commands is None:
            self._commands = {}
            for name, declared in self.call("kvadmin_commands"):
                self._declare(self._status[name], declared)
        return {name: command for name, (command, _) in self._commands.items()}

    def _declare(self, status: PluginStatus, declared: Any) -> None:
        assert self._commands is not None
        for command in declared:
            owner = self._commands.get(command.name)
            if owner is None and not (command.name in RESERVED and not status.builtin):
                self._commands[command.name] = (command, status)
                continue
            whose = (
                "kvadmin itself"
                if owner is None
                else f"{'the built-in ' if owner[1].builtin else ''}plugin {owner[1].name!r}"
            )
            self._status[status.name] = replace(status, status="failed", error=f"command {command.name!r} is taken")
            self.report(status, f"its command {command.name!r} is left out: the name belongs to {whose}")

    def owner(self, command: str) -> PluginStatus | None:
        """The plugin that declared a top-level command."""
        found = (self._commands or {}).get(command)
        return found[1] if found else None


def _leaves(command: Command) -> list[Command]:
    """A declared command, or each command of a group: what names a target to import."""
    if not command.commands:
        return [command]
    return [leaf for each in command.commands for leaf in _leaves(each)]


def _try_import(command: Command) -> None:
    """Import a command's target; that an optional library is not installed is no fault of the plugin."""
    try:
        load_target(command.target)
    except ModuleNotFoundError as error:
        if not command.extra or (error.name or "").partition(".")[0] == "kvadmin":
            raise


#: Names that kvadmin's contract keeps for itself, whether or not they are built yet.
RESERVED = frozenset(
    "init demo status check log undo redo plugins config migrate municipality contact cohort application network "
    "gathering participants plan evaluation mail journal".split()
)
