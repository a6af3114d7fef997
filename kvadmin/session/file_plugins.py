"""The plugin files of the folder of a run: which is meant, what it says, and trusting it in the person's settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kvadmin.errors import InvalidData, PluginFailure, Refused, UnknownName, UsageError
from kvadmin.extension.discovering.api_version import needs_problem
from kvadmin.extension.discovering.discovery import PluginStatus, user_settings_file
from kvadmin.extension.discovering.plugin_files import FOLDER, PluginSource, files_in, read, shown_path
from kvadmin.extension.discovering.static_reading import StaticReading, read_source
from kvadmin.extension.discovering.trust import (
    Trust,
    is_changed,
    lies_in,
    trust_line,
    trusted_in,
    trusting,
    why_off,
    with_trust,
)
from kvadmin.extension.guards import GUARDS
from kvadmin.translation import tr
from kvadmin.wording.near_names import near_names

if TYPE_CHECKING:
    from kvadmin.extension.manager import Plugins


class RunWithFiles(Protocol):
    """What is asked of the session."""

    plugins: Plugins

    @property
    def folder(self) -> Path:
        """The programme folder."""
        ...

    def find_folder(self) -> Path | None:
        """The programme folder, or None when there is none."""
        ...


class FileOff(NamedTuple):
    """A file of the folder that is not run, and what to do about it.

    Attributes:
        name: The plugin's name.
        file: ``plugins/visits.py``.
        changed: Whether the person trusted another content of it.
        why: In a sentence without its subject.
        remedy: The command that trusts it.
    """

    name: str
    file: str
    changed: bool
    why: str
    remedy: str


class SeenFile(NamedTuple):
    """A plugin file as the person sees it before she trusts it. Added in version 0.2.

    Attributes:
        source: What was read, once.
        reading: What its text says.
        before: What of it is trusted now; None: nothing.
    """

    source: PluginSource
    reading: StaticReading
    before: Trust | None

    @property
    def file(self) -> str:
        """``plugins/visits.py``."""
        return shown_path(str(self.source.path))

    @property
    def guards(self) -> dict[str, str]:
        """The hooks by which it guards something, and what each guards."""
        return {each: GUARDS[each] for each in self.reading.hooks if each in GUARDS}

    @property
    def is_trusted(self) -> bool:
        """Whether these very bytes are trusted."""
        return self.before is not None and self.before.sha256 == self.source.digest


class FilePlugins:
    """The plugin files of the folder of a run. Added in version 0.2.

    Args:
        run: The session.
    """

    def __init__(self, run: RunWithFiles) -> None:
        self._run = run

    @property
    def settings(self) -> Path:
        """Where trust is kept: the person's own settings file."""
        return user_settings_file()

    def off(self) -> list[FileOff]:
        """The files that are not run although nobody has switched them off."""
        return _off(self._run.plugins.statuses())

    def look_at(self, word: str) -> SeenFile:
        """Read a file that is to be trusted, without running it.

        Args:
            word: Its path, in the programme folder or from here; or its name alone.

        Raises:
            UnknownName: There is no such file.
            Refused: It lies elsewhere, cannot be a plugin, has a name that is taken, or the settings lie in the folder.
            InvalidData: It is no Python.
        """
        path = self._named(word)
        source = read(path)
        where = shown_path(str(path))
        if source.problem:
            code = "too-large" if path.is_file() and path.stat().st_size > len(source.content) else "refused"
            raise Refused(
                tr("{file} cannot be a plugin: {problem}", file=where, problem=source.problem),
                where=where, hint=tr("write a file such as plugins/visits.py"), code=code,
            )  # fmt: skip
        reading = read_source(source.content, where)
        if problem := needs_problem(reading.needs or None):
            raise Refused(tr("{file}: {problem}", file=where, problem=problem), where=where, code="unknown-version")
        self._refuse_taken(path)
        if lies_in(self.settings, path.parent.parent):
            raise Refused(
                tr("the settings {file} lie in the programme folder, where others may write", file=self.settings),
                hint=tr("name one of your own by KVADMIN_CONFIG"), code="bad-settings",
            )  # fmt: skip
        return SeenFile(source, reading, trusted_in(self.settings, path.parent.parent).get(str(path)))

    def _refuse_taken(self, path: Path) -> None:
        for each in self._run.plugins.statuses():
            if each.name == path.stem and each.file != str(path):
                where = each.target if each.builtin else each.file or each.distribution or each.target
                raise Refused(
                    tr("another plugin is already called {name!r}: {first}", name=path.stem, first=where),
                    where=shown_path(str(path)), hint=tr("give the file another name"), code="already-there",
                )  # fmt: skip

    def _named(self, word: str) -> Path:
        """The file that is meant: one of the folder's, by its path, or its name with or without ``.py``."""
        files = files_in(self._run.folder)
        home = self._run.folder.resolve() / FOLDER
        for each in files:
            if word in (shown_path(str(each)), each.name, each.stem, str(each)):
                return each
        given = Path(word)
        for place in self._places(word):
            if place in files:
                return place
        if given.exists() or (self._run.folder / given).exists():
            raise Refused(
                tr("{file} does not lie in {folder}", file=word, folder=home),
                where=word, hint=tr("put it there: {file}", file=f"{FOLDER}/{given.stem}.py"), code="outside-folder",
            )  # fmt: skip
        names = [shown_path(str(each)) for each in files]
        raise UnknownName(
            tr("there is no plugin file {name!r}", name=word),
            where=str(home),
            hint=tr("there are: {names}", names=", ".join(names))
            if names
            else tr("it holds no file that ends with .py"),
            near=near_names(word, names),
            code="no-such-file",
        )

    def _places(self, word: str) -> list[Path]:
        """Where a path that was typed may lead, from the programme folder and from here; the file itself is no link."""
        places = [start / word for start in (self._run.folder, Path.cwd())]
        return [each.parent.resolve() / each.name for each in places if each.name]

    def trust(self, seen: SeenFile, day: str) -> tuple[str, str]:
        """The text of the person's settings with this file trusted, and the line that says so.

        Args:
            seen: What she has seen.
            day: Today (ISO).

        Raises:
            InvalidData: The settings are laid out in a way in which no line can be changed safely.
        """
        trust = Trust(seen.source.digest, day)
        return with_trust(self._text(), seen.source.path, trust), trust_line(seen.source.path, trust)

    def distrust(self, word: str) -> tuple[str, Path]:
        """The text of the settings with a file trusted no longer, and its path; the file may be gone.

        Raises:
            UnknownName: No such file is trusted.
        """
        home = self._run.folder.resolve() / FOLDER
        trusted = [Path(each) for each in trusted_in(self.settings, self._run.folder)]
        here = [each for each in trusted if each.parent == home]
        meant = [each for each in here if word in (shown_path(str(each)), each.name, each.stem, str(each))]
        for each in meant or [each for each in self._places(word) if each in here]:
            return with_trust(self._text(), each, None), each
        names = [shown_path(str(each)) for each in here]
        raise UnknownName(
            tr("no plugin file {name!r} is trusted here", name=word),
            hint=tr("there are: {names}", names=", ".join(names)) if names else tr("`kvadmin plugins list` shows them"),
            near=near_names(word, names),
            code="unknown-plugin",
        )

    def _text(self) -> str:
        file = self.settings
        try:
            return file.read_text(encoding="utf-8") if file.is_file() else ""
        except UnicodeDecodeError as error:
            text = tr("the settings file is not valid TOML: {error}", error=error)
            raise InvalidData(text, where=str(file), code="bad-settings") from error


def say_changed(plugins: Plugins) -> None:
    """Say, on every run, which file that the person worked with is off; of one that she never trusted, nothing.

    Raises:
        PluginFailure: The same with ``--strict-plugins``.
    """
    for each in _off(plugins.statuses()):
        if not each.changed:
            continue
        words = {"plugin": each.name, "file": each.file, "why": each.why, "command": each.remedy}
        text = tr("plugin {plugin!r} ({file}) is off: {why} (see it, then: {command})", **words)
        if plugins.strict:
            raise PluginFailure(text, code="plugin-failure")
        from kvadmin.tables.stderr_lines import say

        say(tr("warning: {text}", text=text))


def refuse_command_of_file(plugins: Plugins, name: str) -> None:
    """Say where a command went that nobody has, and that a file which does not run speaks of.

    Raises:
        UsageError: There is such a file.
    """
    for status in plugins.statuses():
        if status.status == "untrusted" and name in _commands_in(Path(status.file)):
            words = {"name": name, "file": shown_path(status.file)}
            raise UsageError(
                tr(
                    "the command {name!r} is one of {file}, which does not run: you have not trusted it as it is",
                    **words,
                ),
                hint=tr("see it, then: {command}", command=trusting(Path(status.file))),
                code="plugin-disabled",
            )


def _commands_in(path: Path) -> frozenset[str]:
    try:
        return read_source(read(path).content, str(path)).commands
    except InvalidData:
        return frozenset()


def _off(statuses: list[PluginStatus]) -> list[FileOff]:
    return [off_file(status) for status in statuses if status.status == "untrusted"]


def off_file(status: PluginStatus) -> FileOff:
    """Why a file that is not trusted does not run, and what to do about it."""
    path = Path(status.file)
    source, trusted = read(path), trusted_in(user_settings_file(), path.parent.parent)
    why = why_off(source, trusted)
    return FileOff(status.name, shown_path(status.file), is_changed(source, trusted), why, trusting(path))
