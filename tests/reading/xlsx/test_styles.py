from __future__ import annotations

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from kvadmin.reading.xlsx.styles import cell_style

_CODES = [
    "0.0%",
    "[$-414]d. mmmm yyyy;@",
    '0 "dager"',
    r"0\ \s\t\k",
    "[Red]0;[Blue]-0",
    "[>100]0",
    "[hh]:mm:ss",
    "[mm]:ss.0",
    "yyyy-mm-ddThh:mm",
    '_-* #,##0.00 "kr"_-',
    "* ;_d0",
]


@pytest.mark.parametrize("code", [*BUILTIN_FORMATS.values(), *_CODES])
def test_dates_and_durations_are_those_of_openpyxl(code: str) -> None:
    wanted = "duration" if is_timedelta_format(code) else "date" if is_date_format(code) else "number"
    assert cell_style(code).shows == wanted


@pytest.mark.parametrize("code", ["", "General", "GENERAL", "Standard"])
def test_names_in_place_of_a_code_are_the_plain_format(code: str) -> None:
    assert cell_style(code).number_format == "General"
