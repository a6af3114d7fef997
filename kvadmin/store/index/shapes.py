"""What the meaning of a row hangs on beside the file it is of: when any of it changes, the row does not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import msgspec

from kvadmin import __version__

if TYPE_CHECKING:
    from kvadmin.model.record import Outline
    from kvadmin.store.schema.collection_schema import CollectionSchema


def shape_of(schema: CollectionSchema, outline: type[Outline]) -> str:
    """The version of kvadmin, the place and the fields of a collection, and the types of its records, as one text."""
    about = schema.collection
    extra = sorted((name, repr(kind)) for name, kind in schema.extra.items())
    said: list[Any] = [__version__, about.name, about.path, about.slug, extra]
    said += [
        sorted(outline.free_texts),
        sorted(outline.postal),
        *_shapes(outline, set()),
        *_shapes(schema.record, set()),
    ]
    return repr(said)


def _shapes(kind: Any, seen: set[Any]) -> Iterator[Any]:
    """A struct field by field, and every struct in it."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in seen:
        seen.add(kind)
        hints = get_type_hints(kind, include_extras=True)
        defaults = {each.name: (each.default, each.encode_name) for each in msgspec.structs.fields(kind)}
        yield kind.__module__, kind.__qualname__, sorted(hints.items(), key=lambda each: each[0]), repr(defaults)
        for hint in hints.values():
            yield from _shapes(hint, seen)
    for inner in get_args(kind):
        yield from _shapes(inner, seen)
