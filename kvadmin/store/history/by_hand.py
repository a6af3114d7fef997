"""Edits by hand: files that say something else than the last transaction left in them.

An editor did it, or git by a merge or a checkout; kvadmin cannot tell which, nor who or exactly when.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from kvadmin.model.finding import Finding
from kvadmin.store.folder import Folder, revision
from kvadmin.store.history.field_changes import changed_fields
from kvadmin.store.history.ids import new_id
from kvadmin.store.history.log import FileLine, Line, file_line
from kvadmin.store.history.past import Past
from kvadmin.store.history.past_reader import PastReader
from kvadmin.store.history.states import FileStates
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.translation import tr

_SHOWN = 3  # fields that a finding names


def edits_by_hand(
    folder: Folder, schemas: Mapping[str, CollectionSchema], paths: Iterable[str], when: datetime, past: Past
) -> Line | None:
    """The line of the history about edits by hand in these files; None when there are none."""
    latest = past.latest_about(paths)
    edited = sorted(path for path, file in latest.items() if _is_edited(folder, path, file))
    if not edited:
        return None
    states = past.states(folder.read)
    files = [_file_line(folder, schemas, states, path) for path in edited]
    return Line(new_id(), when, "", "", "", tuple(files), by_hand=True)


def recently_written(folder: Folder, schemas: Mapping[str, CollectionSchema], since: datetime | None) -> list[str]:
    """Record files written later than the last transaction: those that an edit by hand can be in.

    The time is no proof, so every commit also looks at the files that it read, and ``check`` at all of them.
    """
    if since is None or not folder.on_disk:
        return []
    roots = sorted({schema.template.root() for schema in schemas.values()})
    moment = since.timestamp()
    found = []
    for root in roots:
        names = folder.files(root) if root else folder.names("")[1]
        found += [path for path in names if _written(folder.base / path) >= moment]
    return [path for path in found if any(schema.template.parse(path) is not None for schema in schemas.values())]


def _written(path: Path) -> float:
    try:
        return os.stat(path).st_mtime  # noqa: PTH116 - asked of every record at every commit
    except OSError:
        return 0.0


def _is_edited(folder: Folder, path: str, latest: FileLine | None) -> bool:
    if latest is None or latest.sensitive:
        return False
    now = folder.read(path)
    return (None if now is None else revision(now)) != latest.after


def _file_line(folder: Folder, schemas: Mapping[str, CollectionSchema], states: FileStates, path: str) -> FileLine:
    """What is kept of an edit by hand: old and new as far as the history knows the old one."""
    latest = states.latest(path)
    assert latest is not None
    now = folder.read(path)
    record = any(schema.template.parse(path) is not None for schema in schemas.values())
    if states.knows(path, latest.after):
        return file_line(path, states.content(path, latest.after), now, sensitive=False, record=record)
    kept = file_line(path, None, now, sensitive=False, record=record)
    return FileLine(path, "delete" if now is None else "change", latest.after, kept.after, content=kept.content)


def findings_by_hand(folder: Folder) -> list[Finding]:
    """Edits by hand that no transaction has noted yet, as information."""
    states = PastReader()(folder).states(folder.read)
    return [_finding(folder, states, path) for path in states.paths() if _is_edited(folder, path, states.latest(path))]


def _finding(folder: Folder, states: FileStates, path: str) -> Finding:
    latest = states.latest(path)
    assert latest is not None
    fields = []
    if states.knows(path, latest.after):
        changes = changed_fields(path, states.content(path, latest.after), folder.read(path))
        fields = [change.field for change in changes if change.field]
    shown = ", ".join(fields[:_SHOWN]) + (" ..." if len(fields) > _SHOWN else "")
    text = (
        tr("edited by hand since kvadmin last wrote it: {fields}", fields=shown)
        if shown
        else tr("edited by hand since kvadmin last wrote it")
    )
    return Finding(path, 0, 0, "hand-edit", text, tr("the next change notes it in the history"), "info")
