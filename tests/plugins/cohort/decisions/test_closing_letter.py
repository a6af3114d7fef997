"""Numbers of letters that follow one another are named as one; the rest stands in tests of the commands that tell it."""

from __future__ import annotations

from datetime import date

import pytest

from kvadmin.api.hooks import DispatchedLetter
from kvadmin.plugins.cohort.decisions.closing_letter import ClosingLetter, closing_letter

PRINT = "ab" * 32


class Told:
    """A session in which somebody answers that these letters have left."""

    data = None

    def __init__(self, *letters):
        self._letters = letters

    def gather(self, hook, /, **asked):
        assert (hook, asked["about"]) == ("kvadmin_sent_letters", "P3")
        return list(self._letters)


def letter(number, sent="2008-06-10", **more):
    told = {"fingerprint": PRINT, "case": "08/2", "document": number, "journal": f"2008/{number}"} | more
    return DispatchedLetter("list-closed", "P3", (f"{number:04d}",), date.fromisoformat(sent), "m", **told)


@pytest.mark.parametrize(
    ("letters", "journal", "documents"),
    [
        ([letter(12)], ("2008/12",), ("08/2-12",)),
        ([letter(n) for n in (3, 1, 2)], ("2008/1–3",), ("08/2-1–3",)),
        ([letter(n) for n in (9, 10, 12)], ("2008/9–10", "2008/12"), ("08/2-9–10", "08/2-12")),
        ([letter(1), letter(2, journal="2009/2")], ("2008/1", "2009/2"), ("08/2-1–2",)),
        ([letter(1, journal=""), letter(2, document=0)], ("2008/2",), ("08/2-1",)),
    ],
)
def test_numbers_in_a_row_are_one(letters, journal, documents):
    found = closing_letter(Told(*letters), "P3", PRINT)
    assert (found.journal, found.documents) == (journal, documents)


def test_only_letters_with_this_fingerprint_count_and_each_municipality_once():
    letters = [letter(1, "2008-06-11"), letter(1, "2008-06-13"), letter(2, "2008-06-12", fingerprint="cd" * 32)]
    found = closing_letter(Told(*letters), "P3", PRINT)
    assert found == ClosingLetter(PRINT, date(2008, 6, 11), date(2008, 6, 13), 1, ("2008/1",), ("08/2-1",))
    assert found.plain()["first"] == "2008-06-11"
    assert closing_letter(Told(*letters), "P3", "ef" * 32) is None
    assert closing_letter(Told(letter(1, fingerprint="")), "P3", "") is None
