"""Sheets of the ten applicants to P3."""

from __future__ import annotations

import pytest
from sheet_nouns import SheetDesk

from kvadmin.api.sheets import SheetScope


@pytest.fixture
def sheet(ten):
    """The sheet of a noun of P3: ``sheet("scores")``."""

    def made(noun: str, **more: str) -> SheetDesk:
        return SheetDesk(ten.folder, noun, SheetScope(cohort="P3"), today=ten.today, **more)

    return made
