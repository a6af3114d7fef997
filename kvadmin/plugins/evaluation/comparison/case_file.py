"""A funnel's input as FunnelPlotR's arguments call it, and its answer under the names of that package's columns."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeVar

from kvadmin.api import InvalidData, tr
from kvadmin.api.wording import near_names

from .funnel_types import CountRow, FunnelKind, FunnelMethod, RatioMethod

_T = TypeVar("_T")

#: What the package calls the kinds of data.
DATA_TYPES: dict[str, FunnelKind] = {"PR": "proportion", "RC": "rate", "SR": "ratio"}
_METHODS: dict[str, RatioMethod] = {"SHMI": "shmi", "CQC": "cqc"}
_TRUTHS = {True: True, False: False, "TRUE": True, "FALSE": False, "true": True, "false": False}
_COLUMNS = ("group", "numerator", "denominator")
#: What R writes of a figure that is missing.
_MISSING = ("NA", "NaN", "")
_HALF = 0.5


def method_of(case: Mapping[str, Any]) -> FunnelMethod:
    """The method that a case names; what it does not name is as the package has it.

    Raises:
        InvalidData: An unknown type of data or method of ratios, or a figure that cannot be.
    """
    kind = _one_of(case.get("data_type", "SR"), DATA_TYPES, "data_type")
    ratio = _one_of(case.get("sr_method", "SHMI"), _METHODS, "sr_method") if kind == "ratio" else "shmi"
    trim = _number(case.get("trim_by", 0.1), "trim_by")
    multiplier = _number(case.get("multiplier", 1), "multiplier")
    if not 0 <= trim <= _HALF:
        raise InvalidData(tr("{value} is not from 0 to 0.5", value=trim), where="trim_by", code="bad-value")
    if multiplier <= 0:
        raise InvalidData(tr("{value} is not above 0", value=multiplier), where="multiplier", code="bad-value")
    return FunnelMethod(
        kind,
        ratio,
        multiplier=multiplier,
        trim=trim,
        adjusted=_one_of(case.get("draw_adjusted", True), _TRUTHS, "draw_adjusted"),
        unadjusted=_one_of(case.get("draw_unadjusted", False), _TRUTHS, "draw_unadjusted"),
        rounded=_one_of(case.get("shmi_rounding", True), _TRUTHS, "shmi_rounding"),
    )


def rows_of(case: Mapping[str, Any]) -> list[CountRow]:
    """The rows of a case: three lists of equal length.

    Raises:
        InvalidData: A list is missing or shorter than another, or something is no figure.
    """
    columns = [case.get(name) for name in _COLUMNS]
    missing = [name for name, column in zip(_COLUMNS, columns, strict=True) if not isinstance(column, list)]
    if missing:
        raise InvalidData(
            tr("column(s) missing: {missing}", missing=", ".join(missing)),
            hint=",".join(_COLUMNS),
            code="wrong-columns",
        )
    groups, tops, bottoms = (list(column or ()) for column in columns)
    if not len(groups) == len(tops) == len(bottoms):
        raise InvalidData(tr("the columns are not equally long"), hint=",".join(_COLUMNS), code="wrong-columns")
    return [
        CountRow(str(group), _figure(top, "numerator"), _figure(bottom, "denominator"))
        for group, top, bottom in zip(groups, tops, bottoms, strict=True)
    ]


def _figure(value: object, where: str) -> float | None:
    """A figure; ``None`` for null and for what R writes of a missing or an infinite one."""
    if value is None or value in _MISSING:
        return None
    found = _number(value, where, finite=False)
    return found if math.isfinite(found) else None


def _number(value: object, where: str, *, finite: bool = True) -> float:
    try:
        found = math.nan if isinstance(value, bool) else float(value)  # type: ignore[arg-type]  # what it cannot read
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if math.isnan(found) or (finite and math.isinf(found)):
        raise InvalidData(tr("{value!r} is no figure", value=value), where=where, code="bad-value")
    return found


def _one_of(name: Any, known: Mapping[Any, _T], where: str) -> _T:
    if isinstance(name, str | bool) and name in known:
        return known[name]
    names = [each for each in known if isinstance(each, str)]
    raise InvalidData(
        tr("{name!r} is no {where} of a funnel", name=name, where=where),
        where=where,
        hint=tr("one of {known}", known=", ".join(names)),
        near=near_names(str(name), names),
        code="unknown-word",
    )
