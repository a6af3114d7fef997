"""Which column of a register file holds what: headings in bokmål, nynorsk and English, in any order."""

from __future__ import annotations

from typing import Any

from kvadmin.reading.columns.fields import parse_fields
from kvadmin.reading.importer import Importer
from kvadmin.register.postal_columns import ADDRESS_FIELDS

#: The Norwegian name beside a bilingual one; ``name`` then gives the parallel names.
NORWEGIAN_NAME = "norwegian_name"

_TABLE = """
number: municipality number | kommunenummer | kommunenr | kommune nr | komm nr | knr | nummer | nr | kommunenummeret
number: code | kode | kommune nummer | regionkode
name: municipality | municipality name | navn | namn | kommune | kommunenavn | kommunenamn
norwegian_name: norwegian name | name norwegian | navn norsk | namn norsk | norsk navn | norsk namn
names: parallel names | parallelle navn | parallelle namn | samisk navn | samisk namn
aliases: alias | aliaser | andre navn | andre namn
sort_as: sorteres som | sorterast som
county: county name | fylke | fylkesnavn | fylkesnamn
county_number: county no | fylkesnummer | fylkesnr | fylke nr
region: part of the country | landsdel | landsdeler
population: inhabitants | folketall | folketal | folkemengde | folkemengd | innbyggere | innbyggjarar | innbyggertall
population: innbyggjartal | innb | befolkning
language_form: language | målform | målføre | språkform | målform etterfølger | målform etterfølgjar
lat: latitude | breddegrad | breiddegrad | bredde | breidde
lon: lng | long | longitude | lengdegrad | lengde
organisation_number: organization number | orgnr | org nr | organisasjonsnummer
valid_from: validfrom | from | gyldig fra | gyldig frå | fra | frå
valid_to: validto | to | gyldig til | til
successors: successor | etterfølger | etterfølgjar | etterfølgere | etterfølgjarar
note: notes | merknad | merknader | merknadar | kommentar
"""
_MORE: dict[str, dict[str, Any]] = {
    "number": {"kind": "code", "help": "four digits; a lost zero is put back"},
    "norwegian_name": {"help": "the Norwegian name beside a bilingual one"},
    "population": {"kind": "figure", "help": "a year in the heading does not matter"},
    "language_form": {"kind": "code", "help": "bokmål, nynorsk or neutral"},
    "lat": {"kind": "figure", "help": "degrees north (WGS84)"},
    "lon": {"kind": "figure", "help": "degrees east (WGS84)"},
    "valid_from": {"kind": "date", "help": "a date, or a year as its first day"},
    "valid_to": {"kind": "date", "help": "a date, or a year as its last day"},
}

#: A register of municipalities.
#:
#: Added in version 0.2.
REGISTER = Importer(
    "register",
    parse_fields(_TABLE, ADDRESS_FIELDS, _MORE),
    (("number",), ("name", NORWEGIAN_NAME)),
    help="one municipality",
)
