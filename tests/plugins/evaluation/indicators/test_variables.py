"""Whatever is suggested can be used, and whatever can be used is not refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.plugins.evaluation.indicators.variables import LONGEST, problem_of, suggestion, variable_of


@given(st.text(max_size=60))
def test_a_suggestion_can_always_be_used(text):
    assert problem_of(suggestion(text)) == ""


@given(st.text(max_size=60), st.frozensets(st.sampled_from(["x", "x_2", "all_1", "v_1"]), max_size=4))
def test_a_suggestion_is_free(text, taken):
    found = suggestion(text, taken)
    assert found.casefold() not in taken
    assert len(found) <= LONGEST


@pytest.mark.parametrize("name", ["syk", "A1", "a_b", "x" * 32, "all_ages", "strong", "notes"])
def test_good_names(name):
    assert problem_of(name) == ""


@pytest.mark.parametrize(
    "name", ["", "_a", "1a", "ALL", "Not", "by", "using", "str1", "x" * 33, "a-b", "å", "a_", "_all"]
)
def test_bad_names(name):
    assert problem_of(name)


def test_ids_become_variables():
    assert variable_of("sick-leave 2.0") == "sick_leave_2_0"
    assert variable_of("sykefravær på Ålesund") == "sykefravaer_pa_Alesund"
