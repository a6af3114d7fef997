"""Sheets of labels fit on the paper."""

from __future__ import annotations

import pytest

from kvadmin.api import UsageError
from kvadmin.plugins.gathering.handouts.label_sheets import LABEL_SHEETS, label_sheet


@pytest.mark.parametrize("sheet", sorted(LABEL_SHEETS))
def test_every_sheet_fits_on_its_paper(sheet):
    one = LABEL_SHEETS[sheet]
    assert one.left + (one.across - 1) * one.step_x + one.width <= 210.01
    assert one.top + (one.down - 1) * one.step_y + one.height <= 297.01


@pytest.mark.parametrize("text", ["nonsense", "10x10:2x2", "300x50:1x1", "80x50:3x9", "80x50:0x5"])
def test_sheets_that_cannot_be_are_refused(text):
    with pytest.raises(UsageError):
        label_sheet(text)
