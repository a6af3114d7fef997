"""Lines of the history that somebody took away: each line names the one that was the latest when it was written."""

from __future__ import annotations

from collections.abc import Sequence

from kvadmin.model.finding import Finding
from kvadmin.store.history.log import Line, month_file
from kvadmin.translation import tr


def gaps(lines: Sequence[Line]) -> list[Finding]:
    """Lines that name one which is not there; that the last ones are gone, or all of them, no line says.

    Args:
        lines: The history, all of whose lines could be read.
    """
    there = {line.transaction_id for line in lines}
    lost = {line.on: line for line in reversed(lines) if line.on and line.on not in there}
    return [
        Finding(
            month_file(line.when),
            0,
            0,
            "history-gap",
            tr(
                "{change} was made after {gone}, which the history does not have: lines of it are missing",
                change=line.transaction_id,
                gone=gone,
            ),
            tr("take the files of history/ from a backup; what they held is in no other place"),
            "warning",
        )
        for gone, line in lost.items()
    ]
