"""What calendars have been told: one line for every entry that has left, kept where no undo reaches it.

A recipient's calendar believes the highest number (SEQUENCE) that it has seen of an entry (RFC 5546, 2.1.4), whatever
the programme folder was taken back to since. So each number that was given out stands in ``calendar/published.jsonl``,
with a fingerprint of what it said. The file only grows, is no part of any change, and merges as a union: lines of two
copies of a folder that gave one number to two contents make the next number higher than both. A line is durable before
the file that it is about leaves. It names nobody; persons stand in it by the ids of their registrations.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import Conflict, KvadminError, Overtaken
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.engines import Engine
    from kvadmin.model.reads import Snapshot
    from kvadmin.store.store import Store

PUBLISHED_FILE = "calendar/published.jsonl"
#: The property of an entry with what the line about it is to hold: key and fingerprint. Added in version 0.2.
CALENDAR_FINGERPRINT = "X-KVADMIN-FINGERPRINT"
_TAKEN = {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", CALENDAR_FINGERPRINT}


@dataclass(frozen=True, slots=True)
class PublishedEntry:
    """One entry as it left.

    ``key`` tells entries of one ``uid`` apart that are not the same for everybody; ``content`` is the fingerprint of
    what it said, ``stamp``, ``start`` and ``end`` are its days and times in the form of RFC 5545.

    Added in version 0.2.
    """

    key: str
    uid: str
    sequence: int
    content: str
    stamp: str = ""
    start: str = ""
    end: str = ""


class PublishedEntries:
    """Everything that has left, oldest first.

    Added in version 0.2.

    Args:
        entries: The lines of the record.
    """

    def __init__(self, entries: Iterable[PublishedEntry] = ()) -> None:
        self.entries = tuple(entries)

    @classmethod
    def of(cls, snapshot: Snapshot) -> PublishedEntries:
        """What the folder of a snapshot has given out."""
        return cls(_parsed(snapshot.read_file(PUBLISHED_FILE) or b""))

    def standing(self, key: str, content: str) -> PublishedEntry | None:
        """The latest entry of this key if it said this, and nothing else under its number; else None."""
        own = [each for each in self.entries if each.key == key]
        top = max((each.sequence for each in own), default=None)
        latest = [each for each in own if each.sequence == top]
        return latest[0] if latest and {each.content for each in latest} == {content} else None

    def number(self, uid: str, key: str, content: str, least: int = 0) -> int:
        """The number that an entry leaves under: that of before while it says the same, else one that nobody has seen.

        Args:
            uid: Of the entry.
            key: Of the entry; its `uid`, when it is the same for everybody.
            content: The fingerprint of what it says now.
            least: The number of an entry of which nothing is known to have left.
        """
        same = self.standing(key, content)
        if same is not None:
            return same.sequence
        top = max((each.sequence for each in self.entries if each.uid == uid), default=None)
        return least if top is None else max(top + 1, least)

    def stamp(self, uid: str, key: str, content: str, own: date) -> date:
        """The day that an entry is stamped with: never earlier than one that has left."""
        same = self.standing(key, content)
        stamps = (same,) if same is not None else (each for each in self.entries if each.uid == uid)
        days = [found for each in stamps if (found := _day(each.stamp))]
        return max(days) if same is not None and days else max([own, *days])

    def uid(self, key: str) -> str:
        """The name that an entry has left under, or empty."""
        return next((each.uid for each in reversed(self.entries) if each.key == key), "")


def note_published(store: Store, files: Iterable[bytes]) -> None:
    """Note the entries of calendar files, durably, before the files leave; what is noted already is not noted twice.

    Added in version 0.2.

    Args:
        store: The programme's data (``run.store``).
        files: iCalendar files; entries without our fingerprint are passed over.
        who: Name of the person, for those who wait.

    Raises:
        Overtaken: Somebody gave one of the numbers to something else at the same moment; the file must not leave.
        KvadminError: The record cannot be written.
    """
    wanted = list(dict.fromkeys(entry for content in files for entry in entries_in(content)))
    if not store.contents().on_disk:
        _note_kept(store.engine, wanted)
        return
    path = store.folder / PUBLISHED_FILE
    try:
        known = set(_parsed(_content(path)))
        new = [each for each in wanted if each not in known]
        if new:
            _append(path, new)
        _prove(_parsed(_content(path)), new)
    except OSError as error:
        raise KvadminError(
            tr("cannot write {path}: {reason}", path=PUBLISHED_FILE, reason=error.strerror or error),
            where=PUBLISHED_FILE,
            hint=tr("the calendar entry has not left; check permissions and free space"),
            code="cannot-write",
        ) from error


def _note_kept(engine: Engine, wanted: list[PublishedEntry]) -> None:
    """Note them in an engine's log, which one process adds to at a time."""
    if not wanted:
        return
    try:
        with engine.hold(PUBLISHED_FILE):
            known = _parsed(engine.view().read([PUBLISHED_FILE]).get(PUBLISHED_FILE, b""))
            new = [each for each in wanted if each not in set(known)]
            _prove(known, new)
            if new:
                log = engine.log(PUBLISHED_FILE)
                try:
                    log.add(_lines(new), durable=True)
                finally:
                    log.close()
    except Conflict as error:
        if error.code != "held":
            raise
        raise Overtaken(
            tr("another calendar entry leaves at this moment"),
            where=PUBLISHED_FILE,
            hint=tr("run the command again"),
        ) from None


def _append(path: Path, entries: list[PublishedEntry]) -> None:
    from kvadmin.store.files import DISK

    if not path.parent.is_dir():
        DISK.make_folder(os.fspath(path.parent))
        DISK.sync_folder(os.fspath(path.parent.parent))
    lying = _content(path)
    # A line that a machine stopped in the middle of belongs to a file that has not left.
    torn = b"\n" if lying and not lying.endswith(b"\n") else b""
    if not DISK.append(os.fspath(path), torn + _lines(entries)):
        raise Overtaken(tr("{path} was replaced at the same moment", path=PUBLISHED_FILE), where=PUBLISHED_FILE)
    if not lying:
        DISK.sync_folder(os.fspath(path.parent))


def _lines(entries: Iterable[PublishedEntry]) -> bytes:
    return "".join(f"{json.dumps(asdict(each), ensure_ascii=False)}\n" for each in entries).encode()


def _prove(lying: list[PublishedEntry], mine: list[PublishedEntry]) -> None:
    """Somebody who wrote the same number for something else was quicker, or slower: both look again."""
    for each in mine:
        others = (one for one in lying if one.key == each.key and one.sequence == each.sequence)
        if any(one.content != each.content for one in others):
            raise Overtaken(
                tr("another calendar entry has left under the number {number}", number=each.sequence),
                where=PUBLISHED_FILE,
                hint=tr("run the command again"),
            )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _parsed(content: bytes) -> list[PublishedEntry]:
    """Every line that can be read: a torn one belongs to nothing that left, and marks of a merge are no lines."""
    found = []
    for line in content.splitlines():
        try:
            row = json.loads(line)
            entry = PublishedEntry(**row)
        except (ValueError, TypeError):
            continue
        if isinstance(entry.sequence, int):
            found.append(entry)
    return found


def _day(stamp: str) -> date | None:
    try:
        return date.fromisoformat(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}")
    except ValueError:
        return None


def entries_in(content: bytes) -> Iterator[PublishedEntry]:
    """The entries of an iCalendar file that have our fingerprint.

    Added in version 0.2.
    """
    text = re.sub(r"\r?\n[ \t]", "", content.decode("utf-8", "replace"))
    for block in re.findall(r"^BEGIN:VEVENT\r?$(.*?)^END:VEVENT\r?$", text, re.DOTALL | re.MULTILINE):
        values = {}
        for line in block.splitlines():
            name, _, value = line.partition(":")
            if (name := name.partition(";")[0].upper()) in _TAKEN:
                values[name] = re.sub(r"\\\\([\\\\;,])", r"\\1", value.strip())
        key, _, fingerprint = values.get(CALENDAR_FINGERPRINT, "").rpartition(" ")
        if key and values.get("UID") and values.get("SEQUENCE", "").isdigit():
            yield PublishedEntry(
                key,
                values["UID"],
                int(values["SEQUENCE"]),
                fingerprint,
                values.get("DTSTAMP", ""),
                values.get("DTSTART", ""),
                values.get("DTEND", ""),
            )
