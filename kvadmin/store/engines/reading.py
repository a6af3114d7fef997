"""What engines that know nothing of YAML need of it: the values of a record, and queries answered by reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kvadmin.extension.engines import QueriedRecord, RecordQuery, View


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


def query_by_reading(view: View, query: RecordQuery) -> list[QueriedRecord]:
    """The answer to a query, from the bytes of all that it may mean.

    Added in version 0.2.
    """
    from kvadmin.store.folder import revision
    from kvadmin.store.index.text_order import sort_by, text_of

    prefix = f"{query.folder}/" if query.folder else ""
    names = [prefix + name for name in view.names(query.folder)[1] if name.endswith(".yaml")]
    contents = view.read(names)
    found = []
    for name in sorted(contents):
        values = plain_values(contents[name])
        if values is None or all(text_of(values, each) in meant for each, meant in query.where.items()):
            found.append((name, values))
    sort_by(query.order, found, lambda one: one[1] or {})
    return [QueriedRecord(name, revision(contents[name]), _columns(values, query.columns)) for name, values in found]


def _columns(values: Mapping[str, Any] | None, columns: Sequence[str]) -> Mapping[str, Any] | None:
    return None if values is None else {each: values[each] for each in columns if each in values}
