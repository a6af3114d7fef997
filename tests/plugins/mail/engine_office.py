"""The secretariat of the tests on an engine that is no disk: it lasts over the runs of one test, and can be cut off."""

from __future__ import annotations

from pathlib import Path
from threading import RLock

from plugins.mail.office import Office
from store.memory_engine import MemoryEngine, MemoryLog

from kvadmin.api import KvadminError
from kvadmin.extension.engine_factory import EngineFactory

HERE = EngineFactory("lasting", "plugins.mail.engine_office:open_engine")
POINTER = "schema: 1\nstore: lasting\n"
#: Programme folder -> what keeps it.
ENGINES: dict[Path, LastingEngine] = {}


class EngineGoneError(KvadminError):
    """The engine does not answer."""


class LastingLog(MemoryLog):
    """A log that is cut off with its engine, before a line or right after it."""

    def __init__(self, engine, name):
        self.engine = engine
        self.memory, self.name = engine.memory, name
        super().add(b"")

    def add(self, line, *, durable=False):
        with self.engine.lock:
            self.engine.answer()
            self.engine.lines += 1
            if self.engine.lines == self.engine.cut_before:
                self.engine.lost = True
            self.engine.answer()
            super().add(line, durable=durable)
            if self.engine.lines == self.engine.cut_after:
                self.engine.lost = True
            self.engine.answer()


class LastingEngine(MemoryEngine):
    """What several threads use, and what goes away at a line of a log."""

    def __init__(self):
        super().__init__()
        self.lock, self.lost, self.lines = RLock(), False, 0
        self.cut_before = self.cut_after = -1

    def answer(self):
        """Raise when it is lost."""
        if self.lost:
            raise EngineGoneError("the server does not answer", code="cannot-write")

    def mend(self):
        """Answer again, for good."""
        self.lost, self.cut_before, self.cut_after = False, -1, -1
        self.memory.held.clear()

    def view(self):
        with self.lock:
            self.answer()
            return super().view()

    def writing(self, *, who, command, patience=None):
        self.answer()
        return super().writing(who=who, command=command, patience=patience)

    def hold(self, name):
        self.answer()
        return super().hold(name)

    def log(self, name):
        self.answer()
        return LastingLog(self, name)

    def put(self, contents):
        with self.lock:
            self.answer()
            super().put(contents)


def open_engine(folder, address):
    del address
    return ENGINES[folder]


class EngineOffice(Office):
    """The same programme, of which only the pointer and the settings lie in the folder."""

    def __init__(self, folder: Path, cli) -> None:
        self.engine = ENGINES[folder.resolve()] = LastingEngine()
        super().__init__(folder, cli)
        (folder / "municipalities").rmdir()
        (folder / "programme.yaml").write_text(POINTER, encoding="utf-8")

    def write(self, path: str, text: str) -> Path:
        if path == "kvadmin.toml":
            return super().write(path, text)
        self.engine.put({path: text.encode()})
        return self.folder / path

    def files(self) -> set[str]:
        """What lies in the folder all the same, but for what kvadmin keeps of this computer."""
        found = {each.relative_to(self.folder).as_posix() for each in self.folder.rglob("*") if each.is_file()}
        return {each for each in found if not each.startswith(".kvadmin/")}
