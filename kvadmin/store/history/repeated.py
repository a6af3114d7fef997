"""A commit that is asked for again under the same id: known as the same, or refused as another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from kvadmin.errors import Conflict
from kvadmin.model.changes import DeleteFile, Edit, HistoryEntry, PutFile
from kvadmin.store.history.past import Past
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.translation import tr


def request_of(edits: Sequence[Edit], schemas: Iterable[CollectionSchema]) -> str:
    """The hash of what a caller asks for, without the values that are never kept."""
    hidden = {schema.collection.name for schema in schemas if schema.collection.sensitive}
    return sha256("\n".join(_shown(edit, hidden) for edit in edits).encode("utf-8", "replace")).hexdigest()


def _shown(edit: Edit, hidden: set[str]) -> str:
    if isinstance(edit, PutFile | DeleteFile):
        secret = edit.path.startswith("sensitive/")
        return f"{type(edit).__name__} {edit.path}" if secret else repr(edit)
    if edit.collection in hidden:
        return f"{type(edit).__name__} {edit.collection} {edit.key} {getattr(edit, 'path', '')}"
    return repr(edit)


def already_done(past: Past, transaction_id: str, request: str | None) -> HistoryEntry | None:
    """The entry of a commit that was made before under this id; None when there is none.

    Raises:
        Conflict: Something else was committed under it, or it cannot be told any more whether it was the same.
    """
    lines = past.with_id(transaction_id)
    if not lines:
        return None
    if any(line.request != request for line in lines):
        raise Conflict(
            tr("the id {name} belongs to another change", name=transaction_id),
            where=transaction_id,
            hint=tr("`kvadmin log {name}` shows it; a new change needs a new id", name=transaction_id),
            code="history-damaged",
        )
    return lines[0].entry()
