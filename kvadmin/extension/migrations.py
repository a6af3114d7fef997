"""How a plugin lifts its older records: steps from one version of them to the next.

The records of a plugin have a version of their own, a whole number from 1. Whoever makes a field required, gives one
another name or another meaning raises it by one and declares the :class:`Migration` that lifts what lies in folders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from kvadmin.translation import tr


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
class Migration:
    """One step: what lifts the records of a plugin from the version before to ``version``.

    The function it names is pure: it gets an :class:`Older` and returns edits (:data:`kvadmin.api.changes.Edit`), asks
    no clock, reads no file by itself, and says the same every time. It must leave alone what has the new form already:
    a record that was written by hand in the new form before the folder was lifted, or that came by a merge. Edits are
    about the plugin's own records, or whole files in its folders; everything else is refused.

    Steps run one after another, each on what the one before has made; what comes out must be valid records of today.

    Args:
        version: The version that it lifts to, from 2 on; a plugin has one step for each.
        what: One line for people: what becomes of the records.
        target: ``module:function`` from an :class:`Older` to a sequence of edits.
        folders: Folders besides those of its collections whose files it may read and change: where it kept something
            once, or keeps what is no record.
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
    for version in versions:
        if version < 2:
            return tr("a step lifts to version {version}: the first is from 1 to 2", version=version)
    for version in versions:
        if versions.count(version) > 1:
            return tr("there are {count} steps to version {version}", count=versions.count(version), version=version)
    for wanted, version in enumerate(versions, start=2):
        if version != wanted:
            return tr("the step to version {version} is missing", version=wanted)
    return ""
