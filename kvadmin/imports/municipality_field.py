"""Who a row is about: one field for every importer, of a number, a name, a county, or all in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kvadmin.reading.columns.contents import bare_number
from kvadmin.reading.columns.fields import Field, parse_fields
from kvadmin.register.match import Match
from kvadmin.register.matching import Register
from kvadmin.translation import tr
from kvadmin.wording.folding import squash

if TYPE_CHECKING:
    from kvadmin.reading.cells import Row
    from kvadmin.reading.tables import SheetTable

_TABLE = """
number: Komm.nr | Komm.-nr. | Kommunenummer | Kommunenr | Kommune nr | Knr | K.nr | Kom.nr | Komnr | Kommnr
number: Municipality no | Municipality number | Municipality code | Kommunekode | SSB-nr | Kommunenummeret
number ? Nr | Nummer | No | Number | Code | Kode
number ~ kommun nr | kommun num | municipal num | kommun kode | municipal code

municipality: Kommune | Kommunen | Kommunenavn | Kommunenamn | Kommunens navn | Kommunens namn | Navn på kommune
municipality: Namn på kommune | Namn på kommunen | Navn på kommunen | Kommunen din | Din kommune | Suohkan | Gielda
municipality: Municipality | Municipality name | Name of municipality
municipality ~ kommunens na | kommunenavn | kommunenamn | name municipal
municipality ~ hvilken kommune | kva kommune | kva for kommune | hvilke kommune | which municipal | what municipal

county: Fylke | Fylkesnavn | Fylkesnamn | Fylkeskommune | County | Fylka
county ~ hvilket fylke | kva fylke | which county
"""
_MORE: dict[str, dict[str, Any]] = {
    "number": {"kind": "number", "help": "the municipality's number"},
    "municipality": {"kind": "municipality", "help": "the municipality, by name, by number, or both"},
    "county": {"kind": "county", "help": "the county, where a name alone says too little"},
}

#: The fields ``number``, ``municipality`` and ``county``, for the declaration of an importer.
#:
#: Added in version 0.2.
WHO_FIELDS: tuple[Field, ...] = parse_fields(_TABLE, more=_MORE)

#: The need of a list of municipalities.
#:
#: Added in version 0.2.
NEEDS_WHO = ("municipality", "number")

_NUMERIC_DIGITS = range(3, 5)


def municipality_of(table: SheetTable, row: Row, register: Register, county: str = "") -> Match:
    """Who a row is about, from its cells of :data:`WHO_FIELDS`.

    Args:
        table: The table the row stands in.
        row: The row.
        register: The municipalities on the day that counts.
        county: The county that is known from elsewhere: a row above that names a group.

    Returns:
        The match; ``conflict`` where number and name disagree, ``absent`` where the row names nobody.

    Added in version 0.2.
    """
    number = bare_number(table.text(row, "number"))
    names = [bare_number(cell.text.strip()) for cell in table.cells(row, "municipality") if not cell.blank]
    numeric = [text for text in names if _is_number(text)]
    worded = [text for text in names if text not in numeric]
    if not number and numeric:
        number, names = numeric[0], worded
    return register.match(number=number, name=next(iter(names), ""), county=table.text(row, "county") or county)


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) in _NUMERIC_DIGITS


def municipality_written(table: SheetTable, row: Row) -> str:
    """Who the row says it is about, as written: ``0301 Oslo``.

    Added in version 0.2.
    """
    texts = [squash(table.text(row, name)) for name in ("number", "municipality")]
    return " ".join(dict.fromkeys(filter(None, texts)))


def why_no_municipality(match: Match, written: str) -> str:
    """Why a row names no municipality for sure, in words.

    Added in version 0.2.
    """
    numbers = ", ".join(match.candidates)
    said = {
        "absent": tr("no municipality is named"),
        "conflict": tr("number and name in {text!r} do not agree: {numbers}", text=written, numbers=numbers),
        "not-a-municipality": tr("{text!r} is no municipality", text=written),
        "abolished": tr(
            "{text!r} is no municipality on that day; its area belongs to {numbers}", text=written, numbers=numbers
        ),
    }.get(match.verdict)
    if said:
        return said
    if len(match.candidates) > 1:
        return tr("several municipalities may be meant by {text!r}: {numbers}", text=written, numbers=numbers)
    if match.candidates:
        return tr(
            "there is no municipality {text!r} in the register (is {candidate} meant?)",
            text=written,
            candidate=match.candidates[0],
        )
    return tr("there is no municipality {text!r} in the register", text=written)
