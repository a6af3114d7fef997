from __future__ import annotations

import pytest

from kvadmin.reading.cells import Book, Cell, Row, Sheet
from kvadmin.reading.tables import find_tables
from kvadmin.register.codes import no_municipality
from kvadmin.register.file_columns import REGISTER
from kvadmin.register.files import understand
from kvadmin.register.merging import merge_register
from kvadmin.register.resolving import shipped_bodies


@pytest.mark.parametrize(
    ("code", "name", "what"),
    [
        ("9999", "Uoppgitt", "unspecified"),
        ("0000", "Hele landet", "unspecified"),
        ("0", "Hele landet", "unspecified"),
        ("99", "Uoppgitt", "unspecified"),
        ("2111", "Longyearbyen", "Svalbard"),
        ("2211", "Jan Mayen", "Jan Mayen"),
        ("2311", "Sør for 62 grader", "the continental shelf"),
        ("12", "Hordaland", "a county"),
        ("1200", "Hordaland", "a county"),
        ("1201", "Bergen", ""),
        ("301", "Oslo", ""),
        ("0301", "Oslo", ""),
        ("2000", "Kautokeino", ""),  # the number alone is not enough to drop a row that bears another name
        ("12", "Bergen", ""),
        ("x", "Uoppgitt", ""),
    ],
)
def test_what_is_surely_no_municipality(code, name, what):
    assert no_municipality(code, name, shipped_bodies()) == what


def test_a_classification_of_the_statistics_office():
    """KLASS lists the unspecified and, in its hierarchy, the counties among the municipalities."""
    head = ["code", "parentCode", "level", "name", "shortName", "validFrom", "validTo"]
    rows = [
        head,
        ["03", "", "1", "Oslo", "", "", ""],
        ["0301", "03", "2", "Oslo", "", "2008-01-01", ""],
        ["9999", "", "2", "Uoppgitt", "", "", ""],
    ]
    cells = (tuple(Cell(text or None, text) for text in row) for row in rows)
    sheet = Sheet(None, tuple(Row(line, row) for line, row in enumerate(cells, 1)))
    read = understand(find_tables(Book("klass.csv", "csv", (sheet,)), REGISTER), "klass.csv")
    merged = merge_register(read, [])
    assert list(merged.created) == ["0301"]
    assert str(merged.created["0301"].valid_from) == "2008-01-01"
    assert merged.remarks == (
        "left out, for they are no municipalities: 03 Oslo (a county), 9999 Uoppgitt (unspecified)",
    )


def test_a_new_folder_says_what_it_left_out(tmp_path, cli):
    register = tmp_path / "liste.csv"
    register.write_text("code;name\n1103;Stavanger\n9999;Uoppgitt\n", encoding="utf-8")
    ran = cli("init", str(tmp_path / "p"), "--name", "N", "--register", str(register))
    assert ran.code == 0
    assert "9999 Uoppgitt (unspecified)" in ran.err
    assert [each.name for each in (tmp_path / "p" / "municipalities").iterdir()] == ["1103-stavanger.yaml"]
