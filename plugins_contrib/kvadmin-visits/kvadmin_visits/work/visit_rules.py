"""What a visit cannot say: the one list that commands, sheets, imports and ``kvadmin check`` go by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from kvadmin.api import InvalidData, tr
from kvadmin.api.commands import check_text
from kvadmin_visits.records import Visit

#: Minutes of a day; nobody speaks for longer without a night in between.
_LONGEST = 24 * 60
_TEXTS = ("who", "spoken_with", "note", "agreed")


def visit_problems(visit: Visit, today: date) -> Iterator[tuple[str, str, str]]:
    """Field, sentence and hint of all that cannot be.

    Args:
        visit: The visit.
        today: The reference date: what lies behind it cannot have been held.
    """
    if visit.held and visit.day > today:
        yield (
            "held",
            tr("{day} is still to come, and cannot have been held", day=visit.day),
            tr("held no: it is planned"),
        )
    if visit.how not in Visit.HOWS:
        hint = tr("one of {words}", words=", ".join(Visit.HOWS))
        yield "how", tr("{text!r} is none of the words that may stand here", text=visit.how), hint
    if visit.minutes is not None and not 1 <= visit.minutes <= _LONGEST:
        yield "minutes", tr("{number} minutes cannot be", number=visit.minutes), tr("from 1 to {most}", most=_LONGEST)


def changed(old: Visit, values: Mapping[str, Any], today: date, *, where: str = "") -> Visit:
    """The visit with these values, if it can be.

    Args:
        old: As it is; a new one as it would be without the values.
        values: Field -> value, as :data:`VISIT_FIELDS` reads them.
        today: The reference date.
        where: What an error names as its place; else the field.

    Raises:
        InvalidData: It says something that cannot be.
    """
    new = msgspec.structs.replace(old, **values)
    for field, text, hint in visit_problems(new, today):
        raise InvalidData(text, where=where or field, hint=hint, code="bad-value")
    for field in _TEXTS:
        check_text(str(getattr(new, field)), where or field)
    return new
