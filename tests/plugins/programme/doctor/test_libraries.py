"""Libraries against their bounds; optional parts with what they are for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kvadmin.plugins.programme.doctor import libraries
from kvadmin.plugins.programme.doctor.libraries import installer, library_ailments

NEEDS = [
    "typer<0.29,>=0.26",
    'typst>=0.15; extra == "pdf"',
    'typst>=0.15; extra == "badges"',
    'segno>=1.6; extra == "badges"',
    'pytest>=8; extra == "test"',
    'tzdata; sys_platform == "nowhere"',
]
HERE = {"typer": "0.27.1", "typst": "0.15.2", "segno": "1.6.6"}


@pytest.fixture(autouse=True)
def activated(monkeypatch):
    monkeypatch.setattr(libraries, "installer", lambda: "pip install")


def found(**changes):
    return [
        (each.code, each.severity, each.fix)
        for each in library_ailments(NEEDS, lambda name: {**HERE, **changes}.get(name, ""))
    ]


def test_everything_there():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"typer": ""}, [("library-missing", "error", 'pip install "typer<0.29,>=0.26"')]),
        ({"typer": "0.30.0"}, [("library-version", "warning", 'pip install "typer<0.29,>=0.26"')]),
        ({"segno": ""}, [("extra-missing", "info", 'pip install "kvadmin[badges]"')]),
        ({"segno": "1.0"}, [("library-version", "warning", 'pip install "segno>=1.6"')]),
    ],
)
def test_each_finding(changes, wanted):
    assert found(**changes) == wanted


def test_what_is_installed_lands_where_kvadmin_runs(monkeypatch):
    assert installer({"VIRTUAL_ENV": sys.prefix}) == "pip install"
    command = installer({"VIRTUAL_ENV": "/elsewhere"}).split()
    assert command[1:] == ["-m", "pip", "install"]
    said = subprocess.run([*command[:3], "--version"], capture_output=True, text=True, check=True).stdout
    assert sys.prefix in said
    monkeypatch.setattr(libraries, "find_spec", lambda _: None)  # as in a tool's environment of uv
    assert installer({}) == f"uv pip install --python {sys.executable}"
