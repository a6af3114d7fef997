"""Floor 2: the programme folder: read, check, transaction, history, undo.

The names below are imported from their modules when first used: a command that only
reads does not pay for what writes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kvadmin.store.edits import Create, Delete, DeleteFile, Edit, Insert, PutFile, Remove, Set
    from kvadmin.store.interface import Engine, EngineFactory, FileChange, HistoryEntry, Plan, Snapshot, Stored
    from kvadmin.store.store import PROGRAMME, SCHEMA, Store, open_store, programme_head
    from kvadmin.store.transaction import Transaction

__all__ = [
    "PROGRAMME",
    "SCHEMA",
    "Create",
    "Delete",
    "DeleteFile",
    "Edit",
    "Engine",
    "EngineFactory",
    "FileChange",
    "HistoryEntry",
    "Insert",
    "Plan",
    "PutFile",
    "Remove",
    "Set",
    "Snapshot",
    "Store",
    "Stored",
    "Transaction",
    "open_store",
    "programme_head",
]

_HOME = {
    "edits": ("Create", "Delete", "DeleteFile", "Edit", "Insert", "PutFile", "Remove", "Set"),
    "interface": ("Engine", "EngineFactory", "FileChange", "HistoryEntry", "Plan", "Snapshot", "Stored"),
    "store": ("PROGRAMME", "SCHEMA", "Store", "open_store", "programme_head"),
    "transaction": ("Transaction",),
}
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
