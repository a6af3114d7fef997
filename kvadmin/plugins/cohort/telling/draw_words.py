"""The lottery of a call in the words of letters and protocols: its source, and how its numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kvadmin.api.records import DrawSource
from kvadmin.api.wording import Language, count

_LANGUAGES = ("nb", "nn", "en")
_SOURCES = {
    "public": ("offentlig trekning", "offentleg trekking", "public draw"),
    "committed": (
        "hemmelighet som sekretariatet bandt seg til på forhånd",
        "løyndom som sekretariatet batt seg til på førehand",
        "secret that the secretariat committed itself to beforehand",
    ),
    "fixed": ("frø som sto i utlysningen", "frø som stod i utlysinga", "seed that stood in the call"),
    "none": ("ingen loddtrekning er nevnt", "inga loddtrekking er nemnd", "no draw is named"),
}
_NUMBERS = (("tall", "tall"), ("tal", "tal"), ("number", "numbers"))
_DIGITS = (("siffer", "siffer"), ("siffer", "siffer"), ("digit", "digits"))
_ORDERS = {
    "ascending": ("i stigende rekkefølge", "i stigande rekkjefølgje", "in ascending order"),
    "as-drawn": (
        "i den rekkefølgen de ble trukket",
        "i den rekkjefølgja dei vart trekte",
        "in the order in which they were drawn",
    ),
}
_FORM = (
    "{numbers} {order}, {digits} i hvert tall, {separator}",
    "{numbers} {order}, {digits} i kvart tal, {separator}",
    "{numbers} {order}, {digits} in each, {separator}",
)
_ONE = ("{numbers} med {digits}", "{numbers} med {digits}", "{numbers} with {digits}")
_EXAMPLE = ("{form}: for eksempel {example}", "{form}: til dømes {example}", "{form}: for example {example}")
_DRAWN = (
    "Loddet ble bestemt av en offentlig trekning, {name}, som ga {value}",
    "Loddet vart bestemt av ei offentleg trekking, {name}, som gav {value}",
    "The lot was decided by a public draw, {name}, which gave {value}",
)
_MIXED = (
    ", sammen med en hemmelighet som vi hadde bundet oss til på forhånd: {secret}.",
    ", saman med ein løyndom som vi hadde bunde oss til på førehand: {secret}.",
    ", together with a secret that we had committed ourselves to beforehand: {secret}.",
)
_LOST = (
    ". Hemmeligheten som skulle brukes sammen med tallene, er gått tapt.",
    ". Løyndommen som skulle brukast saman med tala, er gått tapt.",
    ". The secret that was to be used with it is lost.",
)
#: What a lottery was decided by, in a sentence; ``mixed`` and ``lost``: of a public draw with a secret.
_TOLD = {
    "public": tuple(f"{drawn}." for drawn in _DRAWN),
    "mixed": tuple(map("".join, zip(_DRAWN, _MIXED, strict=True))),
    "lost": tuple(map("".join, zip(_DRAWN, _LOST, strict=True))),
    "committed": (
        "Loddet ble bestemt av en hemmelighet som vi hadde bundet oss til på forhånd: {secret}.",
        "Loddet vart bestemt av ein løyndom som vi hadde bunde oss til på førehand: {secret}.",
        "The lot was decided by a secret that we had committed ourselves to beforehand: {secret}.",
    ),
    "fixed": (
        "Loddet ble regnet ut av et frø som sto i utlysningen: {seed}.",
        "Loddet vart rekna ut av eit frø som stod i utlysinga: {seed}.",
        "The lot was worked out from a seed that stood in the call: {seed}.",
    ),
    "undrawn": (
        "Trekningen er ikke ført inn; loddet har ikke avgjort noe.",
        "Trekkinga er ikkje ført inn; loddet har ikkje avgjort noko.",
        "The draw has not been entered; the lot has decided nothing.",
    ),
    "none": (
        "Loddet ble regnet ut uten frø; utlysningen nevnte ingen loddtrekning.",
        "Loddet vart rekna ut utan frø; utlysinga nemnde inga loddtrekking.",
        "The lot was worked out without a seed; the call named no draw.",
    ),
}
_BETWEEN = ("«{}» mellom tallene", "«{}» mellom tala", "“{}” between the numbers")
_BLANK = ("mellomrom mellom tallene", "mellomrom mellom tala", "a blank between the numbers")
_CLOSE = ("uten noe mellom tallene", "utan noko mellom tala", "nothing between the numbers")


def source_words(source: str, language: Language) -> str:
    """``offentlig trekning``: what the lottery comes from; a source that is not known is shown as it is."""
    return _in(_SOURCES[source], language) if source in _SOURCES else source


def form_words(named: DrawSource, language: Language, *, example: bool = True) -> str:
    """The form in which the numbers of a public draw are written; empty of any other source.

    ``7 tall i stigende rekkefølge, 2 siffer i hvert tall, «-» mellom tallene: for eksempel 03-08-13-18-23-28-33``.

    Args:
        named: What the call names.
        language: Of the words.
        example: Whether numbers are shown in that form.
    """
    if named.source != "public" or not named.numbers:
        return ""
    place = _LANGUAGES.index(language)
    numbers = count(named.numbers, _NUMBERS[place], language)
    digits = count(named.digits, _DIGITS[place], language)
    between = _CLOSE if not named.separator else _BLANK if named.separator == " " else _BETWEEN
    form = (_ONE if named.numbers == 1 else _FORM)[place].format(
        numbers=numbers,
        digits=digits,
        order=_in(_ORDERS.get(named.order, (named.order,) * 3), language),
        separator=between[place].format(named.separator),
    )
    return _EXAMPLE[place].format(form=form, example=_example(named)) if example else form


def told_words(draw: Mapping[str, Any], seed: str, language: Language) -> str:
    """What a lottery was decided by, in one sentence or two.

    Args:
        draw: ``draw`` of a protocol.
        seed: The protocol's ``lottery_seed``.
        language: Of the sentence.
    """
    source, value, secret = draw["source"], draw.get("value") or "", draw.get("secret") or ""
    named = named_source(draw)
    kind = source if source in _TOLD else "none"
    if kind in ("public", "committed") and not (value or secret):
        kind = "undrawn"
    elif kind == "public":
        kind = "mixed" if secret else "lost" if named and named.commitment else "public"
    if kind == "fixed" and not seed:
        kind = "none"
    return _in(_TOLD[kind], language).format(name=held_draw(draw, named), value=value, secret=secret, seed=seed)


def named_source(draw: Mapping[str, Any]) -> DrawSource | None:
    """What the call of a protocol named as its draw; None when it named nothing, or nothing that can be read."""
    try:
        return msgspec.convert(draw["named"], DrawSource, strict=False) if draw.get("named") else None
    except msgspec.ValidationError:  # somebody else's protocol: its own words are shown as far as they are known
        return None


def held_draw(draw: Mapping[str, Any], named: DrawSource | None) -> str:
    """The name of the public draw that was held: the one of the call, or its substitute."""
    return "" if named is None else named.substitute if draw.get("substitute") else named.name


def _example(named: DrawSource) -> str:
    """Numbers that nobody takes for those of a real draw, each five from the next; as drawn: the last one first."""
    highest = 10**named.digits
    numbers = [(3 + 5 * at) % highest for at in range(named.numbers or 0)]
    if named.order == "as-drawn":
        numbers = [*numbers[-1:], *numbers[:-1]]
    return named.separator.join(f"{each:0{named.digits}d}" for each in numbers)


def _in(words: tuple[str, ...], language: Language) -> str:
    return words[_LANGUAGES.index(language)]
