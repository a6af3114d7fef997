"""The version of the programme folder; apart from the records, since opening a folder needs no record class."""

from __future__ import annotations

#: The version of the folder's layout that this kvadmin reads and writes: of the records of all built-in plugins, which
#: ship together. Whoever raises it declares the step that lifts older folders (``kvadmin_migrations``).
SCHEMA_VERSION = 1
