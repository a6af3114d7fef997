"""Floor 2: the programme folder: read, check, transaction, history, undo."""

from kvadmin.store.edits import Create, Delete, DeleteFile, Edit, Insert, PutFile, Remove, Set
from kvadmin.store.interface import Engine, EngineFactory, FileChange, HistoryEntry, Plan, Snapshot, Stored
from kvadmin.store.store import PROGRAMME, SCHEMA, YAML, Store, open_store, programme_head
from kvadmin.store.transaction import Transaction

__all__ = [
    "PROGRAMME",
    "SCHEMA",
    "YAML",
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
