"""The version of the programme folder; apart from the records, since opening a folder needs no record class."""

from __future__ import annotations

from typing import Any

#: The file that makes a folder a programme folder.
MARK = "programme.yaml"
#: The version of the folder's layout that this kvadmin reads and writes: of the records of all built-in plugins, which
#: ship together. Whoever raises it declares the step that lifts older folders (``kvadmin_migrations``).
SCHEMA_VERSION = 1
_MOST_DIGITS = 18


def version_of(said: Any) -> int | None:
    """The version that a file says; None for what is no whole number from 1, such as ``0``, ``02`` and ``2.0``.

    Args:
        said: The value as a text.
    """
    whole = isinstance(said, str) and said.isascii() and said.isdigit() and said[0] != "0"
    return int(said) if whole and len(said) <= _MOST_DIGITS else None
