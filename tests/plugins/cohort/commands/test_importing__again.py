"""``application import`` of a list that comes again: rows retired, corrections, answers carried over."""

from __future__ import annotations

import pytest

from ..conftest import HEADER, application_row, write_csv

TWO_BO = [
    ("0821", "Bø", "Sør", "nynorsk"),
    ("1867", "Bø", "Nord", "bokmal"),
    ("0301", "Oslo", "Øst", "neutral"),
    ("0101", "Halden", "Sør", "bokmal"),
    ("0602", "Drammen", "Sør", "neutral"),
]


@pytest.fixture
def office(new, tmp_path):
    """A programme with two municipalities of one name, and a way to send it a list: ``send(rows) -> JSON``."""
    programme = new(TWO_BO)
    programme("cohort", "new", "P3", "--name", "Pulje 3", "--deadline", "2008-05-20")
    sent = []

    def send(*rows, header=HEADER, code=0):
        sent.append(rows)
        folder = tmp_path / f"v{len(sent)}"
        folder.mkdir()
        file = write_csv(folder / "liste.csv", [header, *rows])
        return programme.json("application", "import", file, "--cohort", "P3", code=code)

    programme.send = send
    return programme


def waiting(programme):
    return programme.json("application", "missing", "--cohort", "P3")["waiting_rows"]


def contents(programme, number):
    return programme.json("application", "show", number, "--cohort", "P3")["contents"]


def fates(shown):
    return [(row["outcome"], row["reason"]) for row in shown["rows"]]


def test_a_newer_version_retires_the_waiting_rows_it_has_and_is_confirmed_itself(office):
    first = office.send(application_row("", "Osslo", "2008-05-02", timetable=""), application_row("", "Bø"))
    assert [row["id"] for row in first["rows"]] == ["r1", "r2"]
    before = office.bytes()
    second = office.send(application_row("", "Bø", quality_goal="95 %"), application_row("", "Osslo", "2008-05-10"))
    assert [(row["id"], row["outcome"]) for row in second["rows"]] == [("r3", "manual"), ("r4", "confirm")]
    assert [(each["id"], each["by"]["row"]) for each in second["retired"]] == [("r1", 3), ("r2", 2)]
    assert [row["id"] for row in waiting(office)] == ["r3", "r4"]
    office("application", "confirm", "P3", "0301")
    assert contents(office, "0301")["timetable"] != ""
    assert office.json("application", "show", "0301", "--cohort", "P3")["received"] == "2008-05-10"
    office("application", "resolve", "P3", "r3", "--as", "1867")
    assert contents(office, "1867")["quality_goal"] == "95 %"
    assert waiting(office) == []
    for _ in range(3):
        office("undo")
    assert office.bytes().items() >= {name: text for name, text in before.items() if "history" not in name}.items()


def test_the_retired_row_says_by_which_it_was_and_is_named_no_more(office, tmp_path):
    office.send(application_row("", "Bø"))
    office.send(application_row("", "Bø", timetable="x"))
    again = office.json("application", "import", tmp_path / "v1" / "liste.csv", "--cohort", "P3")
    assert again["rows"][0]["resolved_as"] == "retired by liste.csv, row 2"
    said = office.refused("application", "resolve", "P3", "r1", "--as", "0821", code=4)
    assert "retired by liste.csv, row 2" in said
    assert "r2" in said


def test_the_same_newer_version_again_says_the_same(office, tmp_path):
    office.send(application_row("", "Bø"))
    second = office.send(application_row("", "Bø", timetable="x"))
    before = office.bytes()
    assert office.json("application", "import", tmp_path / "v2" / "liste.csv", "--cohort", "P3") == second
    assert office.bytes() == before


def test_a_row_that_the_newer_version_has_not_goes_on_waiting(office):
    office.send(application_row("", "Bø"), application_row("", "Osslo"), application_row("0101", "Halden"))
    office.send(application_row("0101", "Halden"), application_row("", "Bø"))
    assert [row["id"] for row in waiting(office)] == ["r2", "r3"]
    assert contents(office, "0301")  # its suggestion stands as well


def test_another_list_retires_nothing(office):
    office.send(application_row("", "Bø"))
    other = office.send(application_row("", "Bø"), header=["Knr", *HEADER[1:]])
    assert other["retired"] == []
    assert [row["id"] for row in waiting(office)] == ["r1", "r2"]


def test_another_municipality_of_the_same_name_retires_nothing(office):
    names = ("quality_focus", "quality_goal", "sick_leave_measures", "sick_leave_goal", "tripartite_cooperation",
             "timetable", "political_treatment", "joint_preparation")  # fmt: skip
    office.send(application_row("0101", "Halden"), application_row("", "Bø", "2008-05-01"))
    other = dict.fromkeys(names, "noe helt annet")
    shown = office.send(application_row("0101", "Halden"), application_row("", "Bø", "2008-05-09", **other))
    assert shown["retired"] == []
    assert len(waiting(office)) == 2


def test_two_rows_of_one_name_are_each_retired_by_their_own(office):
    one, two = application_row("", "Bø", "2008-05-01"), application_row("", "Bø", "2008-05-09", timetable="vår 2009")
    office.send(one, two)
    shown = office.send(two, application_row("", "Osslo"), one)
    assert [(each["row"], each["by"]["row"]) for each in shown["retired"]] == [(2, 4), (3, 2)]


def test_a_corrected_name_retires_the_row_and_settles_it(office):
    office.send(application_row("", "Osslo"), application_row("", "Bø"))
    shown = office.send(application_row("", "Oslo"), application_row("1867", "Bø"))
    assert fates(shown) == [("imported", "complete")] * 2
    assert waiting(office) == []
    listed = office.json("application", "list", "--cohort", "P3")["applications"]
    assert {each["municipality"]: each["question"] for each in listed} == {"0301": "", "1867": ""}


def test_a_column_may_be_added_to_the_newer_version(office):
    office.send(application_row("", "Bø"))
    shown = office.send([*application_row("", "Bø"), "e-post"], header=[*HEADER, "Kanal"])
    assert [each["id"] for each in shown["retired"]] == ["r1"]


def test_a_corrected_cell_of_the_same_day_is_a_newer_version(office):
    office.send(application_row("0301", "Oslo"), application_row("0101", "Halden"))
    office("application", "set", "P3", "0301", "score", "7")
    shown = office.send(application_row("0301", "Oslo", timetable="2009"), application_row("0101", "Halden"))
    assert fates(shown) == [("supersedes", "newer-version"), ("duplicate", "duplicate")]
    assert shown["rows"][0]["changed"] == ["timetable"]
    kept = office.json("application", "show", "0301", "--cohort", "P3")
    assert (kept["contents"]["timetable"], kept["score"]) == ("2009", "7")
    assert kept["source"]["row"] == 2
    text = (office.folder / "applications" / "P3" / "0301.yaml").read_text(encoding="utf-8")
    assert "earlier:" in text


def test_an_emptied_cell_of_the_list_is_a_correction_too(office):
    office.send(application_row("0301", "Oslo"))
    shown = office.send(application_row("0301", "Oslo", timetable=""))
    assert fates(shown) == [("supersedes", "newer-version")]
    assert office.json("application", "show", "0301", "--cohort", "P3")["state"] == "incomplete"


def test_what_was_supplied_by_hand_is_not_taken_away_by_a_list(office):
    office.send(application_row("0301", "Oslo", timetable=""), application_row("0101", "Halden"))
    office("application", "set", "P3", "0301", "timetable", "supplied by phone")
    unchanged = office.send(
        application_row("0301", "Oslo", timetable=""), application_row("0101", "Halden", timetable="x")
    )
    assert unchanged["rows"][0]["outcome"] == "duplicate"
    asked = office.send(
        application_row("0301", "Oslo", timetable="", quality_goal="y"), application_row("0101", "Halden")
    )
    assert (asked["rows"][0]["outcome"], asked["rows"][0]["reason"]) == ("manual", "supplied-since")
    assert (asked["rows"][1]["outcome"], asked["rows"][1]["reason"]) == ("manual", "said-before")
    assert contents(office, "0301")["timetable"] == "supplied by phone"
    assert contents(office, "0101")["timetable"] == "x"


def test_a_date_alone_that_moved_back_is_asked_about_and_can_be_taken(office):
    office.send(application_row("0301", "Oslo", "2008-05-15"))
    shown = office.send(application_row("0301", "Oslo", "2008-05-05"))
    assert fates(shown) == [("manual", "date-moved")]
    office("application", "resolve", "P3", "r1", "--as", "0301")
    assert office.json("application", "show", "0301", "--cohort", "P3")["received"] == "2008-05-05"


def test_an_older_list_that_comes_after_overwrites_nothing(office):
    office.send(application_row("0301", "Oslo", "2008-05-15", timetable="b"))
    shown = office.send(application_row("0301", "Oslo", "2008-05-05", timetable="a"))
    assert fates(shown) == [("superseded", "older-version")]
    assert contents(office, "0301")["timetable"] == "b"


def test_an_answer_carries_over_to_the_newer_version(office):
    office.send(application_row("", "Bø"), application_row("0101", "Halden"))
    office("--who", "Kari", "application", "resolve", "P3", "r1", "--as", "1867")
    same = office.send(application_row("0101", "Halden", timetable="x"), application_row("", "Bø"))
    row = same["rows"][1]
    assert (row["outcome"], row["municipality"]) == ("duplicate", "1867")
    assert "settled-before" in row["flags"]
    assert row["settled_before"] == "1867, received 2008-05-14 (Kari, 2008-06-10; liste.csv)"
    other = office.send(application_row("0101", "Halden", timetable="x"), application_row("", "Bø", timetable="y"))
    assert (other["rows"][1]["outcome"], other["rows"][1]["changed"]) == ("supersedes", ["timetable"])
    assert contents(office, "1867")["timetable"] == "y"
    assert waiting(office) == []


def test_a_rejection_and_a_date_carry_over_too(office):
    office.send(application_row("", "Bø"), application_row("0101", "Halden", "midt i mai"))
    office("application", "resolve", "P3", "r1", "--reject", "duplicate")
    office("application", "resolve", "P3", "r2", "--received", "2008-05-15")
    shown = office.send(
        application_row("0101", "Halden", "midt i mai"), application_row("", "Bø"), application_row("0301", "Oslo")
    )
    assert fates(shown)[:2] == [("duplicate", "duplicate"), ("rejected", "duplicate")]


def test_in_another_list_the_answer_is_only_a_candidate(office):
    office.send(application_row("", "Bøø"))
    office("application", "resolve", "P3", "r1", "--as", "1867")
    shown = office.send(application_row("", "Bøø"), header=["Knr", *HEADER[1:]])["rows"][0]
    assert shown["outcome"] in ("manual", "confirm")
    assert "1867" in (*shown["candidates"], shown["municipality"])
    assert shown["settled_before"].startswith("1867")


def test_names_are_not_given_twice_and_rows_of_older_folders_have_them(office):
    office.send(application_row("", "Bø"), application_row("", "Osslo"))
    for file in (office.folder / "intake" / "P3").glob("*.yaml"):
        text = (
            file.read_text(encoding="utf-8")
            .replace("  - name: r1\n    row", "  - row")
            .replace("  - name: r2\n    row", "  - row")
        )
        assert "name: r" not in text
        file.write_text(text, encoding="utf-8")
    before = office.bytes()
    assert [row["id"] for row in waiting(office)] == ["r1", "r2"]
    assert office.bytes() == before
    shown = office.send(application_row("", "Drammenn"), header=["Knr", *HEADER[1:]])
    assert shown["rows"][0]["id"] == "r3"
    office("application", "resolve", "P3", "r2", "--as", "0101")
    assert [row["id"] for row in waiting(office)] == ["r1", "r3"]


def test_a_list_that_gives_nothing_exits_1_and_says_why(office, tmp_path):
    before = office.bytes()
    shown = office.send(application_row("", "Svalbard"), application_row("", "Sum", ""), code=1)
    assert {row["outcome"] for row in shown["rows"]} <= {"rejected", "skipped"}
    assert office.bytes() == before
    said = office.refused("application", "import", tmp_path / "v1" / "liste.csv", "--cohort", "P3", code=1)
    assert "not a municipality: 1" in said
    assert office.send(code=1)["rows"] == []


def test_what_was_entered_into_a_suggested_application_survives_its_retired_row(office):
    office.send(application_row("", "Osslo", timetable=""))
    office("application", "set", "P3", "0301", "timetable", "by phone")
    office.send(application_row("", "Osslo", timetable="", quality_goal="95 %"))
    assert [row["id"] for row in waiting(office)] == ["r2"]
    kept = contents(office, "0301")
    assert (kept["timetable"], kept["quality_goal"]) == ("by phone", "95 %")


def test_a_suggestion_that_the_newer_version_takes_elsewhere_is_gone(office):
    office.send(application_row("", "Osslo"), application_row("0101", "Halden"))
    office.send(application_row("0602", "Osslo"), application_row("0101", "Halden", timetable="x"))
    listed = office.json("application", "list", "--cohort", "P3")["applications"]
    assert [each["municipality"] for each in listed if each["question"]] in (["0301"], [])
    assert office("check").code == 0


def test_the_table_says_that_copies_differ_and_which_list_a_row_replaces(office, tmp_path):
    rows = [HEADER, application_row("0301", "Oslo"), application_row("0301", "Oslo", timetable="")]
    table = office("application", "import", write_csv(tmp_path / "a.csv", rows), "--cohort", "P3").out
    assert "same as row 2; contents differ" in table
    rows[1] = application_row("0301", "Oslo", timetable="x")
    table = office("application", "import", write_csv(tmp_path / "b.csv", rows), "--cohort", "P3").out
    assert "replaces row 2 of an earlier list; changed: timetable" in table


def test_a_withdrawn_application_stays_withdrawn_while_the_list_says_nothing_new(office):
    office.send(application_row("0301", "Oslo"), application_row("0101", "Halden"))
    office("application", "withdraw", "P3", "0301")
    shown = office.send(application_row("0301", "Oslo"), application_row("0101", "Halden", timetable="x"))
    assert [row["outcome"] for row in shown["rows"]] == ["duplicate", "supersedes"]
    shown = office.send(
        application_row("0301", "Oslo", timetable="y"), application_row("0101", "Halden", timetable="x")
    )
    assert fates(shown)[0] == ("manual", "withdrawn-before")
