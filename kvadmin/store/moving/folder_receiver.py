"""A folder that takes in a copy: files that are whole under their names, and durable."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kvadmin.model.layout import MARK
from kvadmin.store.engines.disk_engine import DiskView
from kvadmin.store.engines.unfinished import ON_DISK, CopyNote, note_on_disk
from kvadmin.store.files import DISK
from kvadmin.store.folder import Folder
from kvadmin.store.frame import room_of
from kvadmin.store.moving.inventory import Inventory, inventory_of

#: Where files lie until they are whole, below the room that is as protected as they are.
_ARRIVING = "arriving"


class FolderReceiver:
    """A folder, which is made when it is not there.

    Args:
        base: The folder.
        who: Name of the person, for those who wait.
        hidden: Hidden files that a new folder gets (for git), where it has none of that name.
    """

    def __init__(self, base: Path, who: str, hidden: Mapping[str, bytes]) -> None:
        self.base = base
        self._who = who
        self._hidden = hidden
        self._made: set[str] = set()
        self._number = 0

    def note(self) -> CopyNote | None:
        """The note of a copy that was begun here."""
        return note_on_disk(self.base)

    def inventory(self, *, whole: bool) -> Inventory:
        """What lies there; its hashes are those of the bytes in any case."""
        del whole
        return inventory_of(DiskView(Folder(self.base)), whole=False)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock of the folder."""
        from kvadmin.store.writing.locking import locked

        with self._said():
            self.base.mkdir(parents=True, exist_ok=True)
        with locked(Path(os.path.realpath(self.base)), who=self._who, command="store copy", patience=0):
            yield

    def begin(self, note: CopyNote) -> None:
        """Note that a copy is begun."""
        with self._said():
            self._put(ON_DISK, note.encode())
            self._sync()

    def remove(self, names: Iterable[str]) -> None:
        """Take files away, and folders that are empty then."""
        with self._said():
            for name in names:
                DISK.remove(self._full(name))
                above = os.path.dirname(name)
                while above and DISK.remove_folder(self._full(above)):
                    above = os.path.dirname(above)

    def write(self, contents: Mapping[str, bytes], there: Inventory) -> None:
        """Put files in their places."""
        del there
        with self._said():
            DISK.each(self._new, [(name, self._room(name), data) for name, data in contents.items()])
            for name in contents:
                self._place(name, self._room(name))
            self._sync()

    def finish(self, programme: bytes) -> None:
        """Write ``programme.yaml`` last, then take the note away."""
        with self._said():
            for name, data in self._hidden.items():
                if not os.path.lexists(self._full(name)):
                    self._put(name, data)
            self._sync()
            self._put(MARK, programme)
            self._sync()
            DISK.remove(self._full(ON_DISK))
            for room in {room_of(MARK), room_of("sensitive/")}:
                DISK.remove_folder(self._full(f"{room}/{_ARRIVING}"))
                DISK.remove_folder(self._full(room))

    def _put(self, name: str, data: bytes) -> None:
        room = self._room(name)
        self._new((name, room, data))
        self._place(name, room)

    def _new(self, file: tuple[str, str, bytes]) -> None:
        name, room, data = file
        waiting = self._waiting(name, room)
        DISK.remove(waiting)  # an earlier run may have been stopped here
        DISK.write(waiting, data)

    def _place(self, name: str, room: str) -> None:
        full = self._full(name)
        self._folder(os.path.dirname(full))
        DISK.rename(self._waiting(name, room), full)

    def _waiting(self, name: str, room: str) -> str:
        from hashlib import sha256

        return os.path.join(room, sha256(name.encode()).hexdigest()[:32])

    def _room(self, name: str) -> str:
        room = self._full(f"{room_of(name)}/{_ARRIVING}")
        self._folder(room)
        return room

    def _folder(self, full: str) -> None:
        if full not in self._made:
            os.makedirs(full, exist_ok=True)
            while full not in self._made and len(full) >= len(os.fspath(self.base)):
                self._made.add(full)  # its name is made durable with those in it
                full = os.path.dirname(full)

    def _sync(self) -> None:
        for folder in sorted(self._made):
            if os.path.isdir(folder):
                DISK.sync_folder(folder)
        self._made.clear()

    def _full(self, name: str) -> str:
        return os.path.join(self.base, name)

    @contextmanager
    def _said(self) -> Iterator[None]:
        from kvadmin.store.writing.redo import unwritable

        try:
            yield
        except OSError as error:
            place = os.path.relpath(error.filename or self.base, self.base)
            raise unwritable(place, error) from error
