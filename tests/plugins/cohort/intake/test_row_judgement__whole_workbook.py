"""A whole messy workbook: every row has the fate that was ruled by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from applications import COUNTS, LATER_LINES, LINES, SUMMARY, TOTAL, places, workbook
from example_register import example_entries
from registers import register

from kvadmin.plugins.cohort.intake.row_judgement import HeldMembership
from kvadmin.plugins.cohort.intake.row_records import summary as summary_of

from .conftest import judged, kept

MEMBERS = {
    "0105": (HeldMembership("P1"),),
    "1103": (HeldMembership("P2"),),
    "0806": (HeldMembership("I07", "effort"),),
    "1804": (HeldMembership("I07", "effort"),),
}


@pytest.mark.parametrize("name", ["plain", "full"])
def test_every_row_has_its_expected_fate(name: str) -> None:
    judgement = judged(workbook(), register=register(example_entries(name)), members=MEMBERS)
    fates = {(row.ref.sheet, row.ref.row): row for row in judgement.rows}
    at = places()
    assert fates.pop(TOTAL).outcome == "skipped"
    assert set(fates) == set(at.values())
    for word, line in (LINES | LATER_LINES).items():
        fate = fates[at[word]]
        assert (fate.outcome, fate.candidates) == (line.outcome, line.candidates), word
        assert fate.municipality == line.settled, word
        assert (fate.received.date().isoformat() if fate.received else None) == line.day, word
        assert fate.timeliness == line.on_time, word
        assert tuple(sorted(fate.missing)) == line.missing, word
        replaced = [at[line.replaces]] if line.replaces else []
        assert [(ref.sheet, ref.row) for ref in fate.replaces] == replaced, word
        repeated = fate.duplicate_of and (fate.duplicate_of.sheet, fate.duplicate_of.row)
        assert repeated == (at[line.repeats] if line.repeats else None), word
    assert Counter(fate.outcome for fate in judgement.rows) == COUNTS
    assert summary_of(kept(judgement)) == SUMMARY
    assert judgement.unknown_columns == ()
