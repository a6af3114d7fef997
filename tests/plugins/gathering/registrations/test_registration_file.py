from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook
from registers import register

from kvadmin.plugins.gathering.registrations.registration_columns import REGISTRATIONS
from kvadmin.plugins.gathering.registrations.registration_file import (
    RegistrationDraft,
    RegistrationRowOutcome,
    read_registration_rows,
)
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables


def rows(text: str) -> list[RegistrationDraft | RegistrationRowOutcome]:
    book = Workbook()  # a csv with damaged letters is refused before anybody looks at its rows
    for line in text.splitlines():
        book.active.append(line.split(";"))
    content = io.BytesIO()
    book.save(content)
    tables = find_tables(read_bytes(content.getvalue(), "p.xlsx"), REGISTRATIONS).tables
    return list(read_registration_rows(tables, register()))


def test_a_name_with_damaged_letters_is_asked_about() -> None:
    found = rows("Navn;Kommune\nK†re Ås;0301\nKari O’Brien;0301\nOle N?ss;0301\n")
    assert [getattr(each, "outcome", "read") for each in found] == ["manual", "read", "manual"]
    assert "letters of the name 'K†re Ås' are damaged" in found[0].reason  # type: ignore[union-attr]


def test_a_damaged_municipality_is_asked_about() -> None:
    (found,) = rows("Navn;Kommune\nKari Ås;Troms›\n")
    assert isinstance(found, RegistrationRowOutcome)
    assert (found.outcome, found.candidates) == ("manual", ("1902",))


def test_days_are_read_in_the_order_of_their_column() -> None:
    first, second = rows("Navn;Dager\nKari Ås;8/27/2008, 8/28/2008\nOle Vik;9/8/2008\n")
    assert isinstance(first, RegistrationDraft)
    assert isinstance(second, RegistrationDraft)
    assert first.values["days"] == [date(2008, 8, 27), date(2008, 8, 28)]
    assert second.values["days"] == [date(2008, 9, 8)]


def test_days_with_two_readings_are_left_out_and_said() -> None:
    found = rows("Navn;Dager\nKari Ås;8/27/2008\nOle Vik;28/8/2008\nLiv Mo;9/8/2008\n")
    assert ["days" in each.values for each in found if isinstance(each, RegistrationDraft)] == [True, True, False]
    assert "9/8/2008 (?)" in found[2].remark  # type: ignore[union-attr]


def test_the_order_that_a_person_has_said_decides() -> None:
    tables = find_tables(read_bytes(b"Navn;Dager\nKari;9/8/2008\n", "p.csv"), REGISTRATIONS).tables
    (found,) = read_registration_rows(tables, register(), "mdy")
    assert isinstance(found, RegistrationDraft)
    assert found.values["days"] == [date(2008, 9, 8)]


def test_two_names_in_a_row_that_differ_are_asked_about() -> None:
    one, same, short = rows(
        "Navn;Fornavn;Etternavn;Kommune\nKari Ås;Ola;Li;0301\nLi, Per;Per;Li;0301\nPia Li;Pia Ann;Li;0301\n"
    )
    assert isinstance(one, RegistrationRowOutcome)
    assert (one.outcome, "'Kari Ås' and 'Ola Li'" in one.reason) == ("manual", True)
    assert isinstance(same, RegistrationDraft)
    assert isinstance(short, RegistrationDraft)


def test_a_number_is_nobodys_name() -> None:
    (found,) = rows("Deltaker;Kommune;E-post\n17;0301;a@x.example\n")
    assert isinstance(found, RegistrationRowOutcome)
    assert (found.outcome, "'17' is no name" in found.reason) == ("manual", True)


def test_a_day_under_cancelled_is_a_cancellation_and_a_question_mark_no_status() -> None:
    gone, asked = rows("Navn;Kommune;Avmeldt;Status\nKari Ås;0301;20.08.2008;\nOla Li;0301;;?\n")
    assert isinstance(gone, RegistrationDraft)
    assert gone.values["status"] == "cancelled"
    assert isinstance(asked, RegistrationRowOutcome)
    assert (asked.outcome, "'?' is no status" in asked.reason) == ("manual", True)


def test_several_persons_in_one_cell_and_nobody_are_asked_about() -> None:
    found = rows(
        "Navn;Kommune;E-post\nKari Ås og Ola Li;0301;\nKari Ås/Ola Li;0301;\n2 personer;0301;\nNN;0301;a@x.example\n"
    )
    assert [getattr(each, "outcome", "read") for each in found] == ["manual"] * 4
