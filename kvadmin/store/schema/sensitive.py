"""Which files hold what must never be shown or kept."""

from __future__ import annotations

from collections.abc import Iterable

from kvadmin.store.schema.collection_schema import CollectionSchema


def is_sensitive(path: str, schemas: Iterable[CollectionSchema]) -> bool:
    """Whether a file's values must never be shown or kept."""
    if path.startswith("sensitive/"):
        return True
    return any(schema.collection.sensitive and schema.template.parse(path) is not None for schema in schemas)
