"""Asking plugins from within a command, and what a run knows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvadmin.errors import UnknownName, UsageError
from kvadmin.extension.discovering.discovery import disabled_names, programme_settings_file, user_settings_file
from kvadmin.session.dialogue import Dialogue
from kvadmin.translation import screen_language, tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from datetime import date

    from kvadmin.errors import PluginFailure
    from kvadmin.extension.discovering.discovery import PluginStatus
    from kvadmin.extension.manager import Answers, Plugins
    from kvadmin.model.reads import Snapshot
    from kvadmin.session.file_plugins import FilePlugins
    from kvadmin.session.processes.traced_process import Trace
    from kvadmin.session.programme_plugins import ProgrammePlugins
    from kvadmin.store.store import Store


class PluginCalls(Dialogue):
    """The part of :class:`~kvadmin.session.session.Session` by which plugins are asked."""

    #: All plugins, to call hooks; set by the application before any command runs.
    plugins: Plugins
    #: ``--why``, empty when not given.
    why: str
    #: ``--dry-run``: everything but the writing.
    dry_run: bool
    #: ``--debug``.
    debug: bool
    #: ``--without-guard``: plugins whose guards may fail or be absent.
    without_guard: Sequence[str]
    #: The command that runs, in words alone, for the history.
    command: str
    _data: str | None
    _who: str | None
    _today: str | None

    if TYPE_CHECKING:  # what the session knows of the folder

        @property
        def today(self) -> date: ...  # noqa: D102

        @property
        def data(self) -> Snapshot: ...  # noqa: D102

        @property
        def store(self) -> Store: ...  # noqa: D102

        @property
        def folder(self) -> Path: ...  # noqa: D102

        @property
        def on_disk(self) -> bool: ...  # noqa: D102

        def find_folder(self) -> Path | None: ...  # noqa: D102

    @cached_property
    def programme_plugins(self) -> ProgrammePlugins:
        """The plugins that the folder works with: which are missed, and what nobody reads without them.

        Added in version 0.2.
        """
        from kvadmin.session.programme_plugins import ProgrammePlugins

        return ProgrammePlugins(self)

    def look_for_plugins(self) -> None:
        """Say which plugins of the folder are missed, and note what they would guard."""
        self.programme_plugins.look()

    def waived(self) -> frozenset[str]:
        """The plugins whose guards the person passes over where they fail (``--without-guard``).

        Raises:
            UnknownName: There is no such plugin.
            UsageError: No reason is given.
        """
        if not self.without_guard:
            return frozenset()
        statuses = self.plugins.statuses()
        known = {each.distribution: each.name for each in statuses if each.distribution}
        known |= {**self.plugins.guards.plugins(), **{each.name: each.name for each in statuses}}
        for name in self.without_guard:
            if name not in known and name in self.programme_plugins.of_splits():
                known[name] = name
            if name not in known:
                raise UnknownName(
                    tr("there is no plugin {name!r}", name=name),
                    where="--without-guard",
                    hint=tr("there are: {known}", known=", ".join(sorted(known))),
                    near=near_names(name, list(known)),
                    code="unknown-plugin",
                )
        if not self.why.strip():
            raise UsageError(
                tr("passing over a guard needs a reason, which the history keeps"),
                where="--without-guard",
                hint=tr("add --why TEXT"),
                code="missing-reason",
            )
        return frozenset(known[name] for name in self.without_guard)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """The plugins of which a guard was passed over in this run (``--without-guard``), for the history."""
        return tuple(sorted(self.plugins.guards.passed_over))

    def settings_files(self) -> list[Path]:
        """The settings files of this run: the person's own, then the programme folder's."""
        folder = self.find_folder()
        return [user_settings_file(), *([programme_settings_file(folder)] if folder else [])]

    def disabled(self, file: Path) -> list[str]:
        """Names of the plugins that a settings file switches off, sorted; none when there is no such file.

        Raises:
            InvalidData: It is not TOML, or its list is not a list of names.
        """
        return sorted(disabled_names([file]))

    def try_plugin(self, status: PluginStatus, seconds: float) -> PluginStatus:
        """The status of a plugin after every hook of it has been tried, in a process of its own."""
        from kvadmin.session.processes.trial_process import try_plugin

        return try_plugin(status, seconds, self.find_folder())

    @cached_property
    def file_plugins(self) -> FilePlugins:
        """The plugin files of the folder: which are off, and trusting one.

        Added in version 0.2.
        """
        from kvadmin.session.file_plugins import FilePlugins

        return FilePlugins(self)

    def trace(self, arguments: Sequence[str]) -> Trace:
        """Run another command line in a process of its own, with every import and every call of a hook timed.

        Where this one looks, who acts and what it may do (``-C``, ``--who``, ``--dry-run``, ``--yes`` ...) is the same
        there, unless the words say otherwise.

        Args:
            arguments: The words after ``kvadmin``.

        Raises:
            UsageError: This run is traced itself.

        Added in version 0.2.
        """
        if self.plugins.watcher is not None:
            raise UsageError(tr("this run is traced already"), where="kvadmin plugins trace", code="bad-argument")
        from kvadmin.session.processes.traced_process import trace

        return trace([*self._options_again(), *arguments])

    def _options_again(self) -> Iterator[str]:
        """The options of this run, as words."""
        values = {"--data": self._data, "--who": self._who, "--why": self.why, "--today": self._today}
        values["--lang"] = screen_language()
        flags = {"--dry-run": self.dry_run, "--yes": self.yes, "--no-input": self.no_input, "--debug": self.debug}
        flags |= {"--no-plugins": self.plugins.alone, "--strict-plugins": self.plugins.strict}
        for name, value in values.items():
            yield from [name, value] if value else []
        yield from (name for name, given in flags.items() if given)
        for each in self.without_guard:
            yield from ("--without-guard", each)

    def plugin_timings(self) -> dict[str, tuple[float, float]]:
        """Milliseconds that each active plugin takes at every start: to import, and to say what it declares.

        Measured in fresh processes, the shortest of three. Added in version 0.2.
        """
        from kvadmin.session.processes.traced_process import timings

        return timings(self.plugins.statuses(), self.find_folder())

    def gather(self, hook: str, /, **arguments: Any) -> list[Any]:
        """Call a hook on all plugins; their lists joined."""
        return self.plugins.gather(hook, **arguments)

    def call(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """Call a hook; ``(plugin, result)`` of each plugin that has it, None where it has no opinion."""
        return self.plugins.call(hook, **arguments)

    def call_to_read(self, hook: str, /, **arguments: Any) -> Iterator[tuple[str, Any]]:
        """The same for what only reads: it is not stopped by guards whose plugin is missing, which has been said.

        Added in version 0.2.
        """
        return self.plugins.call_present(hook, **arguments)

    def ask(self, hook: str, /, **arguments: Any) -> Answers:
        """Ask the guards of a hook where the rest can be done without one that fails; the command says what is left.

        Added in version 0.2.
        """
        return self.plugins.ask(hook, **arguments)

    def stop_at_absent(self, hook: str) -> None:
        """Stop where a guard of this hook is absent and the person does not pass over it.

        Added in version 0.2.

        Raises:
            PluginFailure: Its plugin is missing, disabled or of another version.
        """
        for failure in self.plugins.guards.absent(hook):
            self.plugins.guards.stop(failure)

    def passes_over(self, failure: PluginFailure) -> bool:
        """Whether the person passes over a guard that failed (``--without-guard``); said, and kept in the history.

        Added in version 0.2.
        """
        return self.plugins.guards.passes_over(failure)
