"""Commits to be stopped and spoilt, and the judgement afterwards: all old, or all new with its line of the history."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from store.disks import QuickDisk, using
from store.programme import HAND, make, opened, snapshot_of
from store.records import Diet, Entry, Group, Town

PERSON = "Ola Nordmann"
SECRET = "nuts-secret"
NEW_SECRET = "milk-secret"


def _change(store, files):
    """Change, create in new folders, and delete: a third each."""
    change = store.transaction("Kari", "test")
    group = change.snapshot.get(Group, "P3")
    group.name = "new"
    change.update(group)
    for number in range(1, files):
        if number % 3 == 1:
            change.create(Entry(group=f"G{number % 5}", town=f"{number:04}"))
        elif number % 3 == 2:
            town = change.snapshot.get(Town, f"{number:04}")
            town.phone = "new"
            change.update(town)
        else:
            change.delete(Town, f"{number:04}")
    return change.commit()


def _import(store, files):
    change = store.transaction("Kari", "import")
    for number in range(files):
        change.create(Entry(group="I", town=f"{number:04}"))
    return change.commit()


def _undo(store, files):
    return store.undo(who="Kari")


def _forget(store, files):
    change = store.transaction("Kari", "asked for")
    change.update(Town(number="0001", name="Nes"))
    change.forget([PERSON])
    return change.commit()


def _sensitive(store, files):
    change = store.transaction("Kari", "diet")
    change.update(Diet(gathering="G1", needs={"Kari": NEW_SECRET}))
    return change.commit()


ACTIONS = {"change": _change, "import": _import, "undo": _undo, "forget": _forget, "sensitive": _sensitive}


class Case:
    """One commit, with the folder before it and the folder after it.

    Args:
        kind: One of :data:`ACTIONS`.
        files: How many files it writes.
        place: Where folders may be made.
        fresh: kvadmin has never written to the folder.
    """

    def __init__(self, kind, files, place, *, fresh=False):
        self.kind, self.files, self.place = kind, files, Path(place)
        self.count = 0
        self.place.mkdir(exist_ok=True)
        self.before = self.place / "before"
        make(self.before, groups__P3=HAND.replace("036", "36"))
        after = self.place / "after"
        with using(QuickDisk()):
            self._fill(fresh=fresh)
            shutil.copytree(self.before, after)
            self.act(after)
        self.old, self.new = self.data(self.before), self.data(after)
        self.lines = self.history(self.before)
        assert self.old != self.new
        shutil.rmtree(after)

    def _fill(self, *, fresh):
        for number in range(1, max(self.files, 2)):
            make(self.before, **{f"towns__{number:04}-nes": f"number: '{number:04}'\nname: Nes\n"})
        make(self.before, sensitive__G1=f"gathering: G1\nneeds:\n  Kari: {SECRET}\n")
        if fresh:
            return
        store = opened(self.before)
        for phone in ("1", PERSON):
            change = store.transaction("Kari", f"for {PERSON}" if phone == PERSON else "first")
            change.update(Town(number="0001", name="Nes", phone=phone))
            change.commit()
        if self.kind == "undo":
            _change(store, self.files)

    def folder(self):
        """A new folder in the state before the commit."""
        self.count += 1
        new = self.place / f"f{self.count}"
        shutil.copytree(self.before, new, copy_function=shutil.copyfile)
        return new

    def act(self, folder):
        return ACTIONS[self.kind](opened(folder), self.files)

    def data(self, folder):
        own = ("history", "sensitive/.gitignore")
        return {p: c for p, c in snapshot_of(folder).items() if not p.startswith(own) and c is not None}

    def history(self, folder):
        return [entry.transaction_id for entry in opened(folder).records.history()]

    def judge(self, folder, *, must=None):
        """What is wrong in a folder, after the next command has opened it; None when nothing is.

        Args:
            folder: The folder.
            must: ``old`` or ``new``, when only one of them is right.
        """
        with using(QuickDisk()):
            return self._judged(folder, must)

    def _judged(self, folder, must):
        try:
            store = opened(folder)
        except Exception as error:
            return f"cannot be opened: {error!r}"
        found = [
            one
            for one in store.records.check()
            if one.code in {"unfinished", "history-line", "late-save", "kept-beside"}
        ]
        if found:
            return f"check: {found}"
        data, lines = self.data(folder), self.history(folder)
        state = "old" if data == self.old else "new" if data == self.new else "mixed"
        if state == "mixed":
            wrong = [
                path for path in {*data, *self.new} if data.get(path) not in (self.old.get(path), self.new.get(path))
            ]
            return f"mixed, wrong: {wrong}"
        if len(lines) != len(self.lines) + (state == "new") or lines[: len(self.lines)] != self.lines:
            return f"{state}, history {len(lines)} of {len(self.lines)}"
        if must is not None and state != must:
            return f"{state}, must be {must}"
        return self._left(folder, state)

    def _left(self, folder, state):
        """What must not lie anywhere any more."""
        gone = {"forget": [PERSON] if state == "new" else [], "sensitive": [SECRET if state == "new" else NEW_SECRET]}
        waiting = [p for room in (".kvadmin/spool", "sensitive/.kvadmin/spool") for p in (folder / room).glob("*")]
        if waiting:
            return f"{state}, left: {waiting}"
        for text in gone.get(self.kind, []):
            for path in folder.rglob("*"):
                if path.is_file() and text.encode() in path.read_bytes():
                    return f"{state}, {text} in {path.relative_to(folder)}"
        return None

    def in_child(self, folder, disk, act=None):
        """Run the commit (or something else) in a process of its own, with that disk; how it ended."""
        child = os.fork()
        if not child:
            try:
                with using(disk):
                    (act or self.act)(folder)
            except BaseException:
                import traceback

                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status)
