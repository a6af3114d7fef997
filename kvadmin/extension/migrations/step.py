"""How a plugin lifts its older records: steps from one version of them to the next.

The records of a plugin have a version of their own, a whole number from 1. Whoever makes a field required, gives one
another name or another meaning raises it by one and declares the :class:`Migration` that lifts what lies in folders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

from kvadmin.model import layout
from kvadmin.translation import tr

#: What stands for kvadmin's own plugins, which have one version together.
CORE = ""


class Older(Protocol):
    """The records of a folder as they lay before a step; the step only looks.

    Every value is what the file says: a text, a list or a mapping of them, whatever the record class of today makes of
    it. ``0301`` is a text and so is ``2008-05-06``.

    Added in version 0.2.
    """

    def records(self, collection: str) -> Mapping[str, dict[str, Any]]:
        """Key -> plain mapping of every record of a collection, sorted by key.

        Fields of the key that only the name of the file says are filled in. A file that is no YAML is left out: it is
        found where the result is checked. The collection is one of the plugin's own, in the older form, or one of
        kvadmin's, in the form of today; those of other plugins are refused.
        """
        ...

    def read_file(self, path: str) -> bytes | None:
        """The bytes of a file in the folders of the plugin, or None when there is none."""
        ...

    def files(self, folder: str) -> list[str]:
        """Sorted relative paths of all files below a folder of the plugin."""
        ...


@dataclass(frozen=True, slots=True)
class Rename:
    """Give the field at ``path`` another name where it stands; only steps do that. Added in version 0.2.

    Its value, its place and the comments at it stay as they are.

    Args:
        collection: The collection.
        key: The record.
        path: The way to the field; its last part is the name it has.
        name: The name it gets.
    """

    collection: str
    key: str
    path: tuple[str | int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: what lifts the records of a plugin from the version before to ``version``.

    The function it names is pure: it gets an :class:`Older` and returns edits (:data:`kvadmin.api.changes.Edit` and
    :class:`Rename`), asks no clock, reads no file by itself, and says the same every time. It must leave alone what has
    the new form already: a record that was written by hand in the new form before the folder was lifted, or that came
    by a merge. Edits are about the plugin's own records, or whole files in its folders; everything else is refused.

    Steps run one after another, each on what the one before has made; what comes out must be valid records of today,
    with no field made that the class of today does not know (what lay there beside its fields stays).
    A collection lies where it lies today: a step from before its records moved reads their files.

    Args:
        version: The version that it lifts to, from 2 on; a plugin has one step for each.
        what: One line for people: what becomes of the records.
        target: ``module:function`` from an :class:`Older` to a sequence of edits.
        folders: Folders besides those of its collections whose files it may read and change: where it kept something
            once, or keeps what is no record. One that holds anybody's records is refused.
        plugin: Whose it is; kvadmin fills it in for third-party plugins.

    Added in version 0.2.
    """

    version: int
    what: str
    target: str
    folders: tuple[str, ...] = ()
    plugin: str = field(default="", compare=False)


def sequence_problem(steps: Sequence[Migration]) -> str:
    """What is wrong with the steps of one plugin taken together; empty when nothing is.

    Args:
        steps: All that the plugin declares, in any order.
    """
    versions = sorted(each.version for each in steps)
    if versions and versions[0] < 2:
        return tr("a step lifts to version {version}: the first is from 1 to 2", version=versions[0])
    for version, following in pairwise(versions):
        if version == following:
            return tr("there are {count} steps to version {version}", count=versions.count(version), version=version)
    missing = set(range(2, max(versions, default=1))) - set(versions)
    return tr("the step to version {version} is missing", version=min(missing)) if missing else ""


@dataclass(frozen=True)
class Steps:
    """The steps of all plugins.

    Args:
        core: The version of the records of the built-in plugins.
        of: By plugin, in order of their versions; those of the built-in plugins under :data:`CORE`.
        faults: Why nothing can be said of the versions of a plugin's records: its steps cannot be had, or one lacks.
    """

    core: int
    of: Mapping[str, tuple[Migration, ...]] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)

    def version(self, plugin: str) -> int:
        """The version of a plugin's records that it reads and writes now."""
        if plugin == CORE:
            return self.core
        return max((each.version for each in self.of.get(plugin, ())), default=1)

    def plugins(self) -> Iterator[str]:
        """The third-party plugins that have steps, or should have."""
        yield from sorted({*self.of, *self.faults} - {CORE})

    def __bool__(self) -> bool:
        """Whether there is any step at all."""
        return bool(self.of or self.faults)


class AskedPlugins(Protocol):
    """What is asked of the plugin manager."""

    def judged(self, hook: str, /) -> Iterable[tuple[str, Any, str]]:
        """Plugin, what it answers and what is wrong with it."""
        ...

    def is_builtin(self, name: str) -> bool:
        """Whether the plugin comes with kvadmin."""
        ...


def steps_of(plugins: AskedPlugins) -> Steps:
    """The steps that the plugins of a run declare."""
    found: dict[str, list[Migration]] = {}
    faults: dict[str, str] = {}
    for name, steps, problem in plugins.judged("kvadmin_migrations"):
        plugin = CORE if plugins.is_builtin(name) else name
        found.setdefault(plugin, []).extend(steps or ())
        if plugin != CORE and (problem := problem or sequence_problem(steps or ())):
            faults[plugin] = problem
    lacking = set(range(2, layout.SCHEMA_VERSION + 1)) - {each.version for each in found.get(CORE, ())}
    if lacking:
        faults[CORE] = tr("the step to version {version} is missing", version=min(lacking))
    ordered = {name: tuple(sorted(steps, key=lambda each: each.version)) for name, steps in found.items() if steps}
    return Steps(layout.SCHEMA_VERSION, ordered, faults)
