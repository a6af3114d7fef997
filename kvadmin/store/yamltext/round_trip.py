"""The way out when cutting does not do: ruamel's round trip, with every scalar as text.

Slower, and it may restyle lines that did not change; imported only when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import PlainScalarString, SingleQuotedScalarString

from kvadmin.model.changes import Edit, Insert, Path, Remove, Set
from kvadmin.store.yamltext import emit


class _TextOnly(VersionedResolver):
    """No `0301` as a number, no dates: every plain scalar stays the text it is."""

    @property
    def versioned_resolver(self) -> dict[str, Any]:
        """No implicit types, whatever the version."""
        return {}


def rewrite(text: str, edits: Sequence[Edit], order: Callable[[Path], Sequence[str]]) -> str:
    """The text with the edits applied by loading, changing and dumping all of it."""
    del order  # the round trip puts new names last
    yaml = YAML()
    yaml.Resolver = _TextOnly
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    data = yaml.load(text.replace("\r\n", "\n"))
    for edit in edits:
        _apply(data, edit)
    stream = StringIO()
    yaml.dump(data, stream)
    result = stream.getvalue()
    return result.replace("\n", "\r\n") if "\r\n" in text else result


def _apply(data: Any, edit: Edit) -> None:
    assert isinstance(edit, Set | Insert | Remove)
    node: Any = data
    for step in edit.path[:-1]:
        node = node[step]
    last: Any = edit.path[-1]
    if isinstance(edit, Set):
        node[last] = _commented(edit.value)
    elif isinstance(edit, Remove):
        node.pop(last)
    elif not (node[last] if isinstance(node, list) else node.get(last)):
        node[last] = _commented([edit.value])
    else:
        node[last].insert(edit.index, _commented(edit.value))


def _commented(value: Any) -> Any:
    if isinstance(value, dict):
        return CommentedMap((_commented(str(key)), _commented(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return CommentedSeq(_commented(item) for item in value)
    written = emit.scalar(value)
    if written.startswith("'"):
        return SingleQuotedScalarString(value)
    return value if written.startswith('"') else PlainScalarString(written)
