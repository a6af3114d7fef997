"""What the reference says of something public: its parameters and fields, each with its type and default."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator
from typing import Any

#: A longer signature has one parameter a line.
WIDTH = 110
#: The modules in front of a name; a name of a class that had to be written as a text, since it was yet to come.
_MODULES = re.compile(r"\b(?:[a-z_]\w*\.)+(?=\w)")
_PLAIN_NAME = re.compile(r"(?:ForwardRef\()?'([A-Z]\w*)'\)?(?=, \.\.\.)")


def signature(name: str, value: Any, *, dropped: str = "") -> str:
    """``name(first: type = default, ...) -> type``; the name alone where there is no signature.

    Args:
        name: What stands in front.
        value: A class or a function.
        dropped: A parameter that is not told: ``self``.
    """
    try:
        found = inspect.signature(value)
    except ValueError:
        return name
    known = {field: (text, default) for field, text, default in fields_of(value)} if inspect.isclass(value) else {}
    parts, kinds = [], inspect.Parameter
    named_only = False
    for each in found.parameters.values():
        if each.name == dropped:
            continue
        if each.kind is kinds.VAR_POSITIONAL or (each.kind is kinds.KEYWORD_ONLY and not named_only):
            named_only = True
            if each.kind is kinds.KEYWORD_ONLY:
                parts.append("*")
        text, default = known.get(each.name, (annotation_text(each.annotation), default_text(each.default)))
        star = "*" if each.kind is kinds.VAR_POSITIONAL else "**" if each.kind is kinds.VAR_KEYWORD else ""
        parts.append(star + each.name + (f": {text}" if text else "") + (f" = {default}" if default else ""))
    result = "" if inspect.isclass(value) else annotation_text(found.return_annotation)
    end = f") -> {result}" if result else ")"
    line = f"{name}({', '.join(parts)}{end}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"{name}(", *(f"    {part}," for part in parts), end])


def annotation_text(annotation: Any) -> str:
    """An annotation as it is written; empty where there is none."""
    if annotation is inspect.Parameter.empty:
        return ""
    if isinstance(annotation, str):
        return annotation
    # of a module that evaluates its annotations: without the modules of the types, and what had to be a text
    return _PLAIN_NAME.sub(r"\1", _MODULES.sub("", inspect.formatannotation(annotation)))


def default_text(default: Any) -> str:
    """A default as it is written, ``...`` where that would say an address; empty where there is none."""
    if default is inspect.Parameter.empty:
        return ""
    shown = repr(default)
    return "..." if " at 0x" in shown or "<factory>" in shown else shown


def fields_of(kind: type) -> Iterator[tuple[str, str, str]]:
    """Name, type and default (empty: none) of each field that is given, of a dataclass or a record."""
    if dataclasses.is_dataclass(kind):
        for each in dataclasses.fields(kind):
            if each.init:
                yield each.name, annotation_text(each.type), _default(each, dataclasses.MISSING)
    elif hasattr(kind, "__struct_fields__"):
        import msgspec

        notes: dict[str, Any] = {}
        for base in reversed(kind.__mro__):
            notes |= vars(base).get("__annotations__", {})
        for field in msgspec.structs.fields(kind):
            yield field.name, annotation_text(notes[field.name]), _default(field, msgspec.NODEFAULT)


def _default(field: Any, missing: object) -> str:
    if field.default_factory is not missing:
        return default_text(field.default_factory())
    return "" if field.default is missing else default_text(field.default)


def meanings(kind: type) -> dict[str, str]:
    """Field -> what its class says of it under ``Args:`` or ``Attributes:``, on one line."""
    listed = re.search(r"(?ms)^(?:Args|Attributes):\n(.*?)(?=^\S|\Z)", inspect.getdoc(kind) or "")
    entries = re.findall(r"(?ms)^ {4}(\w+): (.*?)(?=^ {0,4}\S|\Z)", listed[1] if listed else "")
    return {name: re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"``\1``", " ".join(text.split())) for name, text in entries}
