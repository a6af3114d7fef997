"""Counties: their names, short forms and Sámi names, and the districts that tell namesakes apart.

Used to read a county column ("M&R", "Finnmárku", "02 Akershus") and the qualifier in a name
("Bø i Telemark", "Nes på Romerike"). Names of 1919-2019 and of 2020 and later are both known, since a
register may be of any date; a later county stands for the earlier ones it was made of.
"""

from __future__ import annotations

import re

from kvadmin.wording.folding import fold, fold_digraph, squash

#: Counties as the registers write them, with the short forms that lists use.
_SHORT = {
    "Østfold": "Østf",
    "Akershus": "Akersh|Akh|Ak",
    "Oslo": "",
    "Hedmark": "Hedm|Hedemark",
    "Oppland": "Oppl",
    "Buskerud": "Busk",
    "Vestfold": "Vestf",
    "Telemark": "Telem|Tele",
    "Aust-Agder": "A-Agder|Aust-A|AA",
    "Vest-Agder": "V-Agder|Vest-A|VA",
    "Rogaland": "Rogal|Rog",
    "Hordaland": "Hordal|Hord",
    "Sogn og Fjordane": "Sogn og Fj|S og Fj|S og F|SogF|SFJ|SF|SogFj",
    "Møre og Romsdal": "M og R|MR|MogR|Møre og R|Møre og Romsd|M og Romsdal",
    "Sør-Trøndelag": "S-Trøndelag|Sør-Tr|Sør-Tr lag|S-Tr|S-Tr lag|STR|ST",
    "Nord-Trøndelag": "N-Trøndelag|Nord-Tr|Nord-Tr lag|N-Tr|N-Tr lag|NTR|NT",
    "Nordland": "Nordl",
    "Troms": "Tr",
    "Finnmark": "Finnm",
    "Innlandet": "",
    "Viken": "",
    "Vestfold og Telemark": "V og T",
    "Agder": "",
    "Vestland": "",
    "Trøndelag": "Trønd|Trlag",
    "Troms og Finnmark": "T og F",
}

#: Sámi and Kven names of counties.
_SAMI = {
    "Nord-Trøndelag": "Noerhte-Trööndelage",
    "Sør-Trøndelag": "Åarjel-Trööndelage",
    "Trøndelag": "Trööndelage|Trøndelag Trööndelage",
    "Nordland": "Nordlánda|Nordlándda|Nordlaante|Nordland Nordlánda|Nordland Nordlánnda",
    "Troms": "Romsa|Romssa|Tromssa|Troms Romsa|Troms Romsa Tromssa",
    "Finnmark": "Finnmárku|Finnmárkku|Finmarku|Finmarkku|Finnmark Finnmárku|Finnmark Finnmárku Finmarkku",
    "Troms og Finnmark": "Romsa ja Finnmárku|Troms og Finnmark Romsa ja Finnmárku",
}

#: Districts, by which people tell namesakes apart ("Nes på Romerike", "Bø i Vesterålen").
_DISTRICTS = {
    "Akershus": "Romerike|Follo|Asker og Bærum",
    "Hedmark": "Hedmarken|Hedemarken|Østerdalen|Østerdal|Solør|Glåmdalen|Odalen",
    "Oppland": "Valdres|Gudbrandsdalen|Gudbrandsdal|Hadeland|Toten|Land",
    "Buskerud": "Hallingdal|Numedal|Eiker",
    "Telemark": "Grenland|Vest-Telemark|Øst-Telemark|Aust-Telemark|Midt-Telemark",
    "Aust-Agder": "Setesdal",
    "Vest-Agder": "Lister",
    "Rogaland": "Jæren|Dalane|Ryfylke|Haugalandet",
    "Hordaland": "Hardanger|Sunnhordland|Midthordland|Nordhordland",
    "Sogn og Fjordane": "Sogn|Sunnfjord|Nordfjord",
    "Møre og Romsdal": "Møre|Romsdal|Sunnmøre|Nordmøre",
    "Sør-Trøndelag": "Fosen|Gauldal|Gauldalen",
    "Nord-Trøndelag": "Namdal|Namdalen|Innherred",
    "Nordland": "Helgeland|Vesterålen|Lofoten|Salten|Ofoten",
}

#: Later counties and the earlier ones they cover; a name of either kind agrees with the other.
_COVERS: dict[str, tuple[str, ...]] = {
    "Innlandet": ("Hedmark", "Oppland"),
    "Viken": ("Østfold", "Akershus", "Buskerud"),
    "Vestfold og Telemark": ("Vestfold", "Telemark"),
    "Agder": ("Aust-Agder", "Vest-Agder"),
    "Vestland": ("Hordaland", "Sogn og Fjordane"),
    "Trøndelag": ("Sør-Trøndelag", "Nord-Trøndelag"),
    "Troms og Finnmark": ("Troms", "Finnmark"),
}

_NUMBERED = re.compile(r"^\s*\d{1,2}\s*[-.:]?\s*(?=\D)")
_SUFFIX = re.compile(r"\s+(fylkeskommune|fylkeskommuna|fylke|county|fylka|fylki|amt)$")


def _spellings(*names: str) -> set[str]:
    return {form(name) for name in names for form in (fold, fold_digraph)}


def _index(*tables: dict[str, str]) -> dict[str, str]:
    return {
        folded: county
        for table in tables
        for county, ways in table.items()
        for folded in sorted(_spellings(*(way for way in ways.split("|") if way)))
    }


#: Names that are a county's own, and every way to point at one.
_ITSELF = _index({county: county for county in _SHORT}, _SAMI)
_BY_NAME = {**_index(_DISTRICTS, _SHORT), **_ITSELF}


def county_named(text: str) -> str | None:
    """The county that a text names (any known way, also a district), or None.

    ``M&R`` -> ``Møre og Romsdal``; ``02 Akershus`` -> ``Akershus``; ``Finnmárku`` -> ``Finnmark``.

    Added in version 0.2.
    """
    folded = _SUFFIX.sub("", fold(_NUMBERED.sub("", squash(text))))
    return _BY_NAME.get(folded) or _BY_NAME.get(fold_digraph(folded))


def is_county_itself(text: str) -> bool:
    """Whether the text is a county's own name or its fylkeskommune, not a district or a short form."""
    return _SUFFIX.sub("", fold(_NUMBERED.sub("", squash(text)))) in _ITSELF


def same_county(one: str, other: str) -> bool:
    """Whether two counties' names agree, earlier and later divisions taken together."""
    first = county_named(one) or squash(one)
    second = county_named(other) or squash(other)
    return fold(first) == fold(second) or bool(_parts(first) & _parts(second))


def _parts(county: str) -> set[str]:
    return {fold(name) for name in (county, *_COVERS.get(county, ()))}
