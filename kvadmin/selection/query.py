"""A filter of people, how filters are combined and how one is typed: all that a command needs that only names one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kvadmin.selection.subject import Subject

_PARTING = re.compile(r"[\s(),]")


class Query:
    """A filter; combine filters with ``&``, ``|`` and ``~``."""

    def matches(self, subject: Subject) -> bool:
        """Whether the subject is chosen."""
        raise NotImplementedError

    @staticmethod
    def typed(name: str, value: str) -> str:
        """A filter as it is typed in a selection: ``admitted:P3``, ``admitted:"P 3"``.

        Args:
            name: The filter.
            value: What stands behind its colon, such as an id; without quotation marks.

        Added in version 0.2.
        """
        return f'{name}:"{value}"' if _PARTING.search(value) else f"{name}:{value}"

    def __and__(self, other: Query) -> Query:
        return And(self, other)

    def __or__(self, other: Query) -> Query:
        return Or(self, other)

    def __invert__(self) -> Query:
        return Not(self)


class And(Query):
    """Both hold."""

    def __init__(self, one: Query, other: Query) -> None:
        self._one, self._other = one, other

    def matches(self, subject: Subject) -> bool:
        """Whether the subject is chosen."""
        return self._one.matches(subject) and self._other.matches(subject)


class Or(Query):
    """One of them holds, or both."""

    def __init__(self, one: Query, other: Query) -> None:
        self._one, self._other = one, other

    def matches(self, subject: Subject) -> bool:
        """Whether the subject is chosen."""
        return self._one.matches(subject) or self._other.matches(subject)


class Not(Query):
    """It does not hold."""

    def __init__(self, one: Query) -> None:
        self._one = one

    def matches(self, subject: Subject) -> bool:
        """Whether the subject is chosen."""
        return not self._one.matches(subject)
