"""From two contents of a record file to the fields that differ, and a merge of two changes field by field."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kvadmin.model.changes import FieldChange
from kvadmin.store import differences as diff
from kvadmin.store.yamltext.events import YamlError, compose, decode

#: What stands for "there is none" while two records are compared.
_NONE: Any = object()


class OverlapError(Exception):
    """Both sides changed the same field, each in its own way."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@lru_cache(maxsize=512)  # what one change left, the next one began from
def plain_content(content: bytes) -> dict[str, Any] | None:
    """The values of a record file as texts, not to be changed; None when it cannot be read as a record."""
    try:
        plain = compose(decode(content)).plain()
    except YamlError:
        return None
    return plain if isinstance(plain, dict) else None


def changed_fields(path: str, old: bytes | None, new: bytes | None) -> Iterator[FieldChange]:
    """What differs between two contents of a file, in words that a person follows."""
    plains = [None if content is None else plain_content(content) or content for content in (old, new)]
    yield from differing_fields(path, *plains)


def differing_fields(path: str, old: Any, new: Any) -> Iterator[FieldChange]:
    """The same of two plain records; None: there is none, anything else than a mapping: no record."""
    if old is None or new is None:
        yield FieldChange(path, "create" if old is None else "delete")
        return
    records = isinstance(old, dict) and isinstance(new, dict)
    found = [FieldChange(path, "change", *each) for each in (_differences("", old, new) if records else ())]
    yield from found or [FieldChange(path, "change")]  # no record, or just a comment or the layout


def _differences(field: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    if old is not _NONE and new is not _NONE and diff.same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in dict.fromkeys((*old, *new)):
            yield from _differences(f"{field}.{name}".lstrip("."), old.get(name, _NONE), new.get(name, _NONE))
    elif any(isinstance(item, dict) for each in (old, new) if isinstance(each, list) for item in each):
        yield from _item_differences(field, *([] if each is _NONE else each for each in (old, new)))
    else:
        yield field, None if old is _NONE else old, None if new is _NONE else new


def _item_differences(field: str, old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    """Of lists of mappings: by the names of their items, else by their places."""
    if not (isinstance(old, list) and isinstance(new, list)):
        yield field, old, new
        return
    named = _by_name(old, new) or [dict(enumerate(each)) for each in (old, new)]
    for name in dict.fromkeys((*named[0], *named[1])):
        yield from _differences(f"{field}[{name}]", named[0].get(name, _NONE), named[1].get(name, _NONE))


def _by_name(*lists: Any) -> list[dict[Any, Any]] | None:
    """Lists as mappings by what names their items; None when they are no lists, or their items have no own names."""
    if not all(isinstance(each, list) for each in lists):
        return None
    name = diff.identity_field([item for each in lists for item in each])
    if name is None:
        return None
    named = [{str(item[name]): item for item in each} for each in lists]
    return named if all(len(one) == len(each) for one, each in zip(named, lists, strict=True)) else None


def merged(base: Any, mine: Any, theirs: Any, field: str = "") -> Any:
    """Both changes of ``base`` in one.

    Args:
        base: What both began from.
        mine: What it became.
        theirs: What it shall become otherwise.
        field: Where this stands in the record, for the message.

    Raises:
        OverlapError: A field was changed on both sides, differently.
    """
    if _alike(mine, theirs) or _alike(base, theirs):
        return mine
    if _alike(base, mine):
        return theirs
    if all(isinstance(each, dict) for each in (base, mine, theirs)):
        return _merged_mappings(base, mine, theirs, field)
    named = _by_name(base, mine, theirs)
    if named is None or _moved(named[0], named[2]):
        raise OverlapError(field)
    return list(_merged_mappings(named[0], named[1], named[2], field, brackets=True).values())


def _merged_mappings(base: Any, mine: Any, theirs: Any, field: str, *, brackets: bool = False) -> dict[str, Any]:
    out = {}
    for name in _ordered(mine, theirs):
        place = f"{field}[{name}]" if brackets else f"{field}.{name}".lstrip(".")
        value = merged(base.get(name, _NONE), mine.get(name, _NONE), theirs.get(name, _NONE), place)
        if value is not _NONE:
            out[name] = value
    return out


def _moved(base: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether what both have stands in another order."""
    return [name for name in base if name in theirs] != [name for name in theirs if name in base]


def _ordered(mine: dict[str, Any], theirs: dict[str, Any]) -> list[str]:
    """The names of both in the order of ``mine``; one that only ``theirs`` has follows the one it follows there."""
    names = list(mine)
    before: str | None = None
    for name in theirs:
        if name not in mine:
            names.insert(0 if before is None else names.index(before) + 1, name)
        before = name
    return names


def _alike(one: Any, other: Any) -> bool:
    if one is _NONE or other is _NONE:
        return one is other
    return diff.same(one, other)
