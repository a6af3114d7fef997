"""The history as commands show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from kvadmin.model.changes import HistoryEntry
from kvadmin.store.folder import Folder
from kvadmin.store.history.log import Line, read_history
from kvadmin.store.history.states import FileStates
from kvadmin.store.history.timeline import Timeline

if TYPE_CHECKING:
    from kvadmin.store.schema.collection_schema import CollectionSchema


def entries(folder: Folder, *, changes: bool = False, until: date | None = None) -> Iterator[HistoryEntry]:
    """All transactions, oldest first.

    Args:
        folder: The programme folder.
        changes: Fill in which fields each changed, old and new.
        until: Leave out those of later days, as if they had not been made.
    """
    lines = read_history(folder)[0]
    known = lines if until is None else [line for line in lines if line.when.date() <= until]
    yield from _entries(folder, known, lines, changes=changes)


def entries_until_now(
    folder: Folder, schemas: Mapping[str, CollectionSchema], *, changes: bool = False
) -> list[HistoryEntry]:
    """The same with the edits by hand that no transaction has noted yet, as if one noted them now."""
    from kvadmin.store.history.by_hand import edits_by_hand

    lines = read_history(folder)[0]
    paths = {file.path for line in lines for file in line.files}
    unnoted = edits_by_hand(folder, schemas, paths, datetime.now().astimezone())
    lines += [] if unnoted is None else [unnoted]
    return list(_entries(folder, lines, lines, changes=changes))


def _entries(folder: Folder, known: Sequence[Line], lines: Sequence[Line], *, changes: bool) -> Iterator[HistoryEntry]:
    past = Timeline(known)
    states = FileStates(lines, folder.read)
    for line in known:
        entry = line.entry(past.undone_by.get(line.transaction_id))
        yield replace(entry, changes=tuple(states.changes(line))) if changes else entry
