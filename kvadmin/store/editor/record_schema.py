"""From a collection to the JSON Schema of its files: draft 7, which the language servers for YAML know best."""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from kvadmin.store.editor import scalars
from kvadmin.store.editor.docstrings import field_texts, summary_of
from kvadmin.store.editor.known_sets import known_words
from kvadmin.store.editor.scalars import Schema

if TYPE_CHECKING:
    from kvadmin.store.schema.collection_schema import CollectionSchema

DRAFT = "http://json-schema.org/draft-07/schema#"
#: kvadmin warns of a name it does not know and keeps it; editors underline it, as a warning too.
_UNKNOWN_NAMES = False
#: A part of a key as a file name can spell it.
_KEY = r"^(?!\.|_|~\$)[^/]+$"
_LISTS = (list, tuple, set, frozenset)
_META = {
    "ge": "minimum",
    "gt": "exclusiveMinimum",
    "le": "maximum",
    "lt": "exclusiveMaximum",
    "multiple_of": "multipleOf",
}

_LEAST, _MOST = ("minLength", "minItems", "minProperties"), ("maxLength", "maxItems", "maxProperties")


def record_schema(schema: CollectionSchema, versions: int = 0) -> Schema:
    """The JSON Schema of the files of a collection, extra fields of plugins among them.

    Args:
        schema: The collection.
        versions: Of ``programme.yaml`` the newest version of the folder that is read; 0 for other collections.
    """
    return _Maker(schema, versions).whole()


class _Maker:
    def __init__(self, schema: CollectionSchema, versions: int) -> None:
        self.schema = schema
        self.versions = versions
        self.named: dict[str, Schema] = {}
        self.open: list[type] = []
        self.again: set[str] = set()
        self.refers = dict(_references(schema))

    def whole(self) -> Schema:
        """The schema of a file."""
        collection = self.schema.collection
        found = self.struct(self.schema.record, missing=False)
        for extra in self.schema.extra_fields:
            wanted = self.schema.extra[extra.name]
            found["properties"][extra.name] = self.value(wanted | None) | _described(extra.help, wanted)
        if collection.key_fields:
            self._keys(found)
        if self.versions:
            self._version(found)
        head = {"$schema": DRAFT, "title": found.pop("title")}
        about = found.pop("description", "")
        if about or collection.help:
            said = "" if about.startswith(collection.help) else collection.help
            head["description"] = f"{said} {about}".strip()
        return head | found | ({"definitions": self.named} if self.named else {})

    def _keys(self, found: Schema) -> None:
        """Fields that the file name says as well: they may be left out, and are never empty."""
        for name in self.schema.key_attributes:
            found["required"] = [each for each in found.get("required", ()) if each != name]
            field = found["properties"][name]
            if "anyOf" in field:
                field |= scalars.text(missing=False, pattern=_KEY)
            said = f"The name of the file says it too: {self.schema.collection.path}."
            field["description"] = " ".join(each for each in (field.get("description"), said) if each)
        if not found.get("required"):
            found.pop("required", None)

    def _version(self, found: Schema) -> None:
        """``schema`` in ``programme.yaml``: without it no folder is read."""
        field = found["properties"]["schema"]
        field |= {"minimum": 1, "maximum": self.versions, "default": self.versions}
        field["pattern"] = "^(?:" + "|".join(str(each) for each in range(1, self.versions + 1)) + ")$"
        found["required"] = ["schema", *found.get("required", ())]

    def struct(self, described: type[msgspec.Struct], *, missing: bool) -> Schema:
        """The schema of a mapping that a struct describes; one that holds itself refers to itself."""
        name = described.__name__
        if described in self.open:
            self.again.add(name)
            pointed: Schema = {"$ref": f"#/definitions/{name}"}
            return {"anyOf": [pointed, {"type": "null"}]} if missing else pointed
        self.open.append(described)
        fields = msgspec.structs.fields(described)
        said = field_texts(described, [field.name for field in fields])
        properties = {field.encode_name: self._field(described, field, said.get(field.name, "")) for field in fields}
        found: Schema = {"title": _title(name), "type": "object"}
        about = summary_of(described)
        if about:
            found["description"] = about
        if described.__struct_config__.tag_field:
            tag = described.__struct_config__
            properties = {str(tag.tag_field): {"const": tag.tag}} | properties
        found["properties"] = properties
        required = [field.encode_name for field in fields if field.required]
        if required:
            found["required"] = required
        found["additionalProperties"] = _UNKNOWN_NAMES
        self.open.pop()
        if name in self.again:
            self.named.setdefault(name, dict(found))
        return _or_null(found) if missing else found

    def _field(self, described: type, field: msgspec.structs.FieldInfo, said: str) -> Schema:
        found = self.value(field.type)
        words, closed = known_words(described, field.name) if _is_text(field.type) else ([], False)
        if closed:
            found = _one_of(words, field)
        elif words:
            found["examples"] = words
        own = _described(said, field.type, self.refers.get((described, field.encode_name), ""))
        found = {"title": ""} | found | {"title": _title(field.encode_name)} | own
        default = _plain_default(field)
        if default is not None:
            found["default"] = default
        return found

    def value(self, wanted: Any) -> Schema:
        """The schema of a value of a type."""
        if typing.get_origin(wanted) is typing.Annotated:
            inner, *notes = typing.get_args(wanted)
            found = self.value(inner)
            for note in notes:
                if isinstance(note, msgspec.Meta):
                    found |= _of_meta(note)
            return found
        options = _options(wanted)
        missing = type(None) in options
        kinds = [each for each in options if each is not type(None)]
        if len(kinds) == 1:
            return self._one(kinds[0], missing=missing)
        if not kinds:
            return {"type": "null"}
        return {"anyOf": [self._one(each, missing=missing and at == 0) for at, each in enumerate(kinds)]}

    def _one(self, wanted: Any, *, missing: bool) -> Schema:
        """The schema of a value of one type; of a type that kvadmin leaves to msgspec, anything."""
        if scalars.known(wanted):
            return scalars.scalar(wanted, missing=missing)
        if typing.get_origin(wanted) is typing.Literal:
            return scalars.choice(list(typing.get_args(wanted)), missing=missing)
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            return self.struct(wanted, missing=missing)
        if isinstance(wanted, type) and issubclass(wanted, enum.Enum):
            return scalars.choice([each.value for each in wanted], missing=missing)
        if typing.get_origin(wanted) is typing.Annotated:
            found = self.value(wanted)
            return {"anyOf": [found, {"type": "null"}]} if missing else found
        found = self._container(wanted)
        return _or_null(found) if found and missing else found

    def _container(self, wanted: Any) -> Schema:
        """The schema of a list or a mapping; nothing for what is neither."""
        origin, inner = typing.get_origin(wanted) or wanted, typing.get_args(wanted)
        if origin in _LISTS:
            return {"type": "array"} | ({"items": self.value(inner[0])} if inner else {})
        if origin is dict:
            return {"type": "object", "additionalProperties": self.value(inner[1]) if inner else True}
        return {}


def _references(schema: CollectionSchema) -> Iterator[tuple[tuple[type, str], str]]:
    """The fields that name other records, by the struct they stand in: what each may name."""
    for each in schema.collection.references:
        *way, last = each.field.removesuffix(".*").split(".")
        struct: Any = schema.record
        for name in way:
            struct = _struct_in(next((one.type for one in _fields(struct) if one.encode_name == name), None))
        if struct is not None and not each.form:
            yield (struct, last), " or ".join(" of ".join(reversed(to.split("/"))) for to in each.to.split("|"))


def _fields(struct: Any) -> tuple[msgspec.structs.FieldInfo, ...]:
    return () if struct is None else msgspec.structs.fields(struct)


def _struct_in(wanted: Any) -> Any:
    """The struct that a type is made of, inside lists and mappings too."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return wanted
    return next((found for each in typing.get_args(wanted) if (found := _struct_in(each)) is not None), None)


def _options(wanted: Any) -> tuple[Any, ...]:
    return typing.get_args(wanted) if typing.get_origin(wanted) in {typing.Union, types.UnionType} else (wanted,)


def _or_null(found: Schema) -> Schema:
    """Null beside a list or a mapping, also as the quoted word, which kvadmin takes for null as well."""
    about: Schema = {name: found[name] for name in ("title", "description") if name in found}
    rest = {name: value for name, value in found.items() if name not in about}
    kinds = [rest.pop("type"), "null", "string"]
    return {**about, "type": kinds, "pattern": f"^{scalars.NULL_TEXT}$", **rest}


def _is_text(wanted: Any) -> bool:
    return set(_options(wanted)) <= {str, type(None)}


def _one_of(words: list[str], field: msgspec.structs.FieldInfo) -> Schema:
    """The words of a known set, the empty text where that is the default, null where the field takes it."""
    texts = [*words, *([""] if field.default == "" else [])]
    return scalars.choice(texts, missing=type(None) in _options(field.type))


def _described(said: str, wanted: Any, refers: str = "") -> Schema:
    """What is said of a field, with what its type is called and what it names."""
    kinds = [each for each in _options(wanted) if each is not type(None)]
    words = scalars.words_of(kinds[0]) if len(kinds) == 1 else ""
    parts = [said, f"{words[0].upper()}{words[1:]}." if words else "", f"Names one of {refers}." if refers else ""]
    text = " ".join(each for each in parts if each)
    return {"description": text} if text else {}


def _of_meta(note: msgspec.Meta) -> Schema:
    found: Schema = {name: bound for mark, name in _META.items() if (bound := getattr(note, mark)) is not None}
    for mark in ("title", "description", "examples"):
        if getattr(note, mark):
            found[mark] = getattr(note, mark)
    if note.pattern is not None:
        found["pattern"] = note.pattern
    for mark, names in (("min_length", _LEAST), ("max_length", _MOST)):
        if getattr(note, mark) is not None:  # each counts for its own type alone
            found |= dict.fromkeys(names, getattr(note, mark))
    return found | dict(note.extra_json_schema or {})


def _title(name: str) -> str:
    """``DrawSource`` and ``draw_source`` as words: ``Draw source``."""
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in name).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _plain_default(field: msgspec.structs.FieldInfo) -> Any:
    """The default as a file would have it; None when there is none, or it is empty and nobody would write it."""
    default = field.default
    if default is msgspec.NODEFAULT or default is None or default == "":
        return None
    if isinstance(default, bool | int | str):
        return default
    if isinstance(default, enum.Enum):
        return default.value
    if isinstance(default, float | Decimal):
        return float(default)
    return default.isoformat() if isinstance(default, date | datetime) else None
