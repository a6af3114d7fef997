"""The words that a field takes, found where the record class keeps them.

A class that has a field ``kind`` and a class variable ``KINDS`` (a tuple, or a mapping of words to their names) says
that these are its kinds and no others: ``kvadmin check`` refuses another word, and so does an editor. One that is named
less exactly, ``END_REASONS`` for ``reason``, holds the usual words; others may stand there.
"""

from __future__ import annotations

from collections.abc import Mapping


def known_words(described: type, field: str) -> tuple[list[str], bool]:
    """The words of a field in the order of the class (none when it has no such set), and whether there are no others.

    Args:
        described: The record class.
        field: The attribute.
    """
    names = (f"{field}s".upper(), f"{field}es".upper())
    kept = {name: value for base in reversed(described.__mro__) for name, value in vars(base).items()}
    sets = {name: value for name, value in kept.items() if name.isupper() and _is_set(value)}
    exact = [value for name, value in sets.items() if name in names]
    ending = [value for name, value in sets.items() if name.endswith(tuple(f"_{each}" for each in names))]
    return list(next(iter(exact or ending), ())), bool(exact)


def _is_set(value: object) -> bool:
    return isinstance(value, tuple | Mapping) and bool(value) and all(isinstance(each, str) for each in value)
