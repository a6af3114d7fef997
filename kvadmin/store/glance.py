"""A look at a programme folder that leaves no trace: nothing is finished, locked or written.

For what answers while a person types. Somebody may be writing meanwhile: what is read is then a guess, and no more is
asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import UnknownName
from kvadmin.store.folder import Folder
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.store import Store, programme_head
from kvadmin.store.yaml_engine import YamlEngine
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.collections import Collection
    from kvadmin.extension.extra_fields import ExtraField


class _Glancing(YamlEngine):
    def snapshot(self) -> YamlSnapshot:
        """The data as they lie there, without the lock that a reader takes who meets writers again and again."""
        return YamlSnapshot(Folder(self.base), self.schemas, before=self._read)


def glance_at(folder: Path, collections: Sequence[Collection], fields: Sequence[ExtraField]) -> Store:
    """The folder, to be looked at.

    Raises:
        UnknownName: Another engine than that of YAML files keeps it: what opening it does, nobody knows here.
    """
    base = folder.resolve()
    if programme_head(base).get("store", "yaml") != "yaml":
        raise UnknownName(tr("another engine keeps the data"), code="not-registered")
    return Store(base, _Glancing(base, collections, fields), collections, fields)
