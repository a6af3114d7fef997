"""A division made in minutes says minutes everywhere; only what is kilometres by its name is in kilometres."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import combinations

import pytest

from kvadmin.testing import Kit


@pytest.fixture
def minutes(kit: Kit, tmp_path) -> Kit:
    """The three clusters, split by a table of minutes."""
    numbers = [f"{c}00{p}" for c in (1, 2, 3) for p in (1, 2, 3, 4, 5)]
    table = tmp_path / "minutes.csv"
    rows = (f"{a},{b},{20 + abs(int(a) - int(b))}" for a, b in combinations(numbers, 2))
    table.write_text("from,to,minutes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    kit.table = table
    ran = kit.run("network", "split", "P1", "--size", "4..6", "--distances", str(table))
    assert ran.code == 0, ran.err
    kit.split_said = ran.out + ran.err
    return kit


#: What is in kilometres whatever the table says, and says so.
_BY_NAME = ("Kilometres between all pairs", "kilometres", "Sum km")


def without_named(text: str) -> str:
    for words in _BY_NAME:
        text = text.replace(words, "")
    return text


@pytest.mark.parametrize(
    "command",
    [
        ["show", "P1"],
        ["explain", "1001"],
        ["wish", "P1", "--together", "1001,2001"],
        ["compare", "P1", "P1"],
        ["repair", "P1", "--dry-run"],
        ["move", "1001", "2", "--dry-run"],
        ["export", "P1", "--format", "md"],
        ["export", "P1", "--format", "table", "--language", "nb"],
        ["export", "P1", "--format", "table", "--language", "nn"],
    ],
)
def test_no_figure_says_kilometres(minutes: Kit, command):
    again = ["--distances", str(minutes.table)] if command[0] in ("show", "explain", "wish", "repair", "export") else []
    ran = minutes.run("network", *command, *again)
    said = without_named(ran.out + ran.err)
    assert not re.search(r"\bkm\b", said), said
    assert re.search(r"\bmin\b", said), said


def test_the_split_itself_says_minutes(minutes: Kit):
    assert "Longest min" in minutes.split_said
    assert "Minimised (min)" in minutes.split_said
    both = [line for line in minutes.split_said.splitlines() if "great-circle kilometres" in line]
    assert len(both) == 1, "one line is about either measure, and says of each figure which"
    assert not re.search(r"\bkm\b", without_named(minutes.split_said.replace(both[0], "")))


@pytest.mark.parametrize(
    "command",
    [
        ["network", "list", "P1"],
        ["network", "map", "map.svg", "--cohort", "P1"],
        ["network", "certify", "P1", "--out", "certificate.json", "--standalone", "check.py"],
        ["network", "export", "P1", "-o", "division.md", "--language", "nb"],
        ["network", "export", "P1", "-o", "division.geojson"],
        ["network", "host", "P1", "--next"],
        ["status"],
        ["check"],
    ],
)
def test_nothing_that_is_written_says_kilometres_of_minutes(minutes: Kit, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = minutes.run(*command)
    assert ran.code == 0, ran.err
    written = [file for file in sorted(tmp_path.iterdir()) if file.suffix in {".svg", ".md", ".geojson"}]
    said = [ran.out, ran.err, *(file.read_text(encoding="utf-8") for file in written)]
    assert not re.search(r"\bkm\b", without_named("\n".join(said)))
    if "certify" in command:
        certificate = json.loads((tmp_path / "certificate.json").read_text(encoding="utf-8"))
        assert certificate["unit"] == "min"
        checked = subprocess.run(
            [sys.executable, "check.py", "certificate.json"], capture_output=True, text=True, check=True
        ).stdout
        assert " min\n" in checked
        assert "km" not in checked


def test_json_says_the_unit_of_its_figures(minutes: Kit):
    data = json.loads(minutes.run("network", "show", "P1", "--distances", str(minutes.table), "--format", "json").out)
    assert data["unit"] == "min"
    assert minutes.json("network", "compare", "P1", "P1")["unit"] == "min"


def test_kilometres_are_said_where_they_are_meant(split_kit: Kit):
    said = split_kit.run("network", "show", "P1").out
    assert "Longest km" in said
    assert "Minimised (km)" in said
    assert split_kit.json("network", "show", "P1")["unit"] == "km"
