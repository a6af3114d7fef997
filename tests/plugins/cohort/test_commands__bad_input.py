"""Bad input: one clear message with what, where and a hint, the right exit code, and the folder byte for byte as before."""

from __future__ import annotations

import os

import pytest
from books import xlsx

from .conftest import HEADER, application_row, write_csv

COMMANDS = {
    "applications": (["application", "import"], ["--cohort", "P3"]),
    "memberships": (["cohort", "import"], []),
    "scores": (["application", "score"], ["--cohort", "P3"]),
    "register": (["municipality", "import"], []),
}


@pytest.fixture(params=sorted(COMMANDS))
def importing(request, ten):
    """Run an import command with a file; refused, and nothing is changed, not even by a temporary file."""
    before, after = COMMANDS[request.param]

    def refused(file, code):
        everything = {path: path.read_bytes() for path in ten.folder.rglob("*") if path.is_file()}
        said = ten.refused(*before, file, *after, code=code)
        left = {path for path in ten.folder.rglob("*") if path.is_file()} - set(everything)
        assert not {path for path in left if ".kvadmin" not in path.parts}
        assert not {path for path in left if ".tmp" in path.name}
        assert "where: " in said
        assert "hint: " in said
        return said

    return refused


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("list.pdf", b"%PDF-1.4", 3),
        ("list", b"\x7fELF\x00\x01", 3),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, 3),
        ("list.xlsx", b"PK\x03\x04 broken", 3),
        ("list.xlsx", b"", 3),
        ("list.csv", b"", 3),
        ("list.csv", b"\x00\x01\x02\x03", 3),
        ("list.csv", b"just a line of words\n", 3),
        ("list.csv", b"colour;shape\nblue;round\n", 3),
        ("empty.xlsx", xlsx(("Ark1", [])), 3),
        ("other.xlsx", xlsx(("Ark1", [["Farge", "Form"], ["blå", "rund"]])), 3),
    ],
    # A workbook knows when it was made, and its bytes and their number with it: workers must agree on the name.
    ids=lambda value: "content" if isinstance(value, bytes) else None,
)
def test_files_that_hold_no_such_list(importing, tmp_path, name, content, code):
    file = tmp_path / name
    file.write_bytes(content)
    assert name in importing(file, code)


def test_a_file_that_is_not_there(importing, tmp_path):
    assert "nowhere.xlsx" in importing(tmp_path / "nowhere.xlsx", 2)


def test_a_folder_is_no_file(importing, tmp_path):
    importing(tmp_path, 2)


@pytest.mark.parametrize("text", ["x" * 40_000, "Oslo\x07", "Oslo\x1b[31m"])
def test_cells_that_no_list_can_hold(ten, tmp_path, text):
    """Of workbooks the same is tried where they are read: openpyxl does not write such cells."""
    row = application_row("0301", "Oslo", "2008-05-19", quality_focus=text)
    file = write_csv(tmp_path / "list.csv", [HEADER, row])
    said = ten.refused("application", "import", file, "--cohort", "P3", code=3)
    assert "where: list.csv" in said
    assert "hint: " in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["cohort", "show", "P9"], 4, "P3"),
        (["cohort", "admit", "P9"], 4, "P3"),
        (["cohort", "promote", "p3"], 4, "P3"),
        (["cohort", "verify", "P9"], 4, "P3"),
        (["application", "import", "x.csv", "--cohort", "P9"], 4, "P3"),
        (["cohort", "withdraw", "P3", "9999", "--reason", "x"], 4, "9999"),
        (["cohort", "set", "P3", "capacity", "0"], 2, "at least 1"),
        (["application", "set", "P3", "9999", "score", "1"], 4, "9999"),
        (["municipality", "show", "9999"], 4, "9999"),
    ],
)
def test_names_that_nobody_has(ten, arguments, code, words):
    said = ten.refused(*arguments, code=code)
    assert words in said
    assert "hint: " in said


def test_a_folder_that_cannot_be_written(ten):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    for path in [ten.folder, *ten.folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        said = ten.refused("cohort", "admit", "P3", code=1)
    finally:
        for path in [ten.folder, *ten.folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert "permission" in said.lower()


def test_a_protocols_folder_that_is_a_file(ten):
    (ten.folder / "protocols").write_text("", encoding="utf-8")
    said = ten.refused("cohort", "admit", "P3", code=1)
    assert "protocols" in said


@pytest.mark.parametrize("command", [["cohort", "status"], ["cohort", "admit", "P3"], ["check"], ["status"], ["undo"]])
def test_a_store_of_a_newer_schema(ten, command):
    file = ten.folder / "programme.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("schema: 1", "schema: 99"), encoding="utf-8")
    said = ten.refused(*command, code=3)
    assert "99" in said
    assert "programme.yaml:" in said
    assert "pip install --upgrade kvadmin" in said


BROKEN = {
    "conflict": ("<<<<<<< HEAD\nname: Pulje 3\n=======\nname: Pulje tre\n>>>>>>> other\n", "conflict"),
    "duplicate": ("name: Pulje 3\nname: Pulje tre\n", "name"),
    "anchor": ("name: &x Pulje 3\n", "anchor"),
    "tag": ("name: !!python/name:os.system Pulje 3\n", "tag"),
    "two documents": ("name: Pulje 3\n---\nname: x\n", "document"),
    "tab": ("name: Pulje 3\n\tkind: cohort\n", ""),
    "no yaml": ("name: [Pulje 3\n", ""),
    "wrong type": ("name: Pulje 3\ncapacity: many\n", "capacity"),
    "wrong date": ("name: Pulje 3\ndeadline: 2008-02-31\n", "deadline"),
    "not utf-8": (b"name: Pulje \xe6\n", "UTF-8"),
}


@pytest.mark.parametrize("kind", sorted(BROKEN))
@pytest.mark.parametrize(
    "command", [["cohort", "status"], ["cohort", "admit", "P3"], ["cohort", "set", "P3", "capacity", "3"]]
)
def test_a_broken_file_is_named_with_its_place_and_never_skipped(ten, kind, command):
    text, words = BROKEN[kind]
    file = ten.folder / "cohorts" / "P3.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = ten.refused(*command, code=3)
    assert "cohorts/P3.yaml:" in said
    assert words.lower() in said.lower()
    listed = ten("check", "--format", "json", code=3)
    assert any(each["path"] == "cohorts/P3.yaml" and each["line"] > 0 for each in listed.json["findings"])


def test_a_misspelt_field_is_a_finding(ten):
    file = ten.folder / "cohorts" / "P3.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "capasity: 5\n", encoding="utf-8")
    found = [
        each
        for each in ten.json("check")["findings"]
        if each["path"] == "cohorts/P3.yaml" and each["code"] != "hand-edit"
    ]
    assert [(each["severity"], "capasity" in each["text"], "capacity" in each["hint"]) for each in found] == [
        ("warning", True, True)
    ]


def test_a_broken_application_stops_the_admission(ten):
    file = ten.folder / "applications" / "P3" / "0301.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "state: complete\n", encoding="utf-8")
    assert "applications/P3/0301.yaml:" in ten.refused("cohort", "admit", "P3", code=3)


def test_a_file_changed_by_hand_meanwhile_is_never_overwritten(ten, monkeypatch):
    from kvadmin.store.transaction import Transaction

    file = ten.folder / "cohorts" / "P3.yaml"
    commit = Transaction.commit

    def after_a_hand_edit(self):  # each time that the command looks again; an editor knows no lock
        file.write_text(file.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")
        return commit(self)

    monkeypatch.setattr(Transaction, "commit", after_a_hand_edit)
    ran = ten("cohort", "set", "P3", "capacity", "9", code=5)
    assert "cohorts/P3.yaml" in ran.err
    assert "# by hand" in file.read_text(encoding="utf-8")
    assert "capacity: 9" not in file.read_text(encoding="utf-8")


def test_comments_and_order_of_a_hand_edited_file_survive(ten):
    file = ten.folder / "cohorts" / "P3.yaml"
    text = "# our call\n" + file.read_text(encoding="utf-8").replace("capacity: 5", "capacity:   5   # by the board")
    file.write_text(text, encoding="utf-8")
    ten("cohort", "set", "P3", "capacity", "6")
    assert file.read_text(encoding="utf-8") == text.replace("capacity:   5 ", "capacity:   6 ")


def test_formulas_in_foreign_data_stay_text(ten, tmp_path):
    import openpyxl

    ten("cohort", "set", "P3", "name", '=HYPERLINK("http://example.org")')
    file = tmp_path / "list.xlsx"
    ten("cohort", "list", "-o", file)
    cells = [cell for row in openpyxl.load_workbook(file).worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    out = ten("cohort", "list", "--format", "csv").out
    assert "\n=HYP" not in out
    assert ",=HYP" not in out
    assert ',"=HYP' not in out


def test_who_has_taken_in_only_rows_that_wait_is_told_where_they_are(cli, programme, tmp_path):
    call = ("--name", "Pulje 1", "--deadline", "2008-06-01", "--capacity", "3")
    cli("-C", programme, "cohort", "new", "P1", *call, check=True)
    listed = tmp_path / "list.csv"
    listed.write_text("kommune;mottatt\nOslo;2011-05-02\n", encoding="utf-8")
    cli("-C", programme, "application", "import", listed, "--cohort", "P1", check=True)
    ran = cli("-C", programme, "cohort", "admit", "P1")
    assert ran.code == 1
    assert "1 row(s) of the intake wait" in ran.err
    assert "kvadmin application missing --cohort P1" in ran.err
