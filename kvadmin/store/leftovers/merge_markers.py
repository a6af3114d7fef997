"""Markers that a merge leaves in a file: while one is left, nobody knows which version counts, so nothing is written.

The forms are git's (``merge.conflictStyle`` merge, diff3 and zdiff3), which other tools have taken over: seven signs at
the beginning of a line. A line of ``=======`` by itself underlines a heading and is no marker.
"""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from stat import S_ISREG

from kvadmin.errors import InvalidData
from kvadmin.model.finding import Finding
from kvadmin.store.folder import Folder, visible_files
from kvadmin.translation import tr

_MARKER = re.compile(
    r"^(?:(<<<<<<<)(?: [^\r\n]*)?|(\|{7})(?: [^\r\n]*)?|(=======)|(>>>>>>>)(?: [^\r\n]*)?)\r?$", re.MULTILINE
)
#: Files of data, in which two of the markers suffice; in prose (a mail may be quoted seven deep) it takes three.
_DATA = (".yaml", ".yml", ".csv", ".tsv", ".json", ".jsonl", ".geojson")
_CHUNK = 65536
#: Through no link, and never waiting for the other end of a pipe.
_QUIETLY = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
_PROSE = (".md", ".txt", ".html", ".eml", ".svg", ".toml")


def marker_places(text: str, *, prose: bool = False) -> list[int]:
    """Where the markers of conflicts stand that are not resolved: indices into the text."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    found: list[int] = []
    group: list[tuple[int, int]] = []
    for match in _MARKER.finditer(text):
        rank = match.lastindex or 0
        if group and rank <= group[-1][0]:
            found += _conflict(group, prose=prose)
            group = []
        group.append((rank, match.start()))
    return found + _conflict(group, prose=prose)


def _conflict(group: list[tuple[int, int]], *, prose: bool) -> list[int]:
    """The places of one run of markers in their order, if it is a conflict."""
    ranks = {rank for rank, _ in group}
    whole = {1, 3, 4} <= ranks
    return [place for _, place in group] if whole or (not prose and len(ranks) > 1) else []


def findings(folder: Folder, sound: Container[str] = ()) -> Iterator[Finding]:
    """The first marker of each conflict-ridden file of the programme, as findings.

    Args:
        folder: The programme folder.
        sound: Files that somebody has just read and knows to hold none.
    """
    text = tr("the file holds a git conflict marker")
    one = tr("keep one of the two versions and delete the marker lines; until then nothing is written")
    both = tr("keep the lines of both sides and delete the marker lines; until then nothing is written")
    for path in visible_files(folder.base):
        if not path.endswith((*_DATA, *_PROSE)) or path in sound:
            continue
        prose = path.endswith(_PROSE)
        data = _content(os.path.join(folder.base, path))  # noqa: PTH118 - every file is looked at before each write
        if b"<<<<<<<" in data or b">>>>>>>" in data:
            whole = data.decode("utf-8", "replace")
            hint = both if path.endswith(".jsonl") else one  # logs: each line has happened
            for place in marker_places(whole, prose=prose):
                yield Finding(path, whole.count("\n", 0, place) + 1, 1, "git-conflict", text, hint)


def _content(path: str) -> bytes:
    """The bytes of a file, none of one that cannot be read; this takes half the time of a file object."""
    try:
        handle = os.open(path, _QUIETLY)
    except OSError:
        return b""
    try:
        if not S_ISREG(os.fstat(handle).st_mode):
            return b""
        parts = [data := os.read(handle, _CHUNK)]
        while len(data) == _CHUNK:
            parts.append(data := os.read(handle, _CHUNK))
        return b"".join(parts)
    except OSError:
        return b""
    finally:
        os.close(handle)


def refuse_markers(folder: Folder, sound: Container[str] = ()) -> None:
    """Refuse to write while a merge is not finished; reading goes on.

    Args:
        folder: The programme folder.
        sound: Files that somebody has just read and knows to hold no marker.

    Raises:
        InvalidData: A file holds conflict markers; file and line are named.
    """
    found = list(findings(folder, sound))
    if not found:
        return
    files = list(dict.fromkeys(one.path for one in found))
    raise InvalidData(
        tr("a merge is not finished: conflict markers in {files}; nothing is written", files=", ".join(files)),
        where=found[0].where(),
        details=[one.where() for one in found] if len(found) > 1 else [],
        hint=tr("at each place keep what is true and delete the marker lines; `kvadmin check` lists them, and how"),
        code="merge-unfinished",
    )
