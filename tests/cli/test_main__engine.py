"""Commands answer the same wherever the programme lives: in files, or in another engine.

A sample of every kind; ``python tools/same_engines.py`` compares all that ``tools/same_json.py`` knows.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import same_engines
from same_json import copy, keep, read, sheet

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the runs are forked, so that they take no minutes")

GATHERING = "2008-08-27-oppstart"
STEPS = [
    keep("init . --example"),
    keep("application import incoming/soknader-pulje-3.xlsx --cohort P3"),
    keep(f"gathering register {GATHERING} 'Kari Nordmann' -m 0402 --consent list --diet vegetar"),
    keep("evaluation import incoming/sykefravaer-2008.csv"),
    read("status"),
    read("check"),
    read("contact report 'Kari Nordmann'"),
    read("evaluation signals sykefravaer --preset ptd"),
    read("--known-on 2008-06-10 cohort list"),
    copy("redo", "undo"),
    copy("cohort set P3 capacity 38"),
    copy("contact forget dag.apendal@aukra.example --yes"),
    copy(f"gathering calendar {GATHERING} --person 'Kari Nordmann' -o kalender.ics"),
    copy(f"gathering pack {GATHERING} --out samling"),
    copy(f"participants forget-sensitive {GATHERING} --raw-files --yes"),
    copy("plugins disable mail --here"),
    sheet("municipalities", "Oslo Note=Hovedstaden 'Language form=nynorsk'"),
]


def test_a_sample_of_commands_gives_the_same_in_files_and_in_an_engine(tmp_path):
    named = [(" && ".join((*each.before, each.line)), each) for each in STEPS]
    found = {name: lines for name, lines in same_engines.differences(tmp_path, named) if lines}
    assert found == {}
