"""A plugin on trial: what it declares, and what happened when its command lines ran."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kvadmin.extension.discovering.discovery import PluginStatus
    from kvadmin.testing.kit import Kit, Ran

#: Options by which a line says itself where its result goes, or in which form.
_OWN_OUTPUT = {"--format", "-o", "--output"}
#: So many nouns are asked for one by one.
_FEW = 3


@dataclass(frozen=True, slots=True)
class TriedLine:
    """One command line and what was seen: the files of the folder around each run of it.

    ``before`` and ``after`` are the records around the run; ``undone`` and ``redone`` those after an undo and a redo of
    it, None where there was nothing to take back. ``touched`` are the files that a dry run, or a command that was
    refused, changed nonetheless.
    """

    words: tuple[str, ...]
    command: str
    ran: Ran
    before: dict[str, bytes]
    after: dict[str, bytes]
    undone: dict[str, bytes] | None = None
    redone: dict[str, bytes] | None = None
    touched: tuple[str, ...] = ()
    dry: Ran | None = None

    @property
    def line(self) -> str:
        """As a person would type it."""
        return f"`kvadmin {shlex.join(self.words)}`"

    @property
    def is_json(self) -> bool:
        """Whether its result was asked for as JSON on stdout."""
        return _OWN_OUTPUT.isdisjoint(self.words)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> tuple[str, ...]:
    """The files that are not the same in both."""
    return tuple(sorted(path for path in {*one, *other} if one.get(path) != other.get(path)))


@dataclass
class Trial:
    """A plugin, a programme, and command lines to try it by; each line runs once, whatever is asked of it."""

    plugin: str
    kit: Kit
    given: Iterable[str | Sequence[str]] = ()
    given_refused: Iterable[str | Sequence[str]] = ()
    untold: Iterable[str] = ()

    @cached_property
    def status(self) -> PluginStatus:
        """The plugin, imported."""
        from kvadmin.extension.discovering.discovery import discover

        found = {each.name: each for each in discover(frozenset())}
        assert self.plugin in found, (
            f"there is no plugin {self.plugin!r}, but {', '.join(found)}: install it (pip install -e .), and give the "
            "name that stands before the = in its entry point"
        )
        status = found[self.plugin]
        assert status.plugin is not None, f"{self.plugin}: {status.error}"
        return status

    @cached_property
    def package(self) -> str:
        """The package of the entry point; where that is a module beside others, the module."""
        return self.status.target.partition(":")[0]

    @property
    def is_package(self) -> bool:
        """Whether it is a folder, which alone can hold schemas and catalogues."""
        return hasattr(sys.modules[self.package], "__path__")

    def declared(self, hook: str) -> list[Any]:
        """What a hook without arguments answers; nothing where the plugin has none."""
        found = getattr(self.status.plugin, hook, None)
        return list(found() or ()) if found is not None else []

    @cached_property
    def commands(self) -> dict[str, dict[str, Any]]:
        """Command -> what ``kvadmin commands`` says of it, of the commands of this plugin."""
        nouns = {(getattr(each, "under", "") or each.name).split()[0] for each in self.declared("kvadmin_commands")}
        # To describe every command of kvadmin takes a second: only the nouns it has a part in, where they are few.
        asked = [(noun,) for noun in sorted(nouns)] if len(nouns) <= _FEW else [()]
        found = (each for words in asked for each in self.kit.json("commands", *words)["commands"])
        return {each["command"]: each for each in found if each["plugin"] == self.plugin}

    def schema(self, command: str) -> Any:
        """The JSON Schema that it ships for a command; None where there is none."""
        from kvadmin.extension.discovering.discovery import shipped_schema

        text = shipped_schema(self.status, command)
        return json.loads(text) if text is not None else None

    def command_of(self, words: Sequence[str]) -> str:
        """The command that a line begins with.

        Raises:
            AssertionError: It is none of this plugin.
        """
        for length in range(len(words), 0, -1):
            if (command := " ".join(words[:length])) in self.commands:
                return command
        shown = ", ".join(self.commands) or "none"
        raise AssertionError(
            f"`{shlex.join(words)}` is no command of {self.plugin} (it has: {shown}): write lines without `kvadmin`, "
            "options behind the command"
        )

    @cached_property
    def steps(self) -> list[TriedLine]:
        """What was seen of every line that must end well."""
        _ = self.errors_before
        return [self._told(words) for words in map(_words, self.given)]

    @cached_property
    def errors_before(self) -> set[str]:
        """The errors that ``kvadmin check`` finds before any line has run."""
        return self.errors()

    def errors(self) -> set[str]:
        """The errors that ``kvadmin check`` finds now, each with its place."""
        ran = self.kit.run("check", "--format", "json")
        # 3: there are errors, which are what is asked for here.
        assert ran.code in (0, 3), f"`kvadmin check` ends with exit {ran.code}: {ran.err.strip()}"
        found = json.loads(ran.out)["findings"]
        return {f"{each['path']}: {each['code']}: {each['text']}" for each in found if each["severity"] == "error"}

    @cached_property
    def refusals(self) -> list[TriedLine]:
        """What was seen of every line that must be refused."""
        _ = self.steps  # they run first
        return [self._refused(words) for words in map(_words, self.given_refused)]

    def _told(self, words: tuple[str, ...]) -> TriedLine:
        """Try a line dry, then run it; take back what it wrote, and make it again."""
        command = self.command_of(words)
        kit, about = self.kit, self.commands[command]
        typed = [*words, *(("--format", "json") if _OWN_OUTPUT.isdisjoint(words) else ())]
        if about["writes"]:
            typed.append("--yes")
        whole = kit.files()
        dry = kit.run(*typed, "--dry-run") if about["writes"] else None
        touched = differing(whole, kit.files())
        before = kit.records()
        ran = kit.run(*typed)
        after = kit.records()
        undone = redone = None
        if about["writes"] and about["undo"] and after != before and ran.code == 0:
            undone = kit.records() if kit.run("undo", "--yes").code == 0 else after
            redone = kit.records() if kit.run("redo", "--yes").code == 0 else undone
        return TriedLine(words, command, ran, before, after, undone, redone, touched, dry)

    def _refused(self, words: tuple[str, ...]) -> TriedLine:
        command = self.command_of(words)
        typed = [*words, *(("--format", "json") if _OWN_OUTPUT.isdisjoint(words) else ())]
        whole, before = self.kit.files(), self.kit.records()
        ran = self.kit.run(*typed, *(("--yes",) if self.commands[command]["writes"] else ()))
        return TriedLine(words, command, ran, before, self.kit.records(), touched=differing(whole, self.kit.files()))


def _words(line: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(shlex.split(line) if isinstance(line, str) else line)
