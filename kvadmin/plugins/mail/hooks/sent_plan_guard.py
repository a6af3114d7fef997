"""What must not be changed any more: the plan of a mailing that has been sent, wholly or in part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kvadmin.api import Snapshot, tr

from ..file_names import LETTER_BYTES, OUTBOX, PLANNED_FILE

_PLAN = ("plan.json", LETTER_BYTES, "approval.json", "index.html", PLANNED_FILE)


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
        of_plan = parts[2] in ("letters", "parts") or parts[2] in _PLAN
        if of_plan and snapshot.read_file(f"{OUTBOX}/{parts[1]}/send.jsonl") is not None:
            return tr(
                "the mailing {name} has been sent, wholly or in part: its plan says what was sent to whom",
                name=parts[1],
            )
    return None
