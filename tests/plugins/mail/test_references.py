"""Case and document numbers in the forms that offices write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.plugins.mail.references import (
    DocumentNumbers,
    DocumentReference,
    case_key,
    case_parts,
    next_document_number,
    parse_reference,
    same_case,
)


@pytest.mark.parametrize(
    ("text", "case", "document"),
    [
        ("2009/112-3", "2009/112", 3),
        ("09/112-3", "09/112", 3),
        ("2009/00112-003", "2009/00112", 3),
        ("09/112 dok 3", "09/112", 3),
        ("09/112, dok. 3", "09/112", 3),
        ("09/112 dok.nr. 3", "09/112", 3),
        ("09/112 doknr 3", "09/112", 3),
        ("09/112 dokument 3", "09/112", 3),
        ("09/112 nr. 3", "09/112", 3),
        ("09/112#3", "09/112", 3),
        ("2009/112/3", "2009/112", 3),
        ("200900112-3", "200900112", 3),
        ("200900112", "200900112", 0),
        ("2009/112 – 3", "2009/112", 3),
        ("2009 / 112-3", "2009/112", 3),
        ("Saksnr. 2009/112-3", "2009/112", 3),
        ("Arkivsak: 09/112-3", "09/112", 3),
        ("Vår ref.: 09/112-3", "09/112", 3),
        ("2009/112-3/KNO", "2009/112", 3),
        ("09/112-3 KNO", "09/112", 3),
        ("09/112", "09/112", 0),
        ("99/4-1", "99/4", 1),
        ("3", "", 3),
        ("003", "", 3),
        ("dok. 3", "", 3),
        ("dok.nr. 3", "", 3),
    ],
)
def test_office_forms(text: str, case: str, document: int) -> None:
    assert parse_reference(text) == DocumentReference(case, document)


@pytest.mark.parametrize("text", ["3", "003", "09/112-3", "2009/00112-003", "200900112-3", "09/112 dok 3", "dok 3"])
def test_a_document_of_the_case_beside_it(text: str) -> None:
    assert parse_reference(text, "2009/112") == DocumentReference("2009/112", 3)


def test_another_case_than_the_one_beside_it_is_its_own() -> None:
    assert parse_reference("09/113-2", "09/112") == DocumentReference("09/113", 2)


def test_a_case_of_a_form_of_its_own() -> None:
    assert parse_reference("X-17-4", "X-17") == DocumentReference("X-17", 4)
    assert parse_reference("x-17 dok 4", "X-17") == DocumentReference("X-17", 4)
    assert parse_reference("X-17", "X-17") == DocumentReference("X-17", 0)


@pytest.mark.parametrize(
    "text",
    ["", "KS 34/08", "34/2008-3x3", "20090512133", "123456", "5678/08", "se brev", "12.05.2009", "2009-05-12", "²"],
)
def test_what_cannot_be_read_is_no_number(text: str) -> None:
    assert parse_reference(text, "09/112") == DocumentReference("09/112", 0)


def test_the_same_case_in_other_writing() -> None:
    forms = ["2009/112", "09/112", "2009/00112", "09/0112", "200900112", " Sak 09/112 ", "2009 / 112"]
    assert {case_key(each) for each in forms} == {"2009/112"}
    assert not same_case("2009/112", "1909/112")
    assert same_case("98/1", "1998/1")
    assert same_case("X 17", "x  17")
    assert not same_case("", "")
    assert not same_case("2009/112", "2009/1123")
    assert case_parts("09/0112") == (2009, 112)
    assert case_parts("X 17") is None


@given(st.integers(1950, 2049), st.integers(1, 99999), st.integers(1, 9999))
def test_every_way_of_writing_says_the_same(year: int, number: int, document: int) -> None:
    case = f"{year}/{number}"
    for form in (f"{year % 100:02}/{number}", f"{year}/{number:05}", f"{year}{number:05}", case):
        for mark in ("-", " dok ", " - ", "-00"):
            assert parse_reference(f"{form}{mark}{document}", case) == DocumentReference(case, document)
    assert str(DocumentReference(case, document)) == f"{case}-{document}"
    assert parse_reference(str(DocumentReference(case, document))) == DocumentReference(case, document)


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    found = parse_reference(text, "09/1")
    assert found.document >= 0


def test_the_next_number_comes_after_the_highest_of_the_case_however_it_is_written() -> None:
    taken = [
        DocumentReference("2009/112", 4),
        DocumentReference("09/112", 2),
        DocumentReference("09/7", 9),
        DocumentReference("", 30),
    ]
    assert next_document_number("200900112", taken) == 5
    assert next_document_number("09/8", taken) == 1
    assert next_document_number("", taken) == 31
    numbers = DocumentNumbers(taken)
    assert [numbers.take("09/112").document for _ in range(3)] == [5, 6, 7]
