from __future__ import annotations

import subprocess
import sys

import pytest

import kvadmin.plugins.cohort.admission as package


def test_every_name_is_there_and_is_no_module():
    for name in package.__all__:
        assert not isinstance(getattr(package, name), type(sys))
    assert dir(package) == package.__all__
    with pytest.raises(AttributeError):
        _ = package.nothing


def test_reading_a_quota_loads_neither_the_rule_nor_the_solver():
    code = (
        "import sys; from kvadmin.plugins.cohort.admission import parse_quota; parse_quota('region:Nord=1..');"
        "print([m for m in sys.modules if m in ('highspy', 'numpy') or m.endswith(('.rule', '.walk'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_an_admission_whose_best_ranked_meet_the_quotas_needs_no_solver():
    code = (
        "import sys; from kvadmin.plugins.cohort.admission import *;"
        "a = admit(Call('P', 2, 's', quotas=(parse_quota('f:x=1..'),)),"
        "          [Applicant(f'010{i}', attributes={'f': 'x'}) for i in range(4)], software='x');"
        "print(a.places, 'highspy' in sys.modules, 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == (
        "2 False False\n"
    )
