"""A small engine that keeps everything in memory: it shows that the interface is enough."""

from __future__ import annotations

import threading
from contextlib import contextmanager

from kvadmin.errors import Conflict, Overtaken
from kvadmin.extension.engines import Entry
from kvadmin.store.engines.reading import query_by_reading
from kvadmin.store.folder import revision


class Memory:
    """What all connections to one store share."""

    def __init__(self):
        self.data, self.logs, self.number, self.made, self.held = {}, set(), 0, set(), set()
        self.writer, self.turn = threading.RLock(), threading.Lock()


class MemoryView:
    query = query_by_reading

    def __init__(self, memory):
        with memory.turn:
            self.data, self.logs, self.number = dict(memory.data), set(memory.logs), memory.number

    def names(self, folder):
        prefix = f"{folder}/" if folder else ""
        rest = [name[len(prefix) :] for name in self.data if name.startswith(prefix)]
        return sorted({each.split("/")[0] for each in rest if "/" in each}), sorted(e for e in rest if "/" not in e)

    def entries(self, below=""):
        prefix = f"{below}/" if below else ""
        every = sorted(self.data.items())
        return [Entry(n, len(d), revision(d), n in self.logs) for n, d in every if n.startswith(prefix)]

    def read(self, names):
        return {name: self.data[name] for name in names if name in self.data}

    def part(self, name, at, length):
        return self.data.get(name, b"")[at : at + length]

    def faults(self):
        return []

    def steady(self):
        return True


class MemoryWriting:
    def __init__(self, memory):
        self.memory = memory

    @property
    def view(self):
        return MemoryView(self.memory)

    def commit(self, change):
        with self.memory.turn:
            data = dict(self.memory.data)
            for name, new in change.contents.items():
                now = data.pop(name, None)
                if (None if now is None else revision(now)) != change.expected[name]:
                    raise Overtaken(f"{name} has been changed", where=name)
                if new is not None:
                    data[name] = new
            for name, more in change.added.items():
                data[name] = data.get(name, b"") + more
            self.memory.logs.update(change.added)
            self.memory.data, self.memory.number = data, self.memory.number + 1
            self.memory.made.add(change.token)


class MemoryLog:
    def __init__(self, memory, name):
        self.memory, self.name = memory, name
        self.add(b"")

    def reserve(self, size):
        pass

    def add(self, line, *, durable=False):
        with self.memory.turn:
            self.memory.logs.add(self.name)
            self.memory.data[self.name] = self.memory.data.get(self.name, b"") + line

    def close(self):
        pass


class MemoryEngine:
    def __init__(self, memory=None):
        self.memory = memory or Memory()

    def view(self):
        return MemoryView(self.memory)

    @contextmanager
    def writing(self, *, who, command, patience=None):
        if not self.memory.writer.acquire(timeout=3 if patience is None else patience):
            raise Overtaken("somebody else is writing", code="locked")
        try:
            yield MemoryWriting(self.memory)
        finally:
            self.memory.writer.release()

    def outcome(self, token):
        return token in self.memory.made

    @contextmanager
    def hold(self, name):
        with self.memory.turn:
            if name in self.memory.held:
                raise Conflict(f"somebody else holds {name}", code="held")
            self.memory.held.add(name)
        try:
            yield
        finally:
            self.memory.held.remove(name)

    def log(self, name):
        return MemoryLog(self.memory, name)

    def put(self, contents):
        with self.memory.turn:
            self.memory.data |= contents

    def health(self):
        return [("store", "memory")]

    def close(self):
        pass


#: What is kept for each programme folder, as long as the process lives.
MEMORIES = {}


def open_engine(folder, address):
    return MemoryEngine(MEMORIES.setdefault(folder, Memory()))
