"""Files of values: written sorted, read back the same, and read with the place of what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.api import InvalidData
from kvadmin.api.records import Indicator
from kvadmin.plugins.evaluation.measurements.value_files import Measurement, parse_values, values_bytes
from kvadmin.plugins.evaluation.periods import Period

SYK = Indicator(id="syk", period="quarter")
VALUES = st.builds(
    Measurement,
    st.integers(101, 9999).map(lambda n: f"{n:04}"),
    st.builds(Period, st.just("quarter"), st.integers(1990, 2030), st.integers(1, 4)),
    st.one_of(st.decimals(-100, 100, places=2).map(str), st.sampled_from([".", ":", "-", ".."])),
    st.sampled_from(["", "100", "12.5"]),
    st.sampled_from(["", "1", "a,b", 'x"y']),
    *(st.just(""),) * 4,
)


@given(st.lists(VALUES, max_size=30, unique_by=lambda each: each.key))
def test_what_is_written_is_read_back(values):
    content = values_bytes(values)
    assert list(parse_values(content, SYK, "syk.csv")) == sorted(values, key=lambda each: each.key)
    assert values_bytes(reversed(values)) == content


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("0301,2007-Q1", "2 cells where there should be 3"),
        ("301,2007-Q1,9", "not a municipality number"),
        ("0301,2007K1,9", "is written 2007-Q1"),
        ("0301,2007-01,9", "measured by quarter"),
        ("0301,2007-Q1,nan", "not a figure"),
        ("0301,2007-Q1,1e5", "not a figure"),
        ("0301,2007-Q1,", "not a figure"),
        ("0104,2007-Q1,9", "not in its place"),
        ("0106,2007-Q1,8", "stands here twice"),
    ],
)
def test_every_fault_has_its_line(line, words):
    with pytest.raises(InvalidData, match=words) as caught:
        list(parse_values(f"municipality,period,value\n0106,2007-Q1,8\n{line}\n".encode(), SYK, "syk.csv"))
    assert caught.value.where == "syk.csv:3"


@pytest.mark.parametrize("head", ["", "a,b,c", "municipality,period", "municipality,period,value,value"])
def test_the_header_names_the_columns(head):
    with pytest.raises(InvalidData, match="columns"):
        list(parse_values(f"{head}\n".encode(), SYK, "syk.csv"))


def test_columns_may_stand_in_another_order():
    assert next(parse_values(b"value,municipality,period\n9,0301,2007-Q1\n", SYK, "x")).value == "9"
