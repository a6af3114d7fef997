"""No column and no line of the example's files goes without a word; ``benchmarks/silent_columns.py`` has all files."""

from __future__ import annotations

import pytest
from reading_proofs.column_accounts import EXAMPLE_FILES, account, accounts, letters
from reading_proofs.import_runs import Desk, Desks


@pytest.mark.parametrize("place", EXAMPLE_FILES, ids=lambda place: f"{place[0].name}/{place[1]}")
def test_no_column_is_dropped_in_silence(place):
    (found,) = accounts([place])
    assert found.silent == []
    assert found.columns
    assert found.rows


class _Mute(Desk):
    """A desk whose import says nothing of its columns and lines."""

    def shown(self, *words):
        return {}

    def take_in(self, importer, file, *options):
        return self.run("cohort", "list"), []


def test_a_line_and_a_column_without_a_word_are_noticed(tmp_path):
    file = tmp_path / "liste.csv"
    file.write_text("Kommune;Mottatt\nMoss;5.5.2008\n", encoding="utf-8")
    with Desks(tmp_path).fresh() as desk:
        found = account(_Mute(desk.folder), file, "applications")
    assert found.silent == [
        "column A 'Kommune' of the file", "column B 'Mottatt' of the file", "line 2 of the file: ['Moss', '5.5.2008']",
    ]  # fmt: skip


def test_letters_of_columns():
    assert [letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
