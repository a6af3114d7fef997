"""One write to a folder of YAML files: a commit, an undo, or forgetting a person.

A commit takes the lock, compares every expected revision with the bytes that lie there,
writes all files or none, and then appends one line to the history.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from kvadmin.errors import Conflict
from kvadmin.model.changes import Edit, HistoryEntry, Plan
from kvadmin.store.files import write_all
from kvadmin.store.folder import Folder, revision
from kvadmin.store.history import redaction
from kvadmin.store.history.log import Line, file_line, latest_moment, month_file, read_history
from kvadmin.store.history.timeline import Timeline, before
from kvadmin.store.merge_markers import refuse_markers
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.writing.locking import locked
from kvadmin.store.writing.planning import Changes, Draft, is_sensitive, planned
from kvadmin.translation import tr


class Committing:
    """What is written, by whom and why.

    Args:
        folder: The programme folder, not looked into yet.
        schemas: Its collections by name.
        who: Name of the person.
        why: Reason in words.
        command: The command line, for the log.
        without_guards: Plugins of which a guard was passed over.
    """

    def __init__(
        self,
        folder: Folder,
        schemas: Mapping[str, CollectionSchema],
        who: str,
        why: str,
        command: str,
        without_guards: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.schemas = schemas
        self.who = who
        self.why = why
        self.command = command
        self.without_guards = tuple(without_guards)

    def plan(self, edits: Sequence[Edit]) -> Plan:
        """What a commit of these edits would write."""
        return planned(self._draft(edits), self.schemas.values())

    def commit(
        self, edits: Sequence[Edit], expect: Mapping[str, str | None], transaction_id: str | None
    ) -> HistoryEntry | None:
        """Write all edits or none; None when nothing changes."""
        with locked(self.folder.base, who=self.who, command=self.command):
            self._as_expected(expect)
            changes = self._draft(edits)
            return self._write(changes, self._line(changes, name=transaction_id)) if changes else None

    def past(self) -> Timeline:
        """The history, with what took what back."""
        return Timeline(read_history(self.folder)[0])

    def plan_undo(self, transaction_id: str | None, *, redo: bool) -> Plan:
        """What an undo would write."""
        return planned(self._undo(transaction_id, redo=redo)[1], self.schemas.values())

    def undo(self, transaction_id: str | None, *, redo: bool) -> tuple[Plan, HistoryEntry]:
        """Take a transaction back."""
        with locked(self.folder.base, who=self.who, command=self.command):
            subject, changes = self._undo(transaction_id, redo=redo)
            line = self._line(changes, undoes=subject.transaction_id)
            return planned(changes, self.schemas.values()), self._write(changes, line)

    def forget(self, texts: list[str], paths: set[str], whole: set[str]) -> int:
        """Blank a person out of the history."""
        with locked(self.folder.base, who=self.who, command=self.command):
            refuse_markers(self.folder)
            return redaction.forget(self.folder, texts, paths, whole)

    def _draft(self, edits: Sequence[Edit]) -> Changes:
        refuse_markers(self.folder)
        draft = Draft(self.folder, self.schemas)
        draft.apply(edits)
        return draft.changes()

    def _as_expected(self, expect: Mapping[str, str | None]) -> None:
        for path, wanted in sorted(expect.items()):
            data = self.folder.read(path)
            if (None if data is None else revision(data)) != wanted:
                what = "has been deleted" if data is None else "has been changed" if wanted else "has appeared"
                hint = tr("look at the file, then run the command again")
                raise Conflict(
                    tr("{path} {what} since it was read; nothing is overwritten", path=path, what=what),
                    where=path,
                    hint=hint,
                )

    def _line(self, changes: Changes, name: str | None = None, undoes: str | None = None) -> Line:
        latest = latest_moment(self.folder)
        when = datetime.now().astimezone()
        if latest is not None and latest >= when:
            when = latest.astimezone(when.tzinfo) + timedelta(microseconds=1)
        files = tuple(
            file_line(path, old, new, sensitive=is_sensitive(path, self.schemas.values()))
            for path, (old, new) in changes.items()
        )
        name = name or f"{when:%Y%m%d}-{secrets.token_hex(3)}"
        return Line(name, when, self.who, self.why, self.command, files, undoes, self.without_guards)

    def _write(self, changes: Changes, line: Line) -> HistoryEntry:
        path = month_file(line.when)
        lying = self.folder.read(path)
        gap = b"\n" if lying and not lying.endswith(b"\n") else b""
        contents = {path: new for path, (_, new) in changes.items()}
        write_all(self.folder.base, contents, (path, gap + line.encode()))
        self.folder.forget()
        return line.entry()

    def _undo(self, transaction_id: str | None, *, redo: bool) -> tuple[Line, Changes]:
        refuse_markers(self.folder)
        past = self.past()
        subject = past.to_redo() if redo else past.to_undo(transaction_id)
        old = before(past, subject, self.folder.read)
        return subject, {path: (self.folder.read(path), content) for path, content in sorted(old.items())}
