"""Goals as one says them, in both forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kvadmin.api.records import Goal, Indicator
from kvadmin.plugins.evaluation.goals.goal_wording import asked_words
from kvadmin.plugins.evaluation.goals.written_goals import named_goal, written_goal

LEAVE = Indicator(id="leave", nb="Sykefravær", nn="Sjukefråvær", unit="%")
DAYS = Indicator(id="days", nb="Ventetid", nn="Ventetid", unit="dager")


def goal(to="8.4", **more):
    return Goal(**{"indicator": "leave", "to": Decimal(to), "direction": "decrease", **more})


@pytest.mark.parametrize(
    ("given", "nb", "nn"),
    [
        (
            goal(start=Decimal("9.6"), by=date(2009, 12, 31)),
            "fra 9,6\u00a0% til 8,4\u00a0% innen utgangen av 2009",
            "frå 9,6\u00a0% til 8,4\u00a0% innan utgangen av 2009",
        ),
        (goal(by=date(2009, 6, 1)), "ned til 8,4\u00a0% innen 1. juni 2009", "ned til 8,4\u00a0% innan 1. juni 2009"),
        (goal("75", direction="increase"), "opp til 75\u00a0%", "opp til 75\u00a0%"),
        (goal(kind="keep"), "ikke over 8,4\u00a0%", "ikkje over 8,4\u00a0%"),
        (
            goal("75", kind="keep", direction="increase", by=date(2009, 12, 31)),
            "ikke under 75\u00a0% ut 2009",
            "ikkje under 75\u00a0% ut 2009",
        ),
        (
            goal("75", kind="keep", direction="increase", by=date(2009, 6, 1)),
            "ikke under 75\u00a0% til 1. juni 2009",
            "ikkje under 75\u00a0% til 1. juni 2009",
        ),
    ],
)
def test_in_words(given, nb, nn):
    assert (written_goal(given, LEAVE, "nb"), written_goal(given, LEAVE, "nn")) == (nb, nn)


def test_a_unit_that_is_no_per_cent_and_an_indicator_that_is_gone():
    assert named_goal(goal("12"), DAYS, "nb") == "Ventetid: ned til 12 dager"
    assert named_goal(goal("12"), None, "nn") == "leave: ned til 12"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (goal("8.40", start=Decimal("9.6"), by=date(2011, 12, 31)), "from 9.6 to 8.40 by 2011-12-31"),
        (goal("8.40"), "to 8.40 or less"),
        (goal("75", direction="increase"), "to 75 or more"),
        (goal(kind="keep", since=date(2008, 1, 1)), "keep at most 8.4 since 2008-01-01"),
        (goal("75", kind="keep", direction="increase", by=date(2011, 12, 31)), "keep at least 75 until 2011-12-31"),
    ],
)
def test_on_the_screen(given, said):
    assert asked_words(given) == said


def test_in_english_as_pictures_have_it():
    assert written_goal(goal(start=Decimal("9.6"), by=date(2009, 12, 31)), LEAVE, "en").replace("\u00a0", " ") == (
        "from 9.6% to 8.4% by the end of 2009"
    )
