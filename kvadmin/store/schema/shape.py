"""From texts to typed records by the schema of the collection, and back to plain values.

YAML's own types are never used: ``0301`` is text where the record says text and a
number where it says number. One conversion by msgspec is the normal case; only a
file with a fault is walked field by field, so that every fault gets its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from kvadmin.extension.collections import Collection, ExtraField

_EXTRA_TYPES: dict[str, Any] = {
    "text": str,
    "int": int,
    "decimal": Decimal,
    "date": date,
    "bool": bool,
    "texts": list[str],
}


class Shape:
    """The record class of a collection with the extra fields that plugins registered."""

    def __init__(self, collection: Collection, fields: Sequence[ExtraField] = ()) -> None:
        self.collection = collection
        self.record: type[msgspec.Struct] = collection.record_class()
        self.extra = {field.name: _EXTRA_TYPES[field.type] for field in fields if field.collection == collection.name}
        names = dict(zip(self.record.__struct_encode_fields__, self.record.__struct_fields__, strict=True))
        #: ``name in the path -> attribute of the record``, for the key fields that the record has.
        self.key_attributes = {name: names[name] for name in collection.key_fields if name in names}

    def typed(self, plain: dict[str, Any]) -> msgspec.Struct:
        """The record; :class:`msgspec.ValidationError` when it does not fit."""
        record: msgspec.Struct = msgspec.convert(plain, self.record, strict=False)
        return record

    def typed_extra(self, plain: dict[str, Any]) -> dict[str, Any]:
        """The values of the extra fields that the file has."""
        return {
            name: msgspec.convert(plain[name], wanted | None, strict=False)
            for name, wanted in self.extra.items()
            if name in plain
        }


def plain_of(record: msgspec.Struct) -> dict[str, Any]:
    """A record as plain values in the order of its fields, without those at their defaults."""
    plain: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(Decimal, date, datetime), str_keys=True)
    return plain
