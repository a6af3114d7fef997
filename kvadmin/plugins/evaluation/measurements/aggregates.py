"""Rows that sum up or average municipalities, or stand for none: known by their words and codes, and why.

The forms are those of tables of Statistics Norway and KOSTRA (``EAKUO Landet uten Oslo``, ``Kostragruppe 13``,
``0 Hele landet``, ``9999 Uoppgitt``) and of lists kept by hand. Counties are known by the register of bodies.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kvadmin.api import tr
from kvadmin.api.wording import fold

#: A code in front or in parentheses behind: ``0 Hele landet``, ``Hele landet (0)``.
_CODED = re.compile(r"^(?:no ?)?\d+ (?=\D)|(?<=\D) \d+$")
_COUNTRY = frozenset(
    ("hele landet", "heile landet", "landet", "norge", "noreg", "norway", "the whole country", "whole country")
)
_PARTS = frozenset(
    map(
        fold,
        (
            "Østlandet, Sør-Østlandet, Oslo og Akershus, Hedmark og Oppland, Oslo og Viken, Sørlandet, "
            "Agder og Rogaland, Agder og Sør-Østlandet, Vestlandet, Midt-Norge, Nord-Norge"
        ).split(", "),
    )
)
_TOTALS = frozenset(
    ("sum", "i alt", "alle", "alle kommuner", "alle kommunar", "kommunene", "kommunane", "all municipalities")
)
#: What a row is, and how its folded words begin; the first that fits counts.
_FORMS = tuple(
    (what, re.compile(form))
    for what, form in (
        ("an average", r"(?:gj|gjsnitt|gjennomsnitt\w*|snitt\w*|median\w*|mean|average)\b"),
        ("an average", r".+ (?:gj ?snitt|gjennomsnitt\w*|snitt|median)$"),
        ("a group of municipalities", r"e(?:ka|kg)\d*\b|kostra ?gruppe|kommunegruppe|kostra\b|gruppe \d+\b"),
        ("a total", r"e(?:ak|afk)\d*\b"),
        ("the country without Oslo", r"(?:e(?:ak|afk)uo\b|landet (?:uten|utan|utenom|unntatt|unnateke|ekskl\w*)\b)"),
        ("a total", r"(?:sum|total|totalt|totalsum)\b|.+ (?:i alt|totalt)$"),
        ("unspecified", r"(?:.+ )?(?:uoppgi\w+|uoppgje\w+|uspesifisert\w*|ufordelt\w*|unspecified)\b"),
        ("unspecified", r"(?:ukjent|ukjend)(?: kommune| bosted| bustad)?$|unknown municipality$"),
        ("abroad", r"(?:utlandet|abroad)\b"),
        ("a borough", r"\d{6}\b|(?:\d+ )?bydel \w"),
    )
)
_UNSPECIFIED_CODES = ("9999", "0000", "99")
#: Economic regions of Statistics Norway, with their names: the county and 91 and up, which no municipality has had.
_ECONOMIC_REGION = re.compile(r"(?:0[1-9]|1\d|20)9[1-9] \D")


@lru_cache(maxsize=4096)
def aggregate(text: str) -> str:
    """What a row under this name or code sums up or stands for; empty when it may be a municipality's."""
    folded = fold(text)
    bare = _CODED.sub("", folded)
    if folded in _UNSPECIFIED_CODES:
        return tr("{code} is the code of the unspecified", code=text.strip())
    if bare in _COUNTRY or bare in _TOTALS or (folded.isdecimal() and not folded.strip("0")):
        return tr("a total")
    if bare in _PARTS:
        return tr("a part of the country")
    for what, form in _FORMS:
        if form.match(bare) or form.match(folded):
            return tr(what)
    return tr("an economic region") if _ECONOMIC_REGION.match(folded) else ""


#: Kinds of bodies whose rows stand beside those of municipalities in tables of statistics.
BODIES_BESIDE = {
    "county": "a county",
    "svalbard": "Svalbard",
    "jan-mayen": "Jan Mayen",
    "continental-shelf": "the continental shelf",
    "borough": "a borough",
    "inter-municipal": "several municipalities together",
}
