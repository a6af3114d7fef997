"""``application resolve``, ``confirm``, ``accept-late``, ``set``, ``withdraw``: what a person settles."""

from __future__ import annotations

import pytest
from applications import ref, workbook

from ..conftest import HEADER, application_row, write_csv

NES, NO_SUCH_DAY, MISSPELT = ref("ambiguous"), ref("no such day"), ref("misspelt")


@pytest.fixture
def waiting(intake, tmp_path):
    """The workbook of applications, imported: six rows wait for a person."""
    (tmp_path / "liste.xlsx").write_bytes(workbook())
    intake("application", "import", tmp_path / "liste.xlsx", "--cohort", "P3")
    return intake


def application(programme, number):
    return programme.json("application", "show", number, "--cohort", "P3")


def open_rows(programme):
    return [each["row"] for each in programme.json("application", "missing", "--cohort", "P3")["waiting_rows"]]


def test_every_row_that_waits_can_be_settled(waiting, tmp_path):
    assert len(open_rows(waiting)) == 6
    waiting("application", "resolve", "P3", NES, "--as", "0236", "--why", "they called")
    waiting("application", "confirm", "P3", "0501")
    waiting("application", "resolve", "P3", ref("conflict"), "--as", "0701")
    waiting("application", "resolve", "P3", ref("merged"), "--reject", "merged")
    waiting("application", "resolve", "P3", "0427", "--received", "2008-05-15")
    waiting("application", "resolve", "P3", NO_SUCH_DAY, "--received", "2008-05-19", "--as", "0417")
    waiting("application", "accept-late", "P3", "0412", "--why", "postmarked 19 May")
    assert open_rows(waiting) == []
    listed = {
        each["municipality"]: each for each in waiting.json("application", "list", "--cohort", "P3")["applications"]
    }
    assert {"0236", "0701", "0427", "0417", "0501"} <= set(listed)
    assert listed["0412"]["on_time"] == "late-accepted"
    assert listed["0501"]["question"] == ""
    decisions = waiting.json("cohort", "admit", "P3", "--dry-run")["decisions"]
    assert "undecided" not in {each["outcome"] for each in decisions}
    assert waiting("check").code == 0
    again = waiting.json("application", "import", tmp_path / "liste.xlsx", "--cohort", "P3")
    assert sum("resolved_as" in row for row in again["rows"]) == 6


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["resolve", "P3", NES], 2, "--as NUMBER"),
        (["resolve", "P3", NES, "--as", "0236", "--reject", "merged"], 2, "reject"),
        (["resolve", "P3", NES, "--as", "Nes"], 4, "0236"),
        (["resolve", "P3", NES, "--as", "9999"], 4, "9999"),
        (["resolve", "P3", NES, "--as", "0105"], 1, "P1"),
        (["resolve", "P3", NO_SUCH_DAY], 2, "--received DATE"),
        (["resolve", "P3", NO_SUCH_DAY, "--received", "2008-02-31"], 2, "2008-02-31"),
        (["resolve", "P3", ref("oslo"), "--as", "0301"], 4, "waits"),
        (["resolve", "P3", "nowhere", "--as", "0301"], 4, NES),
        (["resolve", "P4", NES, "--as", "0236"], 4, "P4"),
        (["confirm", "P3", "0101"], 1, "nothing to confirm"),
        (["confirm", "P3", "0402x"], 4, "0402x"),
        (["accept-late", "P3", "0101", "--why", "x"], 1, "in time"),
        (["accept-late", "P3", "0402", "--why", "  "], 2, "reason"),
        (["set", "P3", "0602", "favourite", "blue"], 2, "timetable"),
        (["set", "P3", "0602", "score", "NaN"], 2, "7.50"),
        (["set", "P3", "0602", "received", "mai"], 2, "mai"),
        (["set", "P3", "0602", "state", "admitted"], 1, "allowed"),
        (["set", "P3", "0602", "state", "happy"], 2, "happy"),
        (["withdraw", "P3", "1106"], 1, "withdrawn"),
        (["show", "Bø", "--cohort", "P3"], 4, "0821"),
        (["show", "0104", "--cohort", "P3"], 4, "no application"),
        (["show", "Osloo", "--cohort", "P3"], 4, "Oslo"),
        (["list", "--cohort", "P9"], 4, "P3"),
        (["list", "--cohort", "P3", "--state", "happy"], 2, "received"),
        (["missing", "--cohort", "P9"], 4, "P3"),
    ],
)
def test_what_cannot_be_is_refused_in_words(waiting, arguments, code, words):
    said = waiting.refused("application", *arguments, code=code)
    assert words in said
    assert "hint" in said or "  - " in said or "; allowed: " in said


@pytest.mark.parametrize("before", [True, False])
def test_the_reason_may_stand_before_the_noun_or_after(waiting, before):
    why = ["--why", "postmarked 19 May"]
    late = ["application", "accept-late", "P3", "0412"]
    waiting(*(why if before else []), *late, *([] if before else why))
    assert application(waiting, "0412")["accepted_late"] == "postmarked 19 May"
    assert waiting.json("log")["entries"][-1]["why"] == "postmarked 19 May"


def test_the_suggestion_can_be_wrong(waiting):
    waiting("application", "resolve", "P3", MISSPELT, "--reject", "rejected-by-hand", "--why", "another place")
    assert "0501" not in {
        each["municipality"] for each in waiting.json("application", "list", "--cohort", "P3")["applications"]
    }


def test_the_suggestion_can_be_another_municipality(waiting):
    waiting("application", "resolve", "P3", MISSPELT, "--as", "0502x", code=4)
    waiting("application", "resolve", "P3", MISSPELT, "--as", "0528")
    numbers = {each["municipality"] for each in waiting.json("application", "list", "--cohort", "P3")["applications"]}
    assert "0528" in numbers
    assert "0501" not in numbers


def test_a_supplied_item_makes_it_complete_and_undo_takes_it_back(waiting):
    assert application(waiting, "0602")["missing"] == ["political_treatment"]
    waiting(
        "application",
        "set",
        "P3",
        "0602",
        "political_treatment",
        "Bystyret, sak 44/08, 29.04.2008",
        "--why",
        "by phone",
    )
    shown = application(waiting, "Drammen")
    assert (shown["state"], shown["complete"]) == ("complete", True)
    assert shown["changes"][-1]["state"] == "complete"
    waiting("undo")
    assert application(waiting, "0602")["state"] == "incomplete"


def test_states_follow_the_table(waiting):
    said = waiting.refused("application", "set", "P3", "0101", "state", "confirmed", code=1)
    assert "withdrawn" in said  # one of the allowed ones
    waiting("application", "set", "P3", "0101", "state", "ineligible", "--why", "no decision")
    assert application(waiting, "0101")["changes"][-1]["why"] == "no decision"
    decisions = {each["municipality"]: each for each in waiting.json("cohort", "admit", "P3", "--dry-run")["decisions"]}
    assert decisions["0101"]["reason"] == "rejected-ineligible"


def test_places_are_given_by_the_rule_and_not_by_hand(ten):
    ten("cohort", "admit", "P3")
    assert "kvadmin cohort promote P3" in ten.refused("application", "set", "P3", "1421", "state", "admitted", code=1)
    assert "kvadmin cohort withdraw P3 0101" in ten.refused(
        "application", "set", "P3", "0101", "state", "withdrawn", code=1
    )


def test_withdrawing_before_and_after_the_decision(waiting):
    waiting("application", "withdraw", "P3", "0118", "--why", "letter of 2 June", "--on", "2008-06-02")
    change = application(waiting, "0118")["changes"][-1]
    assert (change["state"], change["date"], change["why"]) == ("withdrawn", "2008-06-02", "letter of 2 June")
    waiting("cohort", "admit", "P3")
    said = waiting.refused("application", "withdraw", "P3", "2012", code=1)
    assert "kvadmin cohort withdraw P3 2012" in said
    waiting("cohort", "withdraw", "P3", "2012", "--reason", "withdrawn")
    assert application(waiting, "2012")["state"] == "withdrawn"


def test_an_admitted_one_takes_its_place(ten):
    ten("cohort", "admit", "P3")
    ten("application", "confirm", "P3", "Halden")
    assert application(ten, "0101")["state"] == "confirmed"
    said = ten.refused("application", "confirm", "P3", "1421", code=1)
    assert "waitlisted" in said
    ten("cohort", "withdraw", "P3", "0101", "--reason", "withdrawn")
    assert ten.json("cohort", "promote", "P3")["promoted"] == ["0602"]


def test_an_unscored_application_is_undecided_when_others_are_scored(ten):
    ten("application", "set", "P3", "0301", "score", "")
    decisions = {each["municipality"]: each for each in ten.json("cohort", "admit", "P3")["decisions"]}
    assert (decisions["0301"]["outcome"], decisions["0301"]["reason"]) == ("undecided", "undecided-unscored")


def test_a_question_is_never_answered_by_guessing(new, tmp_path):
    programme = new(
        [("0821", "Bø", "Sør", "nynorsk"), ("1867", "Bø", "Nord", "bokmal"), ("0301", "Oslo", "Øst", "neutral")]
    )
    programme("cohort", "new", "P3", "--name", "Pulje 3", "--deadline", "2008-05-20", "--capacity", 2)
    rows = [HEADER, application_row("", "Bø"), application_row("", "Osslo")]
    shown = programme.json("application", "import", write_csv(tmp_path / "a.csv", rows), "--cohort", "P3")["rows"]
    assert [(row["outcome"], row["candidates"], row["municipality"]) for row in shown] == [
        ("manual", ["0821", "1867"], None), ("confirm", [], "0301"),
    ]  # fmt: skip
    decisions = programme.json("cohort", "admit", "P3", "--dry-run")["decisions"]
    assert [(each["municipality"], each["reason"]) for each in decisions] == [("0301", "undecided-identity")]
    programme("application", "resolve", "P3", "2", "--as", "1867")
    assert application(programme, "1867")["complete"] is True


def test_the_status_names_the_command_for_each_row_that_waits(waiting):
    actions = {each["text"]: each["command"] for each in waiting.json("status")["needs_action"]}
    commands = "\n".join(actions.values())
    assert "kvadmin application resolve P3 r1 --as NUMBER" in commands
    assert "kvadmin application resolve P3 r6 --received DATE" in commands
    assert "kvadmin application confirm P3 r2" in commands


def test_the_cohort_may_be_the_first_word_or_an_option(waiting):
    waiting("application", "set", "0118", "channel", "post", "--cohort", "P3")
    assert "channel: post" in (waiting.folder / "applications" / "P3" / "0118.yaml").read_text(encoding="utf-8")
    waiting("application", "set", "P3", "0118", "channel", "e-mail")
    waiting("application", "withdraw", "0118", "--cohort", "P3")
    assert application(waiting, "0118")["state"] == "withdrawn"
    assert "too few" in waiting.refused("application", "withdraw", "0118", code=2)
    assert "too many" in waiting.refused("application", "set", "P3", "0118", "note", "a", "b", code=2)


def test_an_answer_says_what_became_of_the_row_and_what_is_missing(waiting):
    ran = waiting("application", "resolve", "P3", "r1", "--as", "0236")
    assert f"r1 ({NES}) is now the application of 0236 Nes (Akershus), received 2008-05-13, complete" in ran.err
    assert "5 row(s) of P3 still wait: r2, r3, r4, r5, r6" in ran.err
    said = waiting.json("application", "confirm", "P3", "r2")
    assert (said["id"], said["municipality"], said["missing"]) == ("r2", "0501", [])
    assert said["still_waiting"] == ["r3", "r4", "r5", "r6"]
    ran = waiting("application", "resolve", "P3", "r4", "--reject", "merged", "--why", "see the new one")
    assert f"r4 ({ref('merged')}) is settled: rejected: merged" in ran.err


def test_an_answer_names_the_command_for_what_is_missing(ten, tmp_path):
    rows = [HEADER, application_row("", "Herøyy", timetable="", sick_leave_goal=""), application_row("", "Os")]
    ten("application", "import", write_csv(tmp_path / "a.csv", rows), "--cohort", "P3")
    ran = ten("application", "resolve", "P3", "r1", "--as", "1818", "--received", "2008-05-15")
    assert "incomplete: sick_leave_goal, timetable (kvadmin application set P3 1818 sick_leave_goal TEXT)" in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--as", "0236", "--as", "0616"], "--as is given 2 times: 0236, 0616"),
        (["--as", "0236", "--received", "2008-05-01", "--received", "2008-05-02"], "--received is given 2 times"),
        (["--reject", "merged", "--reject", "duplicate"], "--reject is given 2 times"),
        (["--reject", "nonsense"], "not-a-municipality"),
        (["--reject", "late"], "'late' is no code"),
        (["--reject", "rejected-by-hand"], "--why TEXT"),
    ],
)
def test_an_answer_is_given_once_and_in_a_known_code(waiting, arguments, words):
    assert words in waiting.refused("application", "resolve", "P3", "r1", *arguments, code=2)


def test_a_row_that_was_taken_back_is_not_called_rejected(waiting):
    said = waiting.json("application", "resolve", "P3", "r1", "--reject", "withdrawn")
    assert said["resolved_as"] == "withdrawn"


def test_what_suggests_nothing_cannot_be_confirmed(waiting):
    assert "--as NUMBER" in waiting.refused("application", "confirm", "P3", "r1", code=2)


def test_two_rows_that_suggest_one_municipality_are_told_apart(new, tmp_path):
    programme = new([("0301", "Oslo", "Øst", "neutral"), ("0101", "Halden", "Sør", "bokmal")])
    programme("cohort", "new", "P3", "--name", "Pulje 3", "--deadline", "2008-05-20")
    rows = [HEADER, application_row("", "Osslo", timetable="a"), application_row("", "Osloo", timetable="b")]
    programme("application", "import", write_csv(tmp_path / "a.csv", rows), "--cohort", "P3")
    said = programme.refused("application", "confirm", "P3", "0301", code=4)
    assert "r1 (2, a.csv)" in said
    assert "r2 (3, a.csv)" in said
    programme("application", "confirm", "P3", "r2")
    assert application(programme, "0301")["contents"]["timetable"] == "b"
    said = programme.json("application", "resolve", "P3", "r1", "--reject", "duplicate")
    assert said["still_waiting"] == []
    shown = application(programme, "0301")
    assert (shown["contents"]["timetable"], shown["question"]) == ("b", "")
