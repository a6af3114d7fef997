"""What must not be changed any more: the plan of a mailing that has been sent, and the record of its runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kvadmin.api import Snapshot, tr

from ..file_names import OUTBOX, PLANNED_FILE
from ..outbox.run_records import RUNS_FILE, parse_runs

_PLAN = ("plan.json", "approval.json", "index.html", PLANNED_FILE)
_FOLDERS = ("letters", "parts")


def objection(snapshot: Snapshot, edits: Iterable[Any]) -> str | None:
    """Why the edits may not be made, or None.

    Args:
        snapshot: The data.
        edits: Those with a ``path`` below ``outbox/`` are looked at.
    """
    for edit in edits:
        parts = str(getattr(edit, "path", "")).split("/")
        if len(parts) < 3 or parts[0] != OUTBOX:
            continue
        if (parts[2] in _FOLDERS or parts[2] in _PLAN) and _begun(snapshot, parts[1]):
            return tr(
                "the mailing {name} has been sent, wholly or in part: its plan says what was sent to whom",
                name=parts[1],
            )
        if parts[2] == RUNS_FILE and not _goes_on(snapshot, parts[1], getattr(edit, "content", None)):
            return tr(
                "the mailing {name} has been sent, wholly or in part: that record keeps letters from going twice; "
                "name the change that is meant (kvadmin log, then kvadmin undo ID)",
                name=parts[1],
            )
    return None


def _begun(snapshot: Snapshot, name: str) -> bool:
    return snapshot.read_file(f"{OUTBOX}/{name}/send.jsonl") is not None or bool(_runs(snapshot, name))


def _runs(snapshot: Snapshot, name: str) -> tuple[Any, ...]:
    return parse_runs(snapshot.read_file(f"{OUTBOX}/{name}/{RUNS_FILE}"))


def _goes_on(snapshot: Snapshot, name: str, content: bytes | None) -> bool:
    """Whether the new record has every run that the old one has; an undo tells no content, and takes some out."""
    old = _runs(snapshot, name)
    if content is None:
        return not old
    new = parse_runs(content)
    return [(each.at, each.log) for each in new[: len(old)]] == [(each.at, each.log) for each in old]
