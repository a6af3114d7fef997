from __future__ import annotations

from kvadmin.plugins.mail.after.bounce_record import TakenReport, is_taken, letters_counted

A = "kari@alesund.example"


def taken(*told: str) -> list[TakenReport]:
    """Of texts such as ``1 2008-06-12`` or ``3 2008-06-14 out``: letter, day, whether it was the last straw."""
    return [
        TakenReport(A, f"<{number}>", "m", int(number), "full", day, bool(out))
        for number, day, *out in (each.split() for each in told)
    ]


def test_letters_count_on_different_days_and_for_their_address():
    assert letters_counted(taken("1 2008-06-12", "2 2008-06-13", "3 2008-06-14"), A) == 3
    assert letters_counted(taken("1 2008-06-12", "2 2008-06-12", "3 2008-06-13"), A) == 2
    assert letters_counted(taken("1 2008-06-12", "1 2008-06-13"), A) == 1
    assert letters_counted(taken("1 2008-06-12"), "ase@oslo.example") == 0


def test_after_an_address_was_suppressed_counting_begins_anew():
    """Else one full mailbox would suppress again whom somebody has just let in."""
    before = ("1 2008-06-12", "2 2008-06-13", "3 2008-06-14 out")
    assert letters_counted(taken(*before), A) == 0
    assert letters_counted(taken(*before, "4 2008-06-20"), A) == 1


def test_what_is_a_year_old_counts_no_more():
    assert letters_counted(taken("1 2007-06-12", "2 2008-06-10", "3 2008-06-20"), A) == 2


def test_a_report_says_more_than_one_before_only_if_it_blames_the_address():
    assert not is_taken([], A, "<1>", "full")
    assert is_taken(taken("1 2008-06-12"), A, "<1>", "host")
    assert not is_taken(taken("1 2008-06-12"), A, "<1>", "gone")
    assert not is_taken(taken("1 2008-06-12"), A, "<2>", "full")
