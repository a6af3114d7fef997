"""Who is suppressed at this moment: a mailing may go on for hours, and an address may be struck off meanwhile."""

from __future__ import annotations

import time
from pathlib import Path

from kvadmin.api import Session, tr

from ..kept import Kept, kept_now
from ..outbox.frozen_mailing import FrozenLetter
from .suppression_list import SUPPRESSION_FILE, suppressed_addresses

#: Seconds between two looks at records that lie in no folder of their own.
_ASK_AGAIN = 1.0


class SuppressedNow:
    """Asked right before each letter.

    The records are read again when a file that holds addresses has changed, or anything has where an engine keeps them.
    """

    def __init__(self, run: Session) -> None:
        self._run = run
        self._kept = kept_now(run)
        self._places = _files(self._kept)
        self._stamp = self._now()
        self._found = suppressed_addresses(run.data, run.today)

    def why(self, letter: FrozenLetter) -> str:
        """Why nothing is e-mailed to an address of the letter, a copy's too, or an empty text."""
        if (stamp := self._now()) != self._stamp:
            self._stamp = stamp
            self._run.store.refresh()
            self._found = suppressed_addresses(self._run.data, self._run.today)
        boxes = (*letter.to, *letter.cc, *letter.bcc)
        held = [(box.address, self._found[box.folded]) for box in boxes if box.folded in self._found]
        return tr("address suppressed: {address}: {why}", address=held[0][0], why=held[0][1]) if held else ""

    def _now(self) -> tuple[object, ...]:
        if not self._kept.on_disk:
            return (self._kept.engine.view().number,)
        if len(self._places) == 1:  # there is no folder of records that could be looked at
            return (int(time.monotonic() / _ASK_AGAIN),)
        return tuple(map(_looked_at, self._places))


def _files(kept: Kept) -> list[Path]:
    """Where addresses lie as files."""
    places = kept.folder / "municipalities"
    return [kept.folder / SUPPRESSION_FILE, *([places] if places.is_dir() else [])]


def _looked_at(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
