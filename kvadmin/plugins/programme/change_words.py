"""Changes in words: which fields, from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from kvadmin.api import tr
from kvadmin.api.changes import FieldChange, HistoryEntry, short_ids
from kvadmin.api.reports import Column

_FIELDS = 3  # changes that a list shows of one entry
_FILES = 2  # of an entry with more files, one change is shown
_LENGTH = 40  # characters of a value in a list


def history_columns(ids: Sequence[str], entries: Sequence[HistoryEntry], *, whole: bool = False) -> tuple[Column, ...]:
    """The columns of the history.

    Args:
        ids: All ids of the history, since they are shown shortened.
        entries: Those of it that are shown.
        whole: Show every field of an entry, and values at full length.
    """
    named = (name for each in entries for name in (each.transaction_id, each.undoes, each.undone_by) if name)
    short = short_ids(ids, set(named))
    return (
        Column("id", "Change", get=lambda entry: entry.transaction_id, show=lambda name: short.get(name, name)),
        Column(
            "when",
            "When",
            get=lambda entry: entry.when.isoformat(timespec="seconds"),
            show=_moment,
            rank=1,
        ),
        Column("who", "Who", rank=2),
        Column("what", "What", get=partial(_what, whole=whole), json=False),
        Column("why"),
        Column("why", "Why", get=partial(_why, short), json=False, rank=1),
        Column("command"),
        Column("command", "Command", get=lambda entry: tr("by hand") if entry.by_hand else entry.command, json=False,
               rank=3),
        Column("files", get=lambda entry: list(entry.files)),
        Column("undoes"),
        Column("undone_by"),
        Column("without_guards", get=lambda entry: list(entry.without_guards)),
        Column("by_hand"),
        Column("changes", get=lambda entry: list(map(_as_json, entry.changes))),
    )  # fmt: skip


def _moment(when: str) -> str:
    """``2008-06-10 14:05``, in Norwegian ``10.06.2008 kl. 14.05``."""
    return tr("{moment:%Y-%m-%d %H:%M}", moment=datetime.fromisoformat(when))


def _as_json(change: FieldChange) -> dict[str, Any]:
    return {
        "file": change.file,
        "action": change.action,
        "field": change.field or None,
        "old": change.old,
        "new": change.new,
    }


def _why(short: Mapping[str, str], entry: HistoryEntry) -> str:
    def shown(name: str) -> str:
        return short.get(name, name)

    parts = [
        tr("undoes {change}", change=shown(entry.undoes)) if entry.undoes else "",
        entry.why,
        tr("(undone by {change})", change=shown(entry.undone_by)) if entry.undone_by else "",
        tr("(without guard {plugins})", plugins=", ".join(entry.without_guards)) if entry.without_guards else "",
    ]
    return " ".join(filter(None, parts))


def _what(entry: HistoryEntry, *, whole: bool) -> str:
    """The changes of an entry, a file's name in front of its fields."""
    few = len(entry.files) <= _FILES
    changes = entry.changes if whole else entry.changes[: _FIELDS if few else 1]
    texts = []
    last = ""
    for change in changes:
        name = change.file.removesuffix(".yaml")
        shown = change_in_words(change, None if whole else _LENGTH)
        texts.append(shown if change.file == last else f"{name}: {shown}")
        last = change.file
    more = len(entry.changes) - len(changes)
    if more:
        many = tr("and {more} more in {files} files", more=more, files=len(entry.files))
        texts.append(tr("and {more} more", more=more) if few else many)
    text = "; ".join(texts)
    return tr("by hand: {text}", text=text) if entry.by_hand else text


def change_in_words(change: FieldChange, length: int | None = None) -> str:
    """One change: ``capacity: 40 → 38``; ``new`` and ``deleted`` of whole files."""
    if change.field:
        old, new = (_in_words(each, length) for each in (change.old, change.new))
        return f"{change.field}: {old} → {new}"
    words = {"create": tr("new"), "delete": tr("deleted"), "unknown": tr("changed, from what is not known any more")}
    return words.get(change.action, tr("changed"))


def _in_words(value: Any, length: int | None) -> str:
    if value is None or value in ("", [], {}):
        text = "–"
    elif isinstance(value, dict):
        text = ", ".join(f"{name} {_in_words(each, None)}" for name, each in value.items())
    elif isinstance(value, list):
        text = ", ".join(_in_words(each, None) for each in value)
    else:
        text = " ".join(str(value).split())
    return text if length is None or len(text) <= length else text[: length - 3] + "..."


def files_in_words(files: Sequence[str]) -> str:
    """The first two of the files, and how many more there are."""
    if not files:
        return tr("nothing was left of it")
    named = ", ".join(files[:2])
    return named if len(files) <= 2 else tr("{named} and {more} more", named=named, more=len(files) - 2)
