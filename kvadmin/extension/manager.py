"""The plugin manager: registers what discovery found and calls hooks one implementation at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import pluggy

from kvadmin.errors import KvadminError, PluginFailure, UnknownName, did_you_mean
from kvadmin.extension import specs
from kvadmin.extension.declaring.declarations import Declarations
from kvadmin.extension.discovering.discovery import (
    BUILTIN,
    WAY_OUT,
    PluginStatus,
    describe,
    load_target,
    one_line,
    shipped_folder,
    shipped_schema,
)
from kvadmin.extension.guards import GUARDS, Guards
from kvadmin.extension.types import Command, Declared
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from pluggy import HookimplOpts

    from kvadmin.extension.places import PluginPlaces
    from kvadmin.extension.watching import Watcher


class _OwnHooks:
    """What of a module is, or is called as, a hook: pluggy asks for the rest in vain, and at every start."""

    __slots__ = ("__dict__", "_module")  # whatever the module calls its own

    def __init__(self, module: ModuleType) -> None:
        for name, value in vars(module).items():
            if (type(value) is FunctionType and vars(value)) or name.startswith("kvadmin_"):
                vars(self)[name] = value
        self._module = module

    def __dir__(self) -> list[str]:
        return list(vars(self))

    def __repr__(self) -> str:
        return repr(self._module)


class _Manager(pluggy.PluginManager):
    """pluggy's manager, which looks at a module's own functions only and notes which hooks it found."""

    def __init__(self, project: str) -> None:
        super().__init__(project)
        #: The hooks of the plugin registered last, and whether each may be unknown.
        self.found: dict[str, bool] = {}
        #: Its attributes that are called as a hook is, but are no marked functions: pluggy would pass over them.
        self.unmarked: list[str] = []
        #: Module -> what stands for it, the same each time, so that a module that comes twice is known as one.
        self._own_hooks: dict[ModuleType, _OwnHooks] = {}

    def register(self, plugin: Any, name: str | None = None) -> str | None:
        """Register a plugin."""
        self.found, self.unmarked = {}, []
        if type(plugin) is ModuleType:
            plugin = self._own_hooks.setdefault(plugin, _OwnHooks(plugin))
        return super().register(plugin, name)

    def implemented(self, plugin: Any) -> set[str]:
        """The hooks that a plugin has, or means to have, of one that could not be registered."""
        self.found, self.unmarked = {}, []
        for name in dir(plugin):
            self.parse_hookimpl_opts(plugin, name)
        return {*self.found, *self.unmarked}

    def parse_hookimpl_opts(self, plugin: Any, name: str) -> HookimplOpts | None:
        """Whether an attribute is an implementation; of a module only its marked functions are looked at."""
        if isinstance(plugin, ModuleType | _OwnHooks):
            value = vars(plugin).get(name)
            marked = vars(value) if type(value) is FunctionType else {}
            found: HookimplOpts | None = marked.get(f"{self.project_name}_impl")
        else:
            found = super().parse_hookimpl_opts(plugin, name)
        if found is not None:
            self.found[found.get("specname") or name] = bool(found.get("optionalhook"))
        elif name.startswith("kvadmin_") and _is_hook(name):
            self.unmarked.append(name)
        return found


class Answers(NamedTuple):
    """What the implementations of a hook said.

    Attributes:
        given: ``(plugin, result)`` of those that answered.
        failed: Why the others did not: they raised, returned something else, or are absent.
        absent: The names of those that are absent.
    """

    given: tuple[tuple[str, Any], ...]
    failed: tuple[PluginFailure, ...]
    absent: frozenset[str] = frozenset()


class _Answer(NamedTuple):
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
        alone: The others were not looked for.
    """

    #: Hears of every import and every call of a hook in this process (``kvadmin plugins trace``); else nobody does.
    watcher: ClassVar[Watcher | None] = None

    def __init__(self, found: Iterable[PluginStatus], *, strict: bool = False, alone: bool = False) -> None:
        if self.watcher is not None:
            found = self.watcher.importing(iter(found))
            self._answer = self.watcher.answering(self._answer)  # type: ignore[method-assign]
        self.strict = strict
        #: Whether the person wants the built-in plugins alone (``--no-plugins``).
        self.alone = alone
        #: The guards that are absent in this run, and those passed over.
        self.guards = Guards()
        self._said: set[tuple[str, str]] = set()
        self._manager = _Manager(specs.PROJECT)
        self._manager.add_hookspecs(specs)
        self._status: dict[str, PluginStatus] = {}
        self._declarations = Declarations(self)
        self._prints: list[tuple[str, str]] = []
        self._places: PluginPlaces | None = None
        for status in found:
            self._add(status)
        if any(each.replaces for each in self._status.values()):
            self._settle_places()
        if not all(each.builtin for each in self._status.values()):
            self._declarations.register(everything=strict)

    def _add(self, status: PluginStatus) -> None:
        if status.plugin is not None:
            status = self._register(status)
        self._status[status.name] = status
        if status.status == "failed" or (status.error and status.plugin is not None):
            self.report(status, status.error or "failed")

    def _register(self, status: PluginStatus) -> PluginStatus:
        try:
            self._manager.register(status.plugin, name=status.name)
            error = self._unheard_hook()
        except KeyboardInterrupt:
            raise
        except BaseException as problem:
            error = describe(problem)
        if error:
            if self._manager.has_plugin(status.name):
                self._manager.unregister(name=status.name)
            self._declare_guards_absent(status, error)
            return status._replace(status="failed", error=error)
        return status._replace(hooks=tuple(sorted(self._manager.found)))

    def _declare_guards_absent(self, status: PluginStatus, why: str) -> None:
        """A plugin that is left out because of one hook is missed where it would have guarded something."""
        try:
            implemented = self._manager.implemented(status.plugin)
        except BaseException:  # an object that does not even say what it has
            implemented = set(GUARDS)
        for hook in GUARDS.keys() & implemented:
            self.guards.declare_absent(status.name, hook, tr("the plugin is left out: {why}", why=why))

    def _settle_places(self) -> None:
        """Find out who is in the place of a built-in plugin; who waits for one says so."""
        from kvadmin.extension.places import PluginPlaces

        self._places = places = PluginPlaces(dict(self._status))
        for name, problem in places.waiting.items():
            self._status[name] = self._status[name]._replace(
                rivals=tuple(sorted(places.rivals(name))), unheard=places.unheard(name)
            )
            self.leave_out(name, problem)

    def in_place_of(self, builtin: str) -> PluginStatus | None:
        """The plugin that does the work of a built-in one that is switched off."""
        name = self._places.of(builtin) if self._places else None
        return self._status[name] if name else None

    def freed_for(self, name: str) -> set[str]:
        """The built-in plugins, switched off, whose place a plugin has: what they declare is free to it."""
        return self._places.freed_for(name) if self._places else set()

    def rivals(self, name: str) -> set[str]:
        """The plugins that are in the place that a plugin would take: where both have something, it is theirs."""
        return self._places.rivals(name) if self._places else set()

    def _unheard_hook(self) -> str | None:
        """What looks like a hook but is none: pluggy would ignore it for ever."""
        for name, optional in self._manager.found.items():
            if not optional and not _is_hook(name):
                meant = did_you_mean(near_names(name, filter(_is_hook, vars(specs))))
                return "; ".join(filter(None, (tr("unknown hook {name!r}", name=name), meant)))
        for name in self._manager.unmarked:
            return tr("{name} is no function marked with @hookimpl", name=name)
        return None

    def _tell_prints(self) -> None:
        """Say who printed on stdout: one line for each plugin is enough, however much it prints."""
        prints, self._prints = self._prints, []
        for name, problem in prints:
            if "stdout" not in (self._status[name].error or ""):
                self.leave_out(name, problem)

    def report(self, status: PluginStatus, problem: str) -> None:
        """One line on stderr, once, that names the plugin and how to switch it off; fatal when strict."""
        said = "plugin {name!r}: {problem}"
        if self._status.get(status.name, status).status == "failed":
            said = "plugin {name!r} failed: {problem}"
        text = tr(said, name=status.name, problem=one_line(problem))
        hint = self.disabling(status)
        if self.strict:
            raise PluginFailure(text, hint=tr("disable it with: {hint}", hint=hint))
        if (status.name, problem) in self._said:
            return
        self._said.add((status.name, problem))
        from kvadmin.tables.stderr_lines import say

        say(tr("warning: {text} (disable it with: {hint})", text=text, hint=hint))

    def disabling(self, status: PluginStatus) -> str:
        """The command that switches this plugin off, and no other of its name."""
        alike = [each for each in self._status.values() if each.name.partition("@")[0] == status.name]
        name = status.full_name if len(alike) > 1 else status.name
        if re.fullmatch(r"\w[\w@.:+-]*", name):
            return f"kvadmin plugins disable {name}"
        import shlex

        return f"kvadmin plugins disable -- {shlex.quote(name)}"

    def statuses(self) -> list[PluginStatus]:
        """Every plugin found, built-in first, then by name."""
        return sorted(self._status.values(), key=lambda each: (not each.builtin, each.name if not each.builtin else ""))

    def named(self, name: str) -> PluginStatus:
        """The plugin of that name; several that call themselves so are told apart by ``NAME@MODULE``.

        Raises:
            UnknownName: There is none, or several.
        """
        alike = [each for each in self._status.values() if each.full_name.partition("@")[0] == name]
        found = [each for each in self._status.values() if name in (each.name, each.full_name)]
        if len(alike) > 1:
            names = ", ".join(each.full_name for each in alike)
            raise UnknownName(
                tr("several plugins are called {name!r}", name=name),
                hint=tr("name one: {names}", names=names),
                code="ambiguous-name",
            )
        if not found:
            names = ", ".join(sorted(self._status))
            raise UnknownName(
                tr("there is no plugin {name!r}", name=name),
                hint=tr("there are: {names}", names=names),
                near=near_names(name, list(self._status)),
                code="unknown-plugin",
            )
        return found[0]

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
        yield from self.call_present(hook, **arguments)

    def call_present(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """The same without those guards that are absent: for what only reads, and says that they are missing."""
        for answer in self._answers(hook, arguments):
            self._tell_prints()
            if answer.problems:
                self._failed(answer.status, hook, "; ".join(dict.fromkeys(answer.problems)))
            if not answer.raised:
                self._note_answer(answer, hook)
                yield answer.status.name, answer.result

    def ask(self, hook: str, /, **arguments: Any) -> Answers:
        """Call a guarding hook and leave it to the caller to stop where a guard fails or is absent."""
        given, failed = [], self.guards.absent(hook)
        absent = frozenset(each.plugin for each in failed if each.plugin)
        for answer in self._answers(hook, arguments):
            failed += [self.guards.failure(answer.status.name, hook, problem) for problem in answer.problems]
            if not answer.raised:
                self._note_answer(answer, hook)
                given.append((answer.status.name, answer.result))
        return Answers(tuple(given), tuple(failed), absent)

    def judged(self, hook: str, /) -> Iterator[tuple[str, Any, str]]:
        """Plugin, answer and what is wrong with it (empty: nothing), for who says that where it matters.

        Built-in plugins that are switched off are among them: their records stay readable.
        """
        for answer in self._answers(hook, {}):
            self._tell_prints()
            yield answer.status.name, answer.result, "; ".join(dict.fromkeys(answer.problems))
        for name, result in self.lists_of_disabled(hook):
            yield name, result, ""

    def _note_answer(self, answer: _Answer, hook: str) -> None:
        if hook in GUARDS and not answer.status.builtin:
            self.guards.answered.add(answer.status.name)

    def _answers(self, hook: str, arguments: dict[str, Any]) -> Iterator[_Answer]:
        # a list handed to several plugins is nobody's to change
        arguments = {name: tuple(value) if isinstance(value, list) else value for name, value in arguments.items()}
        for impl in self._in_order(getattr(self._manager.hook, hook).get_hookimpls()):
            if hook in self._status[impl.plugin_name].unheard:
                continue
            yield self._answer(self._status[impl.plugin_name], hook, impl, arguments)

    def _in_order(self, impls: list[pluggy.HookImpl]) -> list[pluggy.HookImpl]:
        """The implementations as they were registered; one that is in the place of a built-in one, in that place."""
        if self._places is None:
            return impls
        turn = self._places.turn
        return sorted(impls, key=lambda each: turn(each.plugin_name))

    def _answer(self, status: PluginStatus, hook: str, impl: pluggy.HookImpl, arguments: dict[str, Any]) -> _Answer:
        """One implementation's answer; a third-party one of the right types, and bound to its plugin."""
        given = arguments if status.builtin else _own(arguments)

        def function() -> Any:
            return _listed(hook, impl.function(*[given[name] for name in impl.argnames]))

        try:
            if status.builtin:
                return _Answer(status, function())
            return _Answer(status, *self._checked(status, hook, arguments, function))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # one plugin's failure stops nothing else
            if isinstance(error, KvadminError) and (status.builtin or hook in GUARDS):
                error.plugin = error.plugin or (None if status.builtin else status.name)
                raise
            return _Answer(status, None, (describe(error),), raised=True)

    def _checked(
        self, status: PluginStatus, hook: str, arguments: dict[str, Any], function: Callable[[], Any]
    ) -> tuple[Any, tuple[str, ...]]:
        """A third-party answer without what is wrong in it, and what that is; imported only where there is any."""
        from kvadmin.extension.answer_types import ANSWERS
        from kvadmin.extension.containment import contained
        from kvadmin.extension.declaring.kinds import KINDS

        def tell(text: str) -> None:
            self._prints.append((status.name, text))

        with contained(status.name, limited=hook in KINDS, waited_for=True, tell=tell):
            result = function()
        right, problems = ANSWERS[hook].sorted_out(result, arguments)
        if hook != "kvadmin_commands":  # which hold texts only, and every start asks for them
            from kvadmin.extension.blame import bound

            right = bound(hook, right, status.name)
        return right, tuple(problems)

    def _failed(self, status: PluginStatus, hook: str, problem: str) -> None:
        self._status[status.name] = status._replace(status="failed", error=f"{hook}: {problem}")
        if hook in GUARDS:
            self.guards.stop(self.guards.failure(status.name, hook, problem))
        else:
            self.report(status, f"in {hook}: {problem}")

    def gather(self, hook: str, /, **arguments: Any) -> list[Any]:
        """The items of all results of a hook that returns lists; None counts as empty, clashes are left out."""
        return [item for _, item in self.declared(hook, **arguments)]

    def declared(self, hook: str, /, **arguments: Any) -> list[Declared]:
        """The same, each with the plugin it is of."""
        return self._declarations.of(hook, **arguments)

    def problem(self, hook: str, item: Any) -> str:
        """Why the declaration of a plugin yet to be made could not stand beside those of others; empty when it can."""
        return self._declarations.problem(hook, item)

    def lists(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, list[Any]]]:
        """Call a hook that returns lists; ``(plugin, list)`` each."""
        return self.call(hook, **arguments)

    def lists_of_disabled(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, list[Any]]]:
        """The same of built-in plugins that are switched off: their names stay theirs, their records readable."""
        return self._switched_off.lists(hook, **arguments) if self._switched_off else iter(())

    def switched_off(self) -> list[PluginStatus]:
        """The built-in plugins that are switched off, with the hooks that they would have."""
        return self._switched_off.statuses() if self._switched_off else []

    @cached_property
    def _switched_off(self) -> Plugins | None:
        off = [each for each in self._status.values() if each.builtin and each.status == "disabled"]
        loaded = (each._replace(status="active", plugin=load_target(each.target)) for each in off)
        return Plugins(loaded) if off else None

    def catalogues(self) -> list[str]:
        """The folders ``locale`` of the plugins that ship translations."""
        found = (shipped_folder(each, "locale") for each in self.statuses() if each.plugin is not None)
        return [folder for folder in found if folder]

    def is_builtin(self, name: str) -> bool:
        """Whether a plugin comes with kvadmin."""
        return name in BUILTIN

    def is_strangers(self, hook: str) -> bool:
        """Whether a third-party plugin implements the hook."""
        return any(not self.is_builtin(each.plugin_name) for each in getattr(self._manager.hook, hook).get_hookimpls())

    def is_implemented(self, hook: str) -> bool:
        """Whether any plugin implements the hook, built-in ones that are switched off included."""
        off = self._switched_off
        return bool(getattr(self._manager.hook, hook).get_hookimpls()) or (off is not None and off.is_implemented(hook))

    def is_undisputed(self, hook: str) -> bool:
        """Whether only built-in plugins declare anything by the hook, and none of them is switched off."""
        return self._switched_off is None and not self.is_strangers(hook)

    def judge_all(self) -> None:
        """Ask for everything that is declared, so that the status of each plugin says what of it is left out."""
        self._declarations.register(everything=True)

    def untrusted(self) -> list[PluginStatus]:
        """The files of the folder that do not run because the person does not trust them as they are."""
        return [each for each in self._status.values() if each.status == "untrusted"]

    def leave_out(self, name: str, problem: str) -> None:
        """Note and say what of a plugin is left out; the rest of it works."""
        status = self._status[name]
        self._status[name] = status._replace(error="; ".join(filter(None, (status.error, problem))))
        self.report(status, problem)

    def commands(self) -> dict[str, Command]:
        """Top-level commands by name, built-in ones first; a clash is reported, never obeyed."""
        return {command.name: command for _, command in self.declared("kvadmin_commands") if not command.under}

    def commands_under(self, words: str) -> list[Declared]:
        """What plugins add to the group that these words lead to, and below it; what is higher up comes first."""
        below = (words, f"{words} ")
        found = self.declared("kvadmin_commands")
        return [each for each in found if each.item.under == below[0] or each.item.under.startswith(below[1])]

    def leave_out_command(self, command: Declared, problem: str, owner: str | None = None) -> None:
        """Leave out a command under a noun that turned out, when it was loaded, to have no place for it.

        Args:
            command: The command.
            problem: Why; or, with an owner, what belongs to that.
            owner: The plugin whose name the command would take.
        """
        self._declarations.take_back("kvadmin_commands", command, problem, owner)

    def owner(self, command: str) -> PluginStatus | None:
        """The plugin that a command is of.

        Args:
            command: Its words, at least the first.
        """
        declared = self.declared("kvadmin_commands")
        words = command.split()
        if len(words) > 1:
            from kvadmin.extension.declaring.subcommands import owner_of

            owner = owner_of(words, declared)
        else:
            owner = next((each.owner for each in declared if each.item.words == command), None)
        return self._status[owner] if owner else None

    def schema(self, command: str) -> str | None:
        """The JSON Schema of what a command prints under ``--format json``, as text; None where there is none.

        Args:
            command: Its words: ``cohort admit``; or ``error``, for what stands on stderr when any command fails.
        """
        own = self.in_place_of(WAY_OUT) or self._status[WAY_OUT]
        owner = own if command == "error" else self.owner(command)
        return shipped_schema(owner, command) if owner and owner.plugin else None

    def belongs_to(self, command: str) -> PluginStatus | None:
        """The built-in plugin that is switched off and would have a command of that name."""
        return self._switched_off.owner(command) if self._switched_off else None


def _own(arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments with a copy of what is to be saved, which a guard may change without changing that."""
    if "edits" not in arguments:
        return arguments
    import copy

    return {**arguments, "edits": copy.deepcopy(arguments["edits"])}


def _is_hook(name: str) -> bool:
    return hasattr(getattr(specs, name, None), f"{specs.PROJECT}_spec")


def _listed(hook: str, result: Any) -> Any:
    """The result with None and generators as lists, of hooks that are specified to return lists."""
    if not getattr(specs, hook).__annotations__["return"].startswith("Sequence["):
        return result
    return [] if result is None else list(result) if hasattr(result, "__next__") else result
