"""What a call names as the source of its lottery, as people type it and as plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from shlex import quote
from typing import Any

import msgspec

from kvadmin.api import InvalidData, UsageError, tr
from kvadmin.api.commands import REQUIRED, Settable, SettableFields, choice, parse_day, parse_whole
from kvadmin.api.records import DrawSource

#: The sources that ``cohort draw`` enters; with another one the seed is what the call has.
DRAWN = ("public", "committed")
_MOST_DIGITS = 6
_SHA256 = re.compile(r"[0-9a-f]{64}")
#: A digit would join the numbers; the upright line parts secret and value; other letters have several forms in Unicode.
_NO_SEPARATOR = re.compile(r"[\d|]|[^ -~]|.{4}")
#: What a source needs besides, and what it may have.
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "public": ("name", "day", "numbers"),
    "committed": ("commitment",),
    "fixed": (),
}
_MAY: Mapping[str, tuple[str, ...]] = {
    "public": ("order", "digits", "separator", "ignored", "substitute", "commitment"),
    "committed": (),
    "fixed": (),
}


def parse_commitment(text: str) -> str:
    """A SHA-256 as 64 hexadecimal digits, in small letters."""
    plain = text.strip().casefold()
    if not _SHA256.fullmatch(plain):
        raise UsageError(
            tr("{text!r} is no commitment: it is the SHA-256 of the secret, 64 digits from 0 to f", text=text),
            hint=tr("printf %s 'THE SECRET' | sha256sum"),
            code="bad-value",
        )
    return plain


def parse_separator(text: str) -> str:
    """What stands between two numbers: no digit, and not the sign that parts secret and value."""
    if _NO_SEPARATOR.search(text):
        raise UsageError(
            tr("{text!r} cannot stand between numbers", text=text), hint=tr("a sign such as -"), code="bad-value"
        )
    return text


def parse_digits(text: str) -> int:
    """How many digits each number is filled up to."""
    digits = parse_whole(text, least=1)
    if digits > _MOST_DIGITS:
        raise UsageError(
            tr("{text} digits are too many for a number of a draw", text=text),
            hint=tr("at most {most}", most=_MOST_DIGITS),
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
    if strange := [name for name in names if name not in ("source", *_NEEDS[source], *_MAY[source])]:
        raise UsageError(
            tr("{keys} says nothing about a draw whose source is {source}", keys=", ".join(strange), source=source),
            where="draw",
            hint=tr("it has: {keys}", keys=", ".join((*_NEEDS[source], *_MAY[source])) or tr("nothing besides")),
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


#: How each source is written, for hints.
EXAMPLES: Mapping[str, str] = {
    "public": "source=public name=NAME day=DATE numbers=N",
    "committed": "source=committed commitment=HASH",
    "fixed": "source=fixed",
}


def missing_of(draw: DrawSource) -> list[str]:
    """What the source of a draw needs and the declaration does not have."""
    return [name for name in _NEEDS.get(draw.source, ()) if getattr(draw, name) in (None, "")]


def problem_of(draw: DrawSource) -> str:
    """What keeps a declaration from being drawn by, written by hand as it may be; empty when nothing does."""
    missing = missing_of(draw)
    too_small = not 1 <= draw.digits <= _MOST_DIGITS or (draw.numbers is not None and draw.numbers < 1)
    problems = (
        (draw.source not in DrawSource.SOURCES, tr("the source {source!r} is unknown", source=draw.source)),
        (missing, tr("{keys} is missing", keys=", ".join(missing))),
        (draw.order not in DrawSource.ORDERS, tr("the order {order!r} is unknown", order=draw.order)),
        (too_small, tr("numbers and digits must be at least 1, digits at most {most}", most=_MOST_DIGITS)),
        (draw.commitment and not _SHA256.fullmatch(draw.commitment), tr("the commitment is no SHA-256")),
        (
            _NO_SEPARATOR.search(draw.separator),
            tr("{separator!r} cannot stand between numbers", separator=draw.separator),
        ),
    )
    return next((text for wrong, text in problems if wrong), "")


def checked(draw: DrawSource, cohort: str) -> DrawSource:
    """The declaration, when it can be drawn by.

    Raises:
        InvalidData: It cannot; :func:`problem_of` says why.
    """
    if problem := problem_of(draw):
        raise InvalidData(
            tr("what {cohort} says about its draw cannot be: {problem}", cohort=cohort, problem=problem),
            where=f"cohorts/{cohort}.yaml",
            hint=tr("kvadmin cohort set {cohort} draw KEY=VALUE...", cohort=quote(cohort)),
            code="bad-record",
        )
    return draw


def draw_data(draw: DrawSource | None) -> dict[str, Any] | None:
    """The declaration as plain data: every key, days as ISO text; None when there is none."""
    return None if draw is None else plain_part(draw)


def plain_part(part: msgspec.Struct) -> dict[str, Any]:
    """A part of a record as plain data with all its fields, days as ISO text."""
    values = {name: getattr(part, name) for name in part.__struct_fields__}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def draw_in_words(draw: DrawSource) -> str:
    """The declaration in one line of plain words."""
    if draw.source == "fixed":
        return tr("fixed: the seed as the call has it")
    mixed = tr("a secret whose SHA-256 is {commitment}", commitment=draw.commitment) if draw.commitment else ""
    if draw.source == "committed":
        return tr("committed: {secret}", secret=mixed)
    parts = [draw.name]
    if draw.day is not None:
        parts.append(tr("on {day}", day=draw.day.isoformat()))
    parts.append(form_in_words(draw))
    if draw.ignored:
        parts.append(tr("without {ignored}", ignored=draw.ignored))
    if draw.substitute:
        parts.append(tr("in its place if it is not held: {substitute}", substitute=draw.substitute))
    if mixed:
        parts.append(tr("mixed with {secret}", secret=mixed))
    return tr("public: {parts}", parts="; ".join(parts))


def form_in_words(draw: DrawSource) -> str:
    """The form that the numbers are brought into, for messages."""
    order = tr("ascending") if draw.order == "ascending" else tr("as drawn")
    return tr(
        "{numbers} numbers {order}, {digits} digits each, {separator!r} between them",
        numbers=draw.numbers,
        order=order,
        digits=draw.digits,
        separator=draw.separator,
    )
