"""What a change was decided on, and whether it still holds when the change is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kvadmin.model.reads import Listings
from kvadmin.store.folder import Folder, revision
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.writing.redo import changed_since
from kvadmin.translation import tr


@dataclass(frozen=True, slots=True)
class Expected:
    """Everything that was read before a change.

    Args:
        revisions: ``path -> revision`` of what was read (None: it was not there).
        listings: What was listed, and what was found there.
    """

    revisions: Mapping[str, str | None]
    listings: Listings = field(default_factory=dict)

    def prove(self, folder: Folder, schemas: Mapping[str, CollectionSchema]) -> None:
        """Compare with what lies there now, under the lock.

        Raises:
            Overtaken: Something has changed, appeared or vanished.
        """
        for path, wanted in sorted(self.revisions.items()):
            data = folder.read(path)
            if (None if data is None else revision(data)) != wanted:
                what = tr("has been deleted") if data is None else tr("has been changed")
                raise changed_since(path, what if wanted else tr("has appeared"))
        now = YamlSnapshot(folder, schemas)
        for (collection, under), names in sorted(self.listings.items()):
            there = now.listing(collection, under)
            for path in sorted(there ^ names):
                raise changed_since(path, tr("has appeared") if path in there else tr("has been deleted"))
