"""Help for who listens: a sentence a line, in every language, and the help of everybody else as it was."""

from __future__ import annotations

import re

import pytest


@pytest.fixture
def listening(monkeypatch):
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "1")


def test_each_option_says_what_it_is(cli, programme, listening):
    lines = cli("-C", programme, "network", "split", "--help").out.splitlines()
    assert "Argument [COHORT]: Id of the cohort." in lines
    assert "Option -o, --output FILE: Write the result to FILE (- is stdout)." in lines
    assert "Example: kvadmin network split P1 --size 4..7 --dry-run" in lines


def test_each_command_says_what_it_is(cli, programme, listening):
    assert "Command status: What stands where, and what needs action." in cli("--help").out.splitlines()
    assert re.search(r"(?m)^Command show: \S", cli("cohort", "--help").out)


@pytest.mark.parametrize("language", ["en", "nb", "nn"])
@pytest.mark.parametrize("words", [["--help"], ["cohort", "--help"], ["application", "import", "--help"], []])
def test_nothing_is_set_for_the_eye(cli, programme, listening, language, words):
    ran = cli("--lang", language, "-C", programme, *words)
    assert ran.code == 0
    assert not re.search(r"(?m)\S {2,}\S|^ ", ran.out)


def test_everybody_else_has_columns(cli, listening, monkeypatch):
    cli("--help")
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "0")
    assert re.search(r"(?m)^  --dry-run  +Show what would change", cli("--help").out)
