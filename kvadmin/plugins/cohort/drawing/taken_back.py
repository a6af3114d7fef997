"""What was changed after a freeze and changed back: the list is the same, and the history knows of it."""

from __future__ import annotations

from kvadmin.api import Session
from kvadmin.api.changes import HistoryEntry
from kvadmin.api.records import Application, Cohort, Freeze

from .late_changes import OF_APPLICATION, OF_CALL


def changes_since(run: Session, cohort: Cohort, freeze: Freeze) -> list[HistoryEntry]:
    """The steps of the history after a freeze was written that changed what decides, oldest first."""
    since: list[HistoryEntry] = []
    for entry in run.store.engine.history(changes=True):
        if freeze.file in entry.files:
            since = []
        elif _decides(entry, cohort.id):
            since.append(entry)
    return since


def _decides(entry: HistoryEntry, cohort: str) -> bool:
    for change in entry.changes:
        field = change.field.split(".")[0].split("[")[0]
        if change.file == f"{Cohort.collection}/{cohort}.yaml" and field in OF_CALL:
            return True
        if change.file.startswith(f"{Application.collection}/{cohort}/") and field in {"", *OF_APPLICATION}:
            return True
    return False
