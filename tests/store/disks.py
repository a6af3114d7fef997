"""Disks that stop, fail, or remember: what a commit does is stopped or spoilt at every single system call.

Used by the tests and, at length, by the ``benchmarks/store_*.py`` scripts.
"""

from __future__ import annotations

import os
import random
from contextlib import contextmanager

from kvadmin.store import exchange, files
from kvadmin.store.files import Disk

#: Ways to get a file into its place: as on Linux and macOS, as on NFS or Windows, as on FAT.
WAYS = {
    "exchange": {},
    "link": {"exchange": False},
    "neither": {"exchange": False, "link": False},
}


@contextmanager
def using(disk):
    """Let commits write to this disk."""
    before, files.DISK = files.DISK, disk
    try:
        yield disk
    finally:
        files.DISK = before


def _unsynced(descriptor):
    """In place of fsync: nothing here cuts the power for real."""


class QuickDisk(Disk):
    """Waits for no disk."""

    def call(self, function, *arguments):
        return super().call(_unsynced if function is os.fsync else function, *arguments)


class CountingDisk(Disk):
    """Counts the calls; one after the other, so that a number always means the same call."""

    def __init__(self, **ways):
        super().__init__(**ways)
        self.calls = 0
        self.syncs = 0

    def each(self, function, items):
        for item in items:
            function(item)

    def call(self, function, *arguments):
        self.calls += 1
        self.syncs += function is os.fsync
        return self.do(self.calls, _unsynced if function is os.fsync else function, *arguments)

    def do(self, number, function, *arguments):
        return function(*arguments)


class KillingDisk(CountingDisk):
    """Ends the process at one call; a write is half done by then."""

    def __init__(self, at, **ways):
        super().__init__(**ways)
        self.at = at

    def do(self, number, function, *arguments):
        if number == self.at:
            if function is os.write:
                os.write(arguments[0], arguments[1][: len(arguments[1]) // 2])
            os._exit(9)
        return function(*arguments)


class FailingDisk(CountingDisk):
    """Fails at one call, or from there on.

    Args:
        at: The call.
        number: The error; None: writes are short, which is no error.
        for_ever: Every later call fails, too.
    """

    def __init__(self, at, number, *, for_ever=False, **ways):
        super().__init__(**ways)
        self.at = at
        self.number = number
        self.for_ever = for_ever

    def do(self, number, function, *arguments):
        if number == self.at or (self.for_ever and number > self.at):
            if function is os.close:
                os.close(*arguments)
            if function is os.write and len(arguments[1]) > 1:
                part = arguments[1][: len(arguments[1]) // 2]
                if self.number is None:
                    return os.write(arguments[0], part)
                os.write(arguments[0], part)
            if self.number is not None:
                raise OSError(self.number, os.strerror(self.number))
        return function(*arguments)


class BetweenDisk(CountingDisk):
    """Lets somebody else do something just before one call."""

    def __init__(self, at, action, **ways):
        super().__init__(**ways)
        self.at = at
        self.action = action

    def do(self, number, function, *arguments):
        if number == self.at:
            self.action()
        return function(*arguments)


# -- a disk that may lose what was not made durable -------------------------------------------


class _File:
    def __init__(self, content):
        self.durable = self.now = content

    def draw(self, dice):
        if self.now == self.durable:
            return self.now
        kind = dice.randrange(4)
        if kind == 0:
            return self.durable
        if kind == 1:
            return self.now
        least = len(self.durable) if self.now.startswith(self.durable) else 0  # what was appended may be lost
        length = dice.randrange(least, len(self.now) + 1)
        return self.now[:length] + (b"\0" * (len(self.now) - length) if kind == 2 else b"")


class _Folder:
    def __init__(self):
        self.now = {}
        self.versions = {}  # name -> what it may be after a crash: the durable version first

    def put(self, name, node):
        self.versions.setdefault(name, [self.now.get(name)]).append(node)
        if node is None:
            self.now.pop(name, None)
        else:
            self.now[name] = node

    def sync(self):
        self.versions.clear()

    def draw(self, dice, luck):
        drawn = dict(self.now)
        for name, versions in self.versions.items():
            node = versions[-1] if dice.random() < luck else dice.choice(versions)
            drawn.pop(name, None)
            if node is not None:
                drawn[name] = node
        return {name: drawn[name] for name in sorted(drawn)}


NAMES = {exchange.swap: "swap", exchange.rename_new: "replace", _unsynced: "fsync"}


class SimulatedDisk(CountingDisk):
    """Does everything for real, and remembers it as a disk does that reorders and loses what was not made durable.

    Each name in a folder is kept or lost by itself, whatever happened to other names; a file whose content was not made
    durable may be empty, old, short, or long enough but full of zeros.

    Args:
        base: The folder as it is, all of it durable.
        forgets: ``path -> bool``: an fsync of that path is not remembered (to see that it is needed).
        after: Called after each call with this disk.
    """

    def __init__(self, base, forgets=None, after=None, **ways):
        super().__init__(**ways)
        self.base = os.path.realpath(base)
        self.forgets = forgets or (lambda path: False)
        self.after = after or (lambda disk: None)
        self.root = self._read(self.base)
        self.open = {}

    def _read(self, folder):
        found = _Folder()
        for entry in os.scandir(folder):
            if entry.is_dir():
                found.now[entry.name] = self._read(entry.path)
            else:
                with open(entry.path, "rb") as file:
                    found.now[entry.name] = _File(file.read())
        return found

    def _at(self, path):
        """The folder that holds a name, and the name."""
        folder = self.root
        *above, name = os.path.relpath(path, self.base).split(os.sep)
        for each in above:
            folder = folder.now[each]
        return folder, name

    def _node(self, path):
        if os.path.realpath(path) == self.base:
            return self.root
        folder, name = self._at(path)
        return folder.now.get(name)

    def do(self, number, function, *arguments):
        result = function(*arguments)
        note = getattr(self, "_" + NAMES.get(function, function.__name__), None)
        if note is not None:
            note(result, *arguments)
        self.after(self)
        return result

    def _open(self, descriptor, path, flags, mode=0):
        node = self._node(path)
        if node is None:
            node = _File(b"")
            folder, name = self._at(path)
            folder.put(name, node)
        self.open[descriptor] = node, os.path.relpath(path, self.base)

    def _write(self, written, descriptor, content):
        node, _ = self.open[descriptor]
        node.now += bytes(content[:written])

    def _ftruncate(self, _, descriptor, size):
        node, _ = self.open[descriptor]
        node.now = node.now[:size]

    def _fsync(self, _, descriptor):
        node, path = self.open[descriptor]
        if self.forgets(path):
            return
        if isinstance(node, _Folder):
            node.sync()
        else:
            node.durable = node.now

    def _replace(self, _, old, new):
        (here, name), (there, other) = self._at(old), self._at(new)
        there.put(other, here.now[name])
        here.put(name, None)

    _rename = _replace

    def _swap(self, _, one, two):
        (here, name), (there, other) = self._at(one), self._at(two)
        first, second = here.now[name], there.now[other]
        here.put(name, second)
        there.put(other, first)

    def _link(self, _, old, new):
        (here, name), (there, other) = self._at(old), self._at(new)
        there.put(other, here.now[name])

    def _unlink(self, _, path):
        folder, name = self._at(path)
        folder.put(name, None)

    _rmdir = _unlink

    def _mkdir(self, _, path, mode=0):
        folder, name = self._at(path)
        folder.put(name, _Folder())

    def draw(self, dice: random.Random):
        """A state that the disk may be in after a crash: ``path -> (identity, content)``, folders with None."""
        luck = dice.choice((0.0, 0.0, 0.5, 0.9))
        contents, drawn = {}, {}

        def walk(folder, prefix):
            for name, node in folder.draw(dice, luck).items():
                if isinstance(node, _Folder):
                    drawn[prefix + name] = None
                    walk(node, f"{prefix}{name}/")
                else:
                    if id(node) not in contents:
                        contents[id(node)] = node.draw(dice)
                    drawn[prefix + name] = id(node), contents[id(node)]

        walk(self.root, "")
        return drawn


def materialise(drawn, place):
    """Make a drawn state a real folder."""
    os.makedirs(place)
    first = {}
    for path, content in drawn.items():
        full = os.path.join(place, path)
        if content is None:
            os.mkdir(full)
        elif content[0] in first:
            os.link(first[content[0]], full)
        else:
            first[content[0]] = full
            with open(full, "wb") as file:
                file.write(content[1])
