"""Points and scores as they go into an application."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from kvadmin.api import Session, tr
from kvadmin.api.records import Application


def with_points(old: Application, points: Mapping[str, Decimal | None]) -> Application:
    """The application with these points by criterion; others stay, and None takes those of a criterion away."""
    new = {**old.points, **points}
    return msgspec.structs.replace(old, points={name: value for name, value in new.items() if value is not None})


def warn_of_own_score(run: Session, own: Application) -> None:
    """Say that points do not count because a score of its own, given before, replaces them; nothing without one."""
    if own.score is not None:
        run.warn(
            tr(
                "{number} has a score of its own, {score}, which counts instead of the points "
                "(kvadmin application set {cohort} {number} score '')",
                number=own.municipality,
                score=own.score,
                cohort=own.cohort,
            )
        )
