"""A funnel's input under the names of FunnelPlotR's arguments."""

from __future__ import annotations

import pytest

from kvadmin.api import InvalidData
from kvadmin.plugins.evaluation.comparison.case_file import method_of, rows_of
from kvadmin.plugins.evaluation.comparison.funnel_types import FunnelMethod


def test_what_is_not_said_is_as_the_package_has_it():
    assert method_of({}) == FunnelMethod("ratio", "shmi", 1.0, 0.1, adjusted=True, unadjusted=False, rounded=True)


def test_every_argument_is_read():
    case = {"data_type": "SR", "sr_method": "CQC", "multiplier": 100, "trim_by": 0.05, "draw_adjusted": "FALSE"}
    assert method_of({**case, "draw_unadjusted": True, "shmi_rounding": False}) == FunnelMethod(
        "ratio", "cqc", 100.0, 0.05, adjusted=False, unadjusted=True, rounded=False
    )


@pytest.mark.parametrize(
    ("case", "where"),
    [
        ({"data_type": "XX"}, "data_type"),
        ({"sr_method": "DHS"}, "sr_method"),
        ({"sr_method": ["SHMI"]}, "sr_method"),
        ({"trim_by": 0.6}, "trim_by"),
        ({"trim_by": "NA"}, "trim_by"),
        ({"multiplier": 0}, "multiplier"),
        ({"multiplier": "Inf"}, "multiplier"),
        ({"draw_adjusted": "perhaps"}, "draw_adjusted"),
    ],
)
def test_what_cannot_be_is_said(case, where):
    with pytest.raises(InvalidData) as raised:
        method_of(case)
    assert raised.value.where == where


def test_what_r_writes_of_a_missing_figure_is_none():
    case = {"group": [1, 2, 3], "numerator": ["NA", 2, None], "denominator": [4, "Inf", 5.5]}
    assert rows_of(case) == [("1", None, 4.0), ("2", 2.0, None), ("3", None, 5.5)]
