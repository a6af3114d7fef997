"""Record files as an editor takes them: read by the core schema of YAML 1.2, judged by the JSON Schema."""

from __future__ import annotations

import re
from typing import Any

from jsonschema import Draft7Validator, ValidationError, validators
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from kvadmin.store.editor.scalars import core_value


def core_yaml(text: str) -> Any:
    """The value of a text as yaml-language-server sees it: ``0301`` is a number, a date is a text."""
    return _value(YAML(pure=True).compose(text))


def _value(node: Any) -> Any:
    if isinstance(node, MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_value(item) for item in node.value]
    assert node is None or isinstance(node, ScalarNode)
    return None if node is None else node.value if node.style else core_value(node.value)


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Any:
    """As JavaScript matches: ``$`` is the end, not before a last line break."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match")


Judge = validators.extend(Draft7Validator, {"pattern": _pattern})


def refused(schema: dict[str, Any], value: Any) -> list[str]:
    """Where and what the schema does not let pass, names that it does not know aside."""
    return [
        f"{'/'.join(map(str, error.absolute_path))}: {error.validator}"
        for error in Judge(schema).iter_errors(value)
        if error.validator != "additionalProperties"
    ]
