"""What the sheets of a cohort share: whose applications they show, in which order, and the columns that say so."""

from __future__ import annotations

from kvadmin.api import Session
from kvadmin.api.records import Application, Cohort
from kvadmin.api.sheets import SheetColumn, SheetScope, chosen_numbers
from kvadmin.api.wording import municipality_key

from ..municipality_names import municipality_names

#: Which municipality a row is about.
WHO = (SheetColumn("municipality", "No.", rank=9), SheetColumn("name", "Municipality", rank=9))


def applications_with_names(run: Session, scope: SheetScope) -> list[tuple[Application, str]]:
    """The applications of the cohort that the scope chooses, each with the name of its municipality, by that name.

    Raises:
        UnknownName: There is no such cohort.
    """
    cohort = run.data.get(Cohort, scope.cohort)
    names, chosen = municipality_names(run.data), chosen_numbers(run, scope)
    found = [
        (each, names.get(each.municipality, ""))
        for each in run.data.all(Application, under=cohort.id)
        if chosen is None or each.municipality in chosen
    ]
    return sorted(found, key=lambda pair: municipality_key(pair[1], pair[0].municipality))
