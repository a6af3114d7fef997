"""Which list is a newer version of which, and which rows are the same."""

from __future__ import annotations

from datetime import date

from books import xlsx

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.plugins.cohort.intake.list_versions import headings_of, older_versions, written
from kvadmin.plugins.cohort.intake.records import Intake
from kvadmin.plugins.cohort.intake.row_records import ImportAct, ImportedFile, intake_record
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables

from .conftest import HEADER, judged, row

LIST = list(HEADER.values())


def headings(*labels: str) -> list[list[str]]:
    book = read_bytes(xlsx(("Ark1", [list(labels), ["Oslo", "1.5.2008"]])), "a.xlsx")
    return headings_of(find_tables(book, APPLICATIONS))


def taken_in(*rows: list[object], signature: list[list[str]]) -> Intake:
    act = ImportAct("P3", date(2008, 6, 10), "Kari")
    outcomes = list(judged(xlsx(("Ark1", [LIST, *rows]))).rows)
    return intake_record(outcomes, ImportedFile("list.xlsx", "0" * 64), act, signature)


def found(old: Intake, *rows: list[object], signature: list[list[str]], file: str = "other.xlsx") -> list[object]:
    now = judged(xlsx(("Ark1", [LIST, *rows]))).rows
    return list(older_versions([old], now, signature, file, {}))


def test_headings_are_told_without_regard_to_order_case_and_blanks() -> None:
    assert headings("Kommune", "Mottatt") == headings("MOTTATT ", "kommune") == [["kommune", "mottatt"]]


def test_the_same_headings_and_a_row_in_common_make_a_newer_version() -> None:
    old = taken_in(row(name="Nes"), signature=[["a", "b"]])
    assert found(old, row(name="Nes"), signature=[["a", "b", "c"]])
    assert not found(old, row(name="Nes"), signature=[["a", "c"]])
    assert not found(old, row(name="Oslo"), signature=[["a", "b"]])


def test_a_list_without_known_headings_is_known_by_its_name() -> None:
    old = taken_in(row(name="Nes"), signature=[])
    assert found(old, row(name="Nes"), signature=[["a"]], file="list.xlsx")
    assert not found(old, row(name="Nes"), signature=[["a"]])


def test_a_municipality_is_compared_as_it_is_written() -> None:
    assert written("0236", "Nes ", "") == written("236", "NES", "")
    assert written("", "Nes", "Akershus") != written("", "Nes", "Buskerud")
