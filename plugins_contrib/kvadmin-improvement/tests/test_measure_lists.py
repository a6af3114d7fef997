"""Measures that come in a list or a sheet: by the same rules as the commands, whole or not at all."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

HEADINGS = {
    "nb": [
        "Kommunenummer",
        "Kommune",
        "Tiltak",
        "Ansvarlig",
        "Innsatsområde",
        "Indikator",
        "Planlagt slutt",
        "Startdato",
    ],
    "nn": [
        "Kommunenummer",
        "Kommune",
        "Tiltak",
        "Ansvarleg",
        "Innsatsområde",
        "Indikatorar",
        "Planlagd slutt",
        "Startdato",
    ],
    "en": [
        "Municipality number",
        "Municipality",
        "Measure",
        "Responsible",
        "Focus area",
        "Indicators",
        "Planned end",
        "Start",
    ],
}
ROWS = [
    [
        "0415",
        "Løten",
        "Ny vaktordning",
        "Hjemmetjenesten",
        "Sykefravær",
        "sykefravaer",
        date(2008, 12, 1),
        date(2008, 2, 1),
    ],
    ["0301", "Oslo", "Kompetanseplan", "Rådmannen", "", "Sykefravær", None, None],
]


@pytest.fixture
def book(tmp_path):
    def write(rows, headings="nb"):
        made = Workbook()
        made.active.append(HEADINGS.get(headings, headings))
        for row in rows:
            made.active.append(row)
        file = tmp_path / "tiltak.xlsx"
        made.save(file)
        return str(file)

    return write


def outcomes(kit, file):
    return [each["outcome"] for each in kit.json("measure", "import", "P1", file)["rows"]]


@pytest.mark.parametrize("language", HEADINGS)
def test_headings_in_three_languages(kit, done, book, language):
    file = book(ROWS, language)
    done("measure", "import", "P1", file, undone=True)
    found = kit.json("measure", "list")["measures"]
    assert [(each["id"], each["responsible"], each["status"]) for each in found] == [
        ("0301-1", "Rådmannen", "not-started"),
        ("0415-1", "Hjemmetjenesten", "in-progress"),
    ]
    assert [each["indicators"] for each in found] == [["sykefravaer"], ["sykefravaer"]]
    assert outcomes(kit, file) == ["unchanged", "unchanged"]


def test_a_title_that_is_there_is_changed_and_an_empty_cell_says_nothing(kit, done, book):
    done("measure", "import", "P1", book(ROWS))
    assert outcomes(kit, book([["0415", "", "NY VAKTORDNING", "", "Turnus", "", None, None]])) == ["updated"]
    found = kit.json("measure", "show", "0415-1")["measure"]
    assert (found["focus"], found["responsible"]) == ("Turnus", "Hjemmetjenesten")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (["9999", "Ingensteds", "X"], "9999"),
        (["1601", "Trondheim", "X"], "is no member of P1"),
        (["0415", "Løten", ""], "needs a title"),
        (["0415", "Løten", "X", "Kari Prøvestad"], "is a person"),
        (["0415", "Løten", "X", "", "", "ukjent"], "there is no indicator 'ukjent'"),
        (["0415", "Løten", "X", "", "", "", "snart"], "snart"),
        (["0415", "Løten", "X", "", "", "", None, date(2009, 1, 1)], "still to come"),
        (["0415", "Løten", "x" * 10_000], "too long"),
    ],
)
def test_one_bad_row_and_nothing_is_written(kit, refused, book, row, says):
    file = book([*ROWS, row])
    before = kit.files()
    ran = kit.run("measure", "import", "P1", file)
    assert ran.code in (3, 4)
    assert says in ran.err + ran.out
    assert kit.files() == before


def test_the_same_row_twice_and_two_that_disagree(kit, refused, book):
    assert outcomes(kit, book([ROWS[0], ROWS[0]])) == ["imported", "duplicate"]
    other = [*ROWS[0][:3], "Sykehjemmet", *ROWS[0][4:]]
    assert "another row says otherwise" in refused("measure", "import", "P1", book([ROWS[0], other]))


def test_a_formula_without_a_result_is_no_title(kit, refused, book):
    refused("measure", "import", "P1", book([["0415", "Løten", "=1+1"]]))


def test_the_reading_is_explained(kit, book):
    ran = kit.run("reading", "explain", book(ROWS), "--as", "measures")
    assert ran.code == 0
    assert "planned_end" in ran.out


@pytest.fixture
def sheet(kit, done, book, tmp_path):
    done("measure", "import", "P1", book(ROWS))
    file = tmp_path / "ark.xlsx"
    done("sheet", "out", "measures", "--cohort", "P1", "-o", str(file))

    def edit(*cells, rows=(), gone=0):
        made = load_workbook(file)
        page = made.worksheets[0]
        at = {cell.value: cell.column for cell in page[1]}
        for row, heading, value in cells:
            page.cell(row, at[heading]).value = value
        for row in rows:
            last = page.max_row + 1
            for heading, value in row.items():
                page.cell(last, at[heading]).value = value
        if gone:
            page.delete_rows(gone)
        made.save(file)
        return str(file)

    return edit


def test_the_sheet_comes_back_unchanged_and_changed(kit, sheet, done):
    assert kit.json("sheet", "in", sheet())["differences"] == []
    done("sheet", "in", sheet((2, "Focus", "Omsorg"), (3, "End", date(2008, 5, 1))), undone=True)
    found = {each["id"]: each for each in kit.json("measure", "list")["measures"]}
    assert found["0301-1"]["focus"] == "Omsorg"
    assert (found["0415-1"]["end"], found["0415-1"]["status"]) == ("2008-05-01", "completed")


def test_rows_are_added_and_taken_away_by_the_sheet(kit, sheet, done):
    new = {"Cohort": "P1", "No.": "1244", "Title": "Brukerundersøkelse"}
    done("sheet", "in", sheet(rows=[new], gone=2), "--remove-missing", "--yes", undone=True)
    assert [each["id"] for each in kit.json("measure", "list")["measures"]] == ["0415-1", "1244-1"]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([(2, "Start", date(2009, 1, 1))], "still to come"),
        ([(2, "Responsible", "Kari Prøvestad")], "is a person"),
        ([(2, "Status", "completed")], "has a day on which it"),
        ([(2, "Indicators", "ukjent")], "there is no indicator 'ukjent'"),
    ],
)
def test_what_the_commands_refuse_the_sheet_refuses(sheet, refused, cells, says):
    file = sheet(*cells)
    err = refused("sheet", "in", file)
    assert says in err
    assert "!" in err, "with its address"
