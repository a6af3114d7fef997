"""The year of docs/story.md on another engine beside YAML files: the same words on the screen, the same documents.

The year runs twice on YAML files, which shows what the clock and chance put into files anyway (the history, the log of
what was sent), and once in an engine. Every other file is the same byte for byte, whether an engine keeps it or a
command has written it for the person; in the rest moments, ids and hashes of them are replaced before they are
compared.

Run: python benchmarks/engine_year.py [ADDRESS [LANGUAGE]]   (of an empty engine; by default a PostgreSQL of its own)
"""

from __future__ import annotations

import re
import sys
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT)]

import how_to  # noqa: E402
import story  # noqa: E402

PROGRAMME = "kvalitet"
_INIT = f"kvadmin init {PROGRAMME}"
#: What the clock and chance make: moments, ids, hashes; by any of them a file differs between two years on YAML, too.
_ANY = re.compile(
    rb"""
    \d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:?\d\d|Z)?        # ISO 8601
    | [A-Z][a-z]{2},\ \d\d?\ [A-Z][a-z]{2}\ \d{4}\ \d\d:\d\d:\d\d\ [+-]\d{4}  # a letter's date
    | [A-Z][a-z]{2}\ [A-Z][a-z]{2}\ [ \d]\d\ \d\d:\d\d:\d\d\ \d{4}            # an mbox's
    | \b[0-9a-f]{12,64}\b | \b[0-9A-Za-z_-]{11,26}(?=")                       # hashes and ids
    """,
    re.VERBOSE,
)


@dataclass
class Year:
    """What a year has left.

    Attributes:
        told: Every command with the lines that it printed.
        files: Every file that is kept or was written for the person, by its name.
        seconds: CPU of this process.
    """

    told: list[tuple[str, list[str]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    seconds: float = 0.0


def year(language: str, address: str = "") -> Year:
    """Play the year; SystemExit when a command ends as the page does not say.

    Args:
        language: Which the screen speaks.
        address: Of an empty engine; empty: YAML files.
    """
    found, begun = Year(), process_time()
    with tempfile.TemporaryDirectory() as folder:
        office = story.Office(Path(folder), language)
        for command in how_to.commands(story.PAGE.read_text(encoding="utf-8")):
            run = command.replace(_INIT, f"{_INIT} --store {address}", 1) if address else command
            code, lines = office.run(run)
            if code != how_to.expected(command):
                raise SystemExit(f"{language}: {command}: exit {code}\n" + "\n".join(lines))
            found.told.append((command, lines))
        found.files = _visible(office.folder)
        if address:
            found.files |= _kept(office, Path(folder) / "kept.zip")
    found.seconds = process_time() - begun
    return found


def _visible(folder: Path) -> dict[str, bytes]:
    files = (each for each in folder.rglob("*") if each.is_file())
    names = {each.relative_to(folder).as_posix(): each for each in files}
    return {
        name: each.read_bytes()
        for name, each in names.items()
        if not any(part.startswith(".") for part in name.split("/")) and not name.startswith("post/")
        if not name.endswith(".lock")
    }


def _kept(office: story.Office, archive: Path) -> dict[str, bytes]:
    """What the engine keeps, by the command that exports it."""
    code, said = office.ran(["kvadmin", "store", "export", "-o", str(archive)])
    if code:
        raise SystemExit(said)
    below = "programme/"
    with zipfile.ZipFile(archive) as file:
        return {name.removeprefix(below): file.read(name) for name in file.namelist() if name.startswith(below)}


@dataclass
class Compared:
    """How one year stands beside another.

    Attributes:
        same: Files that are the same byte for byte.
        likewise: Files that the clock and chance change, and that are the same but for that.
        other: Files that are not the same, or that only one year has.
        words: Commands that printed something else.
    """

    same: int = 0
    likewise: int = 0
    other: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def compared(first: Year, again: Year, other: Year) -> Compared:
    """An engine's year beside two on YAML files."""
    found = Compared()
    for name in sorted({*first.files, *other.files}):
        one, two = first.files.get(name), other.files.get(name)
        if one is None or two is None:
            found.other.append(f"{name}: only {'in the engine' if one is None else 'on YAML files'}")
        elif one == two:
            found.same += 1
        elif one != again.files.get(name) and _ANY.sub(b"?", one) == _ANY.sub(b"?", two):
            found.likewise += 1
        else:
            found.other.append(name)
    for (command, lines), (_, there) in zip(first.told, other.told, strict=True):
        if lines != there and not command.startswith(_INIT):  # which says where the programme is
            found.words.append(command)
    return found


def judged(language: str, address: str) -> bool:
    """Play the years, and print how they stand beside each other; whether the engine's is as it must be."""
    first, again, other = year(language), year(language), year(language, address)
    result = compared(first, again, other)
    print(f"{len(first.told)} commands: {len(result.words)} printed something else")
    print(
        f"{len(first.files)} files: {result.same} byte for byte, {result.likewise} but for moments and ids, "
        f"{len(result.other)} others"
    )
    print(f"CPU of this process: YAML {first.seconds:.1f} s, engine {other.seconds:.1f} s")
    for each in (*result.words, *result.other):
        print(f"    {each}")
    return not (result.words or result.other)


def main() -> int:
    """Judge one engine; without an address, PostgreSQL on a server of its own."""
    if len(sys.argv) > 1:
        return not judged(sys.argv[2] if len(sys.argv) > 2 else "en", sys.argv[1])
    sys.path.insert(0, str(ROOT / "plugins_contrib" / "kvadmin-postgres" / "tests"))
    import postgres_server

    with postgres_server.running(fsync=False) as cluster:
        return not judged("en", cluster.address())


if __name__ == "__main__":
    raise SystemExit(main())
