"""Looking into the programme folder: names and bytes, never outside it."""

from __future__ import annotations

import os
from pathlib import Path

from kvadmin.errors import InvalidData, KvadminError
from kvadmin.store.paths import safe_relative
from kvadmin.translation import tr


def revision(data: bytes) -> str:
    """The hash that tells one content of a file from another (sha256, hex)."""
    from hashlib import sha256  # loads a library of its own, which reading alone does not need

    return sha256(data).hexdigest()


class Folder:
    """A programme folder; listings are kept until :meth:`forget`."""

    def __init__(self, base: Path) -> None:
        self.base = Path(os.path.realpath(base))
        self._listed: dict[str, tuple[list[str], list[str]]] = {}

    def forget(self) -> None:
        """Look again at the next question."""
        self._listed.clear()

    def names(self, relative: str) -> tuple[list[str], list[str]]:
        """Sorted names of the folders and of the files in a folder; hidden ones are left out."""
        if relative not in self._listed:
            self._listed[relative] = self._look(relative)
        return self._listed[relative]

    def _look(self, relative: str) -> tuple[list[str], list[str]]:
        folders: list[str] = []
        files: list[str] = []
        try:
            with os.scandir(self.base / relative if relative else self.base) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_symlink():
                        self._stays_inside(entry.path, f"{relative}/{entry.name}".lstrip("/"))
                    if entry.is_dir():
                        folders.append(entry.name)
                    elif entry.is_file() or entry.is_symlink():  # no pipe or device: opening one may wait for ever
                        files.append(entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return [], []
        except OSError as error:
            raise unreadable(relative or ".", error) from error
        return sorted(folders), sorted(files)

    def _stays_inside(self, full: str, relative: str) -> None:
        if not Path(os.path.realpath(full)).is_relative_to(self.base):
            hint = tr("put the file itself into the programme folder")
            raise InvalidData(tr("a symbolic link leads out of the programme folder"), where=relative, hint=hint)

    def read(self, relative: str) -> bytes | None:
        """The bytes of a file, or None when there is none."""
        full = self.base / safe_relative(relative)
        self._stays_inside(str(full), relative)
        return self.read_listed(relative)

    def read_listed(self, relative: str) -> bytes | None:
        """The bytes of a file that a listing gave (its place is known to be inside)."""
        try:
            with open(os.path.join(self.base, relative), "rb") as file:  # noqa: PTH118, PTH123 - twice as fast as Path
                return file.read()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise unreadable(relative, error) from error

    def files(self, relative: str) -> list[str]:
        """Sorted relative paths of all files below a folder."""
        folders, names = self.names(relative)
        prefix = f"{relative}/" if relative else ""
        found = [prefix + name for name in names]
        for folder in folders:
            found.extend(self.files(prefix + folder))
        return sorted(found)


def unreadable(path: str, error: OSError) -> KvadminError:
    """The error for a file that the operating system does not let us read."""
    return KvadminError(
        tr("cannot read {path}: {strerror}", path=path, strerror=error.strerror or error),
        where=path,
        hint=tr("check its permissions"),
    )
