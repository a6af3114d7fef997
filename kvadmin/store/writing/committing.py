"""One write to a folder of YAML files: a commit, an undo, or forgetting a person.

A commit takes the lock, finishes what was interrupted, compares every expected revision with the bytes that lie there,
and writes all files with one line of the history, or nothing (:mod:`kvadmin.store.writing.redo`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from kvadmin.errors import HandEdited
from kvadmin.model.changes import Edit, HistoryEntry, Plan
from kvadmin.store.folder import Folder, revision
from kvadmin.store.history.log import Line, file_line, latest_line, month_file, read_history
from kvadmin.store.history.redaction import Forgetting, blanked, blanked_line
from kvadmin.store.history.timeline import Timeline, before
from kvadmin.store.overlay import with_line
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.writing.host import host
from kvadmin.store.writing.locking import locked
from kvadmin.store.writing.planning import Changes, Draft, is_sensitive, planned
from kvadmin.store.writing.redo import changed_since, write_all
from kvadmin.store.writing.settling import settle_or_refuse, told
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
        tell: Hears what is to be said beside the result.
    """

    def __init__(
        self,
        folder: Folder,
        schemas: Mapping[str, CollectionSchema],
        who: str,
        why: str,
        command: str,
        without_guards: Sequence[str] = (),
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.folder = folder
        self.schemas = schemas
        self.who = who
        self.why = why
        self.command = command
        self.without_guards = tuple(without_guards)
        self.tell = tell

    def plan(self, edits: Sequence[Edit]) -> Plan:
        """What a commit of these edits would write."""
        return planned(self._draft(edits), self.schemas.values())

    def commit(
        self,
        edits: Sequence[Edit],
        expect: Mapping[str, str | None],
        transaction_id: str | None,
        forgetting: Forgetting | None = None,
    ) -> HistoryEntry | None:
        """Write all edits or none; None when nothing changes."""
        with self._writing():
            self._as_expected(expect)
            changes = self._draft(edits)
            return self._write(changes, self._line(changes, name=transaction_id), forgetting) if changes else None

    def past(self) -> Timeline:
        """The history, with what took what back."""
        return Timeline(read_history(self.folder)[0])

    def plan_undo(self, transaction_id: str | None, *, redo: bool) -> Plan:
        """What an undo would write."""
        return planned(self._undo(transaction_id, redo=redo)[1], self.schemas.values())

    def undo(self, transaction_id: str | None, *, redo: bool) -> tuple[Plan, HistoryEntry]:
        """Take a transaction back."""
        with self._writing():
            subject, changes = self._undo(transaction_id, redo=redo)
            line = self._line(changes, undoes=subject.transaction_id)
            return planned(changes, self.schemas.values()), self._write(changes, line)

    def forget(self, texts: list[str], paths: set[str], whole: set[str]) -> int:
        """Blank a person out of the history."""
        with self._writing():
            changes, count = blanked(self.folder, texts, paths, whole)
            if changes:
                self._written(changes, None, None, forgets=True)
            return count

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock of a folder in which nothing is left half done."""
        with locked(self.folder.base, who=self.who, command=self.command):
            for notice in settle_or_refuse(self.folder.base):
                self.tell(notice)
            self.folder.forget()
            yield

    def _draft(self, edits: Sequence[Edit]) -> Changes:
        draft = Draft(self.folder, self.schemas)
        draft.apply(edits)
        return draft.changes()

    def _as_expected(self, expect: Mapping[str, str | None]) -> None:
        for path, wanted in sorted(expect.items()):
            data = self.folder.read(path)
            if (None if data is None else revision(data)) != wanted:
                what = "has been deleted" if data is None else "has been changed" if wanted else "has appeared"
                raise changed_since(path, what)

    def _line(self, changes: Changes, name: str | None = None, undoes: str | None = None) -> Line:
        latest = latest_line(self.folder)
        when = datetime.now().astimezone()
        if latest is not None and latest.when >= when:
            when = latest.when.astimezone(when.tzinfo) + timedelta(microseconds=1)
        known = host(), latest.transaction_id if latest else ""
        files = tuple(
            file_line(path, old, new, sensitive=is_sensitive(path, self.schemas.values()))
            for path, (old, new) in changes.items()
        )
        name = name or f"{when:%Y%m%d}-{secrets.token_hex(3)}"
        return Line(name, when, self.who, self.why, self.command, files, undoes, self.without_guards, *known)

    def _write(self, changes: Changes, line: Line, forgetting: Forgetting | None = None) -> HistoryEntry:
        path, raw = month_file(line.when), line.encode()
        if forgetting is None:
            self._written(changes, (path, raw), line.entry())
            return line.entry()
        everywhere = {file.path for each in read_history(self.folder)[0] for file in each.files} | set(changes)
        history, forgetting.lines = blanked(self.folder, forgetting.texts, everywhere, set(changes))
        raw, forgotten = blanked_line(raw, forgetting.texts, everywhere, set(changes))
        forgetting.lines += forgotten
        lying = self.folder.read(path)
        old, new = history.get(path, (lying, lying))
        history[path] = (old, with_line(new or b"", raw))
        self._written(changes | history, None, line.entry(), forgets=True)
        return line.entry()

    def _written(
        self, changes: Changes, journal: tuple[str, bytes] | None, entry: HistoryEntry | None, *, forgets: bool = False
    ) -> None:
        """Write, and say what was found on the way.

        Raises:
            HandEdited: Somebody edited one of the files at the same moment; everything is written.
        """
        schemas = self.schemas.values()
        hidden = [path for path in changes if is_sensitive(path, schemas)]
        outcome = write_all(self.folder.base, changes, journal, sensitive=hidden, forgets=forgets)
        self.folder.forget()
        for notice in outcome.notices:
            self.tell(notice)
        if outcome.strangers:
            raise HandEdited(
                tr("the change is saved, but a file was changed by hand at the same moment"),
                entry,
                [told(stranger) for stranger in outcome.strangers],
                tr("compare the two, put what is right into the file, and delete the other"),
            )

    def _undo(self, transaction_id: str | None, *, redo: bool) -> tuple[Line, Changes]:
        past = self.past()
        subject = past.to_redo() if redo else past.to_undo(transaction_id)
        old = before(past, subject, self.folder.read)
        return subject, {path: (self.folder.read(path), content) for path, content in sorted(old.items())}
