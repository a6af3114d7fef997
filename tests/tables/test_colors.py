"""Colour: on words that mean something, on streams that want it, and never the only thing that says it."""

from __future__ import annotations

import re

import pytest

from kvadmin.session.screen import look_of
from kvadmin.tables.colors import MEANINGS, colored, labelled, painted, wanted
from kvadmin.tables.look import Look
from kvadmin.tables.rendering import render
from kvadmin.tables.table import Column, Report, Table
from kvadmin.translation import CATALOGUE

COLUMNS = (Column("name", "Name"), Column("outcome", "Outcome"), Column("note", "Note"))
TABLE = Table("Decisions", COLUMNS, (("admitted", "admitted", "was rejected"), ("Oslo", "rejected", "")))
RED, GREEN = "\x1b[1;31m", "\x1b[32m"


def plain(text):
    return re.sub(r"\x1b\[[\d;]*m", "", text)


@pytest.mark.parametrize("look", [Look(color=True), Look(width=40, color=True), Look(accessible=True, color=True)])
def test_a_word_of_a_vocabulary_is_coloured_and_stays_the_word(look):
    text = str(render(Report({}, (TABLE,)), "table", look=look))
    assert f"{RED}rejected\x1b[0m" in text
    assert f"{GREEN}admitted\x1b[0m" in text
    assert "was rejected" in text  # a note is no word of the vocabulary
    without = Look(look.width, accessible=look.accessible)
    assert plain(text) == render(Report({}, (TABLE,)), "table", look=without)


def test_formats_for_programs_have_no_colour():
    for name in ("json", "csv", "md"):
        assert "\x1b" not in str(render(Report({"outcome": "admitted"}, (TABLE,)), name, look=Look(color=True)))


def test_the_words_are_coloured_in_the_language_of_the_screen():
    with CATALOGUE.speaking("nb"):
        text = str(render(Report({}, (TABLE,)), "table", look=Look(color=True)))
        assert f"{RED}avslått\x1b[0m" in text
        assert "rejected\x1b" not in text


def test_nothing_is_coloured_where_no_column_holds_such_words():
    assert painted("admitted\n", [Table("", (Column("name", "Name"),), (("admitted",),))]) == "admitted\n"


def test_labels_of_errors_and_warnings():
    assert labelled("error: there is no cohort") == f"{RED}error:\x1b[0m there is no cohort"
    assert labelled("warning: mind this").startswith("\x1b[33mwarning:\x1b[0m")
    assert labelled("Saved.") == "Saved."
    with CATALOGUE.speaking("nb"):
        assert labelled("feil: det finnes ingen pulje") == f"{RED}feil:\x1b[0m det finnes ingen pulje"


@pytest.mark.parametrize(
    ("asked", "terminal", "environment", "coloured"),
    [
        (None, True, {}, True),
        (None, False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        (None, True, {"TERM": "dumb"}, False),
        (None, True, {"KVADMIN_ACCESSIBLE": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {}, False),
    ],
)
def test_who_decides(monkeypatch, asked, terminal, environment, coloured):
    for name in ("NO_COLOR", "KVADMIN_ACCESSIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wanted(asked, terminal=terminal) is coloured


def test_no_stream_no_colour():
    assert look_of(None, color=None, all_columns=False).color is False


def test_every_meaning_has_a_look():
    assert {colored("x", meaning) for meaning in MEANINGS.values()} == {
        "\x1b[1;31mx\x1b[0m", "\x1b[33mx\x1b[0m", "\x1b[32mx\x1b[0m",
    }  # fmt: skip
