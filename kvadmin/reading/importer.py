"""An import, declared once: what a list of its kind may hold, and what it must.

From the declaration come the reading of files, the questions about them, ``--map`` and its like, ``kvadmin reading
explain`` and the headings in the documentation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from kvadmin.reading.columns.fields import Field
from kvadmin.reading.columns.headings import Headings


@dataclass(frozen=True)
class Importer:
    """A kind of list that is read from office files.

    Attributes:
        name: In the plural, as ``kvadmin reading explain FILE --as NAME`` takes it; no two importers share one.
        fields: What a row may say.
        needs: Groups of fields; a list has at least one of each group.
        lesser: Fewer, which is enough for a table beside a whole one in the same file.
        generic: Headings that mean something else under another heading (``Dato`` under ``Politisk vedtak``).
        help: What one row is, in a few words of English, for the documentation.
        find: How the tables of a file are found where they are more than lists with a row for each (figures by period
            in columns of their own); takes and gives what :func:`~kvadmin.reading.tables.find_tables` does.
        conditions: Whether the command obeys ``--where`` itself (``typed_conditions``); else rows are chosen for it.

    Added in version 0.2.
    """

    name: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[str, ...], ...]
    lesser: tuple[tuple[str, ...], ...] | None = None
    generic: tuple[str, ...] = ()
    help: str = ""
    find: Callable[..., Any] | None = None
    conditions: bool = False

    @cached_property
    def headings(self) -> Headings:
        """The fields, ready to know a heading."""
        return Headings(self.fields, self.generic)

    def with_fields(self, fields: Iterable[Field], needs: Sequence[Sequence[str]] | None = None) -> Importer:
        """The same with further fields, before its own: those that only a call or a programme knows.

        Args:
            fields: The further fields.
            needs: What a list must have instead.
        """
        more = tuple(fields)
        wanted = self.needs if needs is None else tuple(map(tuple, needs))
        return replace(self, fields=(*more, *self.fields), needs=wanted)
