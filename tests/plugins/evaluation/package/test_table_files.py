"""Whatever texts a table holds, every format gives them back."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kvadmin.api import InvalidData
from kvadmin.plugins.evaluation.indicators.definition import MISSING as CODES
from kvadmin.plugins.evaluation.package import package_workbook as workbook
from kvadmin.plugins.evaluation.package import statistics_files as statistics
from kvadmin.plugins.evaluation.package import table_files as writing
from kvadmin.plugins.evaluation.package.dictionary import DataTable, Variable, canonical, check_names, coded, figure
from kvadmin.plugins.evaluation.package.missing_values import missing_of

MISSING = missing_of(CODES)
VARIABLES = (
    Variable("who", "Kommune", "Kommune"),
    Variable("note", "Merknad", "Merknad"),
    Variable("count", "Antall", "Tal", "int", (), MISSING),
    Variable("value", "Verdi", "Verdi", "decimal", (), MISSING),
    Variable("day", "Dag", "Dag", "date"),
    Variable(
        "state",
        "Tilstand",
        "Tilstand",
        "code",
        coded(("new", "done"), {"new": ("Ny", "Ny"), "done": ("Ferdig", "Ferdig")}),
        MISSING[1:2],
    ),
)
MARKS = [".", ":", "-"]
TEXT = st.one_of(
    st.none(), st.text(max_size=20).map(canonical), st.sampled_from(["=1+1", "'x", "-", "0301", "a\nb", "+47"])
)
ROW = st.tuples(
    st.integers(0, 9999).map(lambda n: f"{n:04}"),
    TEXT,
    st.one_of(st.none(), st.integers(0, 10**6).map(str), st.sampled_from(MARKS)),
    st.one_of(st.none(), st.decimals(-1000, 1000, places=3).map(canonical), st.sampled_from(MARKS)),
    st.one_of(
        st.none(),
        st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 1, 1)).map(canonical),
    ),
    st.one_of(st.none(), st.sampled_from(["new", "done", ":"])),
)
FORMATS = {
    "csv": (writing.write_csv, writing.read_csv),
    "parquet": (writing.write_parquet, writing.read_parquet),
    "sav": (statistics.write_sav, statistics.read_statistics),
    "dta": (statistics.write_dta, statistics.read_statistics),
}


def table(rows, variables=VARIABLES):
    return DataTable("t", "Tabell", "Tabell", tuple(variables), lambda: iter(rows))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROW, max_size=6))
def test_every_format_gives_the_rows_back(rows):
    with tempfile.TemporaryDirectory() as folder:
        for name, (write, read) in FORMATS.items():
            path = Path(folder) / f"t.{name}"
            write(table(rows), path)
            assert list(read(path, VARIABLES)) == rows, name
        workbook.write_package_workbook([table(rows)], Path(folder) / "t.xlsx", "t")
        found = list(workbook.read_workbook(Path(folder) / "t.xlsx", "t", VARIABLES))
        assert found == rows


def test_letters_of_stata_keep_their_column_a_figure(tmp_path):
    """Two hundred empty cells, then a mark, then a figure: the column is still one of figures."""
    rows = [("0301", None, None, None, None, None)] * 200 + [("0301", None, ":", "9.8", None, ":")]
    statistics.write_dta(table(rows), tmp_path / "t.dta")
    assert list(statistics.read_statistics(tmp_path / "t.dta", VARIABLES)) == rows


def test_more_missing_codes_than_spss_knows_become_a_range(tmp_path):
    from kvadmin.api.records import MissingCode

    many = tuple(MissingCode(code=-90 - k, marks=[chr(97 + k)], nb=str(k), nn=str(k)) for k in range(5))
    variable = Variable("v", "V", "V", "decimal", (), missing_of(many))
    rows = [("a",), ("e",), ("1.5",)]
    statistics.write_sav(table(rows, [variable]), tmp_path / "t.sav")
    assert list(statistics.read_statistics(tmp_path / "t.sav", [variable])) == rows


def test_figures_are_canonical():
    assert [figure(t) for t in ("8.0", "-0.0", "1E-7", "0.1000", "1e3", "123456789012345678")] == [
        "8",
        "0",
        "0.0000001",
        "0.1",
        "1000",
        "123456789012346000",
    ]
    for text in ("NaN", "inf", "x"):
        with pytest.raises(InvalidData):
            figure(text)


def test_names_are_checked_with_suggestions():
    bad = (Variable("_x", "", ""), Variable("all", "", ""), Variable("ok", "", ""), Variable("OK", "", ""))
    with pytest.raises(InvalidData) as caught:
        check_names([table([], bad)])
    assert len(caught.value.details) == 3
    assert all("would do" in line for line in caught.value.details)


def test_a_value_outside_its_codes_is_refused(tmp_path):
    rows = [("0301", None, None, None, None, "lost")]
    with pytest.raises(InvalidData, match="'lost' is no value of state"):
        statistics.write_sav(table(rows), tmp_path / "t.sav")
