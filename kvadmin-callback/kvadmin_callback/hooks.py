"""What the plugin says when kvadmin asks: in `kvadmin check`, in `kvadmin status`, in letters."""

from __future__ import annotations

from datetime import date
from typing import Any

from kvadmin.api import Finding, Snapshot, tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection

from kvadmin_callback.records import CallbackEntry


def findings(snapshot: Snapshot) -> list[Finding]:
    """A finding for each entry that says nothing: the commands refuse one, but a file can be edited by hand."""
    return [
        # 0, 0: it is about the whole file, and no line of it.
        Finding(
            snapshot.where(CallbackEntry, each.id).partition(":")[0],
            0,
            0,
            "callback-empty",
            tr("the entry {id} does not say what is to be done", id=each.id),
            tr("write it into the file, or `kvadmin callback remove {id}`", id=each.id),
        )
        for each in snapshot.all(CallbackEntry)
        if not each.text.strip()
    ]


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """One section, with an item for each entry that is past its day; nothing while there are no entries."""
    entries = snapshot.all(CallbackEntry)
    if not entries:
        return []
    late = sorted((each.due, each.id, each) for each in entries if each.due is not None and each.due < today)
    actions = tuple(
        ActionItem(
            tr("{municipality}: {text}", municipality=each.municipality, text=each.text),
            f"kvadmin callback remove {each.id}",  # the very command that takes the item off the list
            due=each.due,
            key="callback-late",
            about=each.id,
        )
        for _, _, each in late
    )
    line = tr("{number} to be done, {late} of them late", number=len(entries), late=len(late))
    figures = (
        StatusFigure("callback-open", len(entries)),
        StatusFigure("callback-late", len(late)),
    )
    return [StatusSection(tr("To do"), (line,), actions, figures)]


def letter_variables(snapshot: Snapshot, municipality: str) -> dict[str, Any]:
    """``count`` and ``texts`` of what is to be done for a municipality."""
    texts = [each.text for each in snapshot.all(CallbackEntry) if each.municipality == municipality]
    return {"callback": {"count": len(texts), "texts": texts}}
