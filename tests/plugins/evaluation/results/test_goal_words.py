"""Goals as one says them, in both forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kvadmin.api.records import Goal, Indicator
from kvadmin.plugins.evaluation.results.goal_words import goal_words, named_goal, state_sentence

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
    assert (goal_words(given, LEAVE, "nb"), goal_words(given, LEAVE, "nn")) == (nb, nn)


def test_a_unit_that_is_no_per_cent_and_an_indicator_that_is_gone():
    assert named_goal(goal("12"), DAYS, "nb") == "Ventetid: ned til 12 dager"
    assert named_goal(goal("12"), None, "nn") == "leave: ned til 12"


def test_a_goal_to_keep_is_kept_and_not_reached():
    assert state_sentence(goal(kind="keep"), "on-track", "nn") == "Kommunen held målet så langt."
    assert state_sentence(goal(), "on-track", "nb") == "Kommunen er i rute til å nå målet."
    assert state_sentence(goal(kind="keep"), "met", "nb") == "Målet er nådd."
