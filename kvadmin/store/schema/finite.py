"""Numbers that are none: ``nan`` and ``inf``, which a record may never hold."""

from __future__ import annotations

import math
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec

#: Types that no number with a decimal point is of.
_OTHERS = {str, int, bool, date, datetime, type(None)}


def has_odd_number(record: Any, attributes: tuple[str, ...]) -> bool:
    """Whether one of the attributes, those that :func:`numbers_in` tells, holds such a number."""
    for attribute in attributes:
        value = getattr(record, attribute)
        if value and is_odd(msgspec.to_builtins(value, builtin_types=(Decimal,))):
            return True
    return False


def numbers_in(struct: type[msgspec.Struct]) -> tuple[str, ...]:
    """The attributes of a record class that may hold numbers with a decimal point, at any depth."""
    return tuple(one.name for one in msgspec.structs.fields(struct) if _may_hold(one.type, frozenset((struct,))))


def _may_hold(wanted: Any, within: frozenset[Any]) -> bool:
    """Whether such a number may be in a value of a type; of a type that is not known here it may."""
    origin = typing.get_origin(wanted)
    if origin is typing.Annotated:
        return _may_hold(typing.get_args(wanted)[0], within)
    if origin is typing.Literal or wanted in _OTHERS or wanted in within:
        return False
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        return any(_may_hold(one.type, within | {wanted}) for one in msgspec.structs.fields(wanted))
    if origin in {list, tuple, dict, set, frozenset, typing.Union, types.UnionType}:
        return any(_may_hold(one, within) for one in typing.get_args(wanted) if one is not Ellipsis)
    return True


def is_odd(value: Any) -> bool:
    """Whether there is a number in a plain value that is not finite."""
    if isinstance(value, dict):
        return any(map(is_odd, value.values()))
    if isinstance(value, list):
        return any(map(is_odd, value))
    if isinstance(value, Decimal):  # asked itself: a signalling nan cannot be made a float
        return not value.is_finite()
    return isinstance(value, float) and not math.isfinite(value)
