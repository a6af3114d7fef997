"""Libraries against their bounds; optional parts with what they are for."""

from __future__ import annotations

import pytest

from kvadmin.plugins.programme.doctor.libraries import library_ailments

NEEDS = [
    "typer<0.29,>=0.26",
    'typst>=0.15; extra == "pdf"',
    'typst>=0.15; extra == "badges"',
    'segno>=1.6; extra == "badges"',
    'pytest>=8; extra == "test"',
    'tzdata; sys_platform == "nowhere"',
]
HERE = {"typer": "0.27.1", "typst": "0.15.2", "segno": "1.6.6"}


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
