"""Reverse patches: how to get the old content of a file from the new one."""

from __future__ import annotations

import base64
import zlib
from difflib import SequenceMatcher
from typing import Any

from kvadmin.errors import Conflict
from kvadmin.store.folder import revision
from kvadmin.translation import tr

#: Above this many changed lines no attempt is made to find unchanged ones among them.
_MOST_COMPARED = 1500


def reverse_patch(old: bytes, new: bytes) -> dict[str, Any]:
    """How to get ``old`` from ``new``: ``{"lines": [[start, stop, [old lines]], ...]}``, or all of it if not text."""
    try:
        old_lines = _lines(old.decode())
        new_lines = _lines(new.decode())
    except UnicodeDecodeError:
        return {"deflated": base64.b64encode(zlib.compress(old)).decode("ascii")}
    head = 0
    while head < min(len(old_lines), len(new_lines)) and old_lines[head] == new_lines[head]:
        head += 1
    tail = 0
    shorter = min(len(old_lines), len(new_lines)) - head
    while tail < shorter and old_lines[-1 - tail] == new_lines[-1 - tail]:
        tail += 1
    old_middle, new_middle = old_lines[head : len(old_lines) - tail], new_lines[head : len(new_lines) - tail]
    if max(len(old_middle), len(new_middle)) > _MOST_COMPARED:
        return {"lines": [[head, head + len(new_middle), old_middle]]}
    ranges = SequenceMatcher(None, new_middle, old_middle, autojunk=False).get_opcodes()
    lines = [[head + a, head + b, old_middle[c:d]] for tag, a, b, c, d in ranges if tag != "equal"]
    return {"lines": lines}


def restored(path: str, reverse: dict[str, Any], now: bytes | None, wanted: str) -> bytes:
    """The content before a change, from the content after it.

    Args:
        path: The file, for messages.
        reverse: The reverse patch.
        now: The content after the change.
        wanted: Hash of the content before.

    Raises:
        Conflict: The patch does not give it.
    """
    try:
        old = _patched(reverse, now)
    except (ValueError, LookupError, TypeError, zlib.error):
        old = None
    if old is None or revision(old) != wanted:
        hint = tr("the line was changed by hand; restore the file from a backup or from git")
        raise Conflict(
            tr("the history does not give the old content back"), where=path, hint=hint, code="history-damaged"
        )
    return old


def _patched(reverse: dict[str, Any], now: bytes | None) -> bytes:
    if "deflated" in reverse:
        return zlib.decompress(base64.b64decode(reverse["deflated"]))
    lines = _lines((now or b"").decode())
    for start, stop, before in reversed(reverse["lines"]):
        lines[start:stop] = before
    return "".join(lines).encode()


def _lines(text: str) -> list[str]:
    """Lines with their line breaks, broken at line feeds only."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
