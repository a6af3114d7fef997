"""What takes in a copy; one for folders, one for engines of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kvadmin.store.engines.unfinished import CopyNote
    from kvadmin.store.moving.inventory import Inventory


class Receiver(Protocol):
    """The target of a copy. Whatever it is asked for is whole and durable when it returns, or not there."""

    def note(self) -> CopyNote | None:
        """The note of a copy that was begun here."""
        ...

    def inventory(self, *, whole: bool) -> Inventory:
        """What is there now; ``whole``: every byte of it is read."""
        ...

    def held(self) -> AbstractContextManager[None]:
        """Keep other copies away, until the end of the block or of the process.

        Raises:
            Conflict: Somebody else copies to this place, or works in it.
        """
        ...

    def begin(self, note: CopyNote) -> None:
        """Note that a copy is begun."""
        ...

    def remove(self, names: Iterable[str]) -> None:
        """Take away what a copy has left here that is not in the source (any more)."""
        ...

    def write(self, contents: Mapping[str, bytes], there: Inventory) -> None:
        """Keep contents and logs.

        Args:
            contents: Their bytes by name.
            there: What is there now, under these names and others.
        """
        ...

    def finish(self, programme: bytes) -> None:
        """Write ``programme.yaml``, and take the note away: what is there is a programme from now on."""
        ...
