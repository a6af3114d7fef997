"""The series S of the issue: sick leave in 20 quarters, lower is better, target 8.0."""

from __future__ import annotations

from kvadmin.plugins.evaluation.spc import Series

VALUES = (9.8, 9.1, 8.6, 9.5, 9.9, 9.2, 8.7, 9.4, 9.7, 9.0, 8.8, 9.6, 9.3, 8.4, 7.9, 8.2, 8.0, 7.6, 7.3, 7.5)
QUARTERS = tuple(f"{2007 + k // 4}-Q{k % 4 + 1}" for k in range(20))


def series(values: tuple[float | None, ...] = VALUES) -> Series:
    return Series(QUARTERS[: len(values)], tuple(values))


def without(*points: int) -> tuple[float | None, ...]:
    """S with some points (counted from 1) missing."""
    return tuple(None if k in points else v for k, v in enumerate(VALUES, 1))
