"""HiGHS, silent and on one thread, so that the same table always gives the same answer."""

from __future__ import annotations

from typing import Any


def highs() -> Any:
    """The library itself (untyped), imported when first needed."""
    import highspy

    return highspy


def model(**options: Any) -> Any:
    """An empty model with the given options."""
    solver = highs().Highs()
    for name, value in {"output_flag": False, "threads": 1, **options}.items():
        solver.setOptionValue(name, value)
    return solver


def is_optimal(solver: Any) -> bool:
    """Whether the last run proved an optimum."""
    return bool(solver.getModelStatus() == highs().HighsModelStatus.kOptimal)
