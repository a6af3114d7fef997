"""Hosts that wrote without knowing of each other, found afterwards: a synchronised folder has no lock between hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kvadmin.model.finding import Finding
from kvadmin.store.folder import revision
from kvadmin.store.history.log import FileLine, Line, month_file
from kvadmin.translation import tr


def forks(lines: Sequence[Line], read: Callable[[str], bytes | None]) -> list[Finding]:
    """What two hosts did side by side, as far as nobody has written on top of it yet.

    Args:
        lines: The history, oldest first.
        read: Content of a file now.
    """
    made = [line for line in lines if not line.by_hand]
    return list(_lost(made, read)) or _side_by_side(made)


def _lost(lines: Sequence[Line], read: Callable[[str], bytes | None]) -> Iterator[Finding]:
    """Files that two hosts changed from the same content, of which the folder holds one result."""
    by_path: dict[str, list[tuple[Line, FileLine]]] = {}
    for line in lines:
        for file in line.files:
            if not file.sensitive:
                by_path.setdefault(file.path, []).append((line, file))
    for path, changes in sorted(by_path.items()):
        last, newest = changes[-1]
        rivals = [
            (line, file)
            for line, file in changes[:-1]
            if file.before == newest.before and file.after != newest.after and _apart(line, last)
        ]
        if not rivals or any(file.before == rivals[0][1].after for _, file in changes):
            continue
        data = read(path)
        now = None if data is None else revision(data)
        sides = [*rivals[-1:], (last, newest)]
        kept = [line for line, file in sides if file.after == now]
        gone = [line for line, file in sides if file.after != now]
        if kept and gone:
            yield Finding(
                path,
                0,
                0,
                "hosts-lost",
                tr(
                    "{gone} and {kept} changed this file without knowing of each other; it holds the second one only",
                    gone=_named(gone[0]),
                    kept=_named(kept[0]),
                ),
                tr(
                    "compare: kvadmin log {path}; put in what is missing (the next change to the file settles it)",
                    path=path,
                ),
                "error",
            )


def _side_by_side(lines: Sequence[Line]) -> list[Finding]:
    """The latest two transactions, when the later did not know of the earlier, which it may have decided on."""
    if len(lines) < 2 or not _apart(*lines[-2:]) or lines[-1].on == lines[-2].transaction_id:
        return []
    text = tr(
        "{one} and {other} wrote without knowing of each other: one may have decided on what the other changed",
        one=_named(lines[-2]),
        other=_named(lines[-1]),
    )
    hint = tr("look at both: kvadmin log; hosts that share a synchronised folder must write one after the other")
    return [Finding(month_file(lines[-1].when), 0, 0, "hosts-interleaved", text, hint, "warning")]


def _apart(one: Line, other: Line) -> bool:
    return bool(one.host and other.host and one.host != other.host)


def _named(line: Line) -> str:
    return tr("{who} on {host} ({change})", who=line.who, host=line.host, change=line.transaction_id)
