"""What the programme folder keeps of every row, and how it is printed."""

from __future__ import annotations

from books import xlsx

from kvadmin.plugins.cohort.intake.row_records import outcome_of, row_json

from .conftest import HEADER, judged, kept, row


def rows(*said):
    return judged(xlsx(("Ark1", [list(HEADER.values()), *said])))


def test_json_has_the_contracts_fields_first():
    shown = row_json(kept(rows(row(name="Nes")))[0])
    assert list(shown)[:6] == ["sheet", "row", "outcome", "municipality", "reason", "candidates"]
    assert (shown["sheet"], shown["row"], shown["candidates"]) == ("Ark1", 2, ["0236", "0616"])


def test_a_duplicate_names_the_row_that_counts():
    shown = [row_json(each) for each in kept(rows(row(name="Oslo"), row(name="Oslo")))]
    assert shown[1]["outcome"] == "duplicate"
    assert shown[1]["duplicate_of"] == {"sheet": "Ark1", "row": 2}


def test_only_a_row_that_waits_keeps_what_it_says_and_can_be_judged_again():
    judgement = rows(row(name="Oslo"), row(name="Nes", email="post@nes.no"))
    certain, waits = kept(judgement)
    assert certain.says is None
    again = outcome_of(waits)
    assert (again.contents, again.candidates) == (judgement.rows[1].contents, judgement.rows[1].candidates)
    assert again.facts["emails"] == ["post@nes.no"]
