"""One write to a folder of YAML files: a commit, an undo, or forgetting a person.

A commit takes the lock, compares every expected revision with the bytes that lie there,
writes all files or none, and then appends one line to the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from kvadmin.model.changes import Edit, HistoryEntry, Plan
from kvadmin.store.files import write_all
from kvadmin.store.folder import Folder
from kvadmin.store.history import redaction
from kvadmin.store.history.by_hand import edits_by_hand, recently_written
from kvadmin.store.history.ids import new_id
from kvadmin.store.history.log import Line, file_line, latest_moment, month_file, read_history
from kvadmin.store.history.repeated import already_done, request_of
from kvadmin.store.history.timeline import Timeline
from kvadmin.store.history.undoing import Undoing
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.writing.expectations import Expected
from kvadmin.store.writing.locking import locked
from kvadmin.store.writing.planning import Changes, Draft, is_sensitive, planned

#: Moments of two lines are so far apart at least.
_STEP = timedelta(microseconds=1)


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

    def commit(self, edits: Sequence[Edit], expect: Expected, transaction_id: str | None) -> HistoryEntry | None:
        """Write all edits or none; None when nothing changes.

        An id that the history has already is a repetition: its entry is returned and nothing is written.
        """
        with locked(self.folder.base, who=self.who, command=self.command):
            request = request_of(edits, self.schemas.values()) if transaction_id else None
            if transaction_id and (first := already_done(self.folder, transaction_id, request)):
                return first
            expect.prove(self.folder, self.schemas)
            changes = self._draft(edits)
            if not changes:
                return None
            return self._write(changes, self._line(changes, name=transaction_id, request=request), expect.revisions)

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
            return planned(changes, self.schemas.values()), self._write(changes, line, changes)

    def forget(self, texts: list[str], paths: set[str], whole: set[str]) -> int:
        """Blank a person out of the history."""
        with locked(self.folder.base, who=self.who, command=self.command):
            return redaction.forget(self.folder, texts, paths, whole)

    def _draft(self, edits: Sequence[Edit]) -> Changes:
        draft = Draft(self.folder, self.schemas)
        draft.apply(edits)
        return draft.changes()

    def _line(
        self, changes: Changes, name: str | None = None, undoes: str | None = None, request: str | None = None
    ) -> Line:
        latest = latest_moment(self.folder)
        when = datetime.now().astimezone()
        if latest is not None and latest >= when - _STEP:  # a step is left for what was edited by hand before
            when = latest.astimezone(when.tzinfo) + 2 * _STEP
        schemas = self.schemas.values()
        files = tuple(
            file_line(
                path,
                old,
                new,
                sensitive=is_sensitive(path, schemas),
                record=any(schema.template.parse(path) is not None for schema in schemas),
            )
            for path, (old, new) in changes.items()
        )
        name = name or new_id()
        return Line(name, when, self.who, self.why, self.command, files, undoes, self.without_guards, request)

    def _write(self, changes: Changes, line: Line, seen: Iterable[str]) -> HistoryEntry:
        path = month_file(line.when)
        lying = self.folder.read(path)
        gap = b"\n" if lying and not lying.endswith(b"\n") else b""
        by_hand = self._by_hand(line, {*changes, *seen})
        contents = {path: new for path, (_, new) in changes.items()}
        write_all(self.folder.base, contents, (path, gap + by_hand + line.encode()))
        self.folder.forget()
        return line.entry()

    def _by_hand(self, line: Line, paths: set[str]) -> bytes:
        """The line about what was edited by hand before this change; empty when nothing was."""
        looked_at = paths | set(recently_written(self.folder, self.schemas, latest_moment(self.folder)))
        found = edits_by_hand(self.folder, self.schemas, looked_at, line.when - _STEP)
        return found.encode() if found else b""

    def _undo(self, transaction_id: str | None, *, redo: bool) -> tuple[Line, Changes]:
        past = self.past()
        subject = past.to_redo() if redo and transaction_id is None else past.to_undo(transaction_id)
        contents = Undoing(past, self.folder.read, self.schemas).contents(subject)
        pairs = ((path, (self.folder.read(path), content)) for path, content in sorted(contents.items()))
        return subject, {path: (old, new) for path, (old, new) in pairs if old != new}
