from __future__ import annotations

import pytest

from kvadmin.typed.texts import one_line, shown


def test_blanks_are_tidied():
    assert one_line("  Kari \u00a0 Ås\n") == "Kari Ås"
    assert one_line(301) == "301"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\x07b", "control characters"),
        ("a\x9bb", "control"),
        ("a\u202eb", "control"),
        ("a\u2066b", "control"),
        ("x" * 501, "too long \\(501"),
    ],
)
def test_what_is_no_line(text, said):
    with pytest.raises(ValueError, match=said):
        one_line(text)


def test_what_was_written_is_shown_short():
    assert shown("Ås") == "'Ås'"
    assert shown("x" * 41) == f"'{'x' * 37}...'"
