"""The history as a folder of any day shows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from kvadmin.model.changes import HistoryEntry
from kvadmin.store.folder import Folder
from kvadmin.store.history.past_reader import PastReader

if TYPE_CHECKING:
    from kvadmin.store.schema.collection_schema import CollectionSchema


def entries_until(folder: Folder, day: date, *, changes: bool = False) -> list[HistoryEntry]:
    """All transactions up to the end of a day, oldest first, as if the later ones had not been made.

    Args:
        folder: The programme folder.
        day: The day, by the clock of whoever wrote.
        changes: Fill in which fields each changed, old and new.
    """
    past = PastReader()(folder)
    return list(past.until(day).entries(past.states(folder.read) if changes else None))


def entries_until_now(
    folder: Folder, schemas: Mapping[str, CollectionSchema], *, changes: bool = False
) -> list[HistoryEntry]:
    """All transactions with the edits by hand that none has noted yet, as if one noted them now."""
    from kvadmin.store.history.by_hand import edits_by_hand

    past = PastReader()(folder)
    unnoted = edits_by_hand(folder, schemas, past.by_path, datetime.now().astimezone(), past)
    past = past if unnoted is None else past.followed_by(unnoted)
    return list(past.entries(past.states(folder.read) if changes else None))
