"""The programme folder as it was at the end of a day: what lies there now, and taken back what was done since."""

from __future__ import annotations

from datetime import date, datetime

from kvadmin.errors import Conflict, Refused
from kvadmin.store.folder import Folder, revision
from kvadmin.store.history.log import FOLDER, FileLine, moment
from kvadmin.store.history.past_reader import PastReader
from kvadmin.store.layer import Layer
from kvadmin.translation import tr


class PastFolder(Layer):
    """A folder of another day.

    An edit by hand counts from the change that noted it; one that no change has noted yet is of today. Files that the
    history never named were always as they are.

    Args:
        now: The folder as it is.
        day: The day, to its end, by the clock of whoever wrote.
    """

    def __init__(self, now: Folder, day: date) -> None:
        super().__init__(now, {})
        self.day = day
        self._now = now.anew()
        past = PastReader()(self._now)
        self._states = past.states(self._now.read)
        self._later: dict[str, FileLine] = {}
        for head in past.heads:
            if head.when.date() > day:
                for file in past.full(head).file_lines():
                    self._later.setdefault(file.path, file)
        self._is_past = day < datetime.now().astimezone().date()
        self._there: dict[str, dict[str, bool]] = {}
        for path in self._states.paths() if self._is_past else self._later:
            folder, _, name = path.rpartition("/")
            self._there.setdefault(folder, {})[name] = self._was_there(path)

    def as_it_lies(self) -> Folder:
        """The folder of that day: what lies there now is none of its business."""
        return self

    def _was_there(self, path: str) -> bool:
        if path in self._later:
            return self._later[path].action != "create"
        latest = self._states.latest(path)
        assert latest is not None
        return latest.action != "delete"

    def _look(self, relative: str) -> tuple[list[str], list[str]]:
        folders, files = map(set, super()._look(relative))
        for name, there in self._there.get(relative, {}).items():
            if there:
                files.add(name)
            else:
                files.discard(name)
        prefix = f"{relative}/" if relative else ""
        for folder, names in self._there.items():
            if folder.startswith(prefix) and folder != relative and any(names.values()):
                folders.add(folder[len(prefix) :].partition("/")[0])
        return sorted(folders), sorted(files)

    def read_listed(self, relative: str) -> bytes | None:
        """The bytes of a file as they were.

        Raises:
            Refused: They were never kept, or were erased.
        """
        if relative.startswith(f"{FOLDER}/"):
            return self._history(relative)
        file = self._later.get(relative)
        if file is not None:
            return self._before(file)
        now = super().read_listed(relative)
        latest = self._states.latest(relative) if self._is_past else None
        if latest is None or latest.sensitive or (None if now is None else revision(now)) == latest.after:
            return now
        return self._content(relative, latest.after)

    def _history(self, path: str) -> bytes | None:
        """The lines of the history up to the day."""
        lines = (super().read_listed(path) or b"").splitlines(keepends=True)
        known = [raw for raw in lines if (when := moment(raw)) is None or when.date() <= self.day]
        return b"".join(known) if known else None

    def _before(self, file: FileLine) -> bytes | None:
        if file.action == "create":
            return None
        if file.sensitive:
            raise Refused(
                tr("{path} has been changed since {day}, and has no past", path=file.path, day=self.day),
                where=file.path,
                hint=tr("sensitive values are never kept in the history; leave --known-on out to see those of today"),
                code="no-past",
            )
        return self._content(file.path, "" if file.redacted else file.before)

    def _content(self, path: str, wanted: str | None) -> bytes | None:
        try:
            return self._states.content(path, wanted)
        except Conflict as error:
            raise Refused(error.message, where=path, hint=error.hint) from error
