"""Which transaction an undo or redo means, and which later ones stand in its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from kvadmin.errors import Conflict, Refused
from kvadmin.store.history.ids import named_id
from kvadmin.translation import tr


class Step(Protocol):
    """What is asked of a transaction: a line of the history, or an entry of any engine."""

    @property
    def transaction_id(self) -> str: ...  # noqa: D102
    @property
    def undoes(self) -> str | None: ...  # noqa: D102
    @property
    def by_hand(self) -> bool: ...  # noqa: D102


AStep = TypeVar("AStep", bound=Step)


class Timeline(Generic[AStep]):
    """The transactions with what took what back.

    A transaction is in force unless one that is in force undoes it; the undo of an
    undo is a redo, and puts the first one in force again.
    """

    def __init__(self, lines: Sequence[AStep]) -> None:
        self.lines = list(lines)
        self.by_id = {line.transaction_id: line for line in lines}
        self.undone_by: dict[str, str] = {}
        for line in reversed(self.lines):
            if line.undoes and line.transaction_id not in self.undone_by:
                self.undone_by.setdefault(line.undoes, line.transaction_id)

    def depth(self, line: AStep) -> int:
        """0 for a plain transaction, 1 for an undo, 2 for a redo and so on."""
        steps = 0
        while line.undoes and line.undoes in self.by_id and steps < len(self.lines):
            line = self.by_id[line.undoes]
            steps += 1
        return steps

    def named(self, name: str) -> AStep:
        """The transaction with that id, or with an id that begins so.

        Raises:
            UnknownName: There is none, or several.
            Conflict: Two different transactions have the id.
        """
        found = self.by_id[named_id(name, self.by_id)]
        if sum(line.transaction_id == found.transaction_id for line in self.lines) > 1:
            raise Conflict(
                tr("several changes have the id {name}", name=found.transaction_id),
                where=found.transaction_id,
                hint=tr("`kvadmin check` names their lines"),
                code="history-damaged",
            )
        return found

    def to_undo(self, name: str | None) -> AStep:
        """The named transaction, or the one that came into force last and still is."""
        if name is not None:
            line = self.named(name)
            if line.transaction_id in self.undone_by:
                by = self.undone_by[line.transaction_id]
                hint = tr("`kvadmin redo {transaction_id}` makes it again", transaction_id=line.transaction_id)
                raise Refused(
                    tr(
                        "change {transaction_id} is already taken back, by {by}",
                        transaction_id=line.transaction_id,
                        by=by,
                    ),
                    hint=hint,
                    code="already-done",
                )
            return line
        for line in reversed(self.lines):
            subject = self.subject(line)
            made_by_hand = subject.by_hand  # kvadmin did not do it: taken back only by its id
            if not made_by_hand and self.depth(line) % 2 == 0 and subject.transaction_id not in self.undone_by:
                return self.named(subject.transaction_id)
        raise Refused(
            tr("there is nothing to undo"), hint=tr("`kvadmin log` lists what was done"), code="nothing-to-do"
        )

    def to_redo(self) -> AStep:
        """The undo that was made last, when no other transaction came after it."""
        for line in reversed(self.lines):
            if line.by_hand:
                continue
            depth = self.depth(line)
            if depth % 2 and line.transaction_id not in self.undone_by:
                return line
            if depth == 0:
                hint = tr("to take a certain undo back, name it: `kvadmin undo TX`")
                raise Refused(
                    tr("there is nothing to redo: no undo is the latest change"), hint=hint, code="nothing-to-do"
                )
        raise Refused(
            tr("there is nothing to redo"), hint=tr("`kvadmin log` lists what was done"), code="nothing-to-do"
        )

    def subject(self, line: AStep) -> AStep:
        """The plain transaction at the bottom of undos and redos."""
        for _ in range(len(self.lines)):
            if not line.undoes or line.undoes not in self.by_id:
                break
            line = self.by_id[line.undoes]
        return line

    def standing_on(self, line: AStep, touches: Callable[[AStep], bool]) -> Iterator[tuple[AStep, str]]:
        """What was done to a file after a transaction and is in force, the latest first, with the way to take it back.

        Args:
            line: The transaction.
            touches: Whether one touched the file.

        What was done to the file and undone again is not among it, nor is that undo: both together did nothing.
        """
        place = next(index for index, one in enumerate(self.lines) if one is line)
        after = [one for one in self.lines[place + 1 :] if touches(one)]
        steps = Counter(self.subject(one).transaction_id for one in after)
        for one in reversed(after):
            name = self.subject(one).transaction_id
            if steps.pop(name, 0) % 2:  # looked at once, at its latest line; an even number of steps did nothing
                yield one, f"kvadmin redo {name}" if name in self.undone_by else f"kvadmin undo {name}"
