"""What contents that somebody has edited would be found guilty of, before they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from kvadmin.store.layer import Layer
from kvadmin.store.reader import YamlSnapshot
from kvadmin.store.references import dangling

if TYPE_CHECKING:
    from kvadmin.extension.collections import Collection
    from kvadmin.model.finding import Finding
    from kvadmin.store.folder import Folder
    from kvadmin.store.schema.collection_schema import CollectionSchema


def collection_at(name: str, schemas: Mapping[str, CollectionSchema]) -> str | None:
    """The collection that a content of this name is a record of; None: it is no record."""
    return next((each for each, schema in schemas.items() if schema.template.parse(name) is not None), None)


def judged(
    folder: Folder,
    contents: Mapping[str, bytes | None],
    schemas: Mapping[str, CollectionSchema],
    collections: Iterable[Collection],
    lifted: Callable[[Folder], Folder],
) -> list[Finding]:
    """What would be found of some contents, as ``kvadmin check`` finds it without plugins after an edit by hand.

    Args:
        folder: What there is now.
        contents: New bytes by name; None: it goes.
        schemas: All collections by name.
        collections: The same as they were declared.
        lifted: The same folder with its older records as those of today.

    Returns:
        All errors in these contents, of the others those that come by them, and warnings that come in these; sorted.
    """
    meant = [schemas[each] for name in contents if (each := collection_at(name, schemas))]
    every = list(collections)

    def found(layer: Folder) -> set[Finding]:
        snapshot = YamlSnapshot(lifted(layer), schemas)
        faults = [each for schema in meant for each in snapshot.check(schema)] + dangling(snapshot, every)
        return {each for each in faults if each.severity == "error" or each.path in contents}

    before = {(each.path, each.code, each.text) for each in found(folder)}
    after = found(Layer(folder, contents))
    return sorted(each for each in after if _is_bad(each, contents) or (each.path, each.code, each.text) not in before)


def _is_bad(fault: Finding, contents: Mapping[str, bytes | None]) -> bool:
    return fault.path in contents and fault.severity == "error"
