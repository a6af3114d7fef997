"""One record file, judged twice: by the store, and by the JSON Schema that an editor goes by.

They must agree but where JSON Schema cannot say what the store says; those places stand in :data:`REASONS`, each with
the reason, and nowhere else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from store.editor.editor_reading import core_yaml, refused

from kvadmin.store.editor.record_schema import record_schema
from kvadmin.store.editor.scalars import core_value
from kvadmin.store.schema.collection_schema import CollectionSchema
from kvadmin.store.schema.loading import load
from kvadmin.store.yamltext.events import SCALAR, compose

#: Why the two may differ.
REASONS = {
    # refused by the store alone
    "name of the file": "a JSON Schema sees what a file says, not what it is called, and no other file",
    "spelling of a number": "0301, +5, 0x10 and 1. are numbers before the schema sees them; kvadmin sees how they are written",
    "arithmetic in quotes": "of '15e-1' only arithmetic says that it is not whole, of '1e400' that no number is so large",
    "list of words": "True is the truth value true before the schema sees it, where the word is true",
    # refused by the schema alone
    "Null": "YAML 1.2 reads Null and NULL as nothing; kvadmin keeps them, since people are called so",
    "beyond a double": "1e400 is infinite before the schema sees it; kvadmin keeps it as a decimal",
    "other digits": "Python's decimals know the digits of all scripts",
    "null in quotes": "kvadmin takes the word null for nothing, in quotes too; a closed list of words has nothing to say so with",
}
#: A number as Python or a JSON reader may see one, in quotes.
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


@lru_cache(maxsize=256)
def _schema(record: type, collection: Any, extra: tuple[Any, ...], version: int) -> dict[str, Any]:
    del record
    return record_schema(CollectionSchema(collection, extra), version)


def schema_for(schema: CollectionSchema) -> dict[str, Any]:
    """The JSON Schema of a collection, made once."""
    version = 1 if schema.collection.name == "programme" else 0
    return _schema(schema.record, schema.collection, tuple(schema.extra_fields), version)


def disagreement(schema: CollectionSchema, path: str, data: bytes) -> str:
    """Where the store and the editor's schema differ about a file, for a reason that is not known; empty when nowhere."""
    loaded = load(schema, path, data)
    if any(each.code.startswith(("yaml", "git")) for each in loaded.findings):
        return ""  # no YAML at all: every editor says so without a schema
    found = [each for each in loaded.findings if each.severity == "error"]
    text = loaded.text
    said = refused(schema_for(schema), core_yaml(text))
    if found and not said:
        unknown = [each for each in found if not _only_the_store(each, text)]
        return f"{path}: only the store refuses {unknown}\n{text}" if unknown else ""
    if said and not found:
        unknown = [each for each in said if not _only_the_editor(each, text)]
        return f"{path}: only the editor refuses {unknown}\n{text}" if unknown else ""
    return ""


def _only_the_store(finding: Any, text: str) -> str:
    """The reason for what only the store refuses; empty when there is none."""
    if finding.code in ("key-mismatch", "key-twice"):
        return "name of the file"
    lines = text.split("\n")
    index = sum(len(line) + 1 for line in lines[: finding.line - 1]) + finding.column - 1
    node = next((each for each in _scalars(compose(text)) if each.start == index), None)
    if node is None or node.content is None:
        return ""
    if not node.style:
        read = core_value(node.content)
        return "list of words" if isinstance(read, bool) else "" if isinstance(read, str) else "spelling of a number"
    return "arithmetic in quotes" if _NUMBER.fullmatch(node.content) else ""


def _only_the_editor(said: str, text: str) -> str:
    """The reason for what only the schema refuses; empty when there is none."""
    place, _, _ = said.rpartition(": ")
    way = tuple(int(step) if step.isdigit() else step for step in place.split("/") if step)
    node = compose(text).at(way)
    if node.kind is not SCALAR or node.content is None:
        return ""
    if not node.style and node.content in ("Null", "NULL"):
        return "Null"
    if node.content.casefold() == "null":
        return "null in quotes"
    if not node.content.isascii() and any(sign.isdigit() for sign in node.content):
        return "other digits"
    return "beyond a double" if _NUMBER.fullmatch(node.content) and abs(float(node.content)) > 1e308 else ""


def _scalars(node: Any) -> list[Any]:
    if node.kind is SCALAR:
        return [node]
    children = [one for pair in node.content for one in pair] if node.kind == "mapping" else node.content
    return [found for child in children for found in _scalars(child)]
