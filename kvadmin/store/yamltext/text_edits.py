"""Changing a hand-written YAML text without touching the lines that do not change.

Each edit cuts the text at node marks (:mod:`kvadmin.store.yamltext.cutter`); afterwards the new text
is read again and compared with what it should say. Only if that proof fails does ruamel's
round trip write the file instead, and its result must pass the same proof.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from kvadmin.errors import InvalidData, KvadminError
from kvadmin.model.changes import Edit, Insert, Path, Remove, Set
from kvadmin.store import differences as diff
from kvadmin.store.yamltext import block_texts
from kvadmin.store.yamltext.cutter import Cutter
from kvadmin.store.yamltext.emit import OneLine, text_form
from kvadmin.store.yamltext.events import YamlError, compose
from kvadmin.translation import tr

#: The order of the names in the mapping at a path, as far as a schema gives one.
Order = Callable[[Path], Sequence[str]]


def no_order(_path: Path) -> Sequence[str]:
    """New names are put last."""
    return ()


def operate(text: str, edits: Sequence[Edit], order: Order = no_order) -> str:
    """The text with Set, Insert and Remove edits applied in order.

    Args:
        text: A readable record file.
        edits: Edits of one record.
        order: Where a new name belongs among the others.

    Raises:
        InvalidData: An edit names a place that is not there.
        KvadminError: The result could not be proved to say what it should.
    """
    expected = text_form(diff.apply(compose(text).plain(), edits))
    for way in (_cut, _cut_on_one_line, _cut_behind_block_text, _round_trip):
        try:
            result = way(text, edits, order)
            if compose(result).plain() == expected:
                return result
        except (YamlError, LookupError, ValueError, NotImplementedError):
            continue
    raise KvadminError(
        tr("the file's layout is too unusual to change it safely; nothing has been written"),
        hint=tr("write the file in block style (one `name: value` per line) and try again"),
        code="unusual-layout",
    )


def _cut(text: str, edits: Sequence[Edit], order: Order) -> str:
    for run in _runs(edits):
        cutter = Cutter(text)
        edit = run[0]
        if isinstance(edit, Set):
            text = cutter.set(edit.path, edit.value, order(edit.path[:-1]))
        elif isinstance(edit, Remove):
            text = cutter.remove(edit.path)
        elif isinstance(edit, Insert):
            text = cutter.insert(edit.path, edit.index, [one.value for one in run if isinstance(one, Insert)])
        else:
            raise InvalidData(tr("{name} is no change inside a record", name=type(edit).__name__))
    return text


def _cut_on_one_line(text: str, edits: Sequence[Edit], order: Order) -> str:
    """The same without literal blocks: a comment below would become part of one."""
    flat = [replace(edit, value=_flat(edit.value)) if isinstance(edit, Set | Insert) else edit for edit in edits]
    return _cut(text, flat, order)


def _cut_behind_block_text(text: str, edits: Sequence[Edit], order: Order) -> str:
    """The same where the file ends in a block text without a line break: behind it, a line would give it one."""
    closed = block_texts.closed(text)
    if closed == text:
        raise LookupError(text)
    return _cut_on_one_line(closed, edits, order)


def _flat(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _flat(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_flat(item) for item in value]
    return OneLine(value) if isinstance(value, str) else value


def _runs(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Edits one by one, but items inserted one behind the other into a list together."""
    runs: list[list[Edit]] = []
    for edit in edits:
        first = runs[-1][0] if runs else None
        follows = (
            isinstance(edit, Insert)
            and isinstance(first, Insert)
            and edit.path == first.path
            and edit.index == first.index + len(runs[-1])
        )
        if follows:
            runs[-1].append(edit)
        else:
            runs.append([edit])
    return runs


def _round_trip(text: str, edits: Sequence[Edit], order: Order) -> str:
    from kvadmin.store.yamltext.round_trip import rewrite

    try:
        return rewrite(text, edits, order)
    except Exception as error:  # ruamel's own, and whatever else it fails with: nobody at a desk can use those
        raise ValueError(type(error).__name__) from error
