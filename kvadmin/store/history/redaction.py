"""Taking a person's data out of the history, when the person asks for it."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.store.folder import Folder
from kvadmin.store.history.log import FOLDER

BLANK = "[erased]"


@dataclass(slots=True)
class Forgetting:
    """A person to blank out of the history in the same step as a change.

    Args:
        texts: What points to the person.
        lines: How many lines of the history were blanked; filled in by the commit.
    """

    texts: Sequence[str]
    lines: int = 0


def blanked(
    folder: Folder, texts: Sequence[str], paths: set[str], whole: set[str]
) -> tuple[dict[str, tuple[bytes | None, bytes | None]], int]:
    """The history without the values of ``paths``, before and after, that hold one of ``texts``.

    The words of the log (why, command, who) are blanked where they hold one of the texts,
    whatever the file. Of the files ``whole`` every value goes: an old telephone number
    stands on a line of its own, and nothing in the person's data of today tells whose it was.
    A transaction whose before-values are gone cannot be undone any more.

    Returns:
        ``path -> (old, new)`` of the files of the history that change, and how many of their lines.
    """
    changes: dict[str, tuple[bytes | None, bytes | None]] = {}
    count = 0
    for name in folder.names(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        data = folder.read(path) or b""
        new = [blanked_line(line, texts, paths, whole) for line in data.split(b"\n")]
        changed = sum(different for _, different in new)
        if changed:
            changes[path] = data, b"\n".join(line for line, _ in new)
            count += changed
    return changes, count


def blanked_line(line: bytes, texts: Sequence[str], paths: set[str], whole: set[str]) -> tuple[bytes, bool]:
    """One line of the history as :func:`blanked` leaves it, and whether that is another one."""
    wanted = [text.casefold() for text in texts if text.strip()]
    end = b"\n" if line.endswith(b"\n") else b""
    new = _blanked(line.removesuffix(b"\n"), wanted, paths, whole) + end
    return new, new != line


def _blanked(line: bytes, wanted: list[str], paths: set[str], whole: set[str]) -> bytes:
    try:
        data: dict[str, Any] = json.loads(line)
        files = data["files"]
    except (ValueError, KeyError, TypeError):
        return line
    changed = False
    for file in files:
        path = file.get("path")
        known = isinstance(path, str)  # of a line that somebody edited it may be none: then it may be any of these
        every, some = known and path in whole, not known or path in paths
        if "content" in file and (every or (some and _holds(file["content"] or "", wanted))):
            del file["content"]
            changed = True
        if "reverse" in file and (every or (some and _may_hold(file, wanted))):
            file.pop("reverse", None)
            file.pop("before", None)
            file["redacted"] = changed = True
    if changed:
        data.pop("request", None)  # a hash of what was asked for: whoever guesses the values could prove them by it
    for word in ("why", "command", "who"):
        if _holds(data.get(word) or "", wanted):
            data[word] = BLANK
            changed = True
    return json.dumps(data, ensure_ascii=False).encode() if changed else line


def _may_hold(file: dict[str, Any], wanted: list[str]) -> bool:
    """Whether a reverse patch holds one of the texts; one that is damaged may."""
    try:
        return _holds(_old_text(file["reverse"] or {}), wanted)
    except (ValueError, LookupError, TypeError, AttributeError, zlib.error):
        return True


def _old_text(reverse: dict[str, Any]) -> str:
    if "deflated" in reverse:
        return zlib.decompress(base64.b64decode(reverse["deflated"])).decode("utf-8", "replace")
    return "".join("".join(old) for _, _, old in reverse.get("lines", []))


def _holds(text: Any, wanted: list[str]) -> bool:
    folded = str(text).casefold()  # of a line that somebody edited it may be no text
    return any(one in folded for one in wanted)
