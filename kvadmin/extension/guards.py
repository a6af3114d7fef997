"""The hooks that protect something: one that fails or is absent stops the command, for nobody else does its work."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from kvadmin.errors import PluginFailure
from kvadmin.translation import tr

#: Hook -> what it guards, in words.
GUARDS = {
    "kvadmin_before_commit": "what may be saved",
    "kvadmin_admission_rules": "who may be admitted",
    "kvadmin_personal_data": "what is held on a person",
    "kvadmin_network_rules": "which networks may be",
    "kvadmin_distances": "which distances count",
}


class _Absence(NamedTuple):
    why: str
    remedy: str


class Guards:
    """Which guards are absent in this run, and whose the person passes over (``--without-guard PLUGIN --why TEXT``)."""

    def __init__(self) -> None:
        self._absent: dict[str, dict[str, _Absence]] = {}
        self._names: dict[str, str] = {}
        #: Finds out which guards are absent in the folder of this run; called before the first one is asked.
        self.look: Callable[[], None] = _nothing
        #: Gives the plugins whose guards may fail or be absent; a guard that answers is heard all the same.
        self.waived: Callable[[], frozenset[str]] = frozenset
        #: Plugins of which a guard was passed over, for the history.
        self.passed_over: set[str] = set()
        #: Third-party plugins of which a guard has answered in this run.
        self.answered: set[str] = set()

    def declare_absent(self, plugin: str, hook: str, why: str, remedy: str = "", also: str = "") -> None:
        """Note that a guard cannot be asked: its plugin is disabled, missing, failed or of another version.

        Args:
            plugin: Its name.
            hook: One of :data:`GUARDS`.
            why: Such as ``the plugin is disabled``.
            remedy: The command that puts it right, if one does.
            also: Another name that people may know the plugin by.
        """
        self._absent.setdefault(hook, {})[plugin] = _Absence(why, remedy)
        self._names |= {plugin: plugin, also or plugin: plugin}

    def declare_present(self, plugin: str) -> None:
        """Take back what was noted of a plugin's absence: it is being put right."""
        self.looked()
        for absent in self._absent.values():
            absent.pop(plugin, None)

    def looked(self) -> None:
        """Have found out which guards are absent in this folder, once in a run."""
        look, self.look = self.look, _nothing
        look()

    def absent(self, hook: str) -> list[PluginFailure]:
        """The failures of a hook's guards that are absent, by plugin."""
        if hook not in GUARDS:
            return []
        self.looked()
        return [self._failure_of(plugin, hook, why) for plugin, why in sorted(self._absent.get(hook, {}).items())]

    def plugins(self) -> dict[str, str]:
        """The plugins of which a guard is absent: each name that people may know them by -> their own."""
        self.looked()
        return self._names

    def _failure_of(self, plugin: str, hook: str, absence: _Absence) -> PluginFailure:
        made = self.failure(plugin, hook, absence.why)
        if absence.remedy:
            made.message = tr("plugin {plugin!r} is missing: {why}", plugin=plugin, why=absence.why)
            made.hint = tr(
                "{remedy}; or pass over it for this once: --without-guard {plugin} --why TEXT",
                remedy=absence.remedy,
                plugin=plugin,
            )
        return made

    def failure(self, plugin: str, hook: str, problem: str) -> PluginFailure:
        """The error that stops the command."""
        made = PluginFailure(
            tr("plugin {plugin!r} failed: in {hook}: {problem}", plugin=plugin, hook=hook, problem=problem),
            details=[tr("it guards {what}: without its answer the command stops", what=tr(GUARDS[hook]))],
            hint=tr(
                "put the plugin right, or pass over it for this once: --without-guard {plugin} --why TEXT",
                plugin=plugin,
            ),
            code="plugin-failure",
        )
        made.plugin = plugin
        return made

    def passes_over(self, failure: PluginFailure) -> bool:
        """Whether the person passes over a guard that does not answer; said once, and kept for the history."""
        plugin = failure.plugin or ""
        if plugin not in self.waived():
            return False
        if plugin not in self.passed_over:
            from kvadmin.tables.stderr_lines import say

            say(tr("warning: passed over: {message}", message=failure.message))
        self.passed_over.add(plugin)
        return True

    def stop(self, failure: PluginFailure) -> None:
        """Raise the failure of a guard, unless the person passes over it."""
        if not self.passes_over(failure):
            raise failure


def _nothing() -> None:
    """Nothing is to be found out."""
