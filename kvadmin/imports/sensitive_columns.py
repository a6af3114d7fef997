"""Whether a list, as somebody sent it, holds what is kept apart: its filled columns of sensitive fields."""

from __future__ import annotations

from kvadmin.errors import KvadminError
from kvadmin.reading.importer import Importer
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables

#: How lists end that people send.
LIST_ENDINGS = (
    ".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".fods",
)  # fmt: skip


def sensitive_columns(content: bytes, name: str, importer: Importer) -> tuple[str, ...]:
    """The headings of columns with sensitive values in them; none when the file is no such list.

    Added in version 0.2.

    Args:
        content: Of the file.
        name: Of the file.
        importer: What it is read as.
    """
    if not name.lower().endswith(LIST_ENDINGS):
        return ()
    try:
        tables = find_tables(read_bytes(content, name), importer).tables
    except KvadminError:
        return ()
    return tuple(
        dict.fromkeys(
            use.heading
            for table in tables
            for use in table.columns.uses
            if use.sensitive and any(row[use.at].text.strip() for row in table.rows)
        )
    )
