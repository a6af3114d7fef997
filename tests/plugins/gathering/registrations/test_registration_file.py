from __future__ import annotations

from datetime import date

from registers import register

from kvadmin.plugins.gathering.registrations.registration_file import (
    REGISTRATIONS,
    RegistrationDraft,
    RegistrationRowOutcome,
    read_registration_rows,
)
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables


def rows(text: str) -> list[RegistrationDraft | RegistrationRowOutcome]:
    tables = find_tables(read_bytes(text.encode(), "p.csv"), REGISTRATIONS).tables
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


def test_days_with_two_readings_are_refused() -> None:
    found = rows("Navn;Dager\nKari Ås;8/27/2008\nOle Vik;28/8/2008\nLiv Mo;9/8/2008\n")
    assert [getattr(each, "outcome", "read") for each in found] == ["read", "read", "rejected"]
    assert "9/8/2008 (?)" in found[2].reason  # type: ignore[union-attr]
