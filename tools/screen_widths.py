"""Every command in narrow windows: what breaks a word, an id or a command, or is wider than it need be.

Run: python tools/screen_widths.py                   (all of it, in en, nb and nn; exit 1 when something is found)
     python tools/screen_widths.py --language nn     (one language)
     python tools/screen_widths.py --only REGEX      (steps of same_json.py that match; those that write run always)
     python tools/screen_widths.py --show 80         (print what the commands show in a window of that width)

Every table that a step of ``same_json.py`` shows is set as wide as it likes, and then for windows of 80, 60 and 40
columns, with and without ``--all-columns``. What stands in the narrow one must be words of the wide one; a line wider
than the window must be one that cannot be shorter.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import same_json
from forked_steps import ForkedSteps

from kvadmin.tables.look import Look
from kvadmin.tables.table import Column, Table
from kvadmin.tables.terminal import write
from kvadmin.tables.wrapping import width_of, words_of, wrapped

WIDTHS = (80, 60, 40)
LANGUAGES = ("en", "nb", "nn")
#: Stands before kvadmin in its process: the writer of tables notes how each would be in other windows.
NOTING = """
import sys

sys.path.append({tools!r})
import screen_widths

screen_widths.note_tables({log!r})
"""
#: What is copied from the screen.
_COMMAND = re.compile(r"`[^`]*`|\bkvadmin [^`;)]*")


def note_tables(log: str) -> None:
    """From now on write down each table that is set, a line of JSON each."""
    from kvadmin.tables import terminal
    from kvadmin.tables.cells import screen_text

    write = terminal.write

    def noted(tables: Iterable[Table], look: Look) -> str:
        several = list(tables)
        with Path(log).open("a", encoding="utf-8") as file:
            for table in several:
                columns = [[column.key, column.title, column.kind, column.rank] for column in table.columns]
                rows = [[screen_text(cell) for cell in row] for row in table.rows]
                file.write(json.dumps([table.title, columns, rows, table.notes, table.empty]) + "\n")
        return write(several, look)

    terminal.write = noted


def noted_table(line: str) -> Table:
    """The table of a line."""
    title, columns, rows, notes, empty = json.loads(line)
    made = tuple(Column(key, heading, kind, rank=rank) for key, heading, kind, rank in columns)
    return Table(title, made, tuple(map(tuple, rows)), tuple(notes), empty)


class Steps(ForkedSteps):
    """The example programme, of whose commands the tables are noted.

    Args:
        home: An empty folder.
        language: Of the screen.
    """

    def __init__(self, home: Path, language: str) -> None:
        self.log = home / "tables.jsonl"
        tools = str(Path(__file__).parent)
        first = {"sitecustomize.py": NOTING.format(log=str(self.log), tools=tools)}
        super().__init__(home, first, KVADMIN_LANG=language)

    def step(self, step: same_json.Step, *, noted: bool = True) -> tuple[list[Table], str]:
        """The command as a person runs it: its tables, and what it says beside them."""
        line = step.line.format_map(self.words)
        with self.folder_of(step) as folder:
            self.log.write_text("", encoding="utf-8")
            ran = self.run(folder, line, [])
            tables = [noted_table(each) for each in self.log.read_text(encoding="utf-8").splitlines()] if noted else []
            if step.takes:
                self.take(step, self.run(folder, line, ["--format", "json"])["stdout"])
        return tables, ran["stderr"]


def tables_of(language: str, only: re.Pattern[str] | None = None) -> Iterator[tuple[str, list[Table], str]]:
    """Every step by its name: the tables it shows, and the lines it says beside them."""
    with tempfile.TemporaryDirectory() as folder:
        steps = Steps(Path(folder).resolve(), language)
        try:
            for name, step in same_json.named():
                wanted = only is None or bool(only.search(name))
                if step.kind == "keep" or wanted:
                    yield (name, *steps.step(step, noted=wanted))
        finally:
            steps.close()


def broken_lines(text: str) -> Iterator[str]:
    """What a terminal would break of the lines that are no table."""
    for line in text.splitlines():
        commands = re.findall(r"`[^`]*`", line)
        for width in WIDTHS:
            lines = wrapped(line.lstrip(" "), width)
            if " ".join(lines).split() != line.split():
                yield f"{width}: not the same words: {line}"
            yield from (f"{width}: broken: {each}" for each in commands if not any(each in part for part in lines))


def faults(table: Table) -> Iterator[str]:
    """What is broken in a narrow window, each with its width."""
    if not table.rows:
        return
    whole = set(write([table]).split())
    whole |= {f"{word}:" for word in whole}  # in front of a value, in a block
    bare = replace(table, notes=())
    cells = {word for row in bare.rows for cell in row for word in str(cell).split()}
    commands = {
        str(cell)
        for row in table.rows
        for column, cell in zip(table.columns, row, strict=True)
        if column.kind == "command" and cell
    }
    commands |= {each for row in table.rows for cell in row for each in re.findall(r"`kvadmin [^`]*`", str(cell))}
    for width in WIDTHS:
        everything = write([bare], Look(width=width, all_columns=True))
        narrow = write([bare], Look(width=width))
        shown = narrow.partition("\nNot shown for want of room")[0]
        for text in (shown, everything):
            broken = [word for word in text.split() if word not in whole and word.strip("-")]
            if broken:
                yield f"{width}: not in the table: {broken}"
            for line in text.splitlines():
                if width_of(line) > width and not _one_thing(line, commands, width):
                    yield f"{width}: {width_of(line)} columns: {line}"
        if lost := cells - {part for word in everything.split() for part in (word, word.removesuffix(":"))}:
            yield f"{width}: lost with --all-columns: {sorted(lost)}"
        if lost := [each for each in commands if each not in everything]:
            yield f"{width}: a command is broken: {lost}"


def _one_thing(line: str, commands: set[str], width: int) -> bool:
    """Whether a line is as short as it can be: a command, or a word that is wider than the window."""
    told = line.strip().rstrip(".,;")
    return any(told.endswith(each) for each in commands) or (width_of(told) > width and len(words_of(told)) == 1)


def main() -> int:
    """Run everything and print what is found."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--only", type=re.compile, metavar="REGEX", help="only steps that match")
    asked.add_argument("--language", choices=LANGUAGES, action="append", help="only this language")
    asked.add_argument("--show", metavar="WIDTH", help="print the tables of that width; 80+: with --all-columns")
    given = asked.parse_args()
    found = 0
    for language in given.language or LANGUAGES:
        count = 0
        for name, tables, beside in tables_of(language, given.only):
            count += len(tables)
            for table in tables if given.show else ():
                look = Look(width=int(given.show.rstrip("+")), all_columns=given.show.endswith("+"))
                print(f"\n$ kvadmin {name}\n{write([table], look)}", end="")
            for fault in (
                *(f"{table.title}: {each}" for table in tables for each in faults(table)),
                *broken_lines(beside),
            ):
                found += 1
                print(f"{language}: {name}: {fault}")
        print(f"{language}: {count} tables")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
