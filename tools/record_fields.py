"""Write down every kind of record with its fields, as frozen lists that a test compares with what is there now.

    python tools/record_fields.py            # renew the lists after a field was added that may be missing
    python tools/record_fields.py --check    # only say what is not so any more (exit 1)

A list is of one schema version: ``tests/ages/fields_of_schema_1.txt`` of kvadmin's own records, and
``tests/fields_of_schema_N.txt`` of each plugin in ``plugins_contrib``. Old folders stay readable because a list is
only renewed where everything that was valid still is. A field that must be there now, one that is gone, and one that
takes less than it took need a new version and a migration step (``kvadmin_migrations``); then a list of that version is
begun, and the old one stays for good.
"""

from __future__ import annotations

import argparse
import datetime as dt
import decimal
import importlib
import re
import sys
import types
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), *map(str, sorted((ROOT / "plugins_contrib").glob("kvadmin-*")))]

from kvadmin.extension.collections import Collection  # noqa: E402 - found through the path above
from kvadmin.extension.discovering.discovery import BUILTIN  # noqa: E402
from kvadmin.extension.migrations.step import Migration  # noqa: E402
from kvadmin.model.programme import SCHEMA_VERSION  # noqa: E402
from kvadmin.store.schema.faults import struct_fields  # noqa: E402

CORE = "kvadmin"
_WORDS: dict[Any, str] = {
    str: "text", int: "int", decimal.Decimal: "decimal", float: "float", bool: "bool",
    dt.date: "date", dt.datetime: "datetime", types.NoneType: "none",
}  # fmt: skip
#: Type -> what it may become: whatever was read by it is read by those, too.
_WIDER = {
    "int": {"decimal", "float", "text"}, "decimal": {"text"}, "float": {"text"}, "bool": {"text"}, "date": {"text"},
    "datetime": {"text"},
}  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """What one plugin, or kvadmin itself, keeps.

    Args:
        name: ``kvadmin``, or the package of the plugin.
        version: Of its records.
        collections: Name -> path and fields; a field is its way -> ``required`` or ``optional`` and its type.
        steps: The versions that a migration step lifts to.
    """

    name: str
    version: int
    collections: dict[str, tuple[str, dict[str, tuple[str, str]]]]
    steps: frozenset[int] = frozenset()


def declared() -> list[Declared]:
    """Kvadmin's own records, and those of every plugin in ``plugins_contrib``."""
    own = [importlib.import_module(f"kvadmin.plugins.{each}") for each in BUILTIN]
    found = [_declared(CORE, own, SCHEMA_VERSION)]
    for folder in sorted((ROOT / "plugins_contrib").glob("kvadmin-*")):
        package = folder.name.replace("-", "_")
        made = _declared(folder.name, [importlib.import_module(package)], None)
        found += [made] if made.collections else []
    return found


def _declared(name: str, plugins: Iterable[types.ModuleType], version: int | None) -> Declared:
    collections: list[Collection] = []
    steps: list[Migration] = []
    for plugin in plugins:
        collections += plugin.kvadmin_collections() if hasattr(plugin, "kvadmin_collections") else []
        steps += plugin.kvadmin_migrations() if hasattr(plugin, "kvadmin_migrations") else []
    lifted = frozenset(each.version for each in steps)
    number = max(lifted, default=1) if version is None else version
    return Declared(
        name, number, {each.name: (each.path, dict(_fields(each.record_class()))) for each in collections}, lifted
    )


def _fields(struct: Any, before: str = "") -> Iterator[tuple[str, tuple[str, str]]]:
    """``contacts[].email`` -> ``("optional", "text")`` of every field, those of parts behind the part itself."""
    for _, name, kind, required in struct_fields(struct):
        where = f"{before}{name}"
        word, parts = _word(kind)
        yield where, ("required" if required else "optional", word)
        for marks, part in parts:
            yield from _fields(part, f"{where}{marks}.")


def _word(kind: Any) -> tuple[str, list[tuple[str, Any]]]:
    """The word for a type, and the parts inside it with the marks of what they are in: ``[]`` or ``{}``."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _word(inner[0])
    if kind in _WORDS or origin is typing.Literal:
        return _WORDS.get(kind) or "one of " + ", ".join(sorted(map(str, inner))), []
    if isinstance(kind, type) and hasattr(kind, "__struct_fields__"):
        return "part", [("", kind)]
    if origin in (typing.Union, types.UnionType):
        words = [_word(each) for each in inner]
        return " or ".join(sorted(word for word, _ in words)), [part for _, parts in words for part in parts]
    if origin in (list, tuple, set, dict) and inner:
        word, parts = _word(inner[-1] if origin is dict else inner[0])
        marks, form = ("{}", "mapping of") if origin is dict else ("[]", "list of")
        return f"{form} {word}", [(marks + each, part) for each, part in parts]
    return getattr(kind, "__name__", str(kind)), []


def text_of(said: Declared) -> str:
    """The list, as it is kept."""
    lines = [f"# The records of {said.name}, schema {said.version}: written by tools/record_fields.py, see there."]
    for name, (path, fields) in sorted(said.collections.items()):
        lines += ["", f"{name}: {path}"]
        lines += [f"  {must} {field}: {word}" for field, (must, word) in fields.items()]
    return "\n".join(lines) + "\n"


def read(text: str) -> dict[str, tuple[str, dict[str, tuple[str, str]]]]:
    """The collections of a list that was kept."""
    found: dict[str, tuple[str, dict[str, tuple[str, str]]]] = {}
    fields: dict[str, tuple[str, str]] = {}
    for line in text.splitlines():
        if field := re.fullmatch(r"  (required|optional) (\S+): (.+)", line):
            fields[field[2]] = (field[1], field[3])
        elif record := re.fullmatch(r"(\w+): (\S+)", line):
            fields = {}
            found[record[1]] = (record[2], fields)
    return found


def breaks(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Why a folder that was right by the old list may not be right, or not be read, by the new one: a sentence each."""
    found = []
    for name, (path, fields) in sorted(old.items()):
        if name not in new:
            found.append(f"{name}: the records are gone, and their files would lie there unread")
            continue
        there, now = new[name]
        if path != there:
            found.append(f"{name}: its files would be looked for at {there} and lie at {path}")
        for field, (must, word) in fields.items():
            if field not in now:
                found.append(f"{name}.{field}: the field is gone, and a file that has it is refused")
                continue
            if must == "optional" and now[field][0] == "required":
                found.append(f"{name}.{field}: it must be there now, and may be missing in a folder")
            if not _takes(now[field][1], word):
                found.append(f"{name}.{field}: it takes {now[field][1]} now, and held {word}")
        found += [
            f"{name}.{field}: a new field that must be there, and is missing in every folder"
            for field, (must, _) in now.items()
            if must == "required" and field not in fields and not _is_in_new_part(field, fields)
        ]
    return found


def _is_in_new_part(field: str, old: dict[str, tuple[str, str]]) -> bool:
    """Whether the field is one of a part that is new as a whole: where there is no part, nothing is missing."""
    parent = re.sub(r"[\[\]{}]+$", "", field.rpartition(".")[0])
    return bool(parent) and parent not in old


def _takes(new: str, old: str) -> bool:
    """Whether a type reads everything that another one read."""
    if new == old:
        return True
    for form in ("list of ", "mapping of "):
        if old.startswith(form) and new.startswith(form):
            return _takes(new.removeprefix(form), old.removeprefix(form))
    if old.startswith("one of ") and new.startswith("one of "):
        return set(old[7:].split(", ")) <= set(new[7:].split(", "))
    if old.startswith("one of ") and new == "text":
        return True
    return all(
        any(each == one or one in _WIDER.get(each, ()) for one in new.split(" or ")) for each in old.split(" or ")
    )


def file_of(name: str, version: int) -> Path:
    """Where the list of a version is kept."""
    folder = ROOT / "tests" / "ages" if name == CORE else ROOT / "plugins_contrib" / name / "tests"
    return folder / f"fields_of_schema_{version}.txt"


def problems(said: Declared) -> list[str]:
    """What has to be done before the records may be as they are: a sentence each, with what to do at its end."""
    found = [
        f"{said.name}: no migration step lifts to schema {version}; declare it by the hook kvadmin_migrations, "
        "so that older folders become right"
        for version in range(2, said.version + 1)
        if version not in said.steps
    ]
    found += [
        f"{said.name}: the list of schema {version} is gone; get it back from git"
        for version in range(1, said.version)
        if not file_of(said.name, version).is_file()
    ]
    file = file_of(said.name, said.version)
    if not file.is_file():
        return [*found, f"{said.name}: schema {said.version} has no list; run python tools/record_fields.py"]
    found += [
        f"{each}. Let it be optional; or raise the schema version of {said.name}, declare the migration step to "
        f"{said.version + 1} and freeze a folder before it (tools/freeze_age.py)"
        for each in breaks(read(file.read_text(encoding="utf-8")), said.collections)
    ]
    if not found and file.read_text(encoding="utf-8") != text_of(said):
        found.append(f"{said.name}: fields were added that may be missing; run python tools/record_fields.py")
    return found


def renew(said: Declared) -> list[str]:
    """Write the list of the version where that breaks nothing; else what is wrong."""
    file = file_of(said.name, said.version)
    wrong = [each for each in problems(said) if "run python" not in each]
    if not wrong and (not file.is_file() or file.read_text(encoding="utf-8") != text_of(said)):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text_of(said), encoding="utf-8")
        print(f"written: {file.relative_to(ROOT)}")
    return wrong


def main(words: Sequence[str] | None = None) -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    given = parser.parse_args(words)
    wrong = [text for said in declared() for text in (problems(said) if given.check else renew(said))]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
