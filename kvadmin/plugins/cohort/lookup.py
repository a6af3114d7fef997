"""The application that a person means by a number or a name."""

from __future__ import annotations

from kvadmin.api import Application, Session, UnknownName, find_municipality


def application_of(run: Session, cohort: str, text: str) -> Application:
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
            f"{number} has no application to {cohort}", hint=f"kvadmin application list --cohort {cohort}"
        )
    return found
