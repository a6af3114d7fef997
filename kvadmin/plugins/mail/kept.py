"""What lies in the programme at this moment, past every snapshot: letters, send logs, the archive, whatever keeps them.

A snapshot is of one moment, and what is read in it a commit holds against everybody who writes meanwhile. Letters that
are being sent change what lies there all the time, so what must be seen fresh, or is only added to, is read here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kvadmin.api import Session

from .file_names import ARCHIVE

if TYPE_CHECKING:
    from kvadmin.api.engines import Engine


class Contents(Protocol):
    """Named bytes at one moment, of which nothing is looked at before it is asked for."""

    on_disk: bool

    def names(self, relative: str) -> tuple[list[str], list[str]]:
        """The folders and the files directly in a folder, sorted; hidden ones are left out."""
        ...

    def files(self, relative: str) -> list[str]:
        """Everything below a folder, sorted, with the folder's name before."""
        ...

    def foresee(self, paths: Sequence[str]) -> None:
        """These will be read: who fetches them from afar does so at once."""
        ...

    def read(self, relative: str) -> bytes | None:
        """What a name has, or None."""
        ...

    def size(self, relative: str) -> int:
        """How many bytes a name has; 0 where there is none."""
        ...

    def signatures_in(self, relative: str) -> Mapping[str, Any]:
        """What is known of what is in a folder without reading it (``size``); of an engine's of all below it."""
        ...


class _Store(Protocol):
    """What is asked of a store here."""

    @property
    def engine(self) -> Engine: ...

    def contents(self) -> Contents: ...


@dataclass(frozen=True)
class Kept:
    """What keeps a programme.

    Attributes:
        folder: The programme folder as it was named. Only where files keep the programme it lies there; drafts and
            lists for a person always do.
        store: The store.
    """

    folder: Path
    store: _Store

    @property
    def engine(self) -> Engine:
        """What adds to logs, holds names and keeps contents beside all changes."""
        return self.store.engine

    def contents(self) -> Contents:
        """What lies there now."""
        return self.store.contents()

    @cached_property
    def on_disk(self) -> bool:
        """Whether all of it is files in :attr:`folder`."""
        return self.contents().on_disk

    @cached_property
    def size_in_archive(self) -> Callable[[str], int]:
        """Gives how many bytes a name in the archive has; 0 where there is none. A journal asks of thousands."""
        contents = self.contents()
        if contents.on_disk:
            return contents.size
        known = {f"{ARCHIVE}/{name}": each.size for name, each in contents.signatures_in(ARCHIVE).items()}
        return lambda name: known.get(name, 0)

    def shown(self, name: str) -> str:
        """A name as messages say it: a path where it is one."""
        return str(self.folder / name) if self.on_disk else name


def kept_now(run: Session) -> Kept:
    """What keeps the programme of a run; that it has no past is said under ``--known-on``."""
    return Kept(run.folder, run.store)
