"""Why a goal is in its state: codes with their figures, and what each figure is."""

from __future__ import annotations

from typing import Any, NamedTuple


class Reason(NamedTuple):
    """A code, the period (or the day) that it is about, and its figures in the order of :data:`FIGURES`."""

    code: str
    period: str
    figures: tuple[float, ...]


#: What the figures of each code are called.
FIGURES: dict[str, tuple[str, ...]] = {
    "reached": ("mean",),
    "beyond": ("mean",),
    "kept": ("mean",),
    "missed": ("mean",),
    "reached-late": (),
    "shift-better": ("before", "mean"),
    "shift-worse": ("before", "mean"),
    "no-shift": ("count",),
    "pace": ("recent", "wanted", "time"),
    "behind": ("recent", "wanted", "time"),
    "short-time": ("days", "of"),
    "few-figures": ("count", "needed"),
    "run-open": ("count", "needed"),
    "not-begun": (),
    "no-date": (),
    "rebased": (),
    "base-from-goal": ("start",),
    "start-differs": ("start", "mean"),
    "gaps": ("count",),
    "silent": ("count",),
    "figures-ended": (),
    "figures-after-date": (),
    "no-whole-period": (),
    "no-series": (),
}
#: Figures that are counted, and not measured.
_COUNTS = ("count", "needed", "days", "of")
_DIGITS = 6


def reason_json(reason: Reason) -> dict[str, Any]:
    """``{"code": …, "period": …, …}``: the period only where there is one."""
    found: dict[str, Any] = {"code": reason.code}
    if reason.period:
        found["period"] = reason.period
    for name, value in zip(FIGURES[reason.code], reason.figures, strict=True):
        found[name] = int(value) if name in _COUNTS else round(value, _DIGITS)
    return found
