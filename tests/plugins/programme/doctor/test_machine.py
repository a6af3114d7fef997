"""The machine: each finding by itself, and nothing where nothing is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.plugins.programme.doctor import machine
from kvadmin.plugins.programme.doctor.ailment import WhereItRuns
from kvadmin.plugins.programme.doctor.machine import machine_ailments
from kvadmin.translation.choice import language_of

FINE = {
    "python": (3, 11),
    "environment": {"LANG": "nb_NO.UTF-8"},
    "encodings": {"stdout": "utf-8", "stderr": "UTF8"},
    "mounts": "",
    "today": date(2026, 1, 1),
}


def codes(**changes):
    return [(each.code, each.severity) for each in machine_ailments(WhereItRuns(**{**FINE, **changes}))]


def test_a_sound_machine():
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"python": (3, 10)}, ("old-python", "error")),
        ({"encodings": {"stdout": "cp1252"}}, ("console-letters", "warning")),
        ({"encodings": {"stdout": ""}}, ("console-letters", "warning")),
        ({"environment": {}}, ("no-language", "info")),
        ({"environment": {"LANG": "C.UTF-8"}}, ("no-language", "info")),
        ({"environment": {"LANG": "nb_NO.UTF-8", "LC_ALL": "POSIX"}}, ("no-language", "info")),
        ({"environment": {"LANG": "nb_NO.UTF-8", "KVADMIN_TODAY": "2008-06-10"}}, ("day-is-set", "info")),
        ({"today": date(1970, 1, 1)}, ("wrong-clock", "error")),
    ],
)
def test_each_finding(changes, found):
    assert codes(**changes) == [found]


@pytest.mark.parametrize("environment", [{"LANG": "nb_NO.UTF-8", "LC_CTYPE": "C.UTF-8"}, {"LC_MESSAGES": "nn_NO"}])
def test_the_language_is_that_of_the_screen_not_of_letters(environment):
    """Python itself says LC_CTYPE where the machine lacks the locale that LANG names."""
    assert codes(environment=environment) == []


def test_what_is_to_be_done_about_the_language_helps_whatever_else_is_set():
    (found,) = machine_ailments(WhereItRuns(**{**FINE, "environment": {"LC_ALL": "C"}}))
    name, _, value = found.fix.removeprefix("export ").partition("=")
    assert language_of([], lambda: None, {"LC_ALL": "C", name: value}) == "nb"


def test_what_is_to_be_done_about_letters_is_done_where_they_are_said():
    environment = {"LANG": "nb_NO.UTF-8", "PYTHONIOENCODING": "latin-1"}
    around = WhereItRuns(**{**FINE, "environment": environment, "encodings": {"stdout": "latin-1"}})
    assert [each.fix.split()[-1].rstrip("=") for each in machine_ailments(around)] == ["PYTHONIOENCODING"]


def test_files_of_the_package_that_are_lost(monkeypatch, tmp_path):
    monkeypatch.setattr(machine, "_FONTS", ("Lost.ttf",))
    monkeypatch.setattr(machine, "config_folder", lambda: tmp_path / "none")
    assert codes() == [("font-missing", "error"), ("files-missing", "error")]
