"""A sample of the offices' files, and that the judge of them would notice; ``benchmarks/office_lists.py`` has all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reading_proofs.import_runs import Desks
from reading_proofs.office_runs import all_files
from reading_proofs.verdicts import REFUSED, RIGHT, SILENT, WORDING, judge_file

pytest.importorskip("xlwt", reason="writes the .xls files of the offices; it comes with the extra 'test'")
FILES = all_files()
#: One or two of every habit and format.
SAMPLE = (
    "vest/soknader.xlsx", "vest/fylkesvis.csv", "vest/medlemer.ods", "skjema/svar.xlsx", "skjema/uttrekk.csv",
    "skjema/pamelding-nynorsk.csv", "arkiv/journal.csv", "arkiv/uttrekk.ods", "tosprak/soknader.csv", "hand/poeng.xlsx",
    "hand/to-datoer.xlsx", "hand/hvem.ods", "gjest/to-ark.ods", "gjest/vanskelige.csv",
)  # fmt: skip
WRONG_RULINGS = {
    "another municipality": ({"municipality": "0301"}, SILENT),
    "something is missing": ({"missing": ["timetable"]}, SILENT),
    "not in the folder": ({"stored": {"contents.timetable": "I morgen"}}, SILENT),
    "other words": ({"said": "noe helt annet"}, WORDING),
}


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    return Desks(tmp_path_factory.mktemp("desks"))


def verdict_of(file, desks):
    with desks.fresh() as desk:
        return judge_file(desk, file, desk.folder.parent / "files")


@pytest.mark.parametrize("name", SAMPLE)
def test_every_row_of_the_file_is_right(name, desks):
    verdict = verdict_of(FILES[name], desks)
    assert verdict.wrong == []
    assert verdict.silent_columns == []
    assert set(verdict.rows) == {RIGHT}


@pytest.mark.parametrize("ruling", WRONG_RULINGS)
def test_a_row_that_is_not_as_ruled_is_noticed(ruling, desks):
    file = FILES["hand/poeng.csv"]
    place = next(iter(file.right))
    other, kind = WRONG_RULINGS[ruling]
    rows = verdict_of(replace(file, right={**file.right, place: {**file.right[place], **other}}), desks).rows
    assert (rows[kind], rows[RIGHT]) == (1, len(file.right) - 1)


def test_a_row_that_waits_though_it_is_clear_is_noticed(desks):
    file = FILES["tosprak/soknader.csv"]
    place = next(at for at, right in file.right.items() if right["outcome"] == "manual")
    ruled = {**file.right, place: {"outcome": "imported"}}
    assert verdict_of(replace(file, right=ruled), desks).rows[REFUSED] == 1


def test_a_row_without_an_outcome_is_noticed(desks):
    file = FILES["hand/poeng.csv"]
    assert verdict_of(replace(file, right={(None, 999): {"outcome": "imported"}}), desks).rows == {SILENT: 1}


def test_a_column_that_is_not_mentioned_is_noticed(desks):
    file = replace(FILES["hand/poeng.csv"], left_out=("Skuffenummer",))
    assert verdict_of(file, desks).silent_columns == ["Skuffenummer"]


def test_a_file_that_is_not_asked_about_is_noticed(desks):
    asked = FILES["hand/to-datoer.xlsx"].asked
    file = replace(FILES["hand/poeng.csv"], asked=asked)
    assert verdict_of(file, desks).rows == {SILENT: len(file.right)}


def test_a_refusal_without_a_question_is_noticed(desks):
    file = replace(FILES["hand/to-datoer.xlsx"], asked=None)
    assert verdict_of(file, desks).rows == {REFUSED: len(file.right)}
