"""A reading is kept with the import it was said for, and holds for the next list with the same headings."""

from __future__ import annotations

from datetime import date

import pytest
from support import folder_bytes

LIST = ("Kommune | Brev av | Ymse", "Oslo | 18.05.2008 | lang tid")
MAPPED = ["--map", "Brev av=received", "--map", "Ymse=timetable"]
READ_AS_BEFORE = "is read as the last list with these headings"


@pytest.fixture
def take_in(cli, call):
    """Import a list of applications into P1."""

    def run(file, *more, code=0):
        ran = cli("-C", call, "application", "import", file, "--cohort", "P1", *more)
        assert ran.code == code, ran.err
        return ran

    return run


def kept(call):
    file = call / "readings" / "applications.yaml"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_kept_with_the_import_and_found_again_in_another_order(take_in, call, put):
    assert READ_AS_BEFORE not in take_in(put(*LIST), *MAPPED).err
    assert "Brev av: received" in kept(call)
    before = kept(call)
    ran = take_in(put("YMSE | Kommune | Brev av", "kort | Ålesund | 17.05.2008", name="ny.csv"))
    assert READ_AS_BEFORE in ran.err
    assert "2008-05-17" in (call / "applications" / "P1" / "1504.yaml").read_text(encoding="utf-8")
    assert kept(call) == before


def test_other_headings_are_asked_about_again(take_in, put):
    take_in(put(*LIST), *MAPPED)
    more = put("Kommune | Brev av | Ymse | Mer", "Ålesund | 17.05.2008 | x | y", name="ny.csv")
    assert "is 'Brev av' the field received?" in take_in(more, code=3).err


@pytest.mark.parametrize("more", [["--dry-run"], ["--known-on", "2008-01-01"]])
def test_not_kept_when_nothing_is_written(cli, call, put, more):
    before = folder_bytes(call)
    ran = cli("-C", call, "application", "import", put(*LIST), "--cohort", "P1", *MAPPED, *more)
    assert ran.code in (0, 2)
    assert folder_bytes(call) == before


def test_not_kept_when_the_file_is_refused(cli, call, put):
    members = put("Hvem | Siden | Gruppa", "Oslo | 2008-01-01 | P1", "Sverige | 2008-01-01 | P1", name="m.csv")
    before = folder_bytes(call)
    mapped = ["--map", "Hvem=municipality", "--map", "Siden=from", "--map", "Gruppa=cohort"]
    assert cli("-C", call, "cohort", "import", members, *mapped).code == 4
    assert folder_bytes(call) == before


def test_not_kept_when_nothing_changes(cli, call, put):
    plain = put("cohort | number | from", "P1 | 0301 | 2008-01-01", name="m.csv")
    cli("-C", call, "cohort", "import", plain, check=True)
    before = folder_bytes(call)
    again = put("Hvem | Siden | Gruppa", "Oslo | 2008-01-01 | P1", name="n.csv")
    mapped = ["--map", "Hvem=municipality", "--map", "Siden=from", "--map", "Gruppa=cohort"]
    cli("-C", call, "cohort", "import", again, *mapped, check=True)
    assert folder_bytes(call) == before


def test_undo_of_the_import_takes_the_reading_back_too(cli, take_in, call, put):
    before = folder_bytes(call)
    take_in(put(*LIST), *MAPPED)
    assert kept(call)
    cli("-C", call, "undo", "--yes", check=True)
    left = folder_bytes(call)
    assert {name for name in left if not name.startswith("history")} == {
        name for name in before if not name.startswith("history")
    }
    take_in(put(*LIST), code=3)


def test_what_is_typed_beats_what_is_kept(take_in, call, put):
    take_in(put("Kommune | Dato A | Dato B", "Oslo | 18.05.2008 | 1.2.2008"), "--map", "Dato A=received")
    new = put("Kommune | Dato A | Dato B", "Ålesund | 17.05.2008 | 2.2.2008", name="ny.csv")
    take_in(new, "--map", "Dato B=received")
    assert "2008-02-02" in (call / "applications" / "P1" / "1504.yaml").read_text(encoding="utf-8")
    assert kept(call).count("received") == 1, "of one list there is one reading, the last"
    assert "Dato B: received" in kept(call)


def test_a_field_typed_anew_is_not_joined_with_the_column_kept_for_it(take_in, call, put):
    rows = ("Kommune | Mottatt | a | b", "Oslo | 18.05.2008 | til jul | fra august")
    take_in(put(*rows), "--map", "a=timetable")
    new = put(rows[0], "Ålesund | 17.05.2008 | til jul | fra august", name="ny.csv")
    take_in(new, "--map", "b=timetable")
    text = (call / "applications" / "P1" / "1504.yaml").read_text(encoding="utf-8")
    assert "timetable: fra august" in text


def test_what_is_typed_to_be_left_out_beats_a_kept_mapping(take_in, call, put):
    take_in(put(*LIST), *MAPPED)
    take_in(put(LIST[0], "Ålesund | 17.05.2008 | kort", name="ny.csv"), "--ignore", "Ymse")
    text = (call / "applications" / "P1" / "1504.yaml").read_text(encoding="utf-8")
    assert "lang tid" not in text
    assert "kort" not in text


def test_a_reading_by_letters_holds_only_for_the_same_order(take_in, call, put):
    take_in(put("Kommune | Dato | Dato", "Oslo | 18.05.2008 | 1.2.2008"), "--map", "B=received", "--ignore", "C")
    same = take_in(put("Kommune | Dato | Dato", "Ålesund | 17.05.2008 | 2.2.2008", name="ny.csv"))
    assert READ_AS_BEFORE in same.err
    assert "2008-05-17" in (call / "applications" / "P1" / "1504.yaml").read_text(encoding="utf-8")
    turned = put("Dato | Kommune | Dato", "3.2.2008 | Kautokeino | 16.05.2008", name="snudd.csv")
    assert "which column is received: 'A', 'C'?" in take_in(turned, code=3).err


def test_kinds_of_lists_keep_their_own(take_in, cli, call, put):
    take_in(put(*LIST), *MAPPED)
    ran = cli("-C", call, "reading", "explain", put(*LIST, name="x.csv"), "--as", "memberships")
    assert ran.code == 3
    assert READ_AS_BEFORE not in ran.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("importer: applications\nlists:\n  - headings: [kommune]\n", "field-missing"),
        ("importer: applications\nlists: yes\n", "value"),
        ("importer: applications\nlists:\n  - {headings: [a], kept: in May}\n", "kept"),
        ("<<<<<<< a\nimporter: a\n=======\nimporter: b\n>>>>>>> b\n", "conflict"),
    ],
)
def test_a_broken_readings_file_is_named_by_check(cli, call, put, text, code):
    (call / "readings").mkdir()
    (call / "readings" / "applications.yaml").write_text(text, encoding="utf-8")
    ran = cli("-C", call, "check", "--format", "json")
    assert ran.code == 3
    assert {each["path"] for each in ran.json["findings"]} == {"readings/applications.yaml"}
    assert code in str(ran.json["findings"])
    before = folder_bytes(call)
    ran = cli("-C", call, "application", "import", put(*LIST), "--cohort", "P1", *MAPPED)
    assert ran.code in (3, 5)
    assert "readings/applications.yaml" in ran.err
    assert folder_bytes(call) == before


def test_a_kept_reading_of_a_field_that_is_gone_is_passed_over(call, cli, put):
    (call / "readings").mkdir()
    (call / "readings" / "applications.yaml").write_text(
        "importer: applications\nlists:\n  - headings: [brev av, kommune, ymse]\n    mapped: {Ymse: aftertaste}\n"
        "    kept: 2008-05-01\n",
        encoding="utf-8",
    )
    ran = cli("-C", call, "application", "import", put(*LIST), "--cohort", "P1")
    assert ran.code == 3
    assert "is 'Brev av' the field received?" in ran.err


def test_the_same_reading_is_kept_once_and_the_newest_counts(call):
    from kvadmin.extension.discovering.discovery import discover
    from kvadmin.extension.manager import Plugins
    from kvadmin.imports.kept_readings import keep, kept_choices, kept_readings
    from kvadmin.reading.columns.choices import ReadingChoices
    from kvadmin.store.store import open_store

    def store():
        plugins = Plugins(discover(frozenset()))
        return open_store(call, plugins.gather("kvadmin_collections"), plugins.gather("kvadmin_fields"))

    def said(headings, choices, file):
        opened = store()
        change = opened.transaction(who="Test", why="", command="test")
        keep(change, opened.snapshot(), "scores", headings, choices, file=file, day=date(2008, 5, 1))
        edits = change.edits
        change.commit()
        return bool(edits)

    one, two = ReadingChoices(mapped={"a": "score"}), ReadingChoices(mapped={"b": "score"}, header_row=2)
    assert said(("a", "b"), one, "1.csv")
    assert not said(("a", "b"), one, "2.csv")
    assert said(("c",), one, "3.csv")
    assert said(("a", "b"), two, "4.csv")
    data = store().snapshot()
    assert [(each.headings, each.file) for each in kept_readings(data, "scores")] == [
        (["c"], "3.csv"),
        (["a", "b"], "4.csv"),
    ]
    assert list(kept_choices(data, "scores")) == [(("a", "b"), two), (("c",), one)]
    assert kept_readings(data, "contacts") == []
