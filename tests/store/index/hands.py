"""What hands do to the files of a folder of towns."""

from __future__ import annotations

import os

from store.index.index_states import town


def edit_keeping_times(file, text):
    """Write in place with the same length, and put the times back."""
    was = file.stat()
    assert len(text.encode()) == was.st_size
    file.write_text(text, encoding="utf-8")
    _timed_as(file, was)


def _timed_as(file, was):
    """Put a time of modification back, as soon as the clock of the file system has gone on."""
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))
    while file.stat().st_ctime_ns == was.st_ctime_ns:
        os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


def replace_keeping_times(file, text):
    """Put another file in its place, of the same length and time."""
    was = file.stat()
    other = file.with_name(".other")
    other.write_text(text, encoding="utf-8")
    _timed_as(other, was)
    other.replace(file)


def by_hand(folder, chance):
    """One thing that a hand may do to a folder of towns."""
    towns = folder / "towns"
    files = sorted(towns.glob("*.yaml"))
    file = chance.choice(files)
    number = file.stem.partition("-")[0]
    text = file.read_text(encoding="utf-8")
    what = chance.randrange(9)
    if what == 0:
        file.write_text(town(number, f"Edit {chance.randrange(100)}", people=chance.randrange(99)), encoding="utf-8")
    elif what == 1:
        edit_keeping_times(file, text.replace("o", "u", 1))
    elif what == 2:
        replace_keeping_times(file, text.replace("e", "a", 1))
    elif what == 3:
        file.unlink()
    elif what == 4:
        new = f"{chance.randrange(100, 160):04}"
        (towns / f"{new}.yaml").write_text(town(new, "New"), encoding="utf-8")
    elif what == 5:
        file.rename(towns / f"{number}-{chance.choice('abc')}.yaml")
    elif what == 6:
        os.utime(file, ns=(chance.randrange(10**18), chance.randrange(2 * 10**18)))
    elif what == 7:
        file.write_text(
            text + chance.choice(["phone: 12\n", "note: x\n", "people: ?\n", "wrong: 1\n"]), encoding="utf-8"
        )
    else:
        other = chance.choice(files)
        first, second = file.read_bytes(), other.read_bytes()
        file.write_bytes(second)
        other.write_bytes(first)
