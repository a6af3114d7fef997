"""Columns about the office and its form, and columns that only look so."""

from __future__ import annotations

import pytest

from kvadmin.reading.columns.ours import own_columns


def ours(*labels):
    return [labels[at] for at in sorted(own_columns(labels))]


def test_the_columns_of_a_form_are_left_out():
    labels = ("ID", "Start time", "Completion time", "Email", "Name", "Fullt navn", "E-post")
    assert ours(*labels) == ["ID", "Email", "Name"]


@pytest.mark.parametrize("time", ["Sist endra", "Sist endret", "Tidsmerke", "Timestamp"])
def test_one_time_before_an_address_makes_no_form(time):
    """Found by the arrangements: a column of one's own before ``E-post`` took all addresses away."""
    assert ours("Fullt navn", time, "E-post", "Kommune") == []


def test_readers_are_ours():
    assert ours("Kommune", "Saksbeh.", "Leser 1", "Registrert av") == ["Saksbeh.", "Leser 1", "Registrert av"]
