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
from pathlib import Path
from typing import Any

import same_json
from forked_steps import ForkedSteps

WIDTHS = (80, 60, 40)
LANGUAGES = ("en", "nb", "nn")
#: Stands before kvadmin in its process: the writer of tables notes how each would be in other windows.
NOTING = """
import sys

sys.path.append({tools!r})
import screen_widths

screen_widths.note_tables({log!r})
"""
#: What is copied from the screen: a command.
_COMMAND = re.compile(r"`[^`]*`|\bkvadmin [^`;)]*")


def note_tables(log: str) -> None:
    """From now on write down each table that is set, in every width, one JSON line each."""
    from importlib.abc import Loader, MetaPathFinder
    from importlib.util import find_spec

    class Noting(MetaPathFinder, Loader):
        def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:  # noqa: ARG002 - as its base has it
            if name != "kvadmin.tables.terminal":
                return None
            sys.meta_path.remove(self)
            spec = find_spec(name)
            assert spec is not None
            loader = spec.loader
            assert loader is not None
            run = loader.exec_module

            def run_and_note(module: Any) -> None:
                run(module)
                _note(module, log)

            loader.exec_module = run_and_note  # type: ignore[method-assign]
            return spec

    sys.meta_path.insert(0, Noting())


def _note(module: Any, log: str) -> None:
    from kvadmin.tables.look import Look

    write = module.write

    def noted(tables: Iterable[Any], look: Any) -> Any:
        several = list(tables)
        shown = [
            {
                "title": table.title,
                "wide": write([table], Look()),
                "narrow": {
                    f"{width}{'+' if everything else ''}": write([table], Look(width=width, all_columns=everything))
                    for width in WIDTHS
                    for everything in (False, True)
                },
                "commands": [
                    cell
                    for row in table.rows
                    for column, cell in zip(table.columns, row, strict=True)
                    if column.kind == "command" and cell
                ],
            }
            for table in several
        ]
        with Path(log).open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(each) + "\n" for each in shown)
        return write(several, look)

    module.write = noted


def tables_of(language: str, only: re.Pattern[str] | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table of every step, with the name of its step."""
    tools = str(Path(__file__).parent)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        home = Path(folder).resolve() / "home"
        home.mkdir()
        steps = ForkedSteps(home, {"sitecustomize.py": NOTING.format(log=str(log), tools=tools)}, KVADMIN_LANG=language)
        try:
            for name, step in same_json.named():
                if step.kind == "keep" or only is None or only.search(name):
                    log.write_text("", encoding="utf-8")
                    one = same_json.Step(step.kind, step.line, ("table",), step.before, step.takes)
                    steps.step(one, json_only=" --format " in step.line or not step.formats)
                    if only is None or only.search(name):
                        for line in log.read_text(encoding="utf-8").splitlines():
                            yield name, json.loads(line)
        finally:
            steps.close()


def faults(table: dict[str, Any]) -> Iterator[str]:
    """What is broken in a narrow window, each with its width."""
    whole = set(table["wide"].split())
    for width, text in table["narrow"].items():
        room = int(width.rstrip("+"))
        shown, _, _ = text.partition(_hidden_note(text))
        known = whole | {f"{word}:" for word in whole}
        for word in shown.split():
            if word not in known and not set(word) <= {"-"}:
                yield f"{width}: {word!r} is no word of the table"
        if width.endswith("+"):
            missing = {word for word in whole if not set(word) <= {"-"}} - {
                part for word in shown.split() for part in (word, word.removesuffix(":"))
            }
            # The headings of a sheet of facts, and of columns without a value, are not needed in blocks.
            if missing - set(" ".join(table["wide"].splitlines()[:2]).split()):
                yield f"{width}: without {sorted(missing)}"
        for command in {*table["commands"], *_COMMAND.findall(table["wide"])}:
            if command.split()[-1] in shown.split() and command not in shown and command in table["commands"]:
                yield f"{width}: the command is not on one line: {command}"
        for line in text.splitlines():
            if len(line) > room and len(_COMMAND.sub("x", line).split()) > 1 and _can_be_shorter(line, room):
                yield f"{width}: {len(line)} columns: {line}"


def _hidden_note(text: str) -> str:
    found = re.search(r"\n[^\n]*(?:\n[^\n]*){0,4}\(--all-columns", text)
    return found.group() if found else "\0"


def _can_be_shorter(line: str, room: int) -> bool:
    return max(len(word) for word in line.split()) < room


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
        for name, table in tables_of(language, given.only):
            count += 1
            if given.show:
                print(f"\n$ kvadmin {name}\n{table['narrow'][given.show]}", end="")
            for fault in faults(table):
                found += 1
                print(f"{language}: {name}: {table['title']}: {fault}")
        print(f"{language}: {count} tables")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
