"""Whether plain values hold a name that their record does not know, without a look at the text.

A sound file fits its record in all but such names: :func:`kvadmin.store.schema.faults.faults_of` places them, for which
it needs the nodes of the text. Nearly every file has none, and its plain values tell so.
"""

from __future__ import annotations

import typing
from typing import Any, TypeAlias

import msgspec

from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.schema.faults import inner_type, options_of, struct_fields, struct_of

#: The names of a record, each with what lies behind it.
_Names: TypeAlias = "dict[str, Shape | None]"


class Shape:
    """What a type says of the names inside its values; a part without any is None.

    Args:
        names: The names that a mapping may have, each with what lies behind it; None: the type names no record.
        items: What lies in a list.
        values: What lies behind the names of a mapping whose names are free.
    """

    __slots__ = ("items", "names", "values")

    def __init__(self) -> None:
        self.names: _Names | None = None
        self.items: Shape | None = None
        self.values: Shape | None = None

    def strange(self, value: Any) -> bool:
        """Whether there is a name in a value that is not known there."""
        if isinstance(value, dict):
            names = self.names
            if names is not None:
                for name, inner in value.items():
                    if name not in names:
                        return True
                    if inner.__class__ is not str and (shape := names[name]) is not None and shape.strange(inner):
                        return True
                return False
            values = self.values
            return values is not None and any(map(values.strange, value.values()))
        items = self.items
        return items is not None and isinstance(value, list) and any(map(items.strange, value))


def shape_of(schema: CollectionSchema) -> Shape:
    """The shape of the records of a collection, with the fields that plugins added."""
    shape = Shape()
    shape.names = {**_names(schema.record, {}), **dict.fromkeys(schema.extra)}  # extra fields hold single values
    return shape


def _names(struct: type[msgspec.Struct], known: dict[type[msgspec.Struct], _Names]) -> _Names:
    if struct not in known:
        names = known[struct] = {}  # noted before it is filled: a record may hold records of its own kind
        names |= {encoded: _of(inner, known) for _, encoded, inner, _ in struct_fields(struct)}
    return known[struct]


def _of(wanted: Any, known: dict[type[msgspec.Struct], _Names]) -> Shape | None:
    """The shape of a type as :mod:`~kvadmin.store.schema.faults` walks its values; None: they hold no names."""
    shape = Shape()
    struct = struct_of(wanted)
    origins = {typing.get_origin(option) for option in options_of(wanted)}
    if struct is not None:
        shape.names = _names(struct, known)
    elif dict in origins:
        shape.values = _of(inner_type(wanted, ""), known)
    if origins & {list, tuple}:
        shape.items = _of(inner_type(wanted, 0), known)
    return shape if any(part is not None for part in (shape.names, shape.items, shape.values)) else None
