"""From texts to typed records by the schema of the collection, and back to plain values.

YAML's own types are never used: ``0301`` is text where the record says text and a
number where it says number. One conversion by msgspec is the normal case; only a
file with a fault is walked field by field, so that every fault gets its place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from kvadmin.model.collection import Collection, ExtraField
    from kvadmin.store.edits import Path
    from kvadmin.store.events import Node
    from kvadmin.store.faults import Fault

_EXTRA_TYPES: dict[str, Any] = {
    "text": str,
    "int": int,
    "decimal": Decimal,
    "date": date,
    "bool": bool,
    "texts": list[str],
}
_NOT_FINITE = re.compile(r"nan|inf", re.IGNORECASE)


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

    def faults(self, root: Node) -> list[Fault]:
        """Everything that does not fit, with unknown names as warnings."""
        from kvadmin.store.faults import faults_of

        return faults_of(self, root)

    def order(self, path: Path) -> Sequence[str]:
        """The names of the mapping at a path, in the order of the record."""
        from kvadmin.store.faults import order_of

        return order_of(self, path)


def plain_of(record: msgspec.Struct) -> dict[str, Any]:
    """A record as plain values in the order of its fields, without those at their defaults."""
    plain: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(Decimal, date, datetime), str_keys=True)
    return plain


def has_odd_number(text: str, record: Any) -> bool:
    """Whether a file that may spell ``nan`` or ``inf`` really holds such a number."""
    return _NOT_FINITE.search(text) is not None and is_odd(msgspec.to_builtins(record, builtin_types=(Decimal,)))


def is_odd(value: Any) -> bool:
    """Whether there is a number in a plain value that is not finite."""
    if isinstance(value, dict):
        return any(map(is_odd, value.values()))
    if isinstance(value, list):
        return any(map(is_odd, value))
    return isinstance(value, float | Decimal) and not math.isfinite(value)
