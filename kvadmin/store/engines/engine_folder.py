"""What an engine keeps, read as if it were a folder of files: records, history and checks are made of that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.store.folder import Folder
from kvadmin.store.frame import Generation
from kvadmin.store.paths import safe_relative
from kvadmin.store.signatures import FileSignature

if TYPE_CHECKING:
    from kvadmin.extension.engines import Engine, Entry, QueriedRecord, RecordQuery, View
    from kvadmin.model.finding import Finding

#: Bytes of contents that are fetched ahead, at most at a time.
_AHEAD = 1000


class EngineFolder(Folder):
    """The names and bytes of an engine at the moment when the first thing was read.

    Args:
        engine: What keeps them.
        base: The programme folder, which says which engine it is.
        view: What to read; None: a view of the engine's, when something is read.
    """

    on_disk = False

    def __init__(self, engine: Engine, base: Path, view: View | None = None) -> None:
        super().__init__(base)
        self.engine = engine
        self._view = view
        self._ahead: dict[str, bytes | None] = {}
        self._whole: set[str] = set()

    @property
    def view(self) -> View:
        """What is read."""
        if self._view is None:
            self._view = self.engine.view()
        return self._view

    def forget(self) -> None:
        """Look again at the next question."""
        super().forget()
        self._view = None
        self._ahead.clear()
        self._whole.clear()

    @property
    def state(self) -> Generation:
        """The generation that is read."""
        if self._state is None:
            self._state = Generation(self.view.number)
        return self._state

    def anew(self) -> Folder:
        """Another look, as it is at this moment."""
        return EngineFolder(self.engine, self.base)

    def turn_to(self, now: Folder) -> None:
        """Read another view from now on; listings stay."""
        super().turn_to(now)
        if isinstance(now, EngineFolder):
            self._view = now.view
            self._ahead.clear()

    def still(self) -> bool:
        """Whether no commit has come into what is read: a view is of one moment as long as it lasts."""
        return self._view is None or self._view.steady()

    def foresee(self, paths: Sequence[str]) -> None:
        """Fetch these contents at once."""
        missing = [path for path in paths if path not in self._ahead]
        for start in range(0, len(missing), _AHEAD):
            some = missing[start : start + _AHEAD]
            self._ahead |= dict.fromkeys(some) | self.view.read(some)

    def query(self, query: RecordQuery) -> list[QueriedRecord] | None:
        """What many records say."""
        return self.view.query(query)

    def faults(self) -> Iterable[Finding]:
        """What the engine keeps beside the bytes and is not as they are."""
        return self.view.faults()

    def signatures(self, paths: Iterable[str]) -> dict[str, FileSignature] | None:
        """None: whoever would ask for them is answered by :meth:`query`."""
        del paths
        return None

    def signatures_in(self, relative: str) -> dict[str, FileSignature]:
        """How contents and logs are known again, by name: by their marks, which never lie."""
        prefix = f"{relative}/" if relative else ""
        return {entry.name[len(prefix) :]: _signature(entry) for entry in self.view.entries(relative)}

    def part(self, relative: str, at: int, length: int) -> bytes:
        """So many bytes of a log from there on."""
        return self.view.part(relative, at, length)

    def every_file(self) -> Iterable[str]:
        """The names of all contents and logs that are not hidden."""
        return self.files("")

    def files(self, relative: str) -> list[str]:
        """Sorted relative paths of all contents and logs below a folder, asked for at once."""
        if relative not in self._whole:
            self._list_below(relative)
        return super().files(relative)

    def _list_below(self, relative: str) -> None:
        """List every folder below one, whatever number there are."""
        self.looks += 1
        below: dict[str, tuple[set[str], set[str]]] = {relative: (set(), set())}
        for entry in self.view.entries(relative):
            folder, _, name = entry.name.rpartition("/")
            below.setdefault(folder, (set(), set()))[1].add(name)
            while folder != relative:
                folder, _, name = folder.rpartition("/")
                below.setdefault(folder, (set(), set()))[0].add(name)
        for folder, (folders, names) in below.items():
            self.listed[folder] = _seen(folders), _seen(names)
        self._whole |= below.keys()

    def _look(self, relative: str) -> tuple[list[str], list[str]]:
        self.looks += 1
        folders, names = self.view.names(relative)
        return _seen(folders), _seen(names)

    def read(self, relative: str) -> bytes | None:
        """The bytes of a content or log, or None when there is none."""
        return self.read_listed(safe_relative(relative))

    def read_listed(self, relative: str) -> bytes | None:
        """The same, of a name that a listing gave."""
        self.looks += 1
        if relative in self._ahead:
            return self._ahead.pop(relative)  # kept by whoever reads it
        return self.view.read([relative]).get(relative)

    def lying(self, relative: str) -> bytes | None:
        """The same: nothing is ever half in its place."""
        return self.read_listed(relative)

    def size(self, relative: str) -> int:
        """How many bytes a log has; 0 where there is none."""
        folder, _, name = relative.rpartition("/")
        found = self.signatures_in(folder).get(name)
        return found.size if found else 0


def _seen(names: Iterable[str]) -> list[str]:
    """Names in order, without the hidden ones."""
    return sorted(each for each in names if each[0] != ".")


def _signature(entry: Entry) -> FileSignature:
    return FileSignature(0, 0, entry.size, int(sha256(entry.mark.encode()).hexdigest()[:12], 16))
