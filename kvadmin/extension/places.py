"""The places of built-in plugins that are switched off: who is in each, and who waits for one.

A third-party plugin may say which built-in ones it replaces (``[project.entry-points."kvadmin.replaces"]``). Where one
of them is switched off, the first that says so has its place: whatever the built-in one declares is free to it, its
hooks are asked in that one's turn, and its guards count for that one's. Whoever comes later waits, as everybody does
while the built-in one is on: what both have is the other's.
"""

from __future__ import annotations

from collections.abc import Mapping

from kvadmin.extension.declaring.kinds import KINDS
from kvadmin.extension.discovering.discovery import BUILTIN, PluginStatus
from kvadmin.translation import tr


class PluginPlaces:
    """Who is in the place of which built-in plugin.

    Args:
        statuses: All plugins of the run by name, with their hooks, built-in ones first.
    """

    def __init__(self, statuses: Mapping[str, PluginStatus]) -> None:
        self._statuses = statuses
        self._in_place: dict[str, str] = {}
        self._rivals: dict[str, set[str]] = {}
        #: Plugin that waits -> why, and until when.
        self.waiting: dict[str, str] = {}
        for status in statuses.values():
            if status.hooks and not status.builtin:
                self._take(status)
        turns = {name: turn for turn, name in enumerate(BUILTIN)}
        self._turns = {**turns, **{name: turns[builtin] for builtin, name in reversed(self._in_place.items())}}

    def _take(self, status: PluginStatus) -> None:
        problems = []
        for builtin in status.replaces:
            if builtin not in self._statuses:  # the plugin is looked at by itself
                continue
            if self._statuses[builtin].status != "disabled":
                rival = builtin
                text = tr("it waits: the built-in plugin {name!r}, which it replaces, is switched on", name=builtin)
            elif (rival := self._in_place.setdefault(builtin, status.name)) != status.name:
                words = {"rival": rival, "name": builtin}
                text = tr("it waits: {rival!r} replaces the built-in plugin {name!r} already", **words)
            else:
                continue
            self._rivals.setdefault(status.name, set()).add(rival)
            problems.append(tr("{text}; it takes over after `kvadmin plugins disable {rival}`", text=text, rival=rival))
        if problems:
            self.waiting[status.name] = "; ".join(problems)

    def of(self, builtin: str) -> str | None:
        """The plugin that is in the place of a built-in one."""
        return self._in_place.get(builtin)

    def freed_for(self, name: str) -> set[str]:
        """The built-in plugins whose place a plugin has."""
        return {builtin for builtin, each in self._in_place.items() if each == name}

    def rivals(self, name: str) -> set[str]:
        """Who is in the places that a plugin waits for."""
        return self._rivals.get(name, set())

    def unheard(self, name: str) -> tuple[str, ...]:
        """The hooks of a plugin that are not asked, as whoever is in the place has them; declarations are by name."""
        done = {hook for each in self.rivals(name) for hook in self._statuses[each].hooks} - KINDS.keys()
        return tuple(each for each in self._statuses[name].hooks if each in done)

    def turn(self, name: str) -> int:
        """When a plugin is asked: that of the built-in one in whose place it is, or after them all."""
        return self._turns.get(name, len(BUILTIN))
