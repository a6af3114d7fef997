"""From texts to typed records by the schema of the collection, and back to plain values.

YAML's own types are never used: ``0301`` is text where the record says text and a
number where it says number. One conversion by msgspec is the normal case; only a
file with a fault is walked field by field, so that every fault gets its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kvadmin.errors import PluginFailure, UnknownName
from kvadmin.extension.discovering.discovery import plugin_of
from kvadmin.model.record import Outline
from kvadmin.store.paths import PathTemplate
from kvadmin.store.schema.finite import numbers_in
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.collections import Collection
    from kvadmin.extension.extra_fields import ExtraField

L = TypeVar("L", bound=Outline)

_EXTRA_TYPES: dict[str, Any] = {
    "text": str,
    "int": int,
    "decimal": Decimal,
    "date": date,
    "bool": bool,
    "texts": list[str],
}


class CollectionSchema:
    """What the store knows of a collection: where its files lie, its record class, the fields plugins added.

    The record class is imported when it is first asked for: a command pays only for the records it reads.

    Args:
        collection: As its plugin declares it.
        fields: The extra fields of all collections.
    """

    def __init__(self, collection: Collection, fields: Sequence[ExtraField] = ()) -> None:
        self.collection = collection
        self.template = PathTemplate(collection)
        self._fields = fields

    @cached_property
    def record(self) -> type[msgspec.Struct]:
        """The record class."""
        return self.collection.record_class()

    def read_as(self, record: type[Any]) -> CollectionSchema:
        """Itself, for who reads the records as this class.

        Raises:
            PluginFailure: The class is kvadmin's, and a plugin has put records of another kind in their place; or the
                records are a plugin's and the class is another's, whose own collection was left out.
        """
        if record.__module__.partition(".")[0] != "kvadmin":
            return self.written_as(record) if self.collection.plugin else self  # kvadmin's may be read in part
        if not self.collection.plugin or issubclass(self.record, record):
            return self
        raise _of_another_kind(self.collection, record)

    def written_as(self, record: type[Any]) -> CollectionSchema:
        """Itself, for who writes records of this class.

        Raises:
            PluginFailure: As :meth:`read_as`; or the records are not of the plugin whose class it is.
        """
        package = record.__module__.partition(".")[0]
        if package == re.split(r"[.:]", self.collection.record)[0]:
            return self
        if package == "kvadmin":
            return self.read_as(record)
        plugin = plugin_of(package)
        if plugin is None or issubclass(self.record, record):
            return self
        raise _of_another_plugin(self.collection, record, plugin)

    @cached_property
    def extra(self) -> dict[str, Any]:
        """Name and type of the extra fields."""
        return {field.name: _EXTRA_TYPES[field.type] for field in self.extra_fields}

    @property
    def extra_fields(self) -> list[ExtraField]:
        """The extra fields as their plugins declare them."""
        return [field for field in self._fields if field.collection == self.collection.name]

    @cached_property
    def key_attributes(self) -> dict[str, str]:
        """``name in the path -> attribute of the record``, for the key fields that the record has."""
        names = dict(zip(self.record.__struct_encode_fields__, self.record.__struct_fields__, strict=True))
        return {name: names[name] for name in self.collection.key_fields if name in names}

    @cached_property
    def own_key_fields(self) -> tuple[tuple[int, str], ...]:
        """The key fields that the record has, each with its place in the key."""
        return tuple(one for one in enumerate(self.collection.key_fields) if one[1] in self.key_attributes)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """The attributes of the record that may hold numbers with a decimal point."""
        return numbers_in(self.record)

    def typed(self, plain: dict[str, Any]) -> msgspec.Struct:
        """The record; :class:`msgspec.ValidationError` when it does not fit."""
        record: msgspec.Struct = converted(plain, self.record)
        return record

    def outlined(self, plain: dict[str, Any], outline: type[L]) -> L:
        """The outline of a record that fits."""
        return msgspec.convert(plain, outline, strict=False)

    def typed_extra(self, plain: dict[str, Any]) -> dict[str, Any]:
        """The values of the extra fields that the file has."""
        return {name: converted(plain[name], wanted | None) for name, wanted in self.extra.items() if name in plain}


def _of_another_kind(collection: Collection, record: type[Any]) -> PluginFailure:
    """The error for records that a plugin has put in the place of kvadmin's and that are none of these."""
    from kvadmin.extension.blame import failure

    words = {"name": collection.name, "record": collection.record, "wanted": record.__name__}
    return failure(
        collection.plugin,
        tr("collection {name!r}", name=collection.name),
        tr("others read its records as {wanted}, of which {record} must be a subclass", **words),
    )


def _of_another_plugin(collection: Collection, record: type[Any], plugin: str) -> PluginFailure:
    """The error for a plugin that takes another's records for its own: it would write what they do not know."""
    from kvadmin.extension.blame import failure

    owner = tr("the plugin {owner!r}", owner=collection.plugin) if collection.plugin else tr("kvadmin itself")
    words = {"owner": owner, "record": collection.record, "own": f"{record.__module__}:{record.__name__}"}
    return failure(
        plugin,
        tr("collection {name!r}", name=collection.name),
        tr("it belongs to {owner}: its records are {record}, not {own}", **words),
    )


def converted(plain: Any, wanted: Any) -> Any:
    """A plain value in its type; :class:`msgspec.ValidationError` when it does not fit."""
    try:
        return msgspec.convert(plain, wanted, strict=False)
    except (ValueError, OverflowError) as error:  # seconds (a time may be written so) beyond the years that there are
        raise msgspec.ValidationError(str(error)) from error


def plain_of(record: msgspec.Struct) -> dict[str, Any]:
    """A record as plain values in the order of its fields, without those at their defaults."""
    plain: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(Decimal, date, datetime), str_keys=True)
    return plain


def missing_collection(record: type[Any]) -> UnknownName:
    """The error for a record class whose collection nobody registers: it says whose it is, as far as is known."""
    plugin = plugin_of(record.__module__)
    return UnknownName(
        tr("no collection {name!r} is registered for {record}", name=record.collection, record=record.__name__),
        hint=tr("it belongs to the plugin {plugin!r}: kvadmin plugins enable {plugin}", plugin=plugin)
        if plugin
        else tr("is its plugin disabled? `kvadmin plugins list` tells"),
        code="not-registered",
    )
