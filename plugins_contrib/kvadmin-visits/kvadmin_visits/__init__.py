"""Visits to municipalities: what the plugin keeps, and the sheet it is kept by."""

from __future__ import annotations

from kvadmin.api import hookimpl
from kvadmin.api.hooks import Collection, Reference, SheetDeclaration


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """One file a visit."""
    municipality = Reference("municipality", "municipalities")
    return [
        Collection("visits", "visits/{id}.yaml", "kvadmin_visits.records:Visit", "Visits.", references=(municipality,))
    ]


@hookimpl
def kvadmin_sheets() -> list[SheetDeclaration]:
    """``kvadmin sheet out visits``, of all municipalities or of a selection."""
    return [SheetDeclaration("visits", "a visit", "kvadmin_visits.sheet:VISITS", scope=("selection",), optional=True)]
