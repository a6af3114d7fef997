"""Columns about ourselves are never the applicant's."""

from __future__ import annotations

import pytest

from kvadmin.reading.columns.ours import own_columns


@pytest.mark.parametrize(
    "heading",
    ["Saksbeh.", "Saksbehandler", "Reader", "Leser 1", "Lest av", "Vurdert av", "Case officer", "Handsamar", "Hos oss"],
)
def test_a_column_about_the_office(heading: str) -> None:
    assert own_columns(["Kommune", heading, "Mottatt"]) == {1}


@pytest.mark.parametrize("heading", ["Kontaktperson", "Navn", "Lesertall", "Behandlet av", "E-post"])
def test_a_column_about_the_applicant(heading: str) -> None:
    assert own_columns(["Kommune", heading, "Mottatt"]) == frozenset()


def test_a_heading_that_the_list_asks_for_is_not_the_offices() -> None:
    labels = ["ID", "Start time", "Completion time", "Name", "Tiltak", "Ansvarlig", "Saksbehandler"]
    assert own_columns(labels) == {0, 3, 5, 6}
    assert own_columns(labels, {"ansvarlig", "name"}) == {0, 3, 6}, "the form's name stays the form's"


def test_a_forms_own_columns_stand_before_the_questions() -> None:
    form = ["ID", "Start time", "Completion time", "Email", "Name", "Kommune", "Email", "Name"]
    assert own_columns(form) == {0, 3, 4}
    assert own_columns(["Starttidspunkt", "Fullføringstidspunkt", "E-post", "Navn", "Kommune", "E-post"]) == {2, 3}
    assert own_columns(["ID", "Tidsmerke", "E-post", "Kommune", "Navn"]) == {0, 2}


def test_one_column_of_a_form_alone_may_be_the_lists_own() -> None:
    assert own_columns(["Tidsmerke", "E-post", "Kommune", "Navn"]) == frozenset()


def test_without_a_forms_times_name_and_email_are_the_persons() -> None:
    assert own_columns(["ID", "Email", "Name", "Kommune"]) == frozenset()


@pytest.mark.parametrize("time", ["Sist endra", "Sist endret", "Tidsmerke"])
def test_one_time_among_the_columns_makes_no_form(time: str) -> None:
    """Lists laid out in every way found it: a column of the office's own before ``E-post`` took all addresses away."""
    assert own_columns(["Fullt navn", time, "E-post", "Kommune"]) == frozenset()
