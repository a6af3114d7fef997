"""What a call names as the source of its lottery, as people type it: ``KEY=VALUE`` words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from kvadmin.api import UsageError, tr
from kvadmin.api.commands import REQUIRED, Settable, SettableFields, choice, parse_day, parse_whole
from kvadmin.api.records import DrawSource

from .declaration import EXAMPLES, MOST_DIGITS, NEEDS, NO_SEPARATOR, SHA256, missing_of

_MAY: Mapping[str, tuple[str, ...]] = {
    "public": ("order", "digits", "separator", "ignored", "substitute", "commitment"),
    "committed": (),
    "fixed": (),
}


def parse_commitment(text: str) -> str:
    """A SHA-256 as 64 hexadecimal digits, in small letters."""
    plain = text.strip().casefold()
    if not SHA256.fullmatch(plain):
        raise UsageError(
            tr("{text!r} is no commitment: it is the SHA-256 of the secret, 64 digits from 0 to f", text=text),
            hint=tr("printf %s 'THE SECRET' | sha256sum"),
            code="bad-value",
        )
    return plain


def parse_separator(text: str) -> str:
    """What stands between two numbers: no digit, and not the sign that parts secret and value."""
    if NO_SEPARATOR.search(text):
        raise UsageError(
            tr("{text!r} cannot stand between numbers", text=text), hint=tr("a sign such as -"), code="bad-value"
        )
    return text


def parse_digits(text: str) -> int:
    """How many digits each number is filled up to."""
    digits = parse_whole(text, least=1)
    if digits > MOST_DIGITS:
        raise UsageError(
            tr("{text} digits are too many for a number of a draw", text=text),
            hint=tr("at most {most}", most=MOST_DIGITS),
            code="bad-value",
        )
    return digits


def parse_numbers(text: str) -> int:
    """How many numbers a draw gives."""
    return parse_whole(text, least=1)


#: The keys of ``cohort set C draw KEY=VALUE...``.
DRAW_FIELDS = SettableFields(
    "a draw",
    (
        Settable("source", choice(*DrawSource.SOURCES), empty=REQUIRED),
        Settable("name"),
        Settable("day", parse_day, empty=None),
        Settable("numbers", parse_numbers, empty=None),
        Settable("order", choice(*DrawSource.ORDERS), empty=REQUIRED),
        Settable("digits", parse_digits, empty=REQUIRED),
        Settable("separator", parse_separator),
        Settable("ignored"),
        Settable("substitute"),
        Settable("commitment", parse_commitment),
    ),
    elsewhere={"named": "nothing: it is the day on which the call names its draw"},
)


def parse_draw_part(text: str) -> tuple[str, Any]:
    """One ``KEY=VALUE`` of a draw: the field's name and its value."""
    key, sign, value = text.partition("=")
    if not sign or not key.strip():
        raise UsageError(
            tr("{text!r} says nothing about a draw", text=text),
            hint=tr("write KEY=VALUE; the keys are: {keys}", keys=", ".join(DRAW_FIELDS.names)),
            code="bad-value",
        )
    if value and not value.strip():
        raise UsageError(
            tr("{key} is only blanks", key=key.strip()), hint=tr("leave it out, or give a sign"), code="bad-value"
        )
    return DRAW_FIELDS.read(key, [value])


def read_draw(words: Sequence[str]) -> list[tuple[str, Any]]:
    """All ``KEY=VALUE`` words of a draw, each exactly as typed: a separator may be a blank's neighbour."""
    try:
        return [parse_draw_part(word) for word in words if word.strip()]
    except UsageError as error:
        error.where = error.where or "draw"
        raise


def declared(parts: Sequence[tuple[str, Any]], old: DrawSource | None, today: date) -> DrawSource | None:
    """The declaration that ``KEY=VALUE`` texts make; None when there are none.

    Args:
        parts: What :func:`parse_draw_part` read of each.
        old: What the call names now: the day on which it was named stays when nothing else changes.
        today: The day on which a new one is named.

    Raises:
        UsageError: A key is given twice, is missing, or does not belong to the source.
    """
    if not parts:
        return None
    names = [name for name, _ in parts]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(tr("{keys} is given twice", keys=", ".join(twice)), where="draw", code="contradicting-options")
    given = dict(parts)
    if "source" not in given:
        raise UsageError(
            tr("a draw needs its source"),
            where="draw",
            hint=tr("source={words}", words="|".join(DrawSource.SOURCES)),
            code="missing-value",
        )
    source = str(given["source"])
    if strange := [name for name in names if name not in ("source", *NEEDS[source], *_MAY[source])]:
        raise UsageError(
            tr("{keys} says nothing about a draw whose source is {source}", keys=", ".join(strange), source=source),
            where="draw",
            hint=tr("it has: {keys}", keys=", ".join((*NEEDS[source], *_MAY[source])) or tr("nothing besides")),
            code="contradicting-options",
        )
    new = DrawSource(**given)
    if missing := missing_of(new):
        raise UsageError(
            tr("a draw whose source is {source} needs {keys}", source=source, keys=", ".join(missing)),
            where="draw",
            hint=tr("for example: {example}", example=EXAMPLES[source]),
            code="missing-value",
        )
    same = old is not None and msgspec.structs.replace(old, named=None) == new
    return msgspec.structs.replace(new, named=old.named if old is not None and same else today)
