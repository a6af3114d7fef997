"""From the old and the new plain value of a record to the edits between them, and back.

Lists of mappings are matched by what names their items (``number``, ``municipality``,
``id``, ``name``), other lists by content, so that one changed contact is one small edit.
"""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from kvadmin.errors import InvalidData
from kvadmin.model.changes import DeleteFile, Edit, Insert, Path, PutFile, Remove, Set
from kvadmin.translation import tr

#: The fields that name an item of a list, the first that all items have.
IDENTITY = ("number", "municipality", "id", "name")


def edits_between(collection: str, key: str, old: dict[str, Any], new: dict[str, Any]) -> list[Edit]:
    """The edits that turn ``old`` into ``new``; to be applied in order."""
    return list(_mapping_edits(collection, key, (), old, new))


def _value_edits(collection: str, key: str, path: Path, old: Any, new: Any) -> Iterator[Edit]:
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        yield from _mapping_edits(collection, key, path, old, new)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _list_edits(collection, key, path, old, new)
    else:
        yield Set(collection, key, path, new)


def _mapping_edits(collection: str, key: str, path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
    for name in old:
        if name not in new:
            yield Remove(collection, key, (*path, name))
    for name, value in new.items():
        if name in old:
            yield from _value_edits(collection, key, (*path, name), old[name], value)
        else:
            yield Set(collection, key, (*path, name), value)


def _list_edits(collection: str, key: str, path: Path, old: list[Any], new: list[Any]) -> Iterator[Edit]:
    kept = _matched(old, new)
    from_old = dict(kept)
    for index in reversed(range(len(old))):
        if index not in from_old:
            yield Remove(collection, key, (*path, index))
    from_new = {there: here for here, there in kept}
    for index, value in enumerate(new):
        if index not in from_new:
            yield Insert(collection, key, path, index, value)
    for here, there in kept:
        yield from _value_edits(collection, key, (*path, there), old[here], new[there])


def _matched(old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
    """Pairs of indexes of items that are the same thing, in the order of both lists."""
    field = identity_field([*old, *new])
    places = {name: index for index, name in enumerate(_names(new, field))}
    pairs = [(here, places[name]) for here, name in enumerate(_names(old, field)) if name in places]
    kept = _longest_rising(pairs)
    return kept if field else _with_neighbours(kept, len(old), len(new))


def _with_neighbours(kept: list[tuple[int, int]], old: int, new: int) -> list[tuple[int, int]]:
    """Items without a name that stand between the same neighbours are one that has changed."""
    pairs = []
    here = there = 0
    for next_here, next_there in [*kept, (old, new)]:
        while here < next_here and there < next_there:
            pairs.append((here, there))
            here, there = here + 1, there + 1
        here, there = next_here + 1, next_there + 1
        pairs.append((next_here, next_there))
    return pairs[:-1]


def identity_field(items: Sequence[Any]) -> str | None:
    """The field that names the items of a list of mappings, or None."""
    if not all(isinstance(item, dict) for item in items):
        return None
    return next((name for name in IDENTITY if all(item.get(name) is not None for item in items)), None)


def _names(items: list[Any], field: str | None) -> Iterator[Hashable]:
    """A name per item; the second item of the same name gets another one."""
    seen: Counter[Hashable] = Counter()
    for item in items:
        name = _frozen(item[field] if field else item)
        seen[name] += 1
        yield name, seen[name]


def _frozen(value: Any) -> Hashable:
    if isinstance(value, dict):
        return "{", *sorted((str(k), _frozen(v)) for k, v in value.items())
    if isinstance(value, list):
        return "[", *(_frozen(item) for item in value)
    return type(value).__name__, str(value)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest selection of pairs whose second part rises (the first does already)."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for index, (_, there) in enumerate(pairs):
        place = bisect_left(tails, there)
        before.append(last[place - 1] if place else None)
        tails[place : place + 1] = [there]
        last[place : place + 1] = [index]
    chosen = []
    step = last[-1] if last else None
    while step is not None:
        chosen.append(pairs[step])
        step = before[step]
    return chosen[::-1]


def same(old: Any, new: Any) -> bool:
    """Equal in value and in kind: ``8.0`` and ``8.00``, ``1`` and ``True`` are told apart."""
    return _frozen(old) == _frozen(new)


def apply(plain: dict[str, Any], edits: Sequence[Edit]) -> dict[str, Any]:
    """A copy of a plain record with Set, Insert and Remove edits applied in order."""
    out = copy.deepcopy(plain)
    for edit in edits:
        if isinstance(edit, Set):
            _parent(out, edit.path, edit)[edit.path[-1]] = copy.deepcopy(edit.value)
        elif isinstance(edit, Remove):
            parent = _parent(out, edit.path, edit)
            if isinstance(parent, dict):
                parent.pop(edit.path[-1], None)
            else:
                del parent[edit.path[-1]]
        elif isinstance(edit, Insert):
            parent = _parent(out, edit.path, edit)
            items = parent[edit.path[-1]] if _has(parent, edit.path[-1]) else None
            if not items:
                items = parent[edit.path[-1]] = []
            items.insert(edit.index, copy.deepcopy(edit.value))
    return out


def _has(parent: Any, step: str | int) -> bool:
    return step in parent if isinstance(parent, dict) else isinstance(step, int) and step < len(parent)


def _parent(plain: Any, path: Path, edit: Edit) -> Any:
    node = plain
    try:
        for step in path[:-1]:
            node = node[step]
        if isinstance(node, list) and not (isinstance(path[-1], int) and 0 <= path[-1] < len(node)):
            raise IndexError  # noqa: TRY301 - one message for every way a path can be wrong
        if not isinstance(node, list | dict):
            raise TypeError  # noqa: TRY301 - answered below, as any wrong place
    except (KeyError, IndexError, TypeError):
        assert not isinstance(edit, PutFile | DeleteFile)  # those have a path in the folder, not in a record
        what = {"place": ".".join(map(str, path)), "collection": edit.collection, "key": edit.key}
        raise InvalidData(tr("there is no place {place} in {collection} {key}", **what), code="bad-value") from None
    return node
