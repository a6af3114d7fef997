"""The shape of JSON: learnt from examples, written as JSON Schema (draft 2020-12), read back, widened by more examples.

What a person has said in a schema (``enum``, ``minimum``, ``description`` ...) stays when it is widened; an ``enum``
that an example does not keep to is widened, too, and shows in the difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

#: Texts of a form that programs count on: name in ``$defs`` -> what it is, by JSON Schema.
FORMS: dict[str, dict[str, Any]] = {
    "municipality": {"description": "Number of a municipality, as text.", "type": "string", "pattern": "^[0-9]{4}$"},
    "date": {"description": "A day, ISO 8601.", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    "moment": {
        "description": "A moment, ISO 8601.",
        "type": "string",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?([+-][0-9]{2}:[0-9]{2}|Z)?$",
    },
    "decimal": {"description": "An exact decimal, as text.", "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
    "change": {"description": "Id of a change in the history.", "type": "string", "pattern": "^[0-9a-z-]{8,32}$"},
    "sha256": {"description": "A SHA-256 in hexadecimal.", "type": "string", "pattern": "^[0-9a-f]{64}$"},
}
#: Keys whose values are numbers of municipalities where all of them look so.
OF_MUNICIPALITIES = {
    "municipality", "municipalities", "number", "members", "candidates", "in_several_groups", "together", "apart",
    "from_number", "successors", "host", "hosts", "hosted", "left", "joined", "home", "unlocated", "missing_numbers",
}  # fmt: skip
#: Keys whose values are exact decimals as text where all of them look so.
OF_DECIMALS = {"score", "points", "weight", "value", "target", "denominator", "mean", "lower", "upper", "limit"}

#: Keys whose values are ids of changes.
OF_CHANGES = {"saved", "undoes", "undone_by", "undone", "redone", "transaction"}


class Shape:
    """What may stand in one place.

    Args:
        key: The name it stands under, which says what a text is; the list's own for its items.
        is_map: Whether the keys of an object in a place are data (``{"0301": ...}``), by path.
    """

    def __init__(self, key: str, path: str, is_map: Callable[[str], bool]) -> None:
        self.key, self.path, self._is_map = key, path, is_map
        self.types: set[str] = set()
        self.form: str | None = None
        self.told: dict[str, Any] = {}
        self.properties: dict[str, Shape] = {}
        self.required: set[str] = set()
        self.values: Shape | None = None
        self.items: Shape | None = None
        self._objects = 0
        self._seen: dict[str, int] = {}
        self._old: set[str] = set()
        self._decided = False

    def learn(self, value: Any) -> None:
        """Widen the shape, so that the value fits."""
        kind = _type(value)
        if kind == "integer" and "number" in self.types:
            kind = "number"
        if kind == "number":
            self.types.discard("integer")
        self.types.add(kind)
        if isinstance(value, str):
            self._learn_text(value)
        elif isinstance(value, list):
            self.items = self.items or Shape(self.key, f"{self.path}[]", self._is_map)
            for each in value:
                self.items.learn(each)
        elif isinstance(value, dict):
            self._learn_object(value)
        if "enum" in self.told and value not in self.told["enum"]:
            self.told["enum"].append(value)

    def _learn_text(self, text: str) -> None:
        if not self._decided:
            self._decided = True
            self.form = next((name for name in FORMS if self._fits(name, text)), None)
        elif self.form is not None and not self._fits(self.form, text):
            self.form = "decimal" if self.form == "municipality" and self._fits("decimal", text) else None

    def _fits(self, name: str, text: str) -> bool:
        if name == "municipality" and self.key not in OF_MUNICIPALITIES:
            return False
        if name == "change" and self.key not in OF_CHANGES:
            return False
        if name == "decimal" and self.key not in OF_DECIMALS:
            return False
        return re.search(FORMS[name]["pattern"], text) is not None

    def _learn_object(self, value: dict[str, Any]) -> None:
        if self._is_map(self.path):
            self.values = self.values or Shape(self.key, f"{self.path}.*", self._is_map)
            for each in value.values():
                self.values.learn(each)
            return
        self._objects += 1
        for name, each in value.items():
            self.properties.setdefault(name, Shape(name, f"{self.path}.{name}", self._is_map)).learn(each)
            self._seen[name] = self._seen.get(name, 0) + 1
        self.required &= {name for name in self.required if name in value}

    def schema(self) -> dict[str, Any]:
        """The shape as JSON Schema; forms are named in ``$defs``."""
        if not self.types:
            return {}  # nothing was ever seen there
        if self.form is not None and "string" in self.types:
            named = {"$ref": f"#/$defs/{self.form}"}
            rest = self.types - {"string"}
            return named if not rest else {"anyOf": [named, {"type": _one(rest)}]}
        made: dict[str, Any] = {"type": _one(self.types)}
        if "object" in self.types:
            made |= self._object()
        if "array" in self.types:
            made["items"] = self.items.schema() if self.items else {}
        return {**made, **self.told}

    def _object(self) -> dict[str, Any]:
        if self._is_map(self.path):
            return {"additionalProperties": self.values.schema() if self.values else {}}
        new = {name for name, count in self._seen.items() if name not in self._old and count == self._objects}
        required = [name for name in self.properties if name in self.required | new]
        properties = {name: each.schema() for name, each in self.properties.items()}
        return {"properties": properties, "required": required, "additionalProperties": False}

    def read(self, schema: dict[str, Any]) -> None:
        """Begin with what a schema says, one that :meth:`schema` made or a person has mended."""
        for part in schema.get("anyOf", [schema]):
            if "$ref" in part:
                self.form, self._decided = part["$ref"].rpartition("/")[2], True
                self.types.add("string")
            kinds = part.get("type", [])
            self.types |= {kinds} if isinstance(kinds, str) else set(kinds)
            self._decided |= "string" in self.types
            self.told |= {
                name: value
                for name, value in part.items()
                if name not in {"type", "$ref", "properties", "required", "additionalProperties", "items"}
            }
            self._read_parts(part)

    def _read_parts(self, part: dict[str, Any]) -> None:
        for name, each in part.get("properties", {}).items():
            self.properties[name] = Shape(name, f"{self.path}.{name}", self._is_map)
            self.properties[name].read(each)
        self._old = set(self.properties)
        self.required = set(part.get("required", []))
        if isinstance(part.get("additionalProperties"), dict):
            self.values = Shape(self.key, f"{self.path}.*", self._is_map)
            self.values.read(part["additionalProperties"])
        if part.get("items"):
            self.items = Shape(self.key, f"{self.path}[]", self._is_map)
            self.items.read(part["items"])


def _type(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    names = {int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names[type(value)]


_ORDER = ("object", "array", "string", "integer", "number", "boolean", "null")


def _one(types: set[str]) -> str | list[str]:
    found = [each for each in _ORDER if each in types]
    return found[0] if len(found) == 1 else found


def forms_in(schema: Any) -> set[str]:
    """The forms that a schema names."""
    if isinstance(schema, dict):
        own = {schema["$ref"].rpartition("/")[2]} if isinstance(schema.get("$ref"), str) else set()
        return own.union(*map(forms_in, schema.values()))
    return set().union(*map(forms_in, schema)) if isinstance(schema, list) else set()


def unseen_in(schema: Any, path: str = "") -> list[str]:
    """Places of which nothing is known, since every list there was empty."""
    if isinstance(schema, list):
        return [place for each in schema for place in unseen_in(each, path)]
    if not isinstance(schema, dict):
        return []
    found = [f"{path}[]"] if schema.get("items") == {} else []
    if schema.get("additionalProperties") == {}:
        found.append(f"{path}.*")
    for name, each in schema.items():
        if name == "properties":
            found += [place for key, part in each.items() for place in unseen_in(part, f"{path}.{key}")]
        elif name in {"items", "additionalProperties", "anyOf", "oneOf"}:
            found += unseen_in(each, f"{path}[]" if name == "items" else path)
    return found
