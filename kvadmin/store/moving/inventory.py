"""Everything that one place keeps, with its hashes: what is copied, and what two places are compared by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from kvadmin.errors import Refused, UsageError
from kvadmin.extension.engines import Entry, View
from kvadmin.store.engines.disk_engine import is_log
from kvadmin.store.frame import HISTORY
from kvadmin.store.paths import writable
from kvadmin.translation import tr

#: So many contents, or so many bytes, go at a time.
BATCH, BATCH_BYTES = 200, 8 << 20
_SHOWN = 20
#: What a program holds at the moment, and what it had begun to write.
_PASSING = (".lock", ".part")


class Item(NamedTuple):
    """One content or log.

    Args:
        size: Its bytes.
        sha256: Their hash, in hex.
        log: Whether lines are added to it.
    """

    size: int
    sha256: str
    log: bool


class KeptFigures(NamedTuple):
    """What a place keeps, in figures: the same of two places that keep the same.

    Args:
        contents: How many contents, logs not among them.
        logs: How many logs.
        bytes: Of all together.
        history: Lines of the history.
        sha256: The hash of ``HASH  NAME`` lines of all of them, sorted by name.
    """

    contents: int
    logs: int
    bytes: int
    history: int
    sha256: str


@dataclass(frozen=True)
class Inventory:
    """What a place keeps.

    Args:
        items: By name, sorted.
        history: Lines of the history.
        left_out: What lies there and is not copied: locks, and what was begun and not ended.
        no_files: Pipes, sockets and devices that lie in a folder: they are not copied either.
    """

    items: Mapping[str, Item]
    history: int = 0
    left_out: tuple[str, ...] = ()
    no_files: tuple[str, ...] = ()

    @cached_property
    def sums(self) -> bytes:
        """The lines ``HASH  NAME``, as ``sha256sum`` writes and checks them."""
        return "".join(f"{item.sha256}  {name}\n" for name, item in self.items.items()).encode()

    @cached_property
    def figures(self) -> KeptFigures:
        """The same in figures."""
        logs = sum(item.log for item in self.items.values())
        size = sum(item.size for item in self.items.values())
        return KeptFigures(len(self.items) - logs, logs, size, self.history, sha256(self.sums).hexdigest())

    def without(self, name: str) -> Inventory:
        """All but one of them."""
        return Inventory({each: item for each, item in self.items.items() if each != name}, self.history, self.left_out)


class KeptOtherwise(NamedTuple):
    """A content that two places do not both keep so.

    Args:
        name: Its name.
        what: ``missing`` in the second place, ``added`` in it, or ``other``: other bytes.
        here: Its hash in the first place.
        there: Its hash in the second.
    """

    name: str
    what: str
    here: str | None
    there: str | None


def differences(here: Inventory, there: Inventory) -> list[KeptOtherwise]:
    """What the second place keeps otherwise, sorted by name."""
    found = []
    for name in sorted({*here.items, *there.items}):
        one, other = here.items.get(name), there.items.get(name)
        if one is None or other is None or one.sha256 != other.sha256:
            what = "missing" if other is None else "added" if one is None else "other"
            found.append(KeptOtherwise(name, what, one and one.sha256, other and other.sha256))
    return found


def is_part(name: str) -> bool:
    """Whether a name belongs to a programme: hidden ones are the computer's, locks and halves are nobody's."""
    return not is_hidden(name) and not name.endswith(_PASSING)


def is_hidden(name: str) -> bool:
    """Whether a name or a folder that it lies in begins with a dot."""
    return name.startswith(".") or "/." in name


def inventory_of(view: View, *, whole: bool = True) -> Inventory:
    """What there is at one moment.

    Args:
        view: The moment.
        whole: Whether all bytes are read; else the revisions that the place itself gives are taken for the hashes of
            contents (logs are read in any case).

    Raises:
        Refused: It keeps something under a name that not every place could keep it under.
    """
    entries = {entry.name: entry for entry in view.entries() if not is_hidden(entry.name)}
    left_out = tuple(sorted(name for name in entries if not is_part(name)))
    entries = {name: entries[name] for name in sorted(entries) if is_part(name)}
    _check_names(entries)
    items = {name: Item(entry.size, entry.mark, _is_log(entry)) for name, entry in entries.items()}
    history = 0
    read = [(name, item.size) for name, item in items.items() if whole or item.log]
    for names in batches(read):
        for name, data in view.read(names).items():
            items[name] = Item(len(data), sha256(data).hexdigest(), items[name].log)
            if name.startswith(f"{HISTORY}/") and items[name].log:
                history += data.count(b"\n")
    return Inventory(items, history, left_out)


def _is_log(entry: Entry) -> bool:
    return entry.log or is_log(entry.name)


def _check_names(names: Iterable[str]) -> None:
    odd = []
    for name in names:
        try:
            writable(name)
            name.encode()
        except (UsageError, UnicodeEncodeError):
            odd.append(name.encode("utf-8", "backslashreplace").decode())
    if odd:
        raise Refused(
            tr("{count} name(s) cannot be kept everywhere: {name}", count=len(odd), name=odd[0]),
            where=odd[0],
            details=odd[:_SHOWN],
            hint=tr("give these files other names: letters, digits, `-`, `_` and single blanks are safe"),
            code="bad-name",
        )


def batches(sizes: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
    """Names in groups that are fetched or written at once, from names and sizes."""
    some: list[str] = []
    together = 0
    for name, size in sizes:
        if some and (len(some) >= BATCH or together + size > BATCH_BYTES):
            yield some
            some, together = [], 0
        some.append(name)
        together += size
    if some:
        yield some
