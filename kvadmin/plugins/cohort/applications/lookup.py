"""The application that a person means by a number or a name."""

from __future__ import annotations

from kvadmin.api import Session, UnknownName, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Application, MunicipalityOutline
from kvadmin.api.wording import near_names


def find_application(run: Session, cohort: str, text: str) -> Application:
    """The application of a municipality to a cohort.

    Raises:
        UnknownName: No such municipality, or it has not applied.
    """
    found = run.data.find(Application, f"{cohort}/{text}")
    if found is not None:
        return found
    number = find_municipality(run.data, text).number
    found = run.data.find(Application, f"{cohort}/{number}")
    if found is None:
        raise UnknownName(
            tr("{number} has no application to {cohort}", number=number, cohort=cohort),
            hint=tr("kvadmin application list --cohort {cohort}", cohort=cohort),
            near=near_names(text, _applicants(run, cohort)),
            code="unknown-application",
        )
    return found


def _applicants(run: Session, cohort: str) -> dict[str, str]:
    """Who has applied: number -> name."""
    numbers = {each.municipality for each in run.data.all(Application, cohort)}
    return {each.number: each.name for each in run.data.outlines(MunicipalityOutline, {"number": numbers})}
