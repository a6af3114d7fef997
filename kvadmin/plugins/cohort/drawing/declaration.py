"""What a call names as the source of its lottery: as plain data, in words, and whether it can be drawn by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from shlex import quote
from typing import Any

import msgspec

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import DrawSource

#: The sources that ``cohort draw`` enters; with another one the seed is what the call has.
DRAWN = ("public", "committed")
#: A number of a draw has at most so many digits.
MOST_DIGITS = 6
SHA256 = re.compile(r"[0-9a-f]{64}")
#: A digit would join the numbers; the upright line parts secret and value; other letters have several forms in Unicode.
NO_SEPARATOR = re.compile(r"[\d|]|[^ -~]|.{4}")
#: What a source needs besides, and what it may have.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "public": ("name", "day", "numbers"),
    "committed": ("commitment",),
    "fixed": (),
}

#: How each source is written, for hints.
EXAMPLES: Mapping[str, str] = {
    "public": "source=public name=NAME day=DATE numbers=N",
    "committed": "source=committed commitment=HASH",
    "fixed": "source=fixed",
}


def missing_of(draw: DrawSource) -> list[str]:
    """What the source of a draw needs and the declaration does not have."""
    return [name for name in NEEDS.get(draw.source, ()) if getattr(draw, name) in (None, "")]


def problem_of(draw: DrawSource) -> str:
    """What keeps a declaration from being drawn by, written by hand as it may be; empty when nothing does."""
    missing = missing_of(draw)
    too_small = not 1 <= draw.digits <= MOST_DIGITS or (draw.numbers is not None and draw.numbers < 1)
    problems = (
        (draw.source not in DrawSource.SOURCES, tr("the source {source!r} is unknown", source=draw.source)),
        (missing, tr("{keys} is missing", keys=", ".join(missing))),
        (draw.order not in DrawSource.ORDERS, tr("the order {order!r} is unknown", order=draw.order)),
        (too_small, tr("numbers and digits must be at least 1, digits at most {most}", most=MOST_DIGITS)),
        (draw.commitment and not SHA256.fullmatch(draw.commitment), tr("the commitment is no SHA-256")),
        (
            NO_SEPARATOR.search(draw.separator),
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
        parts.append(tr("on {day}", day=draw.day))
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
