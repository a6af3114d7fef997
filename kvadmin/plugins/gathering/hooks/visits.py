"""Visits that ``kvadmin check`` finds to be nobody's."""

from __future__ import annotations

from collections.abc import Iterator

from kvadmin.api import Finding, Snapshot, tr
from kvadmin.api.records import Gathering


def visits_of_nobody(snapshot: Snapshot) -> Iterator[Finding]:
    """Every visit without a municipality; one that does not exist is found as a reference that leads nowhere."""
    for one in snapshot.all(Gathering):
        if one.kind == "visit" and not one.municipality:
            place, line, column = snapshot.where(Gathering, one.id, ("kind",)).rsplit(":", 2)
            hint = tr("kvadmin gathering set {id} municipality NUMBER", id=one.id)
            text = tr("a visit to no municipality")
            yield Finding(place, int(line), int(column), "visit-municipality", text, hint, "warning")
