"""Which municipality took over from which, and when: the dated changes since 1994 as a graph.

The table ships as ``config/municipality-successors.csv``
(``number,name,last_day,successor,successor_name``, one line per direct successor).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from kvadmin.errors import InvalidData
from kvadmin.register.name_forms import forms_of
from kvadmin.translation import tr
from kvadmin.wording.folding import fold, fold_digraph, fold_plain

_COLUMNS = ("number", "name", "last_day", "successor", "successor_name")


@dataclass(frozen=True, slots=True)
class MunicipalityChange:
    """``number`` (``name``) existed to ``last_day``; the day after, ``successor`` had its area or part of it."""

    number: str
    name: str
    last_day: date
    successor: str
    successor_name: str


class Succession:
    """The changes, asked by number or by name for what exists on a day."""

    def __init__(self, changes: Iterable[MunicipalityChange] = ()) -> None:
        self.changes = tuple(sorted(changes, key=lambda each: (each.last_day, each.number, each.successor)))
        self._by_name: dict[str, set[str]] = {}
        for change in self.changes:
            self._add_name(change.name, change.number)
            self._add_name(change.successor_name, change.successor)

    def _add_name(self, name: str, number: str) -> None:
        for form in forms_of(name):
            for folding in (fold, fold_digraph, fold_plain):
                self._by_name.setdefault(f"{folding.__name__}:{folding(form)}", set()).add(number)

    def knows(self, number: str) -> bool:
        """Whether some municipality had (or got) this number at some time."""
        return any(number in (each.number, each.successor) for each in self.changes)

    def numbers_named(self, name: str) -> tuple[str, ...]:
        """Numbers of the municipalities that bore the name at some time, strictest spelling first."""
        for folding in (fold, fold_digraph, fold_plain):
            found = self._by_name.get(f"{folding.__name__}:{folding(name)}")
            if found:
                return tuple(sorted(found))
        return ()

    def on(self, number: str, exists: Callable[[str], bool]) -> tuple[str, ...]:
        """The numbers that stand for ``number`` in a register: successors first, else predecessors.

        Args:
            number: A number that the register does not have on its date.
            exists: Tells whether a number is in the register on its date.

        Returns:
            Sorted numbers that exist; several for a divided (or, backwards, a merged) municipality.
        """
        forward = self._follow(number, exists, lambda each: (each.number, each.successor))
        return forward or self._follow(number, exists, lambda each: (each.successor, each.number))

    def _follow(
        self, number: str, exists: Callable[[str], bool], step: Callable[[MunicipalityChange], tuple[str, str]]
    ) -> tuple[str, ...]:
        found: set[str] = set()
        seen = {number}
        open_ends = [number]
        while open_ends:
            here = open_ends.pop()
            for start, end in map(step, self.changes):
                if start != here or (end in seen and end != here):
                    continue
                if exists(end):
                    found.add(end)
                elif end not in seen:
                    seen.add(end)
                    open_ends.append(end)
        return tuple(sorted(found))


def parse_succession(text: str, where: str = "municipality-successors.csv") -> Succession:
    """Read the table of changes from the text of its csv; lines that begin with ``#`` are remarks.

    Raises:
        InvalidData: A missing column, a number that is not four digits, or a day that is no date.
    """
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    rows = csv.DictReader(line for _, line in lines)
    if tuple(rows.fieldnames or ()) != _COLUMNS:
        raise InvalidData(
            tr(
                "the columns are {fieldnames}, not {columns}",
                fieldnames=",".join(rows.fieldnames or ()),
                columns=",".join(_COLUMNS),
            ),
            where=where,
            code="wrong-columns",
        )
    changes = []
    for row, (at, _) in zip(rows, lines[1:], strict=True):
        try:
            last_day = date.fromisoformat(row["last_day"])
        except ValueError:
            raise InvalidData(
                tr("{row!r} is no date", row=row["last_day"]), where=f"{where}:{at}", code="bad-value"
            ) from None
        if not all(len(row[each]) == 4 and row[each].isdecimal() for each in ("number", "successor")):
            raise InvalidData(tr("a municipality number has four digits"), where=f"{where}:{at}")
        changes.append(
            MunicipalityChange(row["number"], row["name"], last_day, row["successor"], row["successor_name"])
        )
    return Succession(changes)
