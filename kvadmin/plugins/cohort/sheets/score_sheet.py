"""``sheet out scores``: a column per criterion of the call, and the score of its own that replaces them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from kvadmin.api import Session, Transaction
from kvadmin.api.commands import Settable
from kvadmin.api.records import Application, Cohort, State
from kvadmin.api.sheets import (
    SheetColumn,
    SheetEdits,
    SheetProblem,
    SheetRow,
    SheetScope,
    cell_by_cell,
    field_column,
)

from ..applications.application_fields import APPLICATION_FIELDS
from ..applications.scoring import warn_of_own_score, with_points
from ..drawing.late_changes import warn_after_freeze
from .cohort_rows import WHO, applications_with_names

_SCORE = APPLICATION_FIELDS.find("score")
#: In front of the name of a criterion, so that one that is called ``score`` is none.
_OF_CRITERION = "criterion:"


class _ScoreSheet:
    """One row per application to the cohort."""

    adds: tuple[str, ...] = ()
    removes = ""
    personal = False

    def columns(self, run: Session, scope: SheetScope) -> Sequence[SheetColumn]:
        cohort = run.data.get(Cohort, scope.cohort)
        criteria = [
            field_column(Settable(f"{_OF_CRITERION}{each.name}", _SCORE.read, empty=None), each.name)
            for each in cohort.criteria
        ]
        return (*WHO, SheetColumn("state", "State", words=tuple(State)), *criteria, field_column(_SCORE, "Score"))

    def rows(self, run: Session, scope: SheetScope) -> Sequence[SheetRow]:
        cohort = run.data.get(Cohort, scope.cohort)
        return [
            SheetRow(
                each.municipality,
                {
                    "municipality": each.municipality,
                    "name": name,
                    "state": each.state,
                    **{f"{_OF_CRITERION}{one.name}": each.points.get(one.name) for one in cohort.criteria},
                    "score": each.score,
                },
            )
            for each, name in applications_with_names(run, scope)
        ]

    def apply(self, run: Session, scope: SheetScope, edits: SheetEdits, change: Transaction) -> Sequence[SheetProblem]:
        """As ``application score`` does; an emptied cell takes the points away."""
        cohort = run.data.get(Cohort, scope.cohort)
        new: dict[str, Application] = {}

        def put(key: str, name: str, value: Decimal | None) -> None:
            old = new.get(key) or run.data.get(Application, f"{cohort.id}/{key}")
            if name == _SCORE.name:
                new[key] = msgspec.structs.replace(old, score=value)
            else:
                new[key] = with_points(old, {name.removeprefix(_OF_CRITERION): value})

        problems = cell_by_cell(edits.changed, put)
        for key, each in new.items():
            if _SCORE.name not in edits.changed[key]:
                warn_of_own_score(run, each)
            change.update(each)
        warn_after_freeze(run, change, cohort)
        return problems


#: The noun ``scores``.
SCORE_SHEET = _ScoreSheet()
