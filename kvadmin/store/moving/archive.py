"""One file with everything that a programme keeps: a zip that any program opens, and that ``store copy`` restores.

It holds ``MANIFEST.json``, ``SHA256SUMS`` (``sha256sum -c ../SHA256SUMS`` in ``programme/`` checks what was unpacked;
its own hash is the one over all that ``store copy`` prints) and the contents below ``programme/``. Nothing in it
depends on a clock, a machine or a library: names are sorted, times fixed, and the contents are not packed, since two
versions of zlib pack the same bytes otherwise.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from kvadmin.errors import InvalidData, Refused, UsageError
from kvadmin.extension.engines import Entry, QueriedRecord, RecordQuery
from kvadmin.store.engines.reading import query_by_reading
from kvadmin.store.moving.inventory import Inventory, Item, batches, is_part
from kvadmin.store.paths import writable
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.extension.engines import View
    from kvadmin.model.finding import Finding

MANIFEST, SUMS, BELOW = "MANIFEST.json", "SHA256SUMS", "programme/"
_KIND, _SCHEMA = "kvadmin-programme", 1
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FOR_ITS_OWNER = 0o600
#: Zip keeps them bare or packed; no other way is read.
_WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
#: What somebody has packed again may unpack to so many times its size, and to so much in any case.
_MOST_TIMES, _MOST_BYTES = 100, 64 << 20
_ENCRYPTED = 1


def write_archive(path: Path, view: View, kept: Inventory, changed: Callable[[str], Exception]) -> None:
    """Write an archive; under its name it is whole, and for its owner alone.

    Args:
        path: The file.
        view: What is written, at one moment.
        kept: The same, looked through.
        changed: The error for a content that is not what it was when it was looked through.

    Raises:
        Refused: The file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), _FOR_ITS_OWNER)
        with os.fdopen(descriptor, "wb") as file:
            _fill(file, view, kept, changed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise Refused(
            tr("{path} cannot be written to: {strerror}", path=path, strerror=error.strerror or error),
            where=str(path),
            code="cannot-write",
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _fill(file: IO[bytes], view: View, kept: Inventory, changed: Callable[[str], Exception]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_info(MANIFEST), _manifest(kept))
        archive.writestr(_info(SUMS), kept.sums)
        for names in batches([(name, item.size) for name, item in kept.items.items()]):
            found = view.read(names)
            for name in names:
                if name not in found or sha256(found[name]).hexdigest() != kept.items[name].sha256:
                    raise changed(name)
                archive.writestr(_info(f"{BELOW}{name}"), found[name])


def _is_name(name: str) -> bool:
    try:
        return bool(writable(name)) and is_part(name)
    except UsageError:  # it leads elsewhere, or no file can have it
        return False


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 3  # Unix, wherever it is written: so that the mode counts
    info.external_attr = (0o100000 | _FOR_ITS_OWNER) << 16
    return info


def _manifest(kept: Inventory) -> bytes:
    figures = kept.figures._asdict()
    files = [{"name": name, **item._asdict()} for name, item in kept.items.items()]
    whole = {"schema": _SCHEMA, "kind": _KIND, **figures, "files": files}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


class Archive:
    """An archive as something to read from; it is looked through before anything of it is believed.

    Args:
        path: The file.

    Raises:
        InvalidData: It is no archive of a programme, or damaged.
    """

    number = 1

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            self._damaged(tr("it is no zip file, or not a whole one"), error)
        try:
            self._members = self._checked(self._zip.infolist())
            self._entries = self._listed()
        except BaseException:
            self._zip.close()
            raise

    def view(self) -> Archive:
        """An archive never changes."""
        return self

    def names(self, folder: str) -> tuple[list[str], list[str]]:
        """The folders and the contents directly in a folder."""
        return self._folders.get(folder, ([], []))

    def entries(self, below: str = "") -> Iterator[Entry]:
        """All contents and logs below a folder."""
        prefix = f"{below}/" if below else ""
        return (entry for name, entry in self._entries.items() if name.startswith(prefix))

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """The bytes of contents and logs, each with the hash that the manifest says."""
        found = {name: self._bytes(BELOW + name, self._entries[name].size) for name in names if name in self._entries}
        for name, data in found.items():
            if sha256(data).hexdigest() != self._entries[name].mark:
                self._damaged(tr("{name} has other bytes than its manifest says", name=name))
        return found

    def part(self, name: str, at: int, length: int) -> bytes:
        """So many bytes of a log from there on."""
        return self.read([name])[name][at : at + length]

    def query(self, query: RecordQuery) -> list[QueriedRecord]:
        """What many records say."""
        return query_by_reading(self, query)

    def faults(self) -> Sequence[Finding]:
        """None: what it holds is what its hashes say."""
        return ()

    def steady(self) -> bool:
        """It never changes."""
        return True

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def __getattr__(self, name: str) -> Any:
        """Whatever writes is refused: this is what engines can do besides."""
        if name not in {"writing", "outcome", "hold", "log", "put", "health"}:
            raise AttributeError(name)
        raise Refused(
            tr("an archive is only read"),
            where=str(self._path),
            hint=tr("restore it: kvadmin store copy --from {path} --to FOLDER", path=self._path),
            code="state-forbids",
        )

    @cached_property
    def _folders(self) -> dict[str, tuple[list[str], list[str]]]:
        found: dict[str, tuple[set[str], set[str]]] = {"": (set(), set())}
        for name in self._entries:
            folder, _, last = name.rpartition("/")
            found.setdefault(folder, (set(), set()))[1].add(last)
            while folder:
                above, _, last = folder.rpartition("/")
                found.setdefault(above, (set(), set()))[0].add(last)
                folder = above
        return {folder: (sorted(folders), sorted(names)) for folder, (folders, names) in found.items()}

    def _checked(self, members: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        """The members by name: each a plain file, once, of a size that the file can hold."""
        found: dict[str, zipfile.ZipInfo] = {}
        together = 0
        for member in members:
            if member.filename in found:
                self._damaged(tr("it holds {name} twice", name=member.filename))
            if member.compress_type not in _WAYS or member.flag_bits & _ENCRYPTED:
                self._damaged(tr("{name} is packed in a way that is not read", name=member.filename))
            together += member.file_size
            found[member.filename] = member
        if together > _MOST_BYTES + _MOST_TIMES * self._path.stat().st_size:
            self._damaged(tr("it would unpack to {bytes} bytes, which no programme does", bytes=together))
        return found

    def _listed(self) -> dict[str, Entry]:
        """What the manifest lists, which must be what is there, under names that stay in their folder."""
        if MANIFEST not in self._members:
            self._damaged(tr("it holds no {manifest}", manifest=MANIFEST))
        try:
            whole = json.loads(self._bytes(MANIFEST, self._members[MANIFEST].file_size))
            version, kind = whole["schema"], whole["kind"]
            listed = [
                Entry(str(each["name"]), int(each["size"]), str(each["sha256"]), each["log"] is True)
                for each in (whole["files"] if (version, kind) == (_SCHEMA, _KIND) else ())
            ]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            self._damaged(tr("its {manifest} cannot be read", manifest=MANIFEST), error)
        if (version, kind) != (_SCHEMA, _KIND):
            raise InvalidData(
                tr("{path} is of a version that this kvadmin does not read", path=self._path),
                where=str(self._path),
                hint=tr("upgrade: `pip install --upgrade kvadmin`"),
                code="unknown-version",
            )
        entries = {entry.name: entry for entry in listed}
        others = {BELOW + name for name in entries} ^ (self._members.keys() - {MANIFEST, SUMS})
        if len(entries) != len(listed) or others:
            odd = sorted(others)[:1] or [MANIFEST]
            self._damaged(tr("{name} is not both in it and in its manifest, once", name=odd[0]))
        for name, entry in entries.items():
            if not _is_name(name) or self._members[BELOW + name].file_size != entry.size:
                self._damaged(tr("{name} is of another size, or of a name that no programme has", name=name))
        found = dict(sorted(entries.items()))
        kept = Inventory({name: Item(each.size, each.mark, each.log) for name, each in found.items()})
        if whole.get("sha256") != kept.figures.sha256 or self._sums() != kept.sums:
            self._damaged(tr("its hashes are not of all that was put into it"))
        return found

    def _sums(self) -> bytes:
        member = self._members.get(SUMS)
        return b"" if member is None else self._bytes(SUMS, member.file_size)

    def _bytes(self, member: str, size: int) -> bytes:
        try:
            with self._zip.open(self._members[member]) as file:
                data = file.read(size + 1)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
            self._damaged(tr("{name} cannot be read", name=member), error)
        except Exception as error:  # zlib.error, which is loaded only where something is packed
            self._damaged(tr("{name} cannot be unpacked", name=member), error)
        if len(data) != size:
            self._damaged(tr("{name} is of another size than it says", name=member))
        return data

    def _damaged(self, what: str, cause: BaseException | None = None) -> NoReturn:
        raise InvalidData(
            tr("{path} is no sound archive of a programme: {what}", path=self._path, what=what),
            where=str(self._path),
            hint=tr("take another copy of it; `kvadmin store export` writes such archives"),
            code="damaged-file",
        ) from cause
