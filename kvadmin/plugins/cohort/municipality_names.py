"""The names of municipalities, for lists; apart from looking them up, which loads the whole matching of names."""

from __future__ import annotations

from kvadmin.api import Snapshot
from kvadmin.api.records import MunicipalityOutline


def municipality_names(data: Snapshot) -> dict[str, str]:
    """Number to name of every municipality in the register."""
    return {each.number: each.name for each in data.outlines(MunicipalityOutline)}
