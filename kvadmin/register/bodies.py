"""Bodies that are surely no municipality: county councils, county governors, Svalbard, ministries, companies.

The list ships as ``config/non-municipal-bodies.csv`` (``kind,where,text``); counties' own names come
from :mod:`kvadmin.register.counties`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass

from kvadmin.errors import InvalidData
from kvadmin.register.counties import is_county_itself
from kvadmin.translation import tr
from kvadmin.wording.folding import fold

_PLACES = ("name", "word", "ending", "number")
#: Endings this short are words of their own (``AS``); longer ones may be the end of a word (``Helsetilsynet``).
_SHORT_ENDING = 3


@dataclass(frozen=True, slots=True)
class BodyMark:
    """One way to know a body: ``text`` found at ``where`` says ``kind``."""

    kind: str
    where: str
    text: str


class Bodies:
    """Tells what kind of body a name or number belongs to, when it is surely no municipality."""

    def __init__(self, marks: Iterable[BodyMark] = ()) -> None:
        self.marks = tuple(marks)

    def kind_of_name(self, name: str) -> str | None:
        """``county``, ``svalbard``, ``ministry`` …; None when nothing tells that it is no municipality."""
        folded = fold(name)
        if not folded:
            return None
        if is_county_itself(name):
            return "county"
        return next((mark.kind for mark in self.marks if _says(mark, folded)), None)

    def kind_of_number(self, number: str) -> str | None:
        """The same for a number: ``1200`` is a county, ``2111`` lies on Svalbard."""
        for mark in self.marks:
            if mark.where == "number" and re.fullmatch(mark.text.replace("x", r"\d"), number):
                return mark.kind
        return None


def _says(mark: BodyMark, folded: str) -> bool:
    text = fold(mark.text)
    if mark.where == "name":
        return folded == text
    if mark.where == "word":
        return f" {text} " in f" {folded} "
    if mark.where == "ending":
        last = folded.rsplit(" ", 1)[-1]
        return " " in folded and last == text if len(text) <= _SHORT_ENDING else last.endswith(text)
    return False


def parse_bodies(text: str, where: str = "non-municipal-bodies.csv") -> Bodies:
    """Read the list from the text of its csv; lines that begin with ``#`` are remarks.

    Raises:
        InvalidData: A missing column or an unknown ``where``.
    """
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    rows = csv.DictReader(line for _, line in lines)
    if list(rows.fieldnames or ()) != ["kind", "where", "text"]:
        raise InvalidData(
            tr("the columns are {fieldnames}, not kind,where,text", fieldnames=",".join(rows.fieldnames or ())),
            where=where,
            code="wrong-columns",
        )
    marks = []
    for row, (at, _) in zip(rows, lines[1:], strict=True):
        if row["where"] not in _PLACES:
            raise InvalidData(
                tr("{row!r} is none of {places}", row=row["where"], places=", ".join(_PLACES)), where=f"{where}:{at}"
            )
        marks.append(BodyMark(row["kind"], row["where"], row["text"]))
    return Bodies(marks)
