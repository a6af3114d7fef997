"""Run every command on a programme of YAML files and on the same programme in another engine; print what differs.

Run: python tools/same_engines.py                 (every step of same_json.py, as JSON)
     ... --formats       also as csv, md and table       ... --only REGEX    compare these command lines alone

Exit code 0: nothing differs but what :data:`ALLOWED` names with its reason; 1: something does.

Exit code, stdout, stderr, the files that a command made and what the programme keeps afterwards are compared, but for
what differs from run to run.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import same_json
from forked_steps import ForkedSteps

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from store.on_engine import ENGINE_FILE, LOCAL, engine_in, install_engine, kept_in, on_engine  # noqa: E402

#: What is compared at the end.
KEPT = "what is kept at the end"
Named = tuple[str, same_json.Step]
#: Ids of changes are drawn at random.
_ID = re.compile(r"\b[bcdfghjkmnpqrstvwxz]{8,}\b")
#: Hashes of contents that have moments in them: what left by mail, what was changed.
_HASH = re.compile(r'(?<=sha256)(\\*": \\*")[0-9a-f]{64}')
#: What files alone have: git is told to keep out of them, and earlier versions lie beside them for a while.
_OF_FILES = re.compile(r"(^|/)sensitive/(\.kvadmin/|\.gitignore$)")
_FAULTY = "! cohorts/P9.yaml id: P9\nname: Pulje 9\ncapacity: many\nnonsense: 1\n && check"
#: Command line -> why another engine answers something else.
ALLOWED: dict[str, str] = {
    _FAULTY: "no file is opened to mend a record",
    "doctor": "the engine says of itself what it is",
    "schema write": "no editor opens the records",
    "schema write && schema remove": "no editor opens the records",
    "plugins disable mail --here && plugins list": "which plugins are listed is known once the programme is open",
}


class DiskSteps(ForkedSteps):
    """The programme of files, with the plugin of the engine installed beside it."""

    def __init__(self, home: Path) -> None:
        compiled = str(home.parent / "pycache")  # by the first of the two, for both
        super().__init__(home, prepare=install_engine, PYTHONPYCACHEPREFIX=compiled)

    def ready(self) -> None:
        """Nothing is done."""

    def steady(self, text: str) -> str:
        """The text without what differs from run to run."""
        return _HASH.sub(r"\1HASH", _ID.sub("CHANGE", super().steady(text)))

    def run(self, folder: Path, line: str, options: list[str]) -> dict[str, Any]:
        """Exit code and output, without what differs from run to run."""
        return {
            name: self.steady(each) if name != "exit" else each
            for name, each in super().run(folder, line, options).items()
        }

    def kept(self) -> dict[str, str]:
        """Everything that is there, to be compared."""
        found = self.files(self.programme)
        return {self.steady(name): self.shown(name, data) for name, data in found.items()}

    def files(self, folder: Path) -> dict[str, bytes]:
        """The files of the programme, and those made beside it."""
        found = same_json.Side.files(self, folder)
        return {name: data for name, data in found.items() if not _OF_FILES.search(name)}


class EngineSteps(DiskSteps):
    """The same programme in the engine."""

    def ready(self) -> None:
        """Move the programme, once it is there."""
        on_engine(self.programme)

    def before(self, folder: Path, line: str) -> None:
        """What is written by hand is written into the engine, but for what belongs to this computer."""
        _, _, rest = line.partition("! ")
        name, _, text = rest.partition(" ")
        if line.startswith("! ") and name.partition("/")[0] not in LOCAL:
            engine_in(folder).put({name: text.encode()})
        else:
            super().before(folder, line)

    def files(self, folder: Path) -> dict[str, bytes]:
        """What the engine keeps, and files beside it."""
        beside = super().files(folder)
        if not (folder / ENGINE_FILE).exists():
            return beside
        found = {
            name: data for name, data in beside.items() if not name.startswith(ENGINE_FILE) and name != "programme.yaml"
        }
        return found | kept_in(folder)


def differences(home: Path, steps: Iterable[Named], *, json_only: bool = True) -> Iterator[tuple[str, list[str]]]:
    """Run the steps on both; each command line with the lines that differ, at the end all that is kept.

    Args:
        home: An empty folder.
        steps: What is run; the first makes the programme.
        json_only: Leave out csv, md and table.
    """
    sides: list[DiskSteps] = []
    (name, first), *rest = steps
    try:
        results = []
        for place, kind in (("disk", DiskSteps), ("engine", EngineSteps)):
            sides.append(kind(home / place))
            results.append(sides[-1].step(first, json_only=json_only))
            sides[-1].ready()
        yield name, compared(*results)
        for name, step in rest:
            yield name, compared(*(side.step(step, json_only=json_only) for side in sides))
        yield KEPT, compared(*(side.kept() for side in sides))
    finally:
        for side in sides:
            side.close()


def compared(*both: object) -> list[str]:
    """The lines that differ."""
    texts = [
        re.sub(r"\\n", "\n", json.dumps(each, indent=1, ensure_ascii=False, sort_keys=True)).splitlines()
        for each in both
    ]
    return list(difflib.unified_diff(*texts, "yaml", "engine", lineterm="", n=0))


def main(arguments: list[str] | None = None) -> int:
    """Compare, and print."""
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=re.compile, default=re.compile(""))
    parser.add_argument("--formats", action="store_true")
    asked = parser.parse_args(arguments)
    wanted = {name for name, _ in same_json.named() if asked.only.search(name)} | {KEPT}
    steps = [(name, step) for name, step in same_json.named() if step.kind == "keep" or name in wanted]
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="same-engines-") as folder:
        for name, lines in differences(Path(folder).resolve(), steps, json_only=not asked.formats):
            if lines and name in wanted and name not in ALLOWED:
                wrong += 1
                print(f"\n== {name}", *lines[: same_json.SHOWN], sep="\n", flush=True)
    print(f"{len(wanted)} compared, {wrong} differ", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
