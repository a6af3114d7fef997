from __future__ import annotations

import pytest

from kvadmin.reading.error_words import error_word
from kvadmin.reading.opening import read_bytes


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("#N/A", "#N/A"),
        ("#I/T", "#N/A"),
        (" #VERDI! ", ""),
        ("#VERDI! ", "#VALUE!"),
        ("Err:502", "Err:502"),
        ("######", "######"),
        ("#", ""),
        ("#1", ""),
        ("Error", ""),
        ("", ""),
    ],
)
def test_words(text, word):
    assert error_word(text) == word


def test_in_csv_they_are_empty_and_flagged():
    row = read_bytes(b"Kommune;a;b;c\nOslo;#I/T;########;#1\n", "a.csv").sheets[0].rows[1]
    assert [(cell.value, cell.text, cell.error) for cell in row.cells] == [
        ("Oslo", "Oslo", ""),
        (None, "", "#N/A"),
        (None, "", "########"),
        ("#1", "#1", ""),
    ]
