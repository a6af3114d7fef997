"""Twelve or twelve thousand: a column whose marks leave that open is refused, by its heading and cells."""

from __future__ import annotations

import json

import pytest
from plugins.evaluation.office import csv_file, indicator, office


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit, "verk", "--unit", "årsverk")
    indicator(kit, "andel", "--unit", "%")
    return kit


def run(kit, tmp_path, *values, name="verk", head="verdi"):
    rows = [f"0301;{2001 + at}-Q1;{value}" for at, value in enumerate(values)]
    file = csv_file(tmp_path, f"kommune;periode;{head}", *rows)
    return kit.run("evaluation", "import", file, "--indicator", name, "--format", "json")


@pytest.mark.parametrize(
    "values",
    [
        ("12.345,6", "1.234", "12.345"),
        ("9,8", "12.345"),
        ("9.8", "12,345"),
        ("1.234", "1,234"),
        ("12.345",),
        ("1.234", "560", "2.345"),
    ],
)
def test_what_may_be_either_is_refused_by_column(kit, tmp_path, values):
    before = kit.files()
    ran = run(kit, tmp_path, *values)
    assert ran.code == 3
    assert kit.files() == before
    assert "column verdi" in ran.err
    assert "may part thousands or decimals" in ran.err
    assert "line " in ran.err
    assert "in.csv" in ran.err


@pytest.mark.parametrize(
    ("values", "stored"),
    [
        (("9,8", "12,345"), ["9.8", "12.345"]),
        (("9.81", "12.345"), ["9.81", "12.345"]),
        (("1.234.567", "12.345"), ["1234567", "12345"]),
        (("12 345", "560"), ["12345", "560"]),
        (("0.125", "12.345"), ["0.125", "12.345"]),
    ],
)
def test_what_the_rest_of_the_column_tells_is_read(kit, tmp_path, values, stored):
    ran = run(kit, tmp_path, *values)
    assert ran.code == 0, ran.err
    assert [row["value"] for row in json.loads(ran.out)["rows"]] == stored


def test_a_share_of_a_hundred_is_never_a_thousand(kit, tmp_path):
    ran = run(kit, tmp_path, "9.125", name="andel")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["rows"][0]["value"] == "9.125"


def test_totals_are_no_evidence_and_no_doubt(kit, tmp_path):
    file = csv_file(tmp_path, "kommune;2008K1", "0301;9,8", "Hele landet;12.345")
    assert kit.run("evaluation", "import", file, "--indicator", "verk").code == 0


def test_a_denominator_is_judged_for_itself(kit, tmp_path):
    file = csv_file(tmp_path, "kommune;periode;verdi;nevner", "0301;2008K1;9,8;12.345")
    ran = kit.run("evaluation", "import", file, "--indicator", "verk")
    assert ran.code == 3
    assert "column denominator" in ran.err
