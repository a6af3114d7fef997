"""Copying a whole programme: batch by batch, resumable, verified byte by byte, ``programme.yaml`` last of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from kvadmin.errors import Conflict, KvadminError, Overtaken, UnknownName
from kvadmin.model.layout import MARK
from kvadmin.store.engines.unfinished import CopyNote, unfinished
from kvadmin.store.moving.inventory import Inventory, KeptFigures, KeptOtherwise, batches, differences
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.engines import View
    from kvadmin.store.moving.receiver import Receiver

_SHOWN = 20


class Work(NamedTuple):
    """What a copy has to do.

    Args:
        send: Names that the target lacks, or has otherwise; ``programme.yaml`` is none of them.
        gone: Names that only the target has.
        there: How many contents and logs are there already, with the right hash.
        resumed: A copy was begun before.
        whole: Everything is there already.
    """

    send: list[str]
    gone: list[str]
    there: int
    resumed: bool
    whole: bool


class Copied(NamedTuple):
    """What a copy has done.

    Args:
        figures: What both places keep now, read back and found the same.
        sent: How many contents and logs were sent.
        sent_bytes: Their bytes.
        there: How many were there already.
        left_out: What lies in the source and is not part of a programme.
    """

    figures: KeptFigures
    sent: int
    sent_bytes: int
    there: int
    left_out: tuple[str, ...]


@dataclass
class Copying:
    """One copy.

    Args:
        view: The source at one moment.
        look_again: What the source keeps now; None where a view never changes.
        receiver: The target.
        source: What the source is called.
        target: What the target is called.
        note: The note of this copy.
        kept: What the source keeps.
    """

    view: View
    look_again: Callable[[], Inventory] | None
    receiver: Receiver
    source: str
    target: str
    note: CopyNote
    kept: Inventory

    def look(self) -> Work:
        """What there is to do; nothing is written.

        Raises:
            UnknownName: The source is no programme.
            Conflict: The target keeps something else.
        """
        self._check_source()
        begun, there = self.receiver.note(), self.receiver.inventory(whole=False)
        if there.items and (begun is None or MARK in there.items):
            if not differences(self.kept, there):
                return Work([], [], len(there.items), begun is not None, whole=True)
            raise self._taken(there)
        if begun is not None and not begun.is_of(self.note):
            error = unfinished(begun)
            hint = tr("finish it first, or copy to a place that is empty: {finish}", finish=error.hint or "")
            raise Conflict(error.message, where="--to", hint=hint, code="already-there")
        found = differences(self.kept.without(MARK), there)
        send = [each.name for each in found if each.what != "added"]
        gone = [each.name for each in found if each.what == "added"]
        return Work(send, gone, len(there.items) - len(gone) - _also(send, there), begun is not None, whole=False)

    def to_send(self, work: Work) -> list[str]:
        """All names that are sent, ``programme.yaml`` last."""
        return [] if work.whole else [*work.send, MARK]

    def run(self, tell: Callable[[int], None]) -> Copied:
        """Copy, verify, finish.

        Args:
            tell: Hears how many contents and logs are sent.

        Raises:
            Conflict: The target keeps something else, or somebody else copies to it.
            Overtaken: The source has changed meanwhile, or is not what it says; the copy stays unfinished.
        """
        self._check_source()
        with self.receiver.held():
            work = self.look()
            if not work.whole:
                if not work.resumed:
                    self.receiver.begin(self.note)
                self.receiver.remove(work.gone)
                self._send(work.send, tell)
                self._verify(self.kept.without(MARK))
                self._unchanged()
            programme = self._read([MARK])[MARK]
            if not work.whole or work.resumed:
                self.receiver.finish(programme)
            self._verify(self.kept, whole=work.whole)
        sent = self.to_send(work)
        size = sum(self.kept.items[name].size for name in sent)
        return Copied(self.kept.figures, len(sent), size, work.there, self.kept.left_out)

    def _check_source(self) -> None:
        if MARK not in self.kept.items:
            raise UnknownName(
                tr("{place} is no programme: it keeps no {mark}", place=self.source, mark=MARK),
                where="--from",
                code="no-programme-folder",
            )

    def _taken(self, there: Inventory) -> Conflict:
        if MARK in there.items:
            text = tr("{place} keeps a programme already, and another one", place=self.target)
        else:
            text = tr("{place} is not empty: {names}", place=self.target, names=", ".join(list(there.items)[:3]))
        hint = tr("copy to a place that is empty; `--verify` compares the two")
        return Conflict(text, where="--to", hint=hint, code="already-there")

    def _send(self, names: list[str], tell: Callable[[int], None]) -> None:
        there = self.receiver.inventory(whole=False)
        done = 0
        for some in batches([(name, self.kept.items[name].size) for name in names]):
            self.receiver.write(self._read(some), there)
            done += len(some)
            tell(done)

    def _read(self, names: list[str]) -> dict[str, bytes]:
        """Contents of the source, which must be what they were when it was looked through."""
        found = self.view.read(names)
        for name in names:
            if name not in found or sha256(found[name]).hexdigest() != self.kept.items[name].sha256:
                raise self._overtaken(name)
        return found

    def _unchanged(self) -> None:
        if not self.view.steady():
            raise self._overtaken(self.source)
        changed = differences(self.kept, self.look_again()) if self.look_again else []
        if changed:
            raise self._overtaken(changed[0].name)

    def _overtaken(self, name: str) -> Overtaken:
        return Overtaken(
            tr("{name} was changed in the source while it was copied; the copy is not finished", name=name),
            where=name,
            hint=tr("run the command again: what is there already is not sent again"),
        )

    def _verify(self, wanted: Inventory, *, whole: bool = True) -> None:
        """Read everything back.

        Raises:
            KvadminError: The target does not keep what it was given.
        """
        found = differences(wanted, self.receiver.inventory(whole=whole))
        if found:
            raise KvadminError(
                tr(
                    "{place} does not keep what it was given: {count} difference(s)",
                    place=self.target,
                    count=len(found),
                ),
                where=self.target,
                details=said(found),
                hint=tr("it is no finished copy; what keeps it there is at fault, or somebody else writes to it"),
                code="damaged-file",
            )


def _also(names: list[str], there: Inventory) -> int:
    return sum(name in there.items for name in names)


def said(found: list[KeptOtherwise]) -> list[str]:
    """Differences as lines, the first of them."""
    words = {"missing": tr("missing there"), "added": tr("only there"), "other": tr("other bytes")}
    return [f"{each.name}: {words[each.what]}" for each in found[:_SHOWN]]
