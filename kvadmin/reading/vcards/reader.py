"""Cards as a sheet: one row a card, under the headings of an address list, each row with the line where it begins."""

from __future__ import annotations

from collections.abc import Callable, Collection

from kvadmin.reading.cells import Book, Cell, Row, Sheet, checked
from kvadmin.reading.csvtext.encodings import decoded
from kvadmin.reading.vcards.cards import ContactCard, cards_of

#: Headings that are there whatever the cards hold: what an importer looks for.
_ALWAYS = ("Name", "Organization", "E-mail")


def read_vcards(data: bytes, name: str, names: Callable[[], Collection[str]] | None = None) -> Book:
    """Read a file of contact cards.

    Args:
        data: The file.
        name: Its name, for messages.
        names: Gives names of municipalities and counties, which decide between encodings.

    Raises:
        InvalidData: It is no text, its letters cannot be told, a card is cut off, or a value cannot be.
    """
    text, remarks = decoded(data, name, names)
    found = cards_of(text.removeprefix("\ufeff"), name)
    records = [(card.line, _record(card)) for card in found.cards]
    filled = {heading for _, record in records for heading, value in record.items() if value}
    headings = [each for each in _record(ContactCard(0)) if each in filled or each in _ALWAYS]
    rows = [Row(0, tuple(Cell(each, each, name) for each in headings))]
    for line, record in records:
        where = f"{name}: line {line}, "
        cells = tuple(_cell(record[heading], f"{where}{heading}") for heading in headings)
        if any(each.own for each in cells):
            rows.append(Row(line, cells))
    return Book(name, "vcf", (Sheet(None, tuple(rows)),), (*remarks, *found.remarks()))


def _record(card: ContactCard) -> dict[str, str]:
    """What a card says, under the headings of its row."""
    organisation, department = card.organisation
    emails, private_emails = card.values("EMAIL")
    phones, private_phones = card.values("TEL")
    return {
        "Municipality number": card.text("X-KVADMIN-MUNICIPALITY"),
        "Name": card.name,
        "Sort as": card.text("SORT-STRING"),
        "Organization": organisation,
        "Department": department,
        "Role": card.text("ROLE"),
        "Job title": card.text("TITLE"),
        "E-mail": "; ".join(emails),
        "Phone": " / ".join(phones),
        "Private details": "; ".join((*private_emails, *private_phones)),
        "Business city": card.city,
        "Comment": " ".join(card.text("NOTE").split()),
    }


def _cell(text: str, where: str) -> Cell:
    text = checked(" ".join(text.split()), where) if text else ""
    return Cell(text or None, text, where)
