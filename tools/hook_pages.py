"""Try every example of the how-tos about hooks, and write what it prints and what the hook takes and returns.

Each section of ``docs/how-to-hooks`` is an example by itself: it starts in a fresh example programme, its files in
``plugins/`` are trusted as they are saved, and its ``console`` blocks are run. Between ``<!-- facts of HOOK -->`` and
``<!-- /facts -->`` stands what the hook's specification says.

Run: python tools/hook_pages.py [PAGE ...]   (the test in tests/docs runs the same and compares)
"""

from __future__ import annotations

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

sys.path.insert(0, str(Path(__file__).resolve().parent))

import how_to
import signatures

PAGES = how_to.ROOT / "docs" / "how-to-hooks"
#: The pages in the order in which they are read.
ORDER = ("commands.md", "records.md", "lists.md", "admission.md", "letters.md", "figures.md", "recipes.md")
#: What stands for an argument of every hook that has it, and of one hook: ``hook.argument``.
EXAMPLES = {
    "about": '`"P3"`',
    "applicants": '`["0101", "0104"]`',
    "cohort": '`"P3"`',
    "command": '`"municipality list"`',
    "edits": '`[Create("visits", "v1", {...})]`',
    "email": '`"kari@oslo.example"`',
    "entry": '`entry.command == "cohort set"`',
    "indicator": '`"sykefravaer"`',
    "key": '`"P1"`',
    "keys": '`["0101", "0104"]`',
    "language": '`"nb"`',
    "municipality": '`"0301"`',
    "name": '`"Kari Nordmann"`',
    "places": '`[Place("0301", "Oslo", 59.9, 10.7)]`',
    "recipient": '`"Kari Nordmann"`',
    "snapshot": "`snapshot.all(Municipality)`",
    "today": "`date(2008, 6, 10)`",
    "undone": '`undone.command == "visits publish"`',
    "who": '`"Kari Nordmann"`',
    "why": '`"meeting of 10 June"`',
    "kvadmin_pictures.name": '`"network-map"`',
}
_FACTS = re.compile(r"(?ms)^<!-- facts of (?P<hook>\w+) -->\n.*?^<!-- /facts -->$")
_SECTION = re.compile(r"(?m)^(?=## )")
#: What was imported to be looked up, by its name: the types that hooks take and return.
_HOMES = ("kvadmin.api", "kvadmin.api.hooks", "kvadmin.api.changes", "kvadmin.api.records", "kvadmin.api.reports")


class Examples(how_to.Shell):
    """The example programme, fresh for each section; commands run one after another in forks of one process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.programme = self.root / "kvalitet"
        self.env |= {"KVADMIN_TODAY": "2008-06-10", "KVADMIN_WHO": "Kari Nordmann", "PYTHONDONTWRITEBYTECODE": "1"}
        self.env["PYTHONPATH"] = os.pathsep.join((str(how_to.ROOT), str(self.programme)))
        self.programme.mkdir()  # what is no folder when Python starts is never looked into
        script = Path(__file__).with_name("one_after_another.py")
        self._runs = subprocess.Popen(
            [sys.executable, str(script)], env=self.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        code, said = self.ran(["kvadmin", "init", "untouched", "--example"])
        if code:
            raise SystemExit(said)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        assert self._runs.stdin is not None
        assert self._runs.stdout is not None
        self._runs.stdin.close()
        self._runs.wait()
        self._runs.stdout.close()

    def begin(self) -> None:
        """A fresh folder, and settings that trust nothing."""
        self.folder = self.root
        shutil.rmtree(self.programme)
        shutil.copytree(self.root / "untouched", self.programme)
        (self.root / "none.toml").unlink(missing_ok=True)
        self.folder = self.programme
        self.plans = {}

    def ran(self, words: list[str]) -> tuple[int, str]:
        """Exit code and output of a command, what it says on stderr before its result."""
        if words[0] == "cat":
            return 0, (self.folder / words[1]).read_text(encoding="utf-8")
        if words[0] == "grep":
            lines = (self.folder / words[2]).read_text(encoding="utf-8").splitlines()
            return 0, "".join(f"{line}\n" for line in lines if words[1] in line)
        assert words[0] == "kvadmin", words
        assert self._runs.stdin is not None
        assert self._runs.stdout is not None
        print(json.dumps([str(self.folder), ["--no-input", *words[1:]]]), file=self._runs.stdin, flush=True)
        code, out, err = json.loads(self._runs.stdout.readline())
        return code, err + out

    def block(self, found: re.Match[str]) -> str:
        """The block with fresh output; a plugin that it saves is trusted, unless its section does so itself."""
        fresh = how_to.block_run(found, self)
        if (found["file"] or "").startswith("plugins/") and f"plugins trust {found['file']}" not in found.string:
            code, said = self.ran(["kvadmin", "plugins", "trust", found["file"], "--yes"])
            if code:
                raise SystemExit(f"{found['file']}: {said}")
        return fresh


def pages_of_hooks() -> dict[str, str]:
    """Hook -> the page that has its how-to."""
    found: dict[str, str] = {}
    for name in ORDER:
        headings = re.findall(r"(?m)^## (kvadmin_\w+)$", (PAGES / name).read_text(encoding="utf-8"))
        found |= dict.fromkeys(headings, name)
    return found


def sections(page: str) -> list[str]:
    """What stands before the first heading, and each section."""
    return _SECTION.split(page)


def fresh(page: str, shell: Examples) -> str:
    """The page with what each section prints today."""
    parts = []
    for part in sections(page):
        if how_to.BLOCK.search(part):
            shell.begin()
        parts.append(how_to.BLOCK.sub(shell.block, part))
    return _FACTS.sub(lambda found: facts(found["hook"]), "".join(parts))


def facts(hook: str) -> str:
    """What the hook takes, each with its type and an example, and every field of what it returns."""
    from kvadmin.extension import specs

    lines = [f"<!-- facts of {hook} -->"]
    signature = inspect.signature(getattr(specs, hook))
    if signature.parameters:
        lines += ["| it is given | type | for example |", "|---|---|---|"]
        for name, each in signature.parameters.items():
            example = EXAMPLES.get(f"{hook}.{name}", EXAMPLES.get(name, ""))
            lines.append(f"| `{name}` | {linked(str(each.annotation))} | {example} |")
    else:
        lines.append("It is given nothing.")
    answer = str(signature.return_annotation)
    lines += ["", f"It returns {linked(answer)}" + ("." if answer != "None" else ", that is nothing.")]
    for kind in known_types(answer):
        rows = [each for each in signatures.fields_of(kind) if each[0] != "plugin"]  # which kvadmin fills in
        if rows:
            name = kind.__name__
            said = {field: _cell(text.replace("``", "`")) for field, text in signatures.meanings(kind).items()}
            lines += ["", f"| field of `{name}` | type | when not given | what |", "|---|---|---|---|"]
            for field, text, default in rows:
                given = f"`{_cell(default)}`" if default else "required"
                lines.append(f"| `{field}` | {linked(text)} | {given} | {said.get(field, '')} |")
    return "\n".join([*lines, "<!-- /facts -->"])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def known_types(text: str) -> list[type]:
    """The public classes that an annotation names."""
    return [found for word in re.findall(r"\w+", text) if inspect.isclass(found := _public(word)[1])]


def linked(text: str) -> str:
    """An annotation as Markdown, with a link to each public class it names."""
    names = [word for word in dict.fromkeys(re.findall(r"[A-Z]\w+", text)) if _public(word)[0]]
    return f"`{_cell(text)}`" + "".join(f" ([{name}](../api.md#{name.lower()}))" for name in names)


def _public(name: str) -> tuple[str, Any]:
    """The public module that has the name, and what it is; nothing where none has it."""
    for home in _HOMES:
        module = import_module(home)
        if name in getattr(module, "__all__", ()):
            return home, getattr(module, name)
    return "", None


def main() -> None:
    """Write the pages named on the command line anew, or all."""
    names = [Path(name).name for name in sys.argv[1:]] or ORDER
    with tempfile.TemporaryDirectory() as folder, Examples(Path(folder)) as shell:
        for name in names:
            page = PAGES / name
            page.write_text(fresh(page.read_text(encoding="utf-8"), shell), encoding="utf-8")


if __name__ == "__main__":
    main()
