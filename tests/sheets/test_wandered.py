"""A column that was sorted without the others gives nobody another one's values without asking."""

from __future__ import annotations

import pytest


def _sorted_alone(edited, heading):
    """The values of a column in their order, the other columns left as they are."""
    values = sorted((edited.value(key, heading) for key in edited.rows), key=lambda value: (value is None, str(value)))
    for key, value in zip(reversed(edited.rows), values, strict=True):
        edited.put(key, heading, value)


@pytest.mark.parametrize("heading", ["Population", "Name"])
def test_it_is_refused_where_nobody_can_be_asked(office, heading):
    edited = office.out("municipalities")
    _sorted_alone(edited, heading)
    error = office.refusal(edited)
    assert heading in error["message"]
    assert len(error["details"]) >= 4
    assert "--keep file" in error["hint"]


def test_the_option_says_that_it_is_meant(office):
    edited = office.out("municipalities")
    _sorted_alone(edited, "Population")
    told = office.told(edited, "--keep", "file")
    assert {each["outcome"] for each in told} == {"changed"}


@pytest.mark.parametrize(("answer", "code"), [(0, 0), (1, 3)])
def test_a_person_answers(office, choose, answer, code):
    asked = choose([answer])
    edited = office.out("municipalities")
    _sorted_alone(edited, "Population")
    ran = office.back(edited)
    assert (ran.code == 0) == (code == 0), ran.err
    assert "Population" in asked[0][0]


def test_two_may_change_places(office):
    edited = office.out("contacts")
    edited.put("0301/project-leader", "Name", "Ola Bø")
    edited.put("0301/mayor", "Name", "Kari Nordmann")
    assert [each["outcome"] for each in office.told(edited)] == ["changed", "changed"]
