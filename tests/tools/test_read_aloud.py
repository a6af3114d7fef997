"""Nothing that is used most is set for the eye alone; ``tools/read_aloud.py`` tries every command and every help page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from read_aloud import for_the_eye

LINES = (
    "status",
    "check",
    "cohort list",
    "cohort show P3",
    "cohort status",
    "cohort admit P3 --dry-run",
    "cohort set P3 capacity 38 --dry-run",
    "application list --cohort P3",
    "network list",
    "gathering list",
    "plan overdue",
    "evaluation signals sykefravaer",
    "evaluation signals sykefravaer --municipality 0111",
    "municipality show 0301",
    "municipality show Løtn",
    "contact list -m 0415",
    "application import incoming/soknader-pulje-3.xlsx --cohort P3 --dry-run",
    "cohort show P9",
    "cohort tull",
    "commands",
    "plugins list",
    "log",
    "mail letters",
    "application import --help",
    "network split --help",
)


@pytest.mark.parametrize("language", ["en", "nn"])
def test_nothing_is_set_for_the_eye_alone(cli, tmp_path, monkeypatch, language):
    folder = tmp_path / "example"
    cli("init", folder, "--example", check=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "1")
    left = []
    for line in LINES:
        ran = cli("--lang", language, "--today", "2008-06-10", *line.split())
        assert "Traceback" not in ran.err
        left += [f"{line}: {each}" for each in for_the_eye(ran.out + ran.err)]
    assert left == []


def test_the_test_sees_what_is_set_for_the_eye(cli, tmp_path):
    folder = tmp_path / "example"
    cli("init", folder, "--example", check=True)
    found = "\n".join(for_the_eye(cli("-C", folder, "cohort", "list").out))
    assert "columns: Id" in found
    assert "rule: ---" in found
    assert list(for_the_eye("Series: ▁▂▃\n  set in\nprice\t5\n")) == [
        "box or bar: Series: ▁▂▃", "set in:   set in", "columns: price\t5",
    ]  # fmt: skip
