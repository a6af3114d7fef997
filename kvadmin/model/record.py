"""What a record is: a typed struct that knows the collection it belongs to."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

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


class Outline(msgspec.Struct, omit_defaults=True):
    """What a record says apart from people: to list and to look up, never to be written back, since it is no record.

    A subclass stands beside its record and shares the fields with it through a common base. None of its fields may hold
    personal data, since outlines may be kept outside the programme folder.

    Added in version 0.2.
    """

    #: The record that it is of.
    record: ClassVar[type[Record]]
    #: Those of its fields that people write what they like in: a file that has one is read whenever it is asked for.
    free_texts: ClassVar[frozenset[str]] = frozenset()
    #: Those that are postal addresses: a file with one that may name a person is read likewise.
    postal: ClassVar[frozenset[str]] = frozenset()
