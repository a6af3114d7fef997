"""How a plugin adds fields to the records of another."""

from __future__ import annotations

from dataclasses import dataclass

#: The types that an extra field may have.
EXTRA_TYPES = ("text", "int", "decimal", "date", "bool", "texts")


@dataclass(frozen=True, slots=True)
class ExtraField:
    """A field that one plugin adds to the records of another's collection.

    Args:
        collection: Name of the collection that gets the field.
        name: The key in the file; a plugin should prefix it with its own name.
        type: ``text``, ``int``, ``decimal``, ``date``, ``bool`` or ``texts`` (a list).
        help: One line for people.
    """

    collection: str
    name: str
    type: str = "text"
    help: str = ""
