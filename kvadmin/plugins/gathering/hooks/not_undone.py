"""What an undo of registrations leaves behind: the health data that were noted with them."""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin.api import Snapshot, tr
from kvadmin.api.changes import HistoryEntry

from ..registrations.sensitive_needs import SensitiveNeeds

_NOTING = ("gathering register", "gathering import")


def left_behind(snapshot: Snapshot, undone: HistoryEntry) -> Iterator[str]:
    """A sentence per gathering whose registrations are taken back while needs are kept."""
    if undone.command in _NOTING:
        gatherings = {file.split("/")[1] for file in undone.files if file.startswith("registrations/")}
        for each in snapshot.all(SensitiveNeeds):
            if each.gathering in gatherings and each.needs:
                yield tr("diets and access needs that were noted with it: `kvadmin check` says whose are left")
