"""What engines that know nothing of YAML need of it: the values of a record, and queries answered by reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kvadmin.extension.engines import Query, Row, View


def plain_values(content: bytes) -> dict[str, Any] | None:
    """The values of a YAML record, as texts in lists and mappings, for engines that keep them; None: not readable.

    Added in version 0.2.
    """
    from kvadmin.store.yamltext.events import YamlError, compose, decode
    from kvadmin.store.yamltext.plain_values import plain_values as in_plain_lines

    try:
        text = decode(content)
        found = in_plain_lines(text, content)
        values = compose(text).plain() if found is None else found
    except YamlError:
        return None
    return values if isinstance(values, dict) else None


def query_by_reading(view: View, query: Query) -> list[Row]:
    """The answer to a query, from the bytes of all that it may mean.

    Added in version 0.2.
    """
    prefix = f"{query.folder}/" if query.folder else ""
    names = [prefix + name for name in view.names(query.folder)[1] if name.endswith(".yaml")]
    marks = {entry.name: entry.mark for entry in view.entries(query.folder)}
    found = []
    for name, content in view.read(names).items():
        values = plain_values(content)
        if values is None or all(values.get(each) in meant for each, meant in query.where.items()):
            found.append((name, values))
    for each in reversed(query.order):
        column = each.removeprefix("-")
        found.sort(key=lambda one: _ordered((one[1] or {}).get(column)), reverse=each.startswith("-"))
    return [Row(name, marks[name], _columns(values, query.columns)) for name, values in found[: query.limit]]


def _columns(values: Mapping[str, Any] | None, columns: Sequence[str]) -> Mapping[str, Any] | None:
    return None if values is None else {each: values[each] for each in columns if each in values}


def _ordered(value: Any) -> tuple[bool, str]:
    return (value is not None, "" if value is None else str(value))
