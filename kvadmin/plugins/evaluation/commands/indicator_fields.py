"""The fields of an indicator that ``evaluation indicators add`` and ``set`` know."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kvadmin.api.commands import REQUIRED, Settable, SettableFields, choice, parse_figure
from kvadmin.api.imports import read_figure
from kvadmin.api.records import Indicator

#: Words that take a figure away.
_NO_FIGURE = ("none", "ingen")


def _figure(text: str) -> Decimal | None:
    """An exact figure with point or comma, thousands apart if one likes; ``none`` takes it away.

    Raises:
        UsageError: It is none.
    """
    if text.strip().casefold() in _NO_FIGURE:
        return None
    value = read_figure(text)
    return parse_figure(text) if value is None or not value.is_finite() else value


INDICATOR_FIELDS = SettableFields(
    "an indicator",
    (
        Settable("direction", choice(*Indicator.DIRECTIONS), empty=REQUIRED),
        Settable("period", choice(*Indicator.PERIODS), empty=REQUIRED),
        Settable("target", _figure, empty=None),
        Settable("unit"),
        Settable("nb", spelled=("label_nb",)),
        Settable("nn", spelled=("label_nn",)),
        Settable("numerator"),
        Settable("denominator"),
        Settable("per", _figure, empty=None),
        Settable("scale"),
        Settable("top"),
        Settable("variable"),
        Settable("note"),
    ),
    elsewhere={"events": "kvadmin evaluation event add", "targets": "kvadmin evaluation target set"},
)


def read_option(field: str, text: str, where: str = "") -> tuple[str, Any]:
    """Name and value of a field that an option gives (``where``, else the one that is called as the field).

    Raises:
        UsageError: It cannot be; the message names the option.
    """
    option = f"--label-{field}" if field in ("nb", "nn") else f"--{field}"
    return INDICATOR_FIELDS.read(field, [text], where=where or option)
