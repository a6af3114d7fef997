"""Lists of the municipalities' postal addresses: their columns, and what becomes of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kvadmin.api import tr
from kvadmin.api.imports import (
    ADDRESS_FIELDS,
    NEEDS_WHO,
    WHO_FIELDS,
    Importer,
    Register,
    Row,
    RowOutcome,
    SheetTable,
    municipality_of,
    municipality_written,
    postal_address_of,
    why_no_municipality,
)
from kvadmin.api.records import Municipality
from kvadmin.api.wording import fold

#: A list of postal addresses of municipalities.
ADDRESSES = Importer(
    "addresses",
    (*WHO_FIELDS, *ADDRESS_FIELDS),
    needs=(NEEDS_WHO, ("address", "postcode")),
    help="the postal address of one municipality",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRowOutcome(RowOutcome):
    """A row and what became of it.

    Attributes:
        address: The lines of the address that it says.
    """

    address: tuple[str, ...] = ()


def read_address_rows(
    tables: Iterable[SheetTable], register: Register, held: Mapping[str, Municipality]
) -> Iterator[AddressRowOutcome]:
    """Every row with what becomes of it: ``imported``, ``updated``, ``unchanged``, or why it is not taken in.

    Args:
        tables: What was found in the file, read as :data:`ADDRESSES`.
        register: The municipalities on the day that counts.
        held: The records by number.
    """
    seen: dict[str, AddressRowOutcome] = {}
    for table in tables:
        for row in table.rows:
            if not row.filled or row.number in table.repeated:
                continue
            found = _of_row(table, row, register, held)
            first = seen.setdefault(found.municipality or "", found) if found.address else found
            yield found if first is found else _repeated(found, first)


def _of_row(table: SheetTable, row: Row, register: Register, held: Mapping[str, Municipality]) -> AddressRowOutcome:
    def outcome(
        what: str,
        reason: str = "",
        number: str | None = None,
        lines: Iterable[str] = (),
        candidates: tuple[str, ...] = (),
    ) -> AddressRowOutcome:
        return AddressRowOutcome(
            sheet=table.sheet.name,
            row=row.number,
            outcome=what,
            municipality=number,
            reason=reason,
            candidates=candidates,
            address=tuple(lines),
        )

    match = municipality_of(table, row, register)
    number = match.number if match.verdict == "found" else None
    try:
        lines = postal_address_of(table, row)
    except ValueError as error:
        return outcome("rejected" if number else "manual", str(error), number)
    if not lines:
        return outcome("skipped", tr("no address: a heading, a note or an empty cell"), number)
    if not number:
        reason = why_no_municipality(match, municipality_written(table, row))
        kind = "skipped" if match.verdict == "not-a-municipality" else "manual"
        return outcome(kind, reason, candidates=match.candidates)
    old = held[number].address
    if old == lines:
        return outcome("unchanged", "", number, lines)
    said = tr("was: {old}", old=", ".join(old)) if old else ""
    return outcome("updated" if old else "imported", said, number, lines)


def _repeated(found: AddressRowOutcome, first: AddressRowOutcome) -> AddressRowOutcome:
    """A second row of a municipality: the same again, or another address, which is nobody's to choose."""
    same = fold(" ".join(found.address)) == fold(" ".join(first.address))
    reason = (
        tr("row {row} says the same", row=first.row)
        if same
        else tr("row {row} says another address: {address}", row=first.row, address=", ".join(first.address))
    )
    return AddressRowOutcome(
        sheet=found.sheet,
        row=found.row,
        outcome="duplicate" if same else "manual",
        municipality=found.municipality,
        reason=reason,
        address=found.address,
    )
