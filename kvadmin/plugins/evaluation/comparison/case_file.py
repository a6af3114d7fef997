"""A funnel's input as FunnelPlotR's arguments call it, and its answer under the names of that package's columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from kvadmin.api import InvalidData, tr
from kvadmin.api.wording import near_names

from .funnel_types import CountRow, FunnelKind, FunnelMethod, RatioMethod

_T = TypeVar("_T")

#: What the package calls the kinds of data.
DATA_TYPES: dict[str, FunnelKind] = {"PR": "proportion", "RC": "rate", "SR": "ratio"}
_METHODS: dict[str, RatioMethod] = {"SHMI": "shmi", "CQC": "cqc"}


def method_of(case: Mapping[str, Any]) -> FunnelMethod:
    """The method that a case names; what it does not name is as the package has it.

    Raises:
        InvalidData: An unknown type of data or method of ratios, or a figure that cannot be.
    """
    kind = _one_of(str(case.get("data_type", "SR")), DATA_TYPES, "data_type")
    ratio = _one_of(str(case.get("sr_method", "SHMI")), _METHODS, "sr_method") if kind == "ratio" else "shmi"
    return FunnelMethod(
        kind,
        ratio,
        multiplier=float(case.get("multiplier", 1)),
        trim=float(case.get("trim_by", 0.1)),
        adjusted=bool(case.get("draw_adjusted", True)),
        unadjusted=bool(case.get("draw_unadjusted", False)),
        rounded=bool(case.get("shmi_rounding", True)),
    )


def rows_of(case: Mapping[str, Any]) -> list[CountRow]:
    """The rows of a case: three lists of equal length."""
    columns = (case["group"], case["numerator"], case["denominator"])
    return [CountRow(str(group), _figure(top), _figure(bottom)) for group, top, bottom in zip(*columns, strict=True)]


def _figure(value: object) -> float | None:
    """A figure; ``None`` for null and for what R writes of a missing one."""
    if value is None or value in ("NA", "NaN", ""):
        return None
    return float(value)  # type: ignore[arg-type]  # "Inf" as R writes it, and figures


def _one_of(name: str, known: Mapping[str, _T], where: str) -> _T:
    if name in known:
        return known[name]
    raise InvalidData(
        tr("{name!r} is no {where} of a funnel", name=name, where=where),
        where=where,
        hint=tr("one of {known}", known=", ".join(known)),
        near=near_names(name, known),
        code="unknown-word",
    )
