"""The plugins that a programme works with, as ``programme.yaml`` lists them, and what of them is not to be had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from shlex import quote
from typing import Any, Literal

import msgspec

from kvadmin.extension.discovering.discovery import PluginStatus, one_line
from kvadmin.extension.guards import GUARDS
from kvadmin.model.programme import KnownPlugin
from kvadmin.translation import tr

#: What may be wrong with a plugin that the programme works with.
Problem = Literal["missing", "disabled", "version", "failed", "guards", "unreadable", "untrusted"]


@dataclass(frozen=True)
class KnownEntry:
    """One entry of ``plugins`` in ``programme.yaml``.

    Args:
        key: What the entry is called.
        value: What it says.
        unreadable: Why it says nothing that can be used; empty when it does.
    """

    key: str
    value: KnownPlugin
    unreadable: str = ""

    @property
    def package(self) -> str:
        """What pip calls the plugin, as far as is known."""
        return self.value.package or self.key

    @property
    def file(self) -> str:
        """The file of the folder that the plugin is (``plugins/visits.py``); empty of one that is installed."""
        return self.key if re.fullmatch(r"plugins/[^/]+\.py", self.key) else ""

    @property
    def name(self) -> str:
        """What the plugin calls itself, as far as is known."""
        return self.value.plugin or (PurePosixPath(self.file).stem if self.file else self.key)

    @property
    def guards(self) -> tuple[str, ...]:
        """The hooks that are missed with the plugin: all there are, when it is not known which."""
        if self.unreadable or self.value.guards is None:
            return tuple(GUARDS)
        return tuple(f"kvadmin_{each.removeprefix('kvadmin_')}" for each in self.value.guards)

    def is_of(self, status: PluginStatus) -> bool:
        """Whether the entry speaks of a plugin that is installed, or is that file."""
        if self.file or status.file:
            return self.file == _file(status)
        name, same_package = status.name.partition("@")[0], _is_package(status, self.package)
        if self.value.plugin or self.value.package:
            return name == self.name and same_package
        return same_package or name == self.key


@dataclass(frozen=True)
class MissedPlugin:
    """A plugin that the programme works with and that is not to be had as it should be. Added in version 0.2.

    Args:
        entry: What ``programme.yaml`` says of it; empty for a built-in plugin.
        plugin: Its name.
        problem: What is wrong, in a word.
        why: The same in a sentence without its subject.
        remedy: The command that puts it right.
        guards: Its hooks that guard something and cannot be asked.
        wanted: The versions that would do.
    """

    entry: str
    plugin: str
    problem: Problem
    why: str
    remedy: str
    guards: tuple[str, ...]
    wanted: str = ""

    @property
    def sentence(self) -> str:
        """What is said once in a run."""
        return tr("plugin {plugin!r} is missing: {why}", plugin=self.plugin, why=self.why)


def known_entries(plain: Any) -> list[KnownEntry]:
    """The entries in the plain value of ``plugins``; one that cannot be read guards everything, as nobody knows what.

    Args:
        plain: Names with versions, or with the fields of :class:`KnownPlugin`; anything, for people write it.
    """
    if plain is None:
        return []
    if not isinstance(plain, Mapping):
        return [KnownEntry("plugins", KnownPlugin(), tr("plugins in programme.yaml are not names with versions"))]
    return [_entry(str(key), value) for key, value in plain.items()]


def _entry(key: str, plain: Any) -> KnownEntry:
    try:
        value = msgspec.convert(plain, str | KnownPlugin | None, strict=False)
    except msgspec.ValidationError as error:
        why = tr("its entry in programme.yaml cannot be read: {error}", error=error)
        return KnownEntry(key, KnownPlugin(), why)
    entry = KnownEntry(key, value if isinstance(value, KnownPlugin) else KnownPlugin(version=value or ""))
    unknown = [each for each in entry.guards if each not in GUARDS]
    why = tr("its entry in programme.yaml names {hook!r}, which guards nothing", hook=unknown[0]) if unknown else ""
    return replace(entry, unreadable=why)


def missed(
    entries: Iterable[KnownEntry], statuses: Sequence[PluginStatus], *, alone: bool = False
) -> list[MissedPlugin]:
    """The plugins that are listed and not to be had as they should be.

    Args:
        entries: What ``programme.yaml`` lists.
        statuses: The plugins that were found.
        alone: Only the built-in ones were looked for.
    """
    strangers = [each for each in statuses if not each.builtin]
    return [each for entry in entries for each in _missed(entry, strangers, alone=alone)]


def _missed(entry: KnownEntry, strangers: list[PluginStatus], *, alone: bool) -> list[MissedPlugin]:
    base = MissedPlugin(
        entry.key, entry.name, "missing", "", one_line(f"pip install {quote(entry.package + _pip_spec(entry))}"),
        entry.guards, entry.value.version,
    )  # fmt: skip
    if entry.unreadable:
        return [replace(base, problem="unreadable", why=entry.unreadable, remedy=tr("mend programme.yaml"))]
    if alone:
        return [replace(base, why=tr("--no-plugins leaves it out"), remedy=tr("run without --no-plugins"))]
    found = [each for each in strangers if entry.is_of(each)]
    if not found and entry.file:
        base = replace(base, remedy=tr("put the file back"))
        return [replace(base, why=tr("the file {file} is gone", file=entry.file))]
    if not found:
        others = [each for each in strangers if each.name.partition("@")[0] == entry.name]
        why = tr("it is not installed")
        if others:
            words = {"other": one_line(others[0].distribution), "package": one_line(entry.package)}
            why = tr("{name!r} is of {other}, not of {package}", name=entry.name, **words)
        return [replace(base, why=why)]
    return [problem for each in found if (problem := _problem(replace(base, plugin=each.name), entry, each))]


def _problem(base: MissedPlugin, entry: KnownEntry, status: PluginStatus) -> MissedPlugin | None:
    if off := _off(base, status):
        return off
    if why := version_problem(_version(status), entry.value.version):
        return replace(base, problem="version", why=why)
    if status.plugin is None and status.status != "failed":  # this run imports no plugin
        return None
    if status.status == "failed" and not status.hooks:
        return replace(base, problem="failed", why=status.error or "", remedy="kvadmin plugins check")
    return _silent_guards(base, entry, status)


def _silent_guards(base: MissedPlugin, entry: KnownEntry, status: PluginStatus) -> MissedPlugin | None:
    """What a plugin that is at work guards no more: another is in its place, or its version has no such hook."""
    if waiting := tuple(each for each in entry.guards if each in status.unheard):
        why = tr("it waits, as {names} has the place that it takes", names=", ".join(status.rivals))
        remedy = f"kvadmin plugins disable {status.rivals[0]}"
        return replace(base, problem="disabled", why=why, remedy=remedy, guards=waiting)
    lost = tuple(each for each in entry.guards if each not in status.hooks)
    if entry.value.guards is None or not lost:
        return None
    why = tr("version {version} has no {guards} any more", version=status.version, guards=", ".join(lost))
    return replace(base, problem="guards", why=why, guards=lost)


def _off(base: MissedPlugin, status: PluginStatus) -> MissedPlugin | None:
    """What is said of a plugin that somebody has switched off, or has not let run; None of any other."""
    if status.status == "disabled":
        remedy = f"kvadmin plugins enable {status.name}"
        return replace(base, problem="disabled", why=tr("it is disabled"), remedy=remedy)
    if status.status == "untrusted":
        why, remedy = tr("{file} is not trusted here", file=_file(status)), f"kvadmin plugins trust {_file(status)}"
        return replace(base, problem="untrusted", why=why, remedy=remedy)
    return None


def version_problem(installed: str, wanted: str) -> str:
    """Why a version is not one that is wanted; empty when it is.

    Args:
        installed: A version as pip has it (PEP 440).
        wanted: Versions as pip writes them: ``>=1.2``. Empty: any. A pre-release will do only where one is named.
    """
    if not wanted.strip():
        return ""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion, Version

    try:
        specifier = SpecifierSet(wanted)
    except InvalidSpecifier:
        return tr("{wanted!r} in programme.yaml is no version such as >=1.2", wanted=wanted)
    words = {"installed": installed, "wanted": wanted}
    try:
        version = Version(installed)
    except InvalidVersion:
        return tr("version {installed} is installed, {wanted} is wanted", **words)
    if specifier.contains(version, prereleases=bool(specifier.prereleases)):
        return ""
    if specifier.contains(version, prereleases=True):
        return tr("the pre-release {installed} is installed, {wanted} is wanted", **words)
    return tr("version {installed} is installed, {wanted} is wanted", **words)


def _version(status: PluginStatus) -> str:
    """The version; of a distribution whose folder does not name it, what its own metadata say."""
    if status.version != "?" or not status.distribution:
        return status.version
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(status.distribution)
    except PackageNotFoundError:
        return status.version


def _pip_spec(entry: KnownEntry) -> str:
    """The version for pip; none when what is wanted is no version."""
    return entry.value.version if re.fullmatch(r"\s*[<>=!~].*", entry.value.version) else ""


def _file(status: PluginStatus) -> str:
    """A plugin file as ``programme.yaml`` names it; empty of one that is installed."""
    return f"plugins/{PurePosixPath(status.file.replace(chr(92), '/')).name}" if status.file else ""


def _is_package(status: PluginStatus, package: str) -> bool:
    return bool(status.distribution) and _normal(status.distribution) == _normal(package)


def _normal(package: str) -> str:
    """One spelling of a distribution's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).casefold()


def entry_for(status: PluginStatus, entries: Sequence[KnownEntry]) -> tuple[str, dict[str, Any]] | None:
    """The entry that a plugin is to get, or the one that it has with the guards that it lacks; None: nothing to do.

    Args:
        status: An imported third-party plugin.
        entries: What is listed already.

    Returns:
        What the entry is called, and its plain value.
    """
    guards = [hook.removeprefix("kvadmin_") for hook in GUARDS if hook in status.hooks]
    own = next((each for each in entries if each.is_of(status) and not each.unreadable), None)
    if own is not None:
        lacking = own.value.guards is None or not set(guards) <= {each.removeprefix("kvadmin_") for each in own.guards}
        if not lacking:
            return None
        kept = [each.removeprefix("kvadmin_") for each in own.value.guards or ()]
        return own.key, _plain(own.value, own.key, status, [*kept, *(each for each in guards if each not in kept)])
    name = status.name.partition("@")[0]
    taken = {each.key for each in entries}
    if status.file:
        return None if _file(status) in taken else (_file(status), {"guards": guards})
    key = status.distribution if status.distribution and status.distribution not in taken else name
    value = KnownPlugin(version=_at_least(_version(status)))
    return None if key in taken else (key, _plain(value, key, status, guards))


def _plain(value: KnownPlugin, key: str, status: PluginStatus, guards: list[str]) -> dict[str, Any]:
    name = status.name.partition("@")[0]
    plain: dict[str, Any] = {"version": value.version} if value.version else {}
    if status.file:
        return {**plain, "guards": guards}
    if status.distribution and _normal(status.distribution) != _normal(key):
        plain["package"] = status.distribution
    return {**plain, "plugin": name, "guards": guards}  # a distribution may hold several


def _at_least(version: str) -> str:
    """This version or a later one; empty when it is no version that can be compared."""
    from packaging.version import InvalidVersion, Version

    try:
        return f">={Version(version).public}"
    except InvalidVersion:
        return ""
