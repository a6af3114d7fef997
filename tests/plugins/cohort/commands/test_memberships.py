"""``cohort import`` and ``cohort withdraw``: memberships from a file, and their end."""

from __future__ import annotations

import pytest
from books import xlsx

from ..conftest import write_csv


def test_the_same_memberships_again_change_nothing(memberships, members):
    before = memberships.bytes()
    shown = memberships.json("cohort", "import", members)
    assert set(shown["counts"]) == {"unchanged"}
    assert memberships.bytes() == before


HEADERS = [
    ["cohort", "municipality", "from", "to", "reason"],
    ["Gruppe", "Kommunenummer", "Fra", "Til", "Årsak"],
    ["gruppe", "kommunenummer", "frå", "til", "arsak"],
    ["Pulje", "Kommune", "Fra dato", "Til dato", "Grunn"],
]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_memberships_under_any_heading_from_csv_and_xlsx(new, tmp_path, header, form):
    programme = new([("0301", "Oslo", "Øst", "neutral"), ("1504", "Ålesund", "Vest", "neutral")])
    programme("cohort", "new", "P1", "--name", "Pulje 1")
    rows = [header, ["P1", "0301", "2007-01-01", "", ""], ["P1", "Ålesund", "01.02.2007", "31.12.2007", "sammenslått"]]
    file = tmp_path / f"members.{form}"
    if form == "csv":
        write_csv(file, rows)
    else:
        rows[1][1] = 301  # Excel has eaten the zero
        file.write_bytes(xlsx(("Deltakelse", rows)))
    programme("cohort", "import", file)
    assert [(m["municipality"], m["from"], m["to"], m["reason"]) for m in programme.json("cohort", "show", "P1")["members"]] == [
        ("0301", "2007-01-01", None, None), ("1504", "2007-02-01", "2007-12-31", "sammenslått"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (["P1", "9999", "2007-01-01", ""], 4, "9999"),
        (["P1", "Atlantis", "2007-01-01", ""], 4, "Atlantis"),
        (["P1", "Bø", "2007-01-01", ""], 4, "0821, 1867"),
        (["P1", "0301", "", ""], 3, "no first day"),
        (["P1", "0301", "32.13.2007", ""], 3, "32.13.2007"),
        (["P1", "0301", "2007-02-01", "2007-01-01"], 3, "before the first day"),
        (["", "0301", "2007-02-01", ""], 3, "no cohort"),
    ],
)
def test_one_wrong_row_refuses_the_whole_file(new, tmp_path, row, code, words):
    rows = [("0301", "Oslo"), ("1504", "Ålesund"), ("0821", "Bø"), ("1867", "Bø")]
    programme = new([(*each, "Øst", "neutral") for each in rows])
    programme("cohort", "new", "P1", "--name", "Pulje 1")
    good = ["P1", "1504", "2007-01-01", ""]
    file = write_csv(tmp_path / "m.csv", [["cohort", "municipality", "from", "to"], good, row])
    said = programme.refused("cohort", "import", file, code=code)
    assert words in said
    assert "row 3" in said
    assert "hint" in said


def test_a_group_that_is_not_there_is_named(new, tmp_path):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P1", "--name", "Pulje 1")
    file = write_csv(tmp_path / "m.csv", [["cohort", "municipality", "from"], ["P9", "0301", "2007-01-01"]])
    assert "P9" in programme.refused("cohort", "import", file, code=4)
    ran = programme("cohort", "import", file, "--create")
    assert "P9" in ran.err
    assert [each["id"] for each in programme.json("cohort", "list")["cohorts"]] == ["P1", "P9"]
