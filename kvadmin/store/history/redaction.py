"""Taking a person's data out of the history, when the person asks for it."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Sequence
from typing import Any

from kvadmin.store.files import write_all
from kvadmin.store.folder import Folder
from kvadmin.store.history.log import FOLDER

BLANK = "[erased]"


def forget(folder: Folder, texts: Sequence[str], paths: set[str], whole: set[str]) -> int:
    """Blank the values of ``paths``, before and after, that hold one of ``texts``; how many lines changed.

    The words of the log (why, command, who) are blanked where they hold one of the texts,
    whatever the file. Of the files ``whole`` every value goes: an old telephone number
    stands on a line of its own, and nothing in the person's data of today tells whose it was.
    A transaction whose before-values are gone cannot be undone any more.
    """
    wanted = [text.casefold() for text in texts if text.strip()]
    changes: dict[str, bytes | None] = {}
    count = 0
    for name in folder.names(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        lines = (folder.read(path) or b"").split(b"\n")
        new = [_blanked(line, wanted, paths, whole) for line in lines]
        changed = sum(old != line for old, line in zip(lines, new, strict=True))
        if changed:
            changes[path] = b"\n".join(new)
            count += changed
    if changes:
        write_all(folder.base, changes, None)
    return count


def _blanked(line: bytes, wanted: list[str], paths: set[str], whole: set[str]) -> bytes:
    try:
        data: dict[str, Any] = json.loads(line)
        files = data["files"]
    except (ValueError, KeyError, TypeError):
        return line
    changed = False
    for file in files:
        path = file.get("path")
        if "content" in file and (path in whole or (path in paths and _holds(file["content"] or "", wanted))):
            del file["content"]
            changed = True
        if "reverse" in file and (path in whole or (path in paths and _holds(_old_text(file), wanted))):
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


def _old_text(file: dict[str, Any]) -> str:
    reverse = file.get("reverse") or {}
    if "deflated" in reverse:
        return zlib.decompress(base64.b64decode(reverse["deflated"])).decode("utf-8", "replace")
    return "".join("".join(old) for _, _, old in reverse.get("lines", []))


def _holds(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return any(one in folded for one in wanted)
