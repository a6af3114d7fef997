"""Write the JSON Schemas of what commands print: drafts of new ones, and what is new in the output of the others.

Run: python tools/schemas.py                  (learn from the steps of same_json.py; a new command needs a step there)
     ... --samples DIR                        (learn from outputs that the tests left there, too: see below)
     ... --no-steps                           (from the samples alone: seconds)
     ... --only REGEX                         (these commands alone, by their words with underscores)
     ... --check                              (write nothing; exit 1 when an output does not fit its schema)

``KVADMIN_SAMPLES=DIR pytest tests`` keeps what every command shows in any test, a file each: thousands of examples
instead of hundreds. Learning only widens: a key that appears is added, one that is missing somewhere is no longer
required, a type that was not known is added. What vanished is taken out by hand, and a schema that is too wide is
narrowed by hand or by an entry in ``schema_words.py``: both stay. Look at the difference before it is committed.
"""

from __future__ import annotations

import argparse
import copy
import json
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import reference
from forked_steps import ForkedSteps
from json_shapes import FORMS, Shape, forms_in, unseen_in
from same_json import STEPS, Step
from schema_words import NULLABLE, OPEN, UNSEEN, WORDS, is_map

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = ROOT / "kvadmin" / "plugins"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: Commands whose result is no JSON whatever ``--format`` says -> what it is.
NO_JSON = {
    "menu": "a dialogue on a terminal",
    "completion": "the script itself, for a shell",
    "gathering calendar": "the calendar itself (ics)",
    "participants export": "the handout itself, in a document format",
    "participants badges": "the badges themselves (PDF)",
    "gathering feedback form": "the form itself, as a workbook or a document",
    "sheet out": "the workbook itself (xlsx)",
}


#: What a command prints that has no result of its own: the changes that it saved.
SAVED = {
    "type": "object",
    "properties": {"schema": {"const": 1}, "saved": {"type": "array", "items": {"$ref": "#/$defs/change"}}},
    "required": ["schema", "saved"],
    "additionalProperties": False,
}
SAVED_KEYS = {"schema", "saved"}
#: Outputs of one form have at least this share of their keys in common.
LEAST_ALIKE = 0.3


def commands() -> dict[str, str]:
    """Every command with a result in JSON: its words -> its plugin."""
    from kvadmin.cli.app import plugins_for

    top = reference.top_level()
    plugins = plugins_for(top)
    paths = [
        each.command_path.partition(" ")[2]
        for each in reference.walk(top)
        if not hasattr(each.command, "list_commands") or getattr(each.command, "invoke_without_command", False)
    ]
    return {path: plugins.owner(path.split()[0]).name for path in paths if path and path not in NO_JSON}


def command_of(step: Step, known: dict[str, str]) -> str | None:
    """The command whose JSON a step shows; None when it asks for another format, or for no result."""
    words = shlex.split(step.line)
    if "--format" in words or "--schema" in words:
        return None
    return next((" ".join(words[:count]) for count in (3, 2, 1) if " ".join(words[:count]) in known), None)


def file_of(command: str, plugin: str) -> Path:
    """Where the schema of a command lies."""
    return PLUGINS / plugin / "schemas" / f"{command.replace(' ', '_')}.json"


class Learnt:
    """What is known of a command's output: its results, and what stands there when it has none (``saved``).

    A command may have results of several forms (those of one mailing, the list of all): outputs with few keys in common
    are learnt apart, and the schema says that it is one of them.
    """

    def __init__(self, command: str) -> None:
        self._path = command.replace(" ", "_")
        self._title = f"kvadmin {command} --format json"
        self.results: list[Shape] = []
        self.saved = False

    @property
    def is_known(self) -> bool:
        """Whether anything has been learnt."""
        return self.saved or bool(self.results)

    def read(self, schema: dict[str, Any]) -> None:
        """Begin with the schema that there is."""
        for part in schema.get("oneOf", [schema]):
            if set(part["properties"]) == SAVED_KEYS:
                self.saved = True
            else:
                shape = Shape("", self._path, is_map)
                shape.read({key: value for key, value in part.items() if key[0] != "$"})
                self.results.append(shape)

    def learn(self, output: dict[str, Any]) -> None:
        """Widen by one output."""
        if set(output) == SAVED_KEYS:
            self.saved = True
            return
        alike = max(self.results, key=lambda shape: _alike(shape, output), default=None)
        if alike is None or _alike(alike, output) < LEAST_ALIKE:
            alike = Shape("", self._path, is_map)
            self.results.append(alike)
        alike.learn(output)

    def schema(self) -> dict[str, Any]:
        """The schema."""
        parts = [shape.schema() for shape in sorted(self.results, key=lambda each: sorted(each.properties))]
        for part in parts:
            part["properties"]["schema"] = {"const": 1}
            part.pop("title", None)
        parts += [copy.deepcopy(SAVED)] if self.saved else []
        whole = parts[0] if len(parts) == 1 else {"oneOf": parts}
        _say_words(whole, self._path)
        forms = {name: FORMS[name] for name in sorted(forms_in(whole))}
        made = {"$schema": DRAFT, "title": self._title, **whole}
        return {**made, **({"$defs": forms} if forms else {})}


def _alike(shape: Shape, output: dict[str, Any]) -> float:
    """How much of their keys a form and an output have in common: 0 to 1."""
    one, other = set(shape.properties) - {"schema"}, set(output) - {"schema"}
    return len(one & other) / len(one | other)


def _say_words(part: Any, path: str) -> None:
    """Put in what is known of a place beyond examples: closed vocabularies, what may be null, what is anything."""
    for each in part.get("oneOf", []):
        _say_words(each, path)
    for name, each in list(part.get("properties", {}).items()):
        here = f"{path}.{name}"
        if any(re.fullmatch(pattern, here) for pattern in OPEN):
            part["properties"][name] = {}
            continue
        if any(re.fullmatch(pattern, here) for pattern in NULLABLE):
            _allow_null(each)
        _close(each, here)
        _say_words(each, here)
    for name, place in (("items", f"{path}[]"), ("additionalProperties", f"{path}.*")):
        if part.get(name) == {}:
            part[name] = next((said for pattern, said in UNSEEN.items() if re.fullmatch(pattern, place)), {})
    if isinstance(part.get("items"), dict):
        _close(part["items"], f"{path}[]")
        _say_words(part["items"], f"{path}[]")
    if isinstance(part.get("additionalProperties"), dict):
        _say_words(part["additionalProperties"], f"{path}.*")


def _allow_null(part: dict[str, Any]) -> None:
    if "$ref" in part:
        part["anyOf"] = [{"$ref": part.pop("$ref")}, {"type": "null"}]
    elif "type" in part and "null" not in part["type"]:
        kinds = [part["type"]] if isinstance(part["type"], str) else part["type"]
        part["type"] = [*kinds, "null"]


def _close(part: dict[str, Any], path: str) -> None:
    words = next((words for pattern, words in WORDS.items() if re.fullmatch(pattern, path)), None)
    if words is None or "type" not in part:
        return
    if None in words:
        _allow_null(part)
    part["enum"] = [*words, *([None] if "null" in part["type"] and None not in words else [])]


def outputs_of_steps(known: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Command and output of every step that ends with JSON on stdout."""
    with tempfile.TemporaryDirectory(prefix="schemas-") as folder:
        side = ForkedSteps(Path(folder).resolve())
        try:
            for step in STEPS:
                ran = side.step(step, json_only=True)["json"]
                name = command_of(step, known)
                if name is not None and ran["stdout"]:
                    yield name, json.loads(ran["stdout"])
        finally:
            side.close()


def outputs_of_samples(folder: Path, known: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """The same of what the tests left."""
    by_file = {name.replace(" ", "_"): name for name in known}
    for file in sorted(folder.glob("*.json")):
        if (name := by_file.get(file.name.partition(".")[0])) is not None:
            yield name, json.loads(file.read_text(encoding="utf-8"))


def written(schema: dict[str, Any]) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Learn, write, say what is still unknown."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("--samples", type=Path, metavar="DIR", help="outputs that KVADMIN_SAMPLES=DIR pytest left")
    asked.add_argument("--no-steps", action="store_true", help="only from the samples")
    asked.add_argument("--only", type=re.compile, default=re.compile(""), metavar="REGEX", help="these commands")
    asked.add_argument("--check", action="store_true", help="write nothing")
    given = asked.parse_args()
    known = commands()
    learnt = _learnt(known, given.samples, steps=not given.no_steps)
    stale = 0
    for name, plugin in known.items():
        if not given.only.search(name.replace(" ", "_")):
            continue
        if not learnt[name].is_known:
            print(f"nothing is known of {name}: it needs a step in tools/same_json.py")
            continue
        file, text = file_of(name, plugin), written(learnt[name].schema())
        for place in unseen_in(json.loads(text)):
            print(f"never seen filled: {name} {place}")
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            stale += 1
            print(f"{'differs' if given.check else 'written'}: {file.relative_to(ROOT)}")
            if not given.check:
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
    return 1 if given.check and stale else 0


def _learnt(known: dict[str, str], samples: Path | None, *, steps: bool) -> dict[str, Learnt]:
    """What the schemas that there are say, widened by what commands print."""
    learnt = {name: Learnt(name) for name in known}
    for name, plugin in known.items():
        if (file := file_of(name, plugin)).is_file():
            learnt[name].read(json.loads(file.read_text(encoding="utf-8")))
    for name, output in outputs_of_steps(known) if steps else []:
        learnt[name].learn(output)
    for name, output in outputs_of_samples(samples, known) if samples else []:
        learnt[name].learn(output)
    return learnt


if __name__ == "__main__":
    sys.exit(main())
