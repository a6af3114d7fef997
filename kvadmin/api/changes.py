"""Changes to the data: what a transaction plans and what the history keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.model.changes import Create as Create
    from kvadmin.model.changes import Delete as Delete
    from kvadmin.model.changes import DeleteFile as DeleteFile
    from kvadmin.model.changes import Edit as Edit
    from kvadmin.model.changes import FieldChange as FieldChange
    from kvadmin.model.changes import FileChange as FileChange
    from kvadmin.model.changes import HistoryEntry as HistoryEntry
    from kvadmin.model.changes import Insert as Insert
    from kvadmin.model.changes import Plan as Plan
    from kvadmin.model.changes import PutFile as PutFile
    from kvadmin.model.changes import Remove as Remove
    from kvadmin.model.changes import Set as Set
    from kvadmin.store.history.ids import named_id as named_id
    from kvadmin.store.history.ids import short_ids as short_ids

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.model.changes": (
            "Create Delete DeleteFile Edit FieldChange FileChange HistoryEntry Insert Plan PutFile Remove Set"
        ),
        "kvadmin.store.history.ids": "named_id short_ids",
    },
)
