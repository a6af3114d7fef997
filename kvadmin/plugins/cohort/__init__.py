"""Cohorts and applications: the call, the intake, the admission rule, memberships and the status table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import Collection, Command, hookimpl

if TYPE_CHECKING:
    from kvadmin.api import Finding, PersonalData, Snapshot, StatusSection

_SECTION = "Cohorts"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``cohort`` and ``application``."""
    here = "kvadmin.plugins.cohort.commands"
    return [
        Command("cohort", "Calls, admission, memberships and the status table.", f"{here}.cohort:app", _SECTION),
        Command("application", "Import, judge and complete applications.", f"{here}.application:app", _SECTION),
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """Cohorts, applications and the fate of imported rows."""
    return [
        Collection("cohorts", "cohorts/{id}.yaml", "kvadmin.model.cohort:Cohort", "Calls and memberships."),
        Collection(
            "applications",
            "applications/{cohort}/{municipality}.yaml",
            "kvadmin.model.application:Application",
            "One municipality's application to one cohort.",
        ),
        Collection(
            "intake",
            "intake/{cohort}/{sha}.yaml",
            "kvadmin.model.application:Intake",
            "The fate of every row of an imported file.",
        ),
    ]


@hookimpl
def kvadmin_checks(snapshot: Snapshot, today: date) -> Sequence[Finding]:
    """Memberships and applications that contradict each other or the register."""
    from .checks import findings

    return findings(snapshot, today)


@hookimpl
def kvadmin_status(snapshot: Snapshot, today: date) -> Sequence[StatusSection]:
    """The status table in short, deadlines, and applications that wait for a person."""
    from .overview import sections

    return sections(snapshot, today)


@hookimpl
def kvadmin_personal_data(snapshot: Snapshot, email: str, name: str) -> Sequence[PersonalData]:
    """Contact persons named in applications."""
    from .personal import held_on

    return held_on(snapshot, email, name)
