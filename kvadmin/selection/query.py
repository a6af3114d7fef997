"""A filter of people, and how one is typed: all that is needed where a command is only named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kvadmin.selection.language import Subject

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
        from kvadmin.selection.language import And

        return And(self, other)

    def __or__(self, other: Query) -> Query:
        from kvadmin.selection.language import Or

        return Or(self, other)

    def __invert__(self) -> Query:
        from kvadmin.selection.language import Not

        return Not(self)
