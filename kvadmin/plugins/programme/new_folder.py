"""What a new programme folder holds, and which of it may be written."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from kvadmin.api import Conflict, Refused, UsageError, tr

#: The file that makes a folder a programme folder.
MARK = "programme.yaml"
_IGNORED = """\
# Derived files: lock, index, commit record.
/.kvadmin/
# Health data, and lists as people sent them: they must be erasable, and git never forgets what it has committed.
/sensitive/
/incoming/
"""
_MERGED = """\
# Both sides of a merge keep their lines: of the history, and of what calendars were told.
/history/*.jsonl merge=union
/calendar/*.jsonl merge=union
"""
#: Files for git; a folder that has them already gets the lines that are missing.
FOR_GIT = {".gitignore": _IGNORED.encode(), ".gitattributes": _MERGED.encode()}
_NEW_PROGRAMME = """\
# The programme itself. Lines that begin with # are for you; kvadmin keeps them.
# Values are text: write 0301, no and 12:30 as they are; dates as 2008-05-20.
schema: 1

# What stands in letters and lists.
name: {name}

# First and last day of the programme.
# start: 2007-01-01
# end: 2009-12-31

# The form that a neutral municipality is written to in: nb or nn.
language: {language}

# Who letters come from (also: kvadmin programme set sender.name ...).
# sender:
#   name: Sekretariatet
#   email: sekretariat@example.org
#   address: [Postboks 1, 0001 Oslo]
#   phone: 22 00 00 00
#   signed_by: Kari Nordmann
#   title: Programleder
#   organisation_number: '...'
#   logo: letters/logo.png

# The ministries and organisations behind the programme.
# parties:
#   - name: Kommunesektorens organisasjon
#     short: KS
#     email: ks@example.org
#     address: [Postboks 1, 0001 Oslo]

# Who gets a copy of every decision.
# copy_recipients:
#   - KS
"""


def new_files(name: str, language: str) -> dict[str, bytes]:
    """The files of an empty programme: path -> content."""
    text = _NEW_PROGRAMME.format(name=json.dumps(name, ensure_ascii=False), language=language)
    return {**FOR_GIT, MARK: text.encode()}


def check_place(folder: Path) -> None:
    """Refuse a place where no programme folder can be made.

    Raises:
        UsageError: It is a file.
        Conflict: It is a programme folder already.
    """
    if folder.is_file():
        raise UsageError(
            tr("{folder} is a file, not a folder", folder=folder),
            where=str(folder),
            hint=tr("name a folder that may be made"),
            code="cannot-write",
        )
    if (folder / MARK).exists():
        raise Conflict(
            tr("{folder} is a programme folder already", folder=folder),
            where=str(folder / MARK),
            hint=tr("look: kvadmin -C {folder} status", folder=shlex.quote(str(folder))),
            code="already-there",
        )


def check_free(folder: Path, files: Iterable[str]) -> None:
    """Refuse to write over whatever stands in the folder already.

    Raises:
        Conflict: One of the files is there.
        Refused: The folder cannot be looked into.
    """
    try:
        taken = sorted(name for name in files if (folder / name).exists() and name not in FOR_GIT)
    except OSError as error:
        raise Refused(
            tr("{folder} cannot be looked into: {strerror}", folder=folder, strerror=error.strerror),
            where=str(folder),
            code="cannot-write",
        ) from error
    if taken:
        raise Conflict(
            tr("{folder} has files of a programme already: {taken}", folder=folder, taken=", ".join(taken[:3])),
            where=str(folder),
            hint=tr("name an empty folder"),
            code="already-there",
        )


def to_write(folder: Path, files: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """The files in the order they are written: the mark last, for it says that the folder is whole."""
    found: dict[str, bytes] = {}
    for name, content in files.items():
        lying = (folder / name).read_bytes() if name in FOR_GIT and (folder / name).is_file() else None
        wanted = content if lying is None else with_git_lines(lying, content)
        if wanted != lying:
            found[name] = wanted
    return sorted(found.items(), key=lambda each: each[0] == MARK)


def take_away(folder: Path, written: Iterable[str], *, made: bool) -> None:
    """Take away what a new folder got before it could not be finished: nothing, or the whole.

    Args:
        folder: The folder.
        written: The files that were to be written; none of them was there before but those for git, which stay.
        made: The folder itself was not there before.
    """
    if made:
        shutil.rmtree(folder, ignore_errors=True)
        return
    files = [folder / name for name in written if name not in FOR_GIT]
    for each in files:
        each.unlink(missing_ok=True)
    inside = {each for file in files for each in file.parents if folder in each.parents and each.is_dir()}
    for each in sorted(inside, reverse=True):
        if not any(each.iterdir()):
            each.rmdir()


def with_git_lines(lying: bytes, wanted: bytes) -> bytes:
    """A file for git with the lines that it lacks, each under what is said about it; the same bytes if none."""
    known = {line.strip() for line in lying.splitlines()}
    added: list[bytes] = []
    about: list[bytes] = []
    for line in wanted.splitlines():
        if line.startswith(b"#"):
            about = [line]
        elif line not in known:
            added += [*about, line]
            about = []
    if not added:
        return lying
    between = b"" if not lying or lying.endswith(b"\n") else b"\n"
    return lying + between + b"".join(line + b"\n" for line in added)
