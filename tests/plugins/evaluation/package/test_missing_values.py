"""Numbers of missing values stand apart from every figure, as SPSS reads them: three numbers, or a range and one."""

from __future__ import annotations

import pyreadstat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kvadmin.api.records import MissingCode
from kvadmin.plugins.evaluation.package.dictionary import DataTable, Variable
from kvadmin.plugins.evaluation.package.format_limits import check_tables
from kvadmin.plugins.evaluation.package.missing_values import apart, missing_of, spss_missing
from kvadmin.plugins.evaluation.package.statistics_files import read_statistics, write_dta, write_sav

CODES = st.lists(st.integers(-1100, -1), max_size=7, unique=True)
FIGURES = st.lists(st.integers(-1100, 1100) | st.floats(-1100, 1100, allow_nan=False).map(lambda x: round(x, 2)))


def reasons(*codes):
    return missing_of(MissingCode(code=code, marks=[f"m{-code}"], nb=str(code), nn=str(code)) for code in codes)


def swallowed(codes, figure):
    """Whether SPSS would take a figure for a missing value."""
    told = [(each["lo"], each["hi"]) if isinstance(each, dict) else (each, each) for each in spss_missing(codes)]
    return any(low <= figure <= high for low, high in told)


@given(CODES)
def test_spss_is_told_what_it_takes(codes):
    told = spss_missing(codes)
    ranges = [each for each in told if isinstance(each, dict)]
    assert (len(told) <= 3) if not ranges else (len(ranges) == 1 and len(told) <= 2)
    assert all(swallowed(codes, code) for code in codes)


@given(CODES, FIGURES)
def test_no_figure_is_taken_for_a_missing_value(codes, figures):
    placed = apart(reasons(*codes), map(float, figures))
    numbers = [each.code for each in placed]
    assert len(set(numbers)) == len(codes)
    assert not any(swallowed(numbers, figure) for figure in figures)
    assert [each.own for each in placed] == sorted(codes, reverse=True)


def test_codes_stay_where_nothing_is_in_their_way():
    assert [each.code for each in apart(reasons(-97, -98, -99), [9.8, -96.0, -98.5])] == [-97, -98, -99]
    assert [each.code for each in apart(reasons(-97, -98, -99), [-98.0])] == [-997, -998, -999]
    assert [each.code for each in apart(reasons(-97, -98, -99), [-98.0, -998.0])] == [-9997, -9998, -9999]
    # Four: a range and one; a figure in the range moves them, one outside does not.
    assert spss_missing([-5, -97, -98, -99]) == [{"lo": -99, "hi": -97}, -5]
    assert [each.code for each in apart(reasons(-5, -97, -98, -99), [-50.0])] == [-5, -97, -98, -99]
    assert [each.code for each in apart(reasons(-5, -97, -98, -99), [-97.5])] == [-996, -997, -998, -999]


@pytest.mark.parametrize("count", range(7))
def test_any_number_of_codes_comes_back(tmp_path, count):
    missing = reasons(*(-90 - k for k in range(count)))
    figures = ["1.5", "-91.5", "-90", "0"]
    rows = [(each,) for each in (*(m.mark for m in missing), *figures, None)]
    table = DataTable("t", "T", "T", (Variable("v", "V", "V", "decimal", (), missing),), lambda: iter(rows))
    (checked,) = check_tables([table], ("csv", "sav", "dta")).tables
    write_sav(checked, tmp_path / "t.sav")
    write_dta(checked, tmp_path / "t.dta")
    for path in ("t.sav", "t.dta"):
        assert list(read_statistics(tmp_path / path, checked.variables)) == rows
    frame, _ = pyreadstat.read_sav(tmp_path / "t.sav")  # as SPSS computes: without what is missing
    assert frame["v"].dropna().tolist() == [1.5, -91.5, -90.0, 0.0]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["-98", "-98.5", "7", "m97", "m98", "m99"]), max_size=8))
def test_what_is_a_figure_stays_one(cells):
    missing = reasons(-97, -98, -99)
    table = DataTable(
        "t", "T", "T", (Variable("v", "V", "V", "decimal", (), missing),), lambda: iter([(cell,) for cell in cells])
    )
    (checked,) = check_tables([table], ("sav",)).tables
    numbers = [each.code for each in checked.variables[0].missing]
    assert (-98 in numbers) is ("-98" not in cells)
