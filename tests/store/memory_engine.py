"""A tiny engine that keeps everything in memory: it shows that the interface is enough."""

from __future__ import annotations

from contextlib import contextmanager

from kvadmin.errors import Conflict, Overtaken
from kvadmin.extension.engines import Entry
from kvadmin.store.engines.reading import query_by_reading
from kvadmin.store.folder import revision


class MemoryView:
    def __init__(self, data, number):
        self.data = dict(data)
        self.number = number

    def names(self, folder):
        prefix = f"{folder}/" if folder else ""
        rest = [name[len(prefix) :] for name in self.data if name.startswith(prefix)]
        return sorted({each.split("/")[0] for each in rest if "/" in each}), sorted(e for e in rest if "/" not in e)

    def entries(self, below=""):
        prefix = f"{below}/" if below else ""
        return [Entry(n, len(d), revision(d)) for n, d in sorted(self.data.items()) if n.startswith(prefix)]

    def read(self, names):
        return {name: self.data[name] for name in names if name in self.data}

    def part(self, name, at, length):
        return self.data[name][at : at + length]

    def query(self, query):
        return query_by_reading(self, query)

    def steady(self):
        return True


class MemoryWriting:
    def __init__(self, engine):
        self.engine = engine

    @property
    def view(self):
        return self.engine.view()

    def commit(self, change):
        data = dict(self.engine.data)
        for name, new in change.contents.items():
            now = data.get(name)
            if (None if now is None else revision(now)) != change.expected[name]:
                raise Overtaken(f"{name} has been changed", where=name)
            data.pop(name, None)
            if new is not None:
                data[name] = new
        for name, more in change.added.items():
            data[name] = data.get(name, b"") + more
        self.engine.data, self.engine.number = data, self.engine.number + 1
        self.engine.made.add(change.token)


class MemoryLog:
    def __init__(self, engine, name):
        self.engine, self.name = engine, name

    def reserve(self, size):
        pass

    def add(self, line, *, durable=False):
        self.engine.data[self.name] = self.engine.data.get(self.name, b"") + line

    def close(self):
        pass


class MemoryEngine:
    def __init__(self):
        self.data, self.number, self.made, self.held = {}, 0, set(), set()

    def view(self):
        return MemoryView(self.data, self.number)

    @contextmanager
    def writing(self, *, who, command, patience=None):
        yield MemoryWriting(self)

    def outcome(self, token):
        return token in self.made

    @contextmanager
    def hold(self, name):
        if name in self.held:
            raise Conflict(f"somebody else holds {name}", code="held")
        self.held.add(name)
        try:
            yield
        finally:
            self.held.remove(name)

    def log(self, name):
        return MemoryLog(self, name)

    def put(self, contents):
        self.data |= contents

    def health(self):
        return [("store", "memory")]

    def close(self):
        pass


def open_engine(folder, address):
    return MemoryEngine()
