"""Changes to the data: what a transaction plans and what the history keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kvadmin.api._lazy import lazily

if TYPE_CHECKING:
    from kvadmin.model.changes import (
        Create,
        Delete,
        DeleteFile,
        Edit,
        FieldChange,
        FileChange,
        HistoryEntry,
        Insert,
        Plan,
        PutFile,
        Remove,
        Set,
    )
    from kvadmin.store.history.ids import named_id, short_ids

__getattr__, __dir__, __all__ = lazily(
    __name__,
    {
        "kvadmin.model.changes": (
            "Create Delete DeleteFile Edit FieldChange FileChange HistoryEntry Insert Plan PutFile Remove Set"
        ),
        "kvadmin.store.history.ids": "named_id short_ids",
    },
)
