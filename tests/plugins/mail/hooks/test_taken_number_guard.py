"""A document number that a planned letter has is given to no application."""

from __future__ import annotations

import pytest


@pytest.fixture
def planned(office):
    """Two letters of the case 08/2, with the numbers 1 and 2."""
    office.admit()
    office.plan("admitted", "--to", "admitted:P3", "--name", "ja")
    return office


@pytest.mark.parametrize("number", ["1", "08/2-2"])
def test_a_number_that_a_letter_has(planned, number):
    ran = planned.run("application", "set", "P3", "1867", "document_number", number, code=1)
    assert "is the number of a letter, outbox/ja/" in ran.err
    assert planned.json("check")["errors"] == 0


def test_another_number_and_the_same_of_another_case_are_given(planned):
    planned.run("application", "set", "P3", "1867", "document_number", "3")
    planned.run("application", "set", "P3", "1504", "document_number", "09/7-1")


def test_a_case_that_makes_it_a_letter_s_number(planned):
    planned.run("application", "set", "P3", "1867", "case_number", "09/7")
    planned.run("application", "set", "P3", "1867", "document_number", "1")
    ran = planned.run("application", "set", "P3", "1867", "case_number", "08/2", code=1)
    assert "outbox/ja/1" in ran.err


def test_before_any_letter_every_number_is_free(office):
    office.run("application", "set", "P3", "1867", "document_number", "1")
