"""Changes in words, and the list of them in a window of 80 columns."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kvadmin.model.changes import FieldChange, HistoryEntry
from kvadmin.plugins import programme
from kvadmin.plugins.programme.change_words import change_in_words, history_columns
from kvadmin.tables.listing import listing
from kvadmin.tables.look import Look
from kvadmin.tables.terminal import write
from kvadmin.translation import CATALOGUE
from kvadmin.wording.sentence_values import shape_in

WHEN = datetime(2008, 6, 10, 9, tzinfo=UTC)
CAPACITY = FieldChange("cohorts/P3.yaml", "change", "capacity", "40", "38")


def entry(name, *changes, **more):
    files = tuple(dict.fromkeys(change.file for change in changes))
    why = "the board, case 14/08, unanimously"
    return HistoryEntry(name, WHEN, "Kari Nordmann", why, "cohort set", files, changes=changes, **more)


def shown(*entries, whole=False, width=80):
    columns = history_columns([each.transaction_id for each in entries], entries, whole=whole)
    (table,) = listing("entries", columns, entries).tables
    return write([table], Look(width=width))


def test_80_columns_hold_ids_and_fields_in_one_piece():
    long = FieldChange("municipalities/1874-moskenes.yaml", "change", "contacts[kari].name", "x" * 90, "y " * 90)
    printed = shown(entry("bcdfghjkmnpqrtvw", CAPACITY), entry("bcdfghjkmnqqrtvw", long, *[CAPACITY] * 9))
    assert max(map(len, printed.splitlines())) <= 80
    assert "capacity: 40 → 38" in printed
    for beginning in ("bcdfghjkmnp", "bcdfghjkmnq"):  # more than 8 characters, since they begin alike
        assert beginning in printed
    assert "bcdfghjk " in shown(entry("bcdfghjkmnpqrtvw", CAPACITY))
    assert "20080520-a1b2c3" in shown(entry("20080520-a1b2c3", CAPACITY))


def test_one_entry_is_shown_with_all_its_fields():
    many = [FieldChange("cohorts/P3.yaml", "change", f"field{number}", "a", "b" * 60) for number in range(9)]
    few, every = (" ".join(shown(entry("bcdf", *many), whole=whole, width=300).split()) for whole in (False, True))
    assert "and 6 more" in few
    assert "field8" not in few
    assert f"field8: a → {'b' * 60}" in every


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (CAPACITY, "capacity: 40 → 38"),
        (FieldChange("x", "change", "tags", ["a", "b"], []), "tags: a, b → –"),
        (FieldChange("x", "change", "members[0301]", None, {"municipality": "0301", "to": None}),
         "members[0301]: – → municipality 0301, to –"),
        (FieldChange("x", "create"), "new"),
        (FieldChange("x", "delete"), "deleted"),
        (FieldChange("x", "change"), "changed"),
        (FieldChange("x", "unknown"), "changed, from what is not known any more"),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_its_words(change, words):
    assert change_in_words(change) == words


@pytest.mark.parametrize(("language", "moment"), [("nb", "10.06.2008 kl. 09.00"), ("en", "2008-06-10 09:00")])
def test_the_moment_of_a_change_is_written_as_every_moment_on_the_screen(language, moment):
    with CATALOGUE.speaking(language, shape_in(language) if language != "en" else None):
        CATALOGUE.read([str(Path(programme.__file__).parent / "locale")])
        assert f"{moment} " in shown(entry("bcdfghjkmnpqrtvw", CAPACITY), width=120)
