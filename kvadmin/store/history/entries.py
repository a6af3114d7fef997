"""The history as commands show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kvadmin.model.changes import HistoryEntry
from kvadmin.store.folder import Folder
from kvadmin.store.history.log import read_history
from kvadmin.store.history.states import FileStates
from kvadmin.store.history.timeline import Timeline


def entries(folder: Folder, *, changes: bool = False, until: date | None = None) -> Iterator[HistoryEntry]:
    """All transactions, oldest first.

    Args:
        folder: The programme folder.
        changes: Fill in which fields each changed, old and new.
        until: Leave out those of later days, as if they had not been made.
    """
    lines = read_history(folder)[0]
    known = lines if until is None else [line for line in lines if line.when.date() <= until]
    past = Timeline(known)
    states = FileStates(lines, folder.read)
    for line in known:
        entry = line.entry(past.undone_by.get(line.transaction_id))
        yield replace(entry, changes=tuple(states.changes(line))) if changes else entry
