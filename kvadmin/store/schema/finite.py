"""Numbers that are none: ``nan`` and ``inf``, which a record may never hold."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

import msgspec

_NOT_FINITE = re.compile(r"nan|inf", re.IGNORECASE)


def has_odd_number(text: str, record: Any) -> bool:
    """Whether a file that may spell ``nan`` or ``inf`` really holds such a number."""
    return _NOT_FINITE.search(text) is not None and is_odd(msgspec.to_builtins(record, builtin_types=(Decimal,)))


def is_odd(value: Any) -> bool:
    """Whether there is a number in a plain value that is not finite."""
    if isinstance(value, dict):
        return any(map(is_odd, value.values()))
    if isinstance(value, list):
        return any(map(is_odd, value))
    if isinstance(value, Decimal):  # asked itself: a signalling nan cannot be made a float
        return not value.is_finite()
    return isinstance(value, float) and not math.isfinite(value)
