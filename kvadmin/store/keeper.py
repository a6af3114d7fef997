"""What records and their history need of whatever keeps their bytes; one for files, one for engines of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from kvadmin.extension.engines import Engine
    from kvadmin.store.folder import Folder
    from kvadmin.store.index.database import Index

#: Name -> its bytes before and after; None: there are none.
Contents = Mapping[str, tuple[bytes | None, bytes | None]]


class CommitOutcome(NamedTuple):
    """What is to be said once a change is made: files that were edited at the same moment, and notices."""

    edited: Sequence[str] = ()
    notices: Sequence[str] = ()


class Keeper(Protocol):
    """What keeps the bytes of a programme folder."""

    base: Path
    #: Only a look is wanted: nothing is locked or kept, whoever writes meanwhile.
    glancing: bool

    @property
    def engine(self) -> Engine:
        """The same, as all engines are."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...

    def folder(self) -> Folder:
        """What it keeps, not looked into yet."""
        ...

    def settle(self, tell: Callable[[str], None], patience: float = 0.0) -> None:
        """Finish what was interrupted, or say what became of it."""
        ...

    def unchanging(self) -> AbstractContextManager[None]:
        """Keep writers away, for what cannot be read in peace otherwise."""
        ...

    def alone(self, who: str, command: str, patience: float) -> AbstractContextManager[None]:
        """Keep writers away from now on, for who reads, decides and writes; what is written inside is not kept away."""
        ...

    def index(self, tables: Sequence[str]) -> Index | None:
        """An index on this computer of what it keeps; None: none is wanted."""
        ...

    def writing(
        self, who: str, command: str, tell: Callable[[str], None] = ..., patience: float | None = None
    ) -> AbstractContextManager[Folder]:
        """Be the only one who writes, until the end of the block; what is there now, with nothing half done."""
        ...

    def write(
        self,
        token: str,
        contents: Contents,
        journal: tuple[str, bytes] | None,
        *,
        sensitive: Sequence[str] = (),
        forgets: bool = False,
    ) -> CommitOutcome:
        """Make one change inside such a block, with what is added to a log; whole or not at all."""
        ...
