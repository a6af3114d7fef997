"""Where a line may end: at a blank between words, never inside a command, a day, a number or an id."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.tables.wrapping import longest_word, padded, width_of, words_of, wrapped


@pytest.mark.parametrize(
    "whole",
    [
        "`kvadmin cohort show P3`",
        "(kvadmin check)",
        "`kvadmin mail plan NAME --why 'they said so'`,",
        "22 00 00 00",
        "1 380,5",
        "7. juni 2008",
        "27.–28. august 2008",
        "7 June 2008",
        "2008-08-27-oppstart",
        "22\u00a0000",
        "-o FILE.xlsx",
        "--why TEXT,",
        "kari.nordmann@kristiansand.kommune.example",
    ],
)
def test_what_stays_together(whole: str) -> None:
    text = f"one two {whole} three four"
    assert words_of(text) == ["one", "two", whole, "three", "four"]
    for room in range(1, 60):
        assert any(whole in line for line in wrapped(text, room))


def test_a_bare_command_is_the_rest_of_the_line() -> None:
    assert words_of("kvadmin cohort verify P3") == ["kvadmin cohort verify P3"]
    assert words_of("Look: kvadmin mail preview M  (or a file)")[1:] == ["kvadmin mail preview M", "(or", "a", "file)"]
    assert words_of("a; kvadmin undo; kvadmin redo 1") == ["a;", "kvadmin undo;", "kvadmin redo 1"]
    assert words_of("Undo with: kvadmin undo 20080610-abc") == ["Undo", "with:", "kvadmin undo 20080610-abc"]
    assert wrapped("Saved. Undo with: kvadmin undo 1", 20) == ["Saved. Undo with:", "kvadmin undo 1"]


@pytest.mark.parametrize("text", ["in 2 networks of 6 members", "P3 has 36 places", "0301 0402 0501"])
def test_what_does_not(text: str) -> None:
    assert words_of(text) == text.split()


@given(st.text(st.sampled_from("ab1`( )å-"), max_size=80), st.integers(1, 40))
def test_nothing_is_lost_and_lines_are_full(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert " ".join(lines).split() == text.split()
    for line, after in pairwise(lines):
        assert width_of(line) <= room or len(words_of(line)) == 1
        assert width_of(line) + 1 + width_of(words_of(after)[0]) > room


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("Ærø", 3), ("漢字", 4), ("Ma\u0301rit", 5), ("ｱ", 1), ("Ａ", 2), ("a\u200db", 2)]
)
def test_width(text: str, width: int) -> None:
    assert width_of(text) == width
    assert padded(text, 9) == text + " " * (9 - width)
    assert padded(text, 9, right=True) == " " * (9 - width) + text


def test_longest_word() -> None:
    assert longest_word("") == 0
    assert longest_word("oppstart 22 00 00 00") == 11


def test_what_a_line_begins_with() -> None:
    assert wrapped("one two three", 12, first="Name: ", further="  ") == ["Name: one", "  two three"]
    assert wrapped("x" * 20, 12, first="Name: ", further="  ") == ["Name:", f"  {'x' * 20}"]
    assert wrapped("x" * 11 + " y", 12, first="Name: ", further="  ") == ["Name:", "x" * 11, "  y"]
    assert wrapped("x" * 20 + " y", 12, first="  ", further="    ") == [f"  {'x' * 20}", "    y"]
