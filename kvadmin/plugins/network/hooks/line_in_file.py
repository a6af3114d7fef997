"""Where in its file a cohort's networks say something."""

from __future__ import annotations

from kvadmin.api import Snapshot
from kvadmin.api.records import Networks


def line_in_file(snapshot: Snapshot, record: Networks, *path: str | int) -> tuple[str, int, int]:
    """File, line and column of a field; line and column 0 where they are not known.

    Args:
        snapshot: The data.
        record: The networks.
        path: The names and positions that lead to the field.
    """
    where = snapshot.where(Networks, record.cohort, path)
    file, line, column = where.rsplit(":", 2) if where.count(":") >= 2 else (where, "0", "0")
    return file, int(line), int(column)
