"""What a record is: a typed struct that knows the collection it belongs to."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class Part(msgspec.Struct, omit_defaults=True):
    """A piece of a record (a contact, a quota); omitted fields are at their defaults."""


class Record(msgspec.Struct, omit_defaults=True):
    """One file of the programme folder, typed.

    A subclass is declared ``kw_only=True`` and names its collection; the fields named in the collection's path
    (``cohorts/{id}.yaml``) make up its key. Values are text, whole numbers,
    ``Decimal``, dates, booleans, lists and :class:`Part` structs; floats only
    where a physical quantity is meant (coordinates).
    """

    #: Name of the collection, as the plugin registers it by ``kvadmin_collections``.
    collection: ClassVar[str] = ""
