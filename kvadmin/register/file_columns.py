"""Which column of a register file holds what: headers in bokmål, nynorsk and English, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kvadmin.errors import InvalidData
from kvadmin.translation import tr
from kvadmin.wording.folding import fold_plain, squash

#: The Norwegian name beside a bilingual one; ``name`` then gives the parallel names.
NORWEGIAN_NAME = "norwegian_name"

#: Field -> what its header may be called. Case, accents, blanks and punctuation do not matter.
_HEADERS = {
    "number": "number, municipality number, kommunenummer, kommunenr, kommune nr, komm nr, knr, nummer, nr, "
    "kommunenummeret, code, kode, kommune nummer, regionkode",
    "name": "name, municipality, municipality name, navn, namn, kommune, kommunenavn, kommunenamn",
    NORWEGIAN_NAME: "norwegian name, name norwegian, navn norsk, namn norsk, norsk navn, norsk namn",
    "names": "names, parallel names, parallelle navn, parallelle namn, samisk navn, samisk namn",
    "aliases": "aliases, alias, aliaser, andre navn, andre namn",
    "sort_as": "sort as, sorteres som, sorterast som",
    "county": "county, county name, fylke, fylkesnavn, fylkesnamn",
    "county_number": "county number, county no, fylkesnummer, fylkesnr, fylke nr",
    "region": "region, part of the country, landsdel, landsdeler",
    "population": "population, inhabitants, folketall, folketal, folkemengde, folkemengd, innbyggere, innbyggjarar, "
    "innbyggertall, innbyggjartal, innb, befolkning",
    "language_form": "language form, language, målform, målføre, språkform, målform etterfølger, målform etterfølgjar",
    "lat": "lat, latitude, breddegrad, breiddegrad, bredde, breidde",
    "lon": "lon, lng, long, longitude, lengdegrad, lengde",
    "organisation_number": "organisation number, organization number, orgnr, org nr, organisasjonsnummer",
    "address": "address, adresse, postadresse",
    "valid_from": "valid from, validfrom, from, gyldig fra, gyldig frå, fra, frå",
    "valid_to": "valid to, validto, to, gyldig til, til",
    "successors": "successors, successor, etterfølger, etterfølgjar, etterfølgere, etterfølgjarar",
    "note": "note, notes, merknad, merknader, merknadar, kommentar",
}
_FIELD_OF = {fold_plain(header.strip()): field for field, headers in _HEADERS.items() for header in headers.split(",")}
#: Fields whose header may carry the year that the figures are of.
_DATED = ("population", "language_form")
_YEAR = re.compile(r"^(?P<header>.+?) (?P<year>(19|20)\d\d)( \d{1,2} \d{1,2})?$")
#: A header stands among the first lines; whatever is above it is a title.
_SEARCHED = 30


@dataclass(frozen=True, slots=True)
class RegisterColumns:
    """The header of one sheet.

    Args:
        line: Its line, from 1.
        places: Field -> index of its column.
        headers: Field -> the header as it stands in the file.
        unread: Headers that no field is read from, in the order of the file.
    """

    line: int
    places: dict[str, int]
    headers: dict[str, str]
    unread: tuple[str, ...]


def field_of(header: str) -> str | None:
    """The field that a header names, or None."""
    folded = fold_plain(header)
    found = _FIELD_OF.get(folded)
    dated = _YEAR.match(folded)
    if found is None and dated:
        found = _FIELD_OF.get(dated["header"])
        return found if found in _DATED else None
    return found


def find_columns(rows: Sequence[tuple[int, Sequence[Any]]], where: str) -> RegisterColumns | None:
    """The header among the first lines: the one with the number and a name.

    Args:
        rows: ``(line, cells)``.
        where: File and sheet, for messages.

    Returns:
        None when there is no such line.

    Raises:
        InvalidData: Two columns hold the same field.
    """
    for line, cells in rows[:_SEARCHED]:
        headers = [(index, squash(str(cell))) for index, cell in enumerate(cells) if cell not in (None, "")]
        fields = [(field_of(header), index, header) for index, header in headers]
        named = {field for field, _, _ in fields}
        if "number" in named and named & {"name", NORWEGIAN_NAME}:
            return _columns(line, fields, where)
    return None


def _columns(line: int, fields: list[tuple[str | None, int, str]], where: str) -> RegisterColumns:
    places: dict[str, int] = {}
    headers: dict[str, str] = {}
    for field, index, header in fields:
        if field is None:
            continue
        if field in places:
            raise InvalidData(
                tr("two columns hold the same: {headers!r} and {header!r}", headers=headers[field], header=header),
                where=f"{where}:{line}",
                hint=tr("remove or rename one of them"),
            )
        places[field], headers[field] = index, header
    return RegisterColumns(line, places, headers, tuple(header for field, _, header in fields if field is None))
