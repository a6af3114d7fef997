"""A postal address in an office's file: in one cell, or in columns of its own for postcode and place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kvadmin.reading.columns.fields import Field, parse_fields
from kvadmin.translation import tr
from kvadmin.typed.postal_addresses import ends_in_place, postal_address, postcode
from kvadmin.typed.texts import one_line
from kvadmin.wording.folding import fold

if TYPE_CHECKING:
    from kvadmin.reading.cells import Row
    from kvadmin.reading.tables import SheetTable

_TABLE = """
address: Adresse | Postadresse | Adresselinje | Adresselinje 1 | Adresse 1 | Postadresse 1 | Kommunens adresse
address: Kommunens postadresse | Adressa til kommunen | Postadressa | Address | Postal address | Mailing address
address: Address line 1 | Address 1
address ~ postadress -post.nr -besøk | postal address
address_2: Adresselinje 2 | Adresse 2 | Postadresse 2 | Address line 2 | Address 2
postcode: Postnummer | Postnr | Post nr | Postnummeret | Postkode | Postcode | Postal code | Zip | Zip code
post_place: Poststed | Poststad | Poststedet | Poststaden | Postal place | Post town | Town | City
"""
_MORE: dict[str, dict[str, Any]] = {
    "address": {"help": "the postal address, all of it or what stands above postcode and place"},
    "address_2": {"help": "a second line of it"},
    "postcode": {"kind": "code", "help": "four digits; lost zeros are put back"},
    "post_place": {"help": "the place that the postcode belongs to"},
}

#: The fields ``address``, ``address_2``, ``postcode`` and ``post_place``, for the declaration of an importer.
#:
#: Added in version 0.2.
ADDRESS_FIELDS: tuple[Field, ...] = parse_fields(_TABLE, more=_MORE)

_LINES = re.compile(r"[;\r\n]+")
#: ``Postboks 1, 0101 Oslo`` in one line: the place is a line of its own.
_LAST_COMMA = re.compile(r",\s*(?=(?:NO?-)?\d{4}\s+\S[^,;]*$)", re.IGNORECASE)


def postal_address_of(table: SheetTable, row: Row) -> list[str] | None:
    """The lines of a row's postal address; None where it says nothing of one.

    Raises:
        ValueError: What it says is no postal address, or the columns contradict one another.

    Added in version 0.2.
    """
    written = [table.text(row, name) for name in ("address", "address_2")]
    lines = [one_line(part) for text in written for part in _LINES.split(_LAST_COMMA.sub("\n", text)) if part.strip()]
    code, place = (table.text(row, name).strip() for name in ("postcode", "post_place"))
    if not (lines or code or place):
        return None
    if code and place:
        end = f"{postcode(code)} {one_line(place)}"
        if not ends_in_place(lines):
            lines.append(end)
        elif fold(lines[-1]) != fold(end):
            raise ValueError(
                tr("the address ends in {line!r}, and the columns beside it say {end!r}", line=lines[-1], end=end)
            )
    elif (code or place) and not ends_in_place(lines):
        raise ValueError(
            tr("the address has a postcode without a place")
            if code
            else tr("the address has a place without a postcode")
        )
    return postal_address(lines)
