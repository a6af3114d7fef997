from __future__ import annotations

import pytest

from kvadmin.imports.people_fields import first_email, phones_in


@pytest.mark.parametrize(
    ("cell", "taken", "said"),
    [
        ("kari@x.example", "kari@x.example", ""),
        (" mailto:Kari@x.example ", "Kari@x.example", ""),
        ("kari@x.example; k@y.example", "kari@x.example", "was taken"),
        ("kari@x..example", "", "nothing was taken"),
        ("kari@x", "", "nothing was taken"),
        ("", "", ""),
    ],
)
def test_the_first_address_of_a_cell(cell, taken, said):
    address, remark = first_email(cell)
    assert address == taken
    assert (said in remark) if said else remark == ""


@pytest.mark.parametrize(
    ("cell", "taken", "said"),
    [
        ("22 00 00 01", "22 00 00 01", ""),
        ("22 00 00 01 / 950 00 002", "22 00 00 01 / 950 00 002", ""),
        ("tlf 22 00 00 01", "+4722000001", "was taken"),
        ("ring", "", "nothing was taken"),
        ("", "", ""),
    ],
)
def test_the_telephone_numbers_of_a_cell(cell, taken, said):
    number, remark = phones_in(cell)
    assert number == taken
    assert (said in remark) if said else remark == ""
