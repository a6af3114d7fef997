"""How a draw came about, as the history tells it: naming, closing, drawing, looking, admitting, and all undone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.api.changes import FieldChange, HistoryEntry

#: Lists of the call that commands only add to -> the word of what was added.
_LISTS = {"freezes": "freeze", "draws": "draw", "tried": "look"}
_FIELDS = {"draw": "declared", "lottery_seed": "seed", "deadline": "deadline"}


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One thing that happened to a draw.

    Args:
        kind: ``made`` and ``gone`` (the call), ``declared``, ``deadline``, ``seed``; ``freeze``, ``draw``, ``look``,
            each also with ``-undone`` and ``-edited``; ``admission``, ``admission-undone``,
            ``protocol-edited``; ``unknown``: the call was changed, and the history does not know what.
        index: Which entry of the history it belongs to.
        entry: That entry.
        name: What it is about: the number or place in the list, or the protocol's path.
        old, new: The plain values before and after.
    """

    kind: str
    index: int
    entry: HistoryEntry
    name: str = ""
    old: Any = None
    new: Any = None


class DrawStory:
    """All that happened to the draw of a cohort, oldest first.

    Args:
        cohort: The cohort's id.
        history: The history, oldest first, with what each entry changed.
    """

    def __init__(self, cohort: str, history: Sequence[HistoryEntry]) -> None:
        self.history = history
        self._call = f"cohorts/{cohort}.yaml"
        self._id = re.escape(cohort)
        self._protocol = re.compile(rf"protocols/{self._id}-\d+\.json")
        self.events = [
            event for index, entry in enumerate(history) for each in entry.changes
            for event in self._events(index, entry, each)
        ]  # fmt: skip

    def of(self, *kinds: str) -> list[StoryEvent]:
        """The events of these kinds."""
        return [each for each in self.events if each.kind in kinds]

    def last(self, *kinds: str, name: str | None = None) -> StoryEvent | None:
        """The newest event of these kinds, or of one name."""
        found = [each for each in self.of(*kinds) if name is None or each.name == name]
        return found[-1] if found else None

    def looked_before(self, index: int) -> bool:
        """Whether anybody had run or tried an admission before an entry of the history."""
        return any(each.index < index for each in self.of("admission", "look"))

    def replaced(self) -> Iterator[StoryEvent]:
        """Where the call was taken away, or changed past following, after anything had been noted in or for it.

        What it said before is in no later event: its deadline, freezes and draws may have been others.
        """
        theirs = re.compile(
            rf"(cohorts/{self._id}\.yaml|applications/{self._id}/.*|(freezes|protocols)/{self._id}-\d+\.json)"
        )
        touched = [i for i, entry in enumerate(self.history) if any(theirs.fullmatch(file) for file in entry.files)]
        made = -1
        for event in self.of("made", "gone", "unknown"):
            if event.kind == "made":
                made = event.index
            elif event.kind == "unknown" or any(made < each < event.index for each in touched):
                yield event

    def _events(self, index: int, entry: HistoryEntry, change: FieldChange) -> Iterator[StoryEvent]:
        if self._protocol.fullmatch(change.file):
            kind = {"create": "admission", "delete": "admission-undone"}.get(change.action, "protocol-edited")
            yield StoryEvent(kind, index, entry, change.file)
        elif change.file == self._call:
            whole = {"create": "made", "delete": "gone", "unknown": "unknown"}.get(change.action)
            yield from [StoryEvent(whole, index, entry)] if whole else self._of_field(index, entry, change)

    def _of_field(self, index: int, entry: HistoryEntry, change: FieldChange) -> Iterator[StoryEvent]:
        root, _, rest = change.field.replace("]", "").replace("[", ".").partition(".")
        if root in _FIELDS:
            yield StoryEvent(_FIELDS[root], index, entry, rest, change.old, change.new)
        elif root in _LISTS:
            name, _, inside = rest.partition(".")
            whole = not inside and (change.old is None or change.new is None)
            kind = ("" if change.old is None else "-undone") if whole else "-edited"
            yield StoryEvent(_LISTS[root] + kind, index, entry, name, change.old, change.new)
