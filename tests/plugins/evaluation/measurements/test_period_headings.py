from __future__ import annotations

from datetime import date

import pytest

from kvadmin.plugins.evaluation.measurements.period_headings import is_period, period_heading


@pytest.mark.parametrize(
    ("heading", "content", "period"),
    [
        ("2007K1", "", "2007K1"),
        (date(2008, 1, 1), "", date(2008, 1, 1)),
        (2007, "", 2007),
        ("Sykefravær (prosent) 2007K1", "Sykefravær (prosent)", "2007K1"),
        ("Sykefravær\n2007M03", "Sykefravær", "2007M03"),
        ("Årsverk, 1. kvartal 2007", "Årsverk", "1. kvartal 2007"),
        ("Årsverk mars 2007", "Årsverk", "mars 2007"),
        ("Folketall 2008", "Folketall", "2008"),
        ("2007K1 Sykefravær", "Sykefravær", "2007K1"),
        ("Sykefravær 2007K1 (prosent)", "Sykefravær (prosent)", "2007K1"),
        ("Sykefravær 2005-2007", "Sykefravær", "2005-2007"),
        ("2007U05", "", "2007U05"),
    ],
)
def test_content_and_period_are_taken_apart(heading, content, period):
    assert period_heading(heading) == (content, period)


@pytest.mark.parametrize("heading", ["2012 Alta", "0301 Oslo", "Oslo", "kommune", "", None, "7,1", "- 2007", True, 7.1])
def test_what_says_no_period(heading):
    assert period_heading(heading) is None


def test_other_spans_stand_where_a_period_should():
    assert [is_period(text) for text in ("2007-2009", "2007U53", "2007H1", "2007T3", "uke 5 2007", "Tromsø")] == [
        True,
        True,
        True,
        True,
        True,
        False,
    ]
