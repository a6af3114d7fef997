"""What keeps the bytes of a programme in a folder of files, one per record, that people may edit by hand.

Reading needs little; what writes is imported when something is written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.errors import KvadminError
from kvadmin.store.folder import Folder
from kvadmin.store.frame import ROOM, state_of, unsettled
from kvadmin.store.keeper import CommitOutcome, Contents
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.store.engines.disk_engine import DiskEngine
    from kvadmin.store.index.database import Index


class DiskKeeper:
    """All that is kept in one programme folder.

    Args:
        base: The folder, resolved.
    """

    def __init__(self, base: Path) -> None:
        self.base = base
        self.glancing = False

    @property
    def engine(self) -> DiskEngine:
        """The same, as all engines are."""
        from kvadmin.store.engines.disk_engine import DiskEngine

        return DiskEngine(self)

    def close(self) -> None:
        """Nothing is held."""

    def folder(self) -> Folder:
        """What lies there."""
        return Folder(self.base)

    def settle(self, tell: Callable[[str], None], patience: float = 0.0) -> None:
        """Finish a change that was interrupted, if nobody is writing and it is ours to finish; else say so."""
        if not unsettled(self.base):
            return
        from kvadmin.store.writing.settling import settle, unreadable_frame

        state = state_of(self.base)
        if state.closed:
            tell(unreadable_frame(state))
            return
        if not os.access(self.base / ROOM, os.W_OK):
            tell(tr("a change is not finished, and you may not write here; what it has saved is shown"))
            return
        try:
            with self._locked(patience):
                for notice in settle(self.base).notices:
                    tell(notice)
        except KvadminError:  # somebody is writing now; what is read is what they have saved
            return
        except OSError as error:
            tell(tr("a change to this folder cannot be finished now: {reason}", reason=error.strerror or error))

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """Keep writers away; who only glances does without."""
        if self.glancing:
            yield
            return
        with self._locked(None):
            yield

    def alone(self, who: str, command: str, patience: float) -> AbstractContextManager[None]:
        """Hold the lock from now on."""
        return self._locked(patience, who, command)

    def index(self, tables: Sequence[str]) -> Index | None:
        """An index on this computer."""
        from kvadmin.store.index.database import Index, index_file

        file = index_file(self.base)
        return None if file is None else Index(file, tables)

    def _locked(self, patience: float | None, who: str = "kvadmin", command: str = "") -> AbstractContextManager[None]:
        from kvadmin.store.writing.locking import locked

        return locked(self.base, who=who, command=command, patience=patience)

    @contextmanager
    def writing(
        self, who: str, command: str, tell: Callable[[str], None] = lambda _: None, patience: float | None = None
    ) -> Iterator[Folder]:
        """Hold the lock of a folder in which nothing is left half done."""
        from kvadmin.store.writing.settling import settle_or_refuse

        with self._locked(patience, who, command):
            for notice in settle_or_refuse(self.base):
                tell(notice)
            yield Folder(self.base)

    def write(
        self,
        token: str,
        contents: Contents,
        journal: tuple[str, bytes] | None,
        *,
        sensitive: Sequence[str] = (),
        forgets: bool = False,
    ) -> CommitOutcome:
        """Make one change; the lock is held."""
        from kvadmin.store.writing.redo import write_all
        from kvadmin.store.writing.settling import told

        del token  # the line of the history says which change it is
        outcome = write_all(self.base, contents, journal, sensitive=sensitive, forgets=forgets)
        return CommitOutcome([told(stranger) for stranger in outcome.strangers], outcome.notices)
