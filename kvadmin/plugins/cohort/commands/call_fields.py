"""The fields of a call as a person types them, and what they become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from kvadmin.api import UsageError, tr
from kvadmin.api.commands import parse_day
from kvadmin.api.records import Cohort, Criterion, Quota

from ..admission.quotas import parse_quota
from ..decisions.quota_attributes import field_name, field_value


def parse_kind(text: str) -> str:
    """``cohort`` or ``effort``."""
    if text not in Cohort.KINDS:
        raise UsageError(
            tr("there is no kind {text!r}", text=text),
            where="--kind",
            hint=tr("one of {kinds}", kinds=", ".join(Cohort.KINDS)),
        )
    return text


def parse_date(text: str | None, where: str) -> date | None:
    """A date option that may be left out (or emptied)."""
    return parse_day(text, where=where) if text else None


def parse_capacity(text: str) -> int:
    """The number of places: a whole number from 1."""
    try:
        places = int(text)
    except ValueError:
        places = 0
    if places < 1:
        raise UsageError(
            tr("a capacity of {text} is no number of places", text=text), where="--capacity", hint=tr("at least 1")
        )
    return places


def parse_criterion(text: str) -> Criterion:
    """A criterion written as ``NAME=WEIGHT``; the weight is exact (decimal point or comma)."""
    name, _, weight = text.rpartition("=")
    try:
        value = Decimal(weight.strip().replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not name.strip() or not value.is_finite():
        raise UsageError(
            tr("{text!r} is not a criterion", text=text), where="--criterion", hint=tr("write NAME=WEIGHT: quality=2.5")
        )
    return Criterion(name=name.strip(), weight=value)


def parse_quota_part(text: str, extra: tuple[str, ...] = ()) -> Quota:
    """A quota written as ``FIELD:VALUE=MIN..MAX``, its field and value in the words of the register."""
    parsed = parse_quota(text)
    field = field_name(parsed.field, extra)
    return Quota(field=field, value=field_value(field, parsed.value), min=parsed.minimum, max=parsed.maximum)


def _one(values: Sequence[str], field: str) -> str:
    if len(values) != 1:
        raise UsageError(
            tr("{field} takes one value", field=field), hint=tr("put quotation marks around words that belong together")
        )
    return values[0]


def _many(values: Sequence[str]) -> list[str]:
    return [value for value in values if value.strip()]


def _text(values: Sequence[str], field: str, _: tuple[str, ...]) -> str:
    return _one(values, field)


def _date(values: Sequence[str], field: str, _: tuple[str, ...]) -> date | None:
    return parse_date(_one(values, field), field)


def _texts(values: Sequence[str], _field: str, _: tuple[str, ...]) -> list[str]:
    return _many(values)


def _criteria(values: Sequence[str], _field: str, _: tuple[str, ...]) -> list[Criterion]:
    return [parse_criterion(text) for text in _many(values)]


def _quotas(values: Sequence[str], _field: str, extra: tuple[str, ...]) -> list[Quota]:
    return [parse_quota_part(text, extra) for text in _many(values)]


_SETTERS: dict[str, Callable[[Sequence[str], str, tuple[str, ...]], Any]] = {
    "name": _text,
    "name_nn": _text,
    "kind": lambda values, field, _: parse_kind(_one(values, field)),
    "deadline": _date,
    "supplement_deadline": _date,
    "confirm_by": _date,
    "start": _date,
    "capacity": lambda values, field, _: parse_capacity(_one(values, field)),
    "lottery_seed": _text,
    "case_number": _text,
    "requirements": _texts,
    "criteria": _criteria,
    "quotas": _quotas,
    "copy_recipients": _texts,
    "note": _text,
}

#: The fields that ``cohort set`` knows.
CALL_FIELDS = tuple(_SETTERS)


def with_field(cohort: Cohort, field: str, values: Sequence[str], extra: tuple[str, ...] = ()) -> Cohort:
    """The cohort with one field changed.

    Args:
        cohort: The record as it is.
        field: One of :data:`FIELDS`.
        values: What was typed: one value, or one per item of a list.
        extra: Fields that plugins have added to municipalities, for quotas.
    """
    return msgspec.structs.replace(cohort, **{field: _SETTERS[field](values, field, extra)})
