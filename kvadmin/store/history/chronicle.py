"""The history as the commands ask it: its ids, the latest changes, one of them; ready only as far as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from kvadmin.errors import Refused
from kvadmin.model.changes import HistoryEntry
from kvadmin.store.history.ids import named_id
from kvadmin.store.history.timeline import AStep, Timeline
from kvadmin.translation import tr


class Chronicle(Generic[AStep]):
    """All transactions, oldest first, as heads of which an entry can be made.

    Args:
        timeline: They, with what took what back.
        entry: The entry of one; the flag asks for the fields that it changed.
        naming: Tells which of them touched a file with a text in its path.
    """

    def __init__(
        self,
        timeline: Timeline[AStep],
        entry: Callable[[AStep, bool], HistoryEntry],
        naming: Callable[[str], Callable[[AStep], bool]],
    ) -> None:
        self._timeline = timeline
        self._entry = entry
        self._naming = naming

    @property
    def ids(self) -> list[str]:
        """The ids of all, oldest first."""
        return [step.transaction_id for step in self._timeline.lines]

    def latest(self, *, redo: bool = False) -> str:
        """The id of the change that an undo without id takes back now; ``redo``: of the undo that a redo takes back.

        Raises:
            Refused: There is none.
        """
        return (self._timeline.to_redo() if redo else self._timeline.to_undo(None)).transaction_id

    def named(self, name: str) -> HistoryEntry:
        """The entry with that id, or with an id that begins or ends so.

        Raises:
            UnknownName: There is none, or several.
        """
        return self._entry(self._timeline.by_id[named_id(name, self._timeline.by_id)], False)

    def undoing(self, name: str) -> str:
        """The undo that took a change back; an undo that stands may be named itself.

        Raises:
            UnknownName: There is no such change, or there are several.
            Refused: It is not taken back.
        """
        found = named_id(name, self._timeline.by_id)
        undone_by = self._timeline.undone_by
        by = undone_by.get(found) or (found if found in undone_by.values() else None)
        if by is None:
            raise Refused(tr("{name} is not undone", name=found), hint="kvadmin log", code="nothing-to-do")
        return by

    def excerpt(self, about: str | None = None, last: int | None = None) -> tuple[list[HistoryEntry], int]:
        """Entries with the fields that they changed, oldest first, and how many there are in all.

        Args:
            about: Only those of files with this in their path, and those of which the id begins so.
            last: Only so many, the latest; all when None.
        """
        found: Sequence[AStep] = self._timeline.lines
        if about is not None:
            names = self._naming(about)
            found = [step for step in found if step.transaction_id.startswith(about) or names(step)]
        return [self._entry(step, True) for step in (found if last is None else found[-last:])], len(found)
