"""The proofs of the store, for the suite in small and for ``benchmarks/store_*.py`` in full: each gives its violations."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections import Counter
from pathlib import Path
from unittest import mock

from store.commits import Case
from store.disks import (
    BetweenDisk,
    CountingDisk,
    FailingDisk,
    KillingDisk,
    QuickDisk,
    SimulatedDisk,
    materialise,
    using,
)
from store.programme import change_name, opened

from kvadmin.errors import KvadminError
from kvadmin.store.writing import placing

#: Every class of fsync of a commit, by the path that it is called on.
SYNCS = {
    "new content": lambda path: "/spool/" in path,
    "names of new content": lambda path: path.endswith("spool"),
    "the frame": lambda path: path == ".kvadmin/commit.new",
    "name of the frame": lambda path: path == ".kvadmin",
    "names of the files": lambda path: path.startswith(("groups", "towns", "entries")),
    "names of new folders": lambda path: path == ".",
    "the history": lambda path: path.startswith("history/"),
    "name of the history": lambda path: path == "history",
}
#: Names of the errors that a disk may have; None is a short write, which is no error.
ERRORS = {"ENOSPC": errno.ENOSPC, "EIO": errno.EIO, "EACCES": errno.EACCES, "short write": None}


def calls(case: Case, ways):
    """How many system calls the commit makes, and how many of them are fsync."""
    with using(CountingDisk(**ways)) as disk:
        case.act(case.folder())
    return disk.calls, disk.syncs


def kills(case: Case, ways, every=1):
    """Kill the commit at every system call, then open the folder; ``(kills, violations)``."""
    number, wrong = calls(case, ways)[0], Counter()
    steps = [*range(1, number + 1, every), number + 1]
    for at in steps:
        folder = case.folder()
        ended = case.in_child(folder, KillingDisk(at, **ways))
        assert ended == (9 if at <= number else 0), ended
        note(wrong, f"at {at}", case.judge(folder, must="new" if at > number else None))
        shutil.rmtree(folder)
    return len(steps) - 1, wrong


def kills_twice(case: Case, ways, firsts):
    """Kill the commit, and then the command that finishes it, at every system call; ``(kills, violations)``."""
    wrong, count = Counter(), 0
    for first in firsts:
        for at in range(1, 1000):
            folder = case.folder()
            case.in_child(folder, KillingDisk(first, **ways))
            ended = case.in_child(folder, KillingDisk(at, **ways), act=opened)
            note(wrong, f"at {first}, then {at}", case.judge(folder))
            shutil.rmtree(folder)
            count += 1
            if not ended:
                break
    return count, wrong


def faults(case: Case, ways, errors=ERRORS, every=1):
    """Let the disk fail once, and from there on: "failed" is old, "saved" is new; ``(faults, violations)``."""
    number, wrong, count = calls(case, ways)[0], Counter(), 0
    for name, error in errors.items():
        for for_ever in (False, True):
            for at in range(1, number + 1, every):
                folder = case.folder()
                with (
                    using(FailingDisk(at, error, for_ever=for_ever, **ways)),
                    mock.patch.object(placing, "WAITS", (0,)),
                ):
                    try:
                        case.act(folder)
                        must = "new"
                    except KvadminError:
                        must = "old"
                note(wrong, f"{name}{' on and on' if for_ever else ''} at {at}", case.judge(folder, must=must))
                count += 1
                shutil.rmtree(folder)
    return count, wrong


def crashes(case: Case, ways, draws, forgets=None, *, every=1, enough=None):
    """Draw states of a disk after a crash at every system call; ``(draws, different ones, violations)``.

    Args:
        case: The commit.
        ways: See ``store.disks.WAYS``.
        draws: How many states at each call, and ten times as many after the last one.
        forgets: Fsyncs that this disk does not do.
        every: Only at every so many calls.
        enough: Stop looking after so many violations.
    """
    dice, seen, wrong, count = random.Random(1), set(), Counter(), 0
    place = case.place / "drawn"

    def look(disk, times=draws, must=None):
        nonlocal count
        if (must is None and disk.calls % every) or (enough and wrong.total() >= enough):
            return
        with using(QuickDisk()):
            for _ in range(times):
                count += 1
                drawn = disk.draw(dice)
                key = hash((must, *((path, content and content[1]) for path, content in drawn.items())))
                if key not in seen:
                    seen.add(key)
                    materialise(drawn, place)
                    note(wrong, f"after {disk.calls}", case.judge(place, must=must))
                    shutil.rmtree(place)

    folder = case.folder()
    with using(SimulatedDisk(folder, forgets, look, **ways)) as disk:
        case.act(folder)
    look(disk, draws * 10, "new")
    shutil.rmtree(folder)
    return count, len(seen), wrong


def note(wrong, where, what):
    """Count a violation."""
    if what:
        wrong[f"{where}: {what[:200]}"] += 1


# -- hand edits -------------------------------------------------------------------------------


class Editor:
    """Somebody who edits P3 by hand at one moment, in one of four ways; the text names the edit."""

    KINDS = ("in place", "by rename", "same size and time", "saved late")

    def __init__(self, folder, kind, mark):
        self.path = Path(folder) / "groups/P3.yaml"
        self.kind = kind
        self.mark = mark
        self.open = os.open(self.path, os.O_RDWR)
        self.done = False

    def edit(self):
        old = os.stat(self.path)
        text = self.path.read_bytes()
        # The capacity is two digits in all versions: an edit that leaves size and, if told so, time as they were.
        new = text.replace(b"capacity: 36", f"capacity: {self.mark}".encode())
        self.done = True
        if self.kind == "by rename":
            beside = self.path.with_name("edited")
            beside.write_bytes(new)
            beside.replace(self.path)
        elif self.kind == "saved late":
            os.pwrite(self.open, new, 0)
            os.ftruncate(self.open, len(new))
        else:
            with self.path.open("r+b") as file:
                file.write(new)
            if self.kind == "same size and time":
                os.utime(self.path, ns=(old.st_atime_ns, old.st_mtime_ns))

    def found(self):
        """Where the edit is: the file itself, or a version beside it."""
        os.close(self.open)
        wanted = f"capacity: {self.mark}".encode()
        return [p.name for p in self.path.parent.iterdir() if p.is_file() and wanted in p.read_bytes()]


def hand_edits(case: Case, ways, count, dice):
    """Edit by hand at drawn moments of a commit; ``(edits, how they ended, violations)``.

    Lost is an edit that is neither in the file nor beside it after the next commit.
    """
    number, ended, wrong = calls(case, ways)[0], Counter(), Counter()
    for index in range(count):
        folder = case.folder()
        kind = Editor.KINDS[index % len(Editor.KINDS)]
        editor = Editor(folder, kind, 40 + index % 50)
        at = dice.randrange(1, number + 1)
        try:
            with using(BetweenDisk(at, editor.edit, **ways)):
                case.act(folder)
            end = "saved"
        except KvadminError as error:
            end = type(error).__name__
            assert error.exit_code == 5, error
        if not editor.done:
            continue
        with using(QuickDisk(**ways)):
            store = opened(folder)
            change = store.transaction("Kari")
            change.put_file("next.txt", b"x")
            change.commit()
        found = editor.found()
        ended[f"{kind}: {end}, {'in the file' if 'P3.yaml' in found else 'beside it' if found else 'LOST'}"] += 1
        note(wrong, f"{kind} at {at}", None if found else f"lost, {end}")
        if end == "saved" and "P3.yaml" not in found and not told(folder):
            note(wrong, f"{kind} at {at}", "not told")
        shutil.rmtree(folder)
    return sum(ended.values()), ended, wrong


def told(folder):
    """Whether ``check`` names a version that was kept."""
    return any(one.code == "kept-beside" for one in opened(folder).records.check())


def one_change(folder):
    """A change of the name of P3, committed."""
    return change_name(opened(folder)).commit()
