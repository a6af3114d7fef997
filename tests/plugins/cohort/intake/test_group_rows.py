"""Rows that name a county, for the rows below them."""

from __future__ import annotations

from books import xlsx

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.plugins.cohort.intake.group_rows import GroupCounties, group_counties
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables


def groups(*rows: str, header: str = "Kommune | Mottatt") -> GroupCounties:
    cells = [[cell.strip() or None for cell in row.split("|")] for row in (header, *rows)]
    return group_counties(find_tables(read_bytes(xlsx(("A", cells)), "a.xlsx"), APPLICATIONS).tables[0])


def test_each_row_stands_under_the_county_above_it() -> None:
    found = groups("Oslo | 1.5.2008", "Telemark", "Bø | 1.5.2008", "Skien | 2.5.2008", "Nordland", "Bø | 3.5.2008")
    assert found.groups == {3, 6}
    assert found.counties == {4: "Telemark", 5: "Telemark", 7: "Nordland"}
    assert found.get(2, "-") == "-"
    assert found.get(7, "-") == "Nordland"


def test_one_county_alone_may_have_applied_unless_a_colon_stands_behind_it() -> None:
    assert groups("Bø | 1.5.2008", "Telemark", "Bø | 2.5.2008").groups == set()
    assert groups("Telemark:", "Bø | 2.5.2008").counties == {3: "Telemark"}


def test_a_county_in_a_row_with_more_in_it_is_no_group() -> None:
    assert groups("Telemark | 1.5.2008", "Bø | 1.5.2008", "Nordland | 2.5.2008", "Bø | 1.5.2008").groups == set()


def test_a_list_with_a_column_for_the_county_has_no_groups() -> None:
    found = groups(
        "Telemark", "Bø | 1.5.2008 | Telemark", "Nordland", "Bø | 1.5.2008 | Nordland",
        header="Kommune | Mottatt | Fylke",
    )  # fmt: skip
    assert found.groups == set()


def test_oslo_is_a_municipality_too() -> None:
    """Its name alone in a row is a row that lacks everything, unless other rows are groups."""
    assert groups("Oslo", "Bø | 1.5.2008").groups == set()
