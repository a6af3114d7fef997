"""Which transaction an undo or redo means, and what the files were before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kvadmin.errors import Conflict, Refused, UnknownName
from kvadmin.store.folder import revision
from kvadmin.store.history.log import Line, restored
from kvadmin.translation import tr


class Timeline:
    """The transactions with what took what back.

    A transaction is in force unless one that is in force undoes it; the undo of an
    undo is a redo, and puts the first one in force again.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self.by_id = {line.transaction_id: line for line in lines}
        self.undone_by: dict[str, str] = {}
        for line in reversed(self.lines):
            if line.undoes and line.transaction_id not in self.undone_by:
                self.undone_by.setdefault(line.undoes, line.transaction_id)

    def depth(self, line: Line) -> int:
        """0 for a plain transaction, 1 for an undo, 2 for a redo and so on."""
        steps = 0
        while line.undoes and line.undoes in self.by_id and steps < len(self.lines):
            line = self.by_id[line.undoes]
            steps += 1
        return steps

    def named(self, name: str) -> Line:
        """The transaction with that id, or with that unique beginning or end."""
        if name in self.by_id:
            return self.by_id[name]
        near = [one for one in self.by_id if name and (one.startswith(name) or one.endswith(name))]
        if len(near) == 1:
            return self.by_id[near[0]]
        hint = (
            tr("several begin or end so: {near}", near=", ".join(near[:5])) if near else tr("`kvadmin log` lists them")
        )
        raise UnknownName(tr("there is no transaction {name!r}", name=name), hint=hint)

    def to_undo(self, name: str | None) -> Line:
        """The named transaction, or the one that came into force last and still is."""
        if name is not None:
            line = self.named(name)
            if line.transaction_id in self.undone_by:
                by = self.undone_by[line.transaction_id]
                hint = tr("`kvadmin redo {transaction_id}` makes it again", transaction_id=line.transaction_id)
                raise Refused(
                    tr(
                        "transaction {transaction_id} is already taken back, by {by}",
                        transaction_id=line.transaction_id,
                        by=by,
                    ),
                    hint=hint,
                )
            return line
        for line in reversed(self.lines):
            subject = self._subject(line)
            if self.depth(line) % 2 == 0 and subject.transaction_id not in self.undone_by:
                return subject
        raise Refused(tr("there is nothing to undo"), hint=tr("`kvadmin log` lists what was done"))

    def to_redo(self) -> Line:
        """The undo that was made last, when no other transaction came after it."""
        for line in reversed(self.lines):
            depth = self.depth(line)
            if depth % 2 and line.transaction_id not in self.undone_by:
                return line
            if depth == 0:
                hint = tr("to take a certain undo back, name it: `kvadmin undo TX`")
                raise Refused(tr("there is nothing to redo: no undo is the latest change"), hint=hint)
        raise Refused(tr("there is nothing to redo"), hint=tr("`kvadmin log` lists what was done"))

    def _subject(self, line: Line) -> Line:
        """The plain transaction at the bottom of undos and redos."""
        for _ in range(len(self.lines)):
            if not line.undoes or line.undoes not in self.by_id:
                break
            line = self.by_id[line.undoes]
        return line

    def later(self, line: Line, path: str) -> list[str]:
        """Ids of the transactions after a line that touched a file."""
        after = self.lines[self.lines.index(line) + 1 :]
        return [one.transaction_id for one in after if any(file.path == path for file in one.files)]


def before(past: Timeline, line: Line, read: Callable[[str], bytes | None]) -> dict[str, bytes | None]:
    """``path -> content before the transaction``; Conflict when a file has changed since."""
    contents: dict[str, bytes | None] = {}
    for file in line.files:
        if file.sensitive or file.redacted:
            why = "are never kept" if file.sensitive else "were erased on request"
            message = tr(
                "transaction {transaction_id} cannot be undone: the values of {path} {why}",
                transaction_id=line.transaction_id,
                path=file.path,
                why=why,
            )
            raise Refused(message, where=file.path)
        now = read(file.path)
        if (None if now is None else revision(now)) != file.after:
            raise _changed(past, line, file.path, None if now is None else revision(now))
        contents[file.path] = restored(file, now)
    return contents


def _changed(past: Timeline, line: Line, path: str, now: str | None) -> Conflict:
    later = past.later(line, path)
    # As long as the last of them left the file as it is now, they are what stands in the way; else somebody's hand is.
    if later and now == next(file.after for file in past.by_id[later[-1]].files if file.path == path):
        said = f"{path} was changed again by {', '.join(later)}"
        hint = tr("undo {later} first", later=later[-1])
    else:
        said = f"{path} was changed by hand since"
        hint = tr("restore the file as kvadmin wrote it, or mend it by hand")
    return Conflict(
        tr("transaction {transaction_id} cannot be undone: {said}", transaction_id=line.transaction_id, said=said),
        where=path,
        hint=hint,
    )
