"""The one dictionary behind every format: tables, variables, codes, labels in bokmål and nynorsk.

A row is a tuple of texts in the form that :func:`canonical` gives; every format is a way to write those texts, and is
read back into them when a package is verified.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Literal

from kvadmin.api import InvalidData, tr

from ..indicators.variables import problem_of, suggestion
from .missing_values import Missing

VariableKind = Literal["text", "int", "decimal", "date", "code"]
Cells = tuple[str | None, ...]
Rows = Callable[[], Iterator[Cells]]

#: Fifteen digits are what every format keeps.
_EXACT = Context(prec=15, rounding=ROUND_HALF_EVEN)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a coded variable: the number in statistics programs, the text elsewhere, its labels."""

    number: int
    text: str
    nb: str
    nn: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable.

    Attributes:
        name: The same in every format; SPSS and Stata both take it.
        nb, nn: What it is, in bokmål and nynorsk.
        kind: What it holds.
        codes: The values of a ``code``.
        missing: Why a value may be missing: written as a mark, in SPSS as a user-missing code, in Stata as ``.a`` ….
    """

    name: str
    nb: str
    nn: str
    kind: VariableKind = "text"
    codes: tuple[Code, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def marks(self) -> dict[str, Missing]:
        """``mark -> why``."""
        return {each.mark: each for each in self.missing}

    @property
    def numeric(self) -> bool:
        """Whether statistics programs hold it as a number."""
        return self.kind in ("int", "decimal", "code")


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: what it is, its variables, and its rows (made anew each time they are asked for)."""

    name: str
    nb: str
    nn: str
    variables: tuple[Variable, ...]
    rows: Rows

    def without(self, *names: str) -> DataTable:
        """The same table without some variables."""
        keep = [k for k, each in enumerate(self.variables) if each.name not in names]
        variables = tuple(self.variables[k] for k in keep)
        return DataTable(
            self.name, self.nb, self.nn, variables, lambda: (tuple(row[k] for k in keep) for row in self.rows())
        )


def coded(texts: Iterable[str], labels: Mapping[str, tuple[str, str]] | None = None) -> tuple[Code, ...]:
    """Codes 1, 2, 3 … for texts in their order, with labels (nb, nn) where there are any."""
    named = labels or {}
    return tuple(Code(at, text, *named.get(text, (text, text))) for at, text in enumerate(dict.fromkeys(texts), 1))


def canonical(value: Any) -> str | None:
    """A value as every format can keep it: exact figures without idle zeros, ISO dates, trimmed text, None for empty.

    Raises:
        InvalidData: A figure that is not finite.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        return figure(repr(value) if isinstance(value, float) else str(value))
    text = _CONTROL.sub("\ufffd", str(value).replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text or None


@lru_cache(maxsize=65_536)
def figure(text: str) -> str:
    """A figure in fifteen digits without idle zeros: ``8.0`` is ``8``.

    Raises:
        InvalidData: It is none.
    """
    try:
        value = _EXACT.create_decimal(text)
    except InvalidOperation:
        raise InvalidData(tr("{text!r} is not a figure", text=text), code="bad-value") from None
    if not value.is_finite():
        raise InvalidData(tr("{text!r} is not a figure", text=text), code="bad-value")
    shown = f"{value:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown in ("-0", "") else shown


def both(nb: str, nn: str) -> str:
    """One label of two forms: ``Verdi``, ``Kommunenummer / Kommunenummer`` only where they differ."""
    return nb if nb == nn else f"{nb} / {nn}"


def check_names(tables: Sequence[DataTable]) -> None:
    """Refuse names that SPSS or Stata do not take, before anything is written.

    Raises:
        InvalidData: With what would do for each.
    """
    details = []
    for table in tables:
        taken: dict[str, str] = {}
        for each in table.variables:
            others = frozenset(other.name.casefold() for other in table.variables)
            why = problem_of(each.name)
            if each.name.casefold() in taken:
                why = tr("{other!r} is the same to programs that tell no case", other=taken[each.name.casefold()])
            taken.setdefault(each.name.casefold(), each.name)
            if why:
                free = suggestion(each.name, others)
                details.append(
                    tr(
                        "{table}: the variable {variable!r} cannot be used: {why}; {free!r} would do",
                        table=table.name,
                        variable=each.name,
                        why=why,
                        free=free,
                    )
                )
    if details:
        raise InvalidData(
            tr("{number} variable name(s) that SPSS or Stata refuse", number=len(details)),
            details=details,
            hint=tr("kvadmin evaluation indicators set ID --variable NAME"),
        )


class Digest:
    """The hash over the content of a table: names of the variables, then every row, whatever the format."""

    def __init__(self, variables: Sequence[Variable]) -> None:
        self._hash = hashlib.sha256()
        self.rows = -1
        self.add(tuple(each.name for each in variables))

    def add(self, row: Cells) -> None:
        """One row more."""
        self.rows += 1
        parts = ("-" if cell is None else f"{len(cell)}:{cell}" for cell in row)
        self._hash.update(("\x1f".join(parts) + "\n").encode())

    def hex(self) -> str:
        """The hash so far."""
        return self._hash.hexdigest()
