"""One write to a folder of YAML files: a commit, an undo, or forgetting a person.

A commit takes the lock, finishes what was interrupted, proves that all it was decided on still holds
(:mod:`kvadmin.store.writing.expectations`), and writes all files with one line of the history, or nothing
(:mod:`kvadmin.store.writing.redo`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from kvadmin.errors import HandEdited
from kvadmin.model.changes import Edit, HistoryEntry, Plan
from kvadmin.store.history.by_hand import edits_by_hand, recently_written
from kvadmin.store.history.ids import new_id
from kvadmin.store.history.log import Line, file_line, month_file
from kvadmin.store.history.past import AHead, Past
from kvadmin.store.history.past_reader import PastReader
from kvadmin.store.history.redaction import Forgetting, blanked, blanked_line
from kvadmin.store.history.repeated import already_done, request_of
from kvadmin.store.history.undoing import Undoing
from kvadmin.store.keeper import Keeper
from kvadmin.store.leftovers.merge_markers import refuse_markers
from kvadmin.store.overlay import with_line
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.schema.sensitive import is_sensitive
from kvadmin.store.versions.undo_guard import guarded
from kvadmin.store.writing.expectations import Expected
from kvadmin.store.writing.host import host
from kvadmin.store.writing.planning import Changes, Draft, planned
from kvadmin.translation import tr

#: Moments of two lines are so far apart at least.
_STEP = timedelta(microseconds=1)


class Committing:
    """What is written, by whom and why.

    Args:
        keeper: What keeps the bytes.
        schemas: Its collections by name.
        who: Name of the person.
        why: Reason in words.
        command: The command line, for the log.
        without_guards: Plugins of which a guard was passed over.
        tell: Hears what is to be said beside the result.
        reader: Reads the history; the engine's, which has read some of it.
    """

    def __init__(
        self,
        keeper: Keeper,
        schemas: Mapping[str, CollectionSchema],
        who: str,
        why: str,
        command: str,
        without_guards: Sequence[str] = (),
        tell: Callable[[str], None] = lambda _: None,
        reader: PastReader | None = None,
    ) -> None:
        self.keeper = keeper
        self.folder = keeper.folder()
        self.schemas = schemas
        self.who = who
        self.why = why
        self.command = command
        self.without_guards = tuple(without_guards)
        self.tell = tell
        self._reader = reader or PastReader()
        self._past: Past | None = None

    def plan(self, edits: Sequence[Edit]) -> Plan:
        """What a commit of these edits would write."""
        self._refuse_markers()
        return planned(self._draft(edits), self.schemas.values())

    def commit(
        self,
        edits: Sequence[Edit],
        expect: Expected,
        transaction_id: str | None,
        forgetting: Forgetting | None = None,
    ) -> HistoryEntry | None:
        """Write all edits or none; None when nothing changes.

        An id that the history has already is a repetition: its entry is returned and nothing is written.
        """
        with self._writing():
            request = request_of(edits, self.schemas.values()) if transaction_id else None
            if transaction_id and (first := already_done(self.past(), transaction_id, request)):
                return first
            expect.prove(self.folder, self.schemas)
            changes = self._draft(edits)
            if not changes:
                return None
            line = self._line(changes, name=transaction_id, request=request)
            return self._write(changes, line, expect.revisions, forgetting)

    def past(self) -> Past:
        """The history as it was when it was first asked for; while something is written, as it is then."""
        if self._past is None:
            self._past = self._reader(self.folder)
        return self._past

    def plan_undo(self, transaction_id: str | None, *, redo: bool) -> Plan:
        """What an undo would write."""
        self._refuse_markers()
        return planned(self._undo(transaction_id, redo=redo)[1], self.schemas.values())

    def undo(self, transaction_id: str | None, *, redo: bool) -> tuple[Plan, HistoryEntry]:
        """Take a transaction back."""
        with self._writing():
            subject, changes = self._undo(transaction_id, redo=redo)
            line = self._line(changes, undoes=subject.transaction_id)
            return planned(changes, self.schemas.values()), self._write(changes, line, changes)

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
        with self.keeper.writing(self.who, self.command, self.tell) as self.folder:
            self._past = None
            self._refuse_markers()
            yield

    def _refuse_markers(self) -> None:
        """Refuse while a merge is not finished; the history is looked through by whoever reads its lines."""
        self.past()
        if self.folder.on_disk:
            refuse_markers(self.folder, self._reader.sound)

    def _draft(self, edits: Sequence[Edit]) -> Changes:
        draft = Draft(self.folder, self.schemas)
        draft.apply(edits)
        return draft.changes()

    def _line(
        self, changes: Changes, name: str | None = None, undoes: str | None = None, request: str | None = None
    ) -> Line:
        latest = self.past().latest_mark()
        when = datetime.now().astimezone()
        if latest is not None and latest[0] >= when - _STEP:  # a step is left for what was edited by hand before
            when = latest[0].astimezone(when.tzinfo) + 2 * _STEP
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
        return Line(
            name or new_id(), when, self.who, self.why, self.command, files, undoes, self.without_guards,
            host(), latest[1] if latest else "", request,
        )  # fmt: skip

    def _write(
        self, changes: Changes, line: Line, seen: Iterable[str], forgetting: Forgetting | None = None
    ) -> HistoryEntry:
        path, raws = month_file(line.when, self.folder.size), [*self._by_hand(line, {*changes, *seen}), line.encode()]
        if forgetting is None:
            self._written(changes, (path, b"".join(raws)), line.entry())
            return line.entry()
        everywhere = set(self.past().by_path) | set(changes)
        history, forgetting.lines = blanked(self.folder, forgetting.texts, everywhere, set(changes))
        lying = self.folder.read(path)
        old, new = history.get(path, (lying, lying))
        for raw in raws:
            kept, forgotten = blanked_line(raw, forgetting.texts, everywhere, set(changes))
            forgetting.lines += forgotten
            new = with_line(new or b"", kept)
        history[path] = (old, new)
        self._written(changes | history, None, line.entry(), forgets=True)
        return line.entry()

    def _by_hand(self, line: Line, paths: set[str]) -> list[bytes]:
        """The line about what was edited by hand before this change; none when nothing was."""
        latest = self.past().latest_mark()
        looked_at = paths | set(recently_written(self.folder, self.schemas, latest[0] if latest else None))
        found = edits_by_hand(self.folder, self.schemas, looked_at, line.when - _STEP, self.past())
        return [found.encode()] if found else []

    def _written(
        self, changes: Changes, journal: tuple[str, bytes] | None, entry: HistoryEntry | None, *, forgets: bool = False
    ) -> None:
        """Write, and say what was found on the way.

        Raises:
            HandEdited: Somebody edited one of the files at the same moment; everything is written.
        """
        schemas = self.schemas.values()
        hidden = [path for path in changes if is_sensitive(path, schemas)]
        token = entry.transaction_id if entry else new_id()
        outcome = self.keeper.write(token, changes, journal, sensitive=hidden, forgets=forgets)
        self.folder.forget()
        for notice in outcome.notices:
            self.tell(notice)
        if outcome.edited:
            raise HandEdited(
                tr("the change is saved, but a file was changed by hand at the same moment"),
                entry,
                list(outcome.edited),
                tr("compare the two, put what is right into the file, and delete the other"),
            )

    def _undo(self, transaction_id: str | None, *, redo: bool) -> tuple[AHead, Changes]:
        timeline = self.past().timeline
        subject = timeline.to_redo() if redo and transaction_id is None else timeline.to_undo(transaction_id)
        contents = Undoing(self.past(), self.folder.read, self.schemas).contents(subject)
        contents = guarded(self.past(), subject, contents, self.folder, self.schemas)
        pairs = ((path, (self.folder.read(path), content)) for path, content in sorted(contents.items()))
        return subject, {path: (old, new) for path, (old, new) in pairs if old != new}
