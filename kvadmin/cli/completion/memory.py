"""What completion answered before, in the person's cache folder: believed only while nothing it hangs on has changed.

A key of completion that is answered from here imports neither Typer nor a plugin. What is kept are words: commands,
options and what they ask for, and names that are no person's (municipalities, cohorts, gatherings, counties, regions).
Beside them stand the stamps of the files that they came from: kvadmin's and the plugins' modules, the folders in which
plugins are installed, settings, catalogues; of names the files and folders of the programme. As with the index
(:mod:`kvadmin.store.signatures`), a file that was changed within three seconds of being read is not believed.

It is written as Python writes its compiled modules (:mod:`marshal`), since reading JSON would cost as much as all the
rest; and like those it is believed only where it is the person's own. Imported before anything else of kvadmin, so it
names no module of it at the top.
"""

from __future__ import annotations

import os
import sys
from stat import S_ISDIR, S_ISREG

TYPE_CHECKING = False  # typing itself is too dear here
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

#: Goes up whenever the meaning of what is kept changes.
FORMAT = 1
#: ``off`` and folders as for the index of the store: who wants nothing kept wants this not kept either.
_SETTING = "KVADMIN_INDEX"
#: What an answer may hang on besides files.
_VARIABLES = (
    "KVADMIN_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "KVADMIN_ACCESSIBLE", "KVADMIN_CONFIG",
    "KVADMIN_TODAY", "HOME", "XDG_CONFIG_HOME", "APPDATA",
)  # fmt: skip
#: Of a folder that has more folders than this, no names are kept: looking at them would be no shorter way.
_MOST_FOLDERS = 300

#: Times in nanoseconds, size and number of a file.
Stamp = list[int]


def stamp(path: str) -> Stamp | None:
    """What the file system says of a file or folder; None of what is not there or is a link."""
    try:
        said = os.lstat(path)
    except OSError:
        return None
    if S_ISREG(said.st_mode):
        return [said.st_mtime_ns, said.st_ctime_ns, said.st_size, said.st_ino]
    return [said.st_mtime_ns, said.st_ctime_ns, said.st_ino] if S_ISDIR(said.st_mode) else None


class Memory:
    """What was answered for one programme folder, one set of installed plugins and one language.

    Args:
        folder: The programme folder; empty where there is none.
        asked_language: What ``--lang`` says; may be empty.
    """

    def __init__(self, folder: str, asked_language: str) -> None:
        self.folder = os.path.realpath(folder) if folder else ""
        named = [FORMAT, sys.version, sys.path, os.getcwd() if "" in sys.path else "", self.folder, asked_language]
        self._named = repr([*named, [os.environ.get(each) for each in _VARIABLES]])
        #: Path of the words -> what can stand behind them.
        self.nodes: dict[str, Any] = {}
        #: Kind of name -> what there is, as it was on :attr:`day`.
        self.names: dict[str, dict[str, str]] = {}
        self.day = ""
        self._code: dict[str, Stamp | None] = {}
        self._data: dict[str, Stamp | None] = {}

    @property
    def file(self) -> str:
        """Where it lies; empty when the person wants nothing kept."""
        said = os.environ.get(_SETTING, "")
        if said.lower() == "off":
            return ""
        if os.path.isabs(said):
            place = said
        else:
            from kvadmin.resources import person_place

            place = os.path.join(person_place("cache"), "index")
        from zlib import crc32

        number = crc32(self._named.encode("utf-8", "surrogateescape"))
        return os.path.join(place, f"completion-{number:08x}")

    def recall(self) -> bool:
        """Read what was kept; whether it counts still."""
        import marshal
        from zlib import crc32

        if not self.file:
            return False
        try:
            with open(self.file, "rb") as file:
                if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                    return False  # what somebody else wrote is not believed
                said, _, content = file.read().partition(b"\n")
            if int(said, 16) != crc32(content):
                return False
            kept = marshal.loads(content)  # noqa: S302 - the person's own file, as a compiled module is
        except (OSError, ValueError, EOFError, TypeError):
            return False
        if kept["named"] != self._named or not _same(kept["code"]):
            return False
        self.nodes, self._code = kept["nodes"], kept["code"]
        self.names, self.day, self._data = kept["names"], kept["day"], kept["data"]
        return True

    def names_of(self, kind: str, day: str) -> dict[str, str] | None:
        """Names that were found before, if no file and no folder that they came from has changed; else None."""
        found = self.names.get(kind)
        return found if found is not None and self.day == day and _same(self._data) else None

    def keep_words(self, nodes: dict[str, Any], files: Iterable[str]) -> None:
        """Take what can stand behind words, and the files that it came from."""
        self.nodes |= nodes
        self._code |= {path: stamp(path) for path in files if path not in self._code}

    def keep_names(self, names: dict[str, dict[str, str]], day: str, files: Iterable[str]) -> None:
        """Take names, and the files of the programme that they came from; its folders are looked at here."""
        folders = [self.folder]
        for place, below, _ in os.walk(self.folder):
            below[:] = [each for each in below if each != "history"]  # no name comes from there
            folders += [os.path.join(place, each) for each in below]
            if len(folders) > _MOST_FOLDERS:
                return
        if self.day != day or not _same(self._data):
            self.names, self._data = {}, {}
        paths = [os.path.join(self.folder, each) for each in files]
        self.day, self.names = day, self.names | names
        self._data |= {path: stamp(path) for path in (*folders, *paths)}

    def save(self) -> None:
        """Write it down, whole or not at all; not when something has been changed a moment ago."""
        import marshal
        import time
        from zlib import crc32

        from kvadmin.store.signatures import SLACK

        latest = time.time_ns() - SLACK
        if not all(_settled(each, latest) for each in self._code.values()):
            return
        if not all(each is not None and _settled(each, latest) for each in self._data.values()):
            self.names, self._data = {}, {}
        kept = {"named": self._named, "code": self._code, "nodes": self.nodes}
        kept |= {"names": self.names, "day": self.day, "data": self._data}
        content = marshal.dumps(kept)
        beside = f"{self.file}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(self.file), mode=0o700, exist_ok=True)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(b"%08x\n" % crc32(content) + content)
            os.replace(beside, self.file)
        except OSError:  # a full disk, a folder that may not be written to: asked the long way again
            if os.path.exists(beside):
                os.unlink(beside)


def _same(stamps: dict[str, Stamp | None]) -> bool:
    return all(stamp(path) == said for path, said in stamps.items())


def _settled(said: Stamp | None, latest: int) -> bool:
    return said is None or max(said[0], said[1]) < latest


def kind_typed(kind: str, typed: str) -> str:
    """The kind of names that are offered: of municipalities the names as soon as letters are typed, else numbers."""
    return f"{kind} by name" if kind == "municipalities" and typed and not typed[0].isdigit() else kind
