"""What does not fit a schema, each fault at the innermost value there is.

Imported when a file has a fault, and by ``check``; a sound file is converted in one go.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import msgspec

from kvadmin.errors import did_you_mean
from kvadmin.model.changes import Path
from kvadmin.store.schema.collection_schema import CollectionSchema, converted
from kvadmin.store.schema.finite import is_odd
from kvadmin.store.yamltext.events import MAPPING, SEQUENCE, Node
from kvadmin.translation import joined, tr
from kvadmin.wording.near_names import near_names

_WORDS = {
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "Decimal": "a number with a decimal point",
    "date": "a date such as 2008-05-20",
    "datetime": "a time such as 2008-05-20T12:30:00+02:00",
    "str": "text",
    "list": "a list",
    "dict": "names with values",
}


class Fault(NamedTuple):
    """What is wrong with a value: where, code, sentence, hint, severity."""

    node: Node
    code: str
    text: str
    hint: str | None = None
    severity: str = "error"


def faults_of(schema: CollectionSchema, root: Node) -> list[Fault]:
    """Everything that does not fit, with unknown names as warnings."""
    found = list(_struct_faults(root, schema.record, schema.extra))
    if not any(fault.severity == "error" for fault in found):
        try:
            schema.typed(root.plain())
        except msgspec.ValidationError as error:
            found.append(Fault(root, "value", str(error)))
    return found


def order_of(schema: CollectionSchema, path: Path) -> Sequence[str]:
    """The names of the mapping at a path, in the order of the record."""
    wanted: Any = schema.record
    for step in path:
        wanted = inner_type(wanted, step)
    struct = struct_of(wanted)
    return [encoded for _, encoded, _, _ in struct_fields(struct)] if struct else ()


def struct_fields(struct: type[msgspec.Struct]) -> tuple[tuple[str, str, Any, bool], ...]:
    """``(attribute, name in the file, type, required)`` of each field."""
    return _struct_fields(struct)


@cache
def _struct_fields(struct: Any) -> tuple[tuple[str, str, Any, bool], ...]:
    found = msgspec.structs.fields(struct)
    return tuple((field.name, field.encode_name, field.type, field.required) for field in found)


def struct_of(wanted: Any) -> type[msgspec.Struct] | None:
    """The struct that a type names, an optional one too."""
    options = [one for one in options_of(wanted) if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    return options[0] if len(options) == 1 else None


def options_of(wanted: Any) -> tuple[Any, ...]:
    """The types that a type allows: of a union all, of any other itself."""
    if typing.get_origin(wanted) is typing.Annotated:
        return options_of(typing.get_args(wanted)[0])
    if typing.get_origin(wanted) in {typing.Union, types.UnionType}:
        return typing.get_args(wanted)
    return (wanted,)


def inner_type(wanted: Any, step: str | int) -> Any:
    """The type of a value inside a value of a type; ``object`` when it is not known."""
    struct = struct_of(wanted)
    if struct is not None:
        return next((inner for _, encoded, inner, _ in struct_fields(struct) if encoded == step), object)
    for option in options_of(wanted):
        arguments = typing.get_args(option)
        if typing.get_origin(option) in {list, tuple, dict} and arguments:
            return arguments[1] if typing.get_origin(option) is dict else arguments[0]
    return object


def _struct_faults(node: Node, struct: type[msgspec.Struct], extra: dict[str, Any]) -> Iterator[Fault]:
    known = {encoded: inner for _, encoded, inner, _ in struct_fields(struct)}
    known.update({name: wanted | None for name, wanted in extra.items()})
    for key, value in node.content:
        if key.content in known:
            yield from _faults(value, known[key.content], key.content)
        else:
            yield _unknown_name(key, list(known))
    present = {key.content for key, _ in node.content}
    for _, encoded, _, required in struct_fields(struct):
        if required and encoded not in present:
            yield Fault(
                node,
                "field-missing",
                tr("the field {encoded!r} is missing", encoded=encoded),
                tr("add a line `{encoded}: ...`", encoded=encoded),
            )


def _faults(node: Node, wanted: Any, name: str) -> Iterator[Fault]:
    """The faults of one value, each at the innermost place there is."""
    struct = struct_of(wanted)
    if node.kind is MAPPING and struct is not None:
        yield from _struct_faults(node, struct, {})
        return
    origins = {typing.get_origin(option) for option in options_of(wanted)}
    if node.kind is SEQUENCE and origins & {list, tuple}:
        for index, item in enumerate(node.content):
            yield from _faults(item, inner_type(wanted, index), name)
    elif node.kind is MAPPING and dict in origins:
        for key, value in node.content:
            yield from _faults(value, inner_type(wanted, key.content), key.content)
    else:
        yield from _leaf_faults(node, wanted, name)


def _leaf_faults(node: Node, wanted: Any, name: str) -> Iterator[Fault]:
    try:
        value = converted(node.plain(), wanted)
    except msgspec.ValidationError as error:
        text = tr("{name}: {problem}", name=name, problem=_sentence(node, wanted, error))
        yield Fault(node, "value", text, _hint(node, wanted))
        return
    if is_odd(value):
        yield Fault(node, "value", tr("{name}: {content} is not a finite number", name=name, content=node.content))


def _sentence(node: Node, wanted: Any, error: msgspec.ValidationError) -> str:
    choices = [choice for option in options_of(wanted) for choice in typing.get_args(option) if _is_choice(option)]
    found = _shown(node)
    if choices:
        return tr("{found} is not one of {choices}", found=found, choices=", ".join(map(str, choices)))
    words = [_word(option) for option in options_of(wanted)]
    words = [word for word in words if word]
    if typing.get_origin(wanted) is typing.Annotated:
        return f"{found}: {error}"
    return (
        tr("{found} is not {wanted}", found=found, wanted=joined(tr(" or "), words)) if words else f"{found}: {error}"
    )


def _word(option: Any) -> str:
    if struct_of(option) is not None:
        return tr("a mapping")
    word = _WORDS.get(getattr(option, "__name__", ""))
    return tr(word) if word else ""


def _is_choice(option: Any) -> bool:
    return typing.get_origin(option) is typing.Literal


def _shown(node: Node) -> str:
    if node.kind is MAPPING:
        return tr("a mapping")
    if node.kind is SEQUENCE:
        return tr("a list")
    text = node.content
    if text is None:
        return tr("an empty value")
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


def _hint(node: Node, wanted: Any) -> str | None:
    if node.kind not in {MAPPING, SEQUENCE} and node.content is None and str in options_of(wanted):
        return tr("write a text, or remove the line; the word null itself needs quotes: 'null'")
    return None


def _unknown_name(key: Node, known: list[str]) -> Fault:
    hint = did_you_mean(near_names(str(key.content), known)) or tr("it is kept as it is and not used")
    return Fault(
        key, "field-unknown", tr("the field {content!r} is not known here", content=key.content), hint, "warning"
    )
