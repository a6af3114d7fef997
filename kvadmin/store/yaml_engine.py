"""The embedded engine: a folder of YAML files, one per record, that people may edit by hand.

See :class:`kvadmin.store.interface.Engine`. A commit takes the lock, compares every
expected revision with the bytes that lie there, writes all files or none, and then
appends one line to the history.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from kvadmin.errors import Conflict
from kvadmin.model.collection import Collection, ExtraField
from kvadmin.model.finding import Finding
from kvadmin.store import checks, redaction
from kvadmin.store.edits import Edit
from kvadmin.store.files import write_all
from kvadmin.store.folder import Folder, revision
from kvadmin.store.history import Line, file_line, latest_moment, month_file, read_history
from kvadmin.store.interface import HistoryEntry, Plan
from kvadmin.store.locking import locked
from kvadmin.store.paths import Template
from kvadmin.store.planning import Changes, Draft, is_sensitive, planned
from kvadmin.store.reader import Kind, YamlSnapshot
from kvadmin.store.undo import Past, before


class YamlEngine:
    """All that is kept in one programme folder."""

    def __init__(self, folder: Path, collections: Sequence[Collection], fields: Sequence[ExtraField] = ()) -> None:
        self.folder = Folder(folder)
        self.kinds = {one.name: Kind(Template(one), fields) for one in collections}

    def snapshot(self) -> YamlSnapshot:
        """The data as they are now."""
        self.folder.forget()
        return YamlSnapshot(Folder(self.folder.base), self.kinds)

    def plan(self, edits: Sequence[Edit]) -> Plan:
        """What a commit of these edits would write; nothing is written."""
        return planned(self._draft(edits), self.kinds.values())

    def commit(
        self,
        edits: Sequence[Edit],
        *,
        expect: Mapping[str, str | None],
        who: str,
        why: str,
        command: str = "",
        transaction_id: str | None = None,
    ) -> HistoryEntry | None:
        """Write all edits or none; Conflict when anything is not as expected, None when nothing changes."""
        with locked(self.folder.base, who=who, command=command):
            self._as_expected(expect)
            changes = self._draft(edits)
            if not changes:
                return None
            return self._write(changes, self._line(changes, who, why, command, transaction_id))

    def history(self) -> Iterator[HistoryEntry]:
        """All transactions, oldest first."""
        past = self._past()
        for line in past.lines:
            yield line.entry(past.undone_by.get(line.transaction_id))

    def plan_undo(self, transaction_id: str | None, *, redo: bool = False) -> Plan:
        """What an undo (or redo) would write."""
        return planned(self._undo(transaction_id, redo=redo)[1], self.kinds.values())

    def undo(
        self, transaction_id: str | None, *, who: str, why: str, command: str = "", redo: bool = False
    ) -> tuple[Plan, HistoryEntry]:
        """Take a transaction back (the latest in force when None); ``redo`` takes the latest undo back."""
        with locked(self.folder.base, who=who, command=command):
            subject, changes = self._undo(transaction_id, redo=redo)
            line = self._line(changes, who, why, command, None, undoes=subject.transaction_id)
            return planned(changes, self.kinds.values()), self._write(changes, line)

    def check(self) -> list[Finding]:
        """Every finding in the stored data, sorted by place."""
        return checks.check(self.snapshot())

    def forget(self, texts: Iterable[str], *, paths: Iterable[str], whole: Iterable[str] = ()) -> int:
        """Blank before-values that hold personal data out of the history of those files."""
        with locked(self.folder.base, who="", command="forget"):
            self.folder.forget()
            return redaction.forget(self.folder, list(texts), set(paths), set(whole))

    # -- steps ----------------------------------------------------------------------------

    def _draft(self, edits: Sequence[Edit]) -> Changes:
        self.folder.forget()
        draft = Draft(self.folder, self.kinds)
        draft.apply(edits)
        return draft.changes()

    def _as_expected(self, expect: Mapping[str, str | None]) -> None:
        self.folder.forget()
        for path, wanted in sorted(expect.items()):
            data = self.folder.read(path)
            if (None if data is None else revision(data)) != wanted:
                what = "has been deleted" if data is None else "has been changed" if wanted else "has appeared"
                hint = "look at the file, then run the command again"
                raise Conflict(f"{path} {what} since it was read; nothing is overwritten", where=path, hint=hint)

    def _line(
        self, changes: Changes, who: str, why: str, command: str, name: str | None, undoes: str | None = None
    ) -> Line:
        latest = latest_moment(self.folder)
        when = datetime.now().astimezone()
        if latest is not None and latest >= when:
            when = latest.astimezone(when.tzinfo) + timedelta(microseconds=1)
        files = tuple(
            file_line(path, old, new, sensitive=is_sensitive(path, self.kinds.values()))
            for path, (old, new) in changes.items()
        )
        name = name or f"{when:%Y%m%d}-{secrets.token_hex(3)}"
        return Line(name, when, who, why, command, files, undoes)

    def _write(self, changes: Changes, line: Line) -> HistoryEntry:
        path = month_file(line.when)
        lying = self.folder.read(path)
        gap = b"\n" if lying and not lying.endswith(b"\n") else b""
        contents = {path: new for path, (_, new) in changes.items()}
        write_all(self.folder.base, contents, (path, gap + line.encode()))
        self.folder.forget()
        return line.entry()

    def _past(self) -> Past:
        self.folder.forget()
        return Past(read_history(self.folder)[0])

    def _undo(self, transaction_id: str | None, *, redo: bool) -> tuple[Line, Changes]:
        past = self._past()
        subject = past.to_redo() if redo else past.to_undo(transaction_id)
        old = before(past, subject, self.folder.read)
        return subject, {path: (self.folder.read(path), content) for path, content in sorted(old.items())}


def open_engine(folder: Path, collections: Sequence[Collection], fields: Sequence[ExtraField] = ()) -> YamlEngine:
    """The function that an :class:`~kvadmin.store.interface.EngineFactory` names."""
    return YamlEngine(folder, collections, fields)
