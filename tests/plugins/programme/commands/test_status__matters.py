"""What ``kvadmin status`` knows of a cohort and its letters, from the call to the last confirmation."""

from __future__ import annotations

import pytest
from plugins.mail.office import Office


def row_of(office, cohort):
    tables = [table for section in office.json("status")["sections"] for table in section["tables"]]
    return [row for table in tables if table["title"] == "Cohorts" for row in table["rows"] if row["id"] == cohort]


@pytest.fixture
def office(tmp_path, cli):
    return Office(tmp_path / "programme", cli)


def actions(office, key):
    return [one for one in office.json("status")["needs_action"] if one["key"] == key]


def figure(office, key, about="P3"):
    figures = [one for section in office.json("status")["sections"] for one in section["figures"]]
    return next((one["value"] for one in figures if (one["key"], one["about"]) == (key, about)), None)


def test_until_the_supplement_deadline_nobody_is_told_to_admit_while_something_may_come(office):
    (lacking,) = actions(office, "applications-incomplete")
    assert (lacking["due"], lacking["section"]) == ("2008-06-20", "Letters")
    assert actions(office, "applications-undecided") == []
    office.today = "2008-06-21"
    (undecided,) = actions(office, "applications-undecided")
    assert undecided["command"] == "kvadmin cohort admit P3"
    assert undecided["text"] == "P3: 4 applications are not decided (1 lack something)"
    assert actions(office, "applications-incomplete") == []


def test_when_nothing_is_lacking_one_need_not_wait(office):
    file = office.folder / "applications/P3/1867.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("  political", "  timetable: mai\n  political"), encoding="utf-8"
    )
    assert len(actions(office, "applications-undecided")) == 1


def test_before_the_deadline_there_is_nothing_to_decide(office):
    office.today = "2008-05-19"
    assert actions(office, "applications-undecided") == []
    days = [(one["day"], one["key"], one["about"]) for one in office.json("status")["calendar"]]
    assert ("2008-05-20", "application-deadline", "P3") in days


def test_a_cohort_without_capacity_is_told_what_it_lacks(office):
    office.run("cohort", "set", "P3", "capacity", "")
    office.today = "2008-06-21"
    assert actions(office, "applications-undecided")[0]["command"] == "kvadmin cohort set P3 capacity N"


def test_admitted_and_yet_to_begin(office):
    office.admit()
    assert (figure(office, "memberships-active"), figure(office, "memberships-to-begin")) == (0, 2)
    (row,) = row_of(office, "P3")
    assert (row["admitted"], row["active"], row["to_begin"]) == (2, 0, 2)
    assert office.json("cohort", "status")["groups"][0]["to_begin"] == 2
    office.today = "2008-08-25"
    assert (figure(office, "memberships-active"), figure(office, "memberships-to-begin")) == (2, 0)


def test_one_given_up_before_it_begins_is_not_yet_to_begin(office):
    office.admit()
    office.run("cohort", "withdraw", "P3", "0301", "--reason", "withdrawn", "--yes")
    assert figure(office, "memberships-to-begin") == 1


def test_a_place_that_is_free_is_offered_while_somebody_waits(office):
    office.admit()
    assert actions(office, "places-free") == []
    office.run("cohort", "withdraw", "P3", "0301", "--reason", "withdrawn", "--yes")
    (free,) = actions(office, "places-free")
    assert (free["command"], free["about"], free["urgent"]) == ("kvadmin cohort promote P3", "P3", True)
    assert (figure(office, "places-free"), figure(office, "applications-waiting")) == (1, 1)


def test_nobody_waits_and_it_is_said_so(office):
    office.admit()
    office.run("application", "withdraw", "P3", "1504", "--yes")
    office.run("cohort", "withdraw", "P3", "0301", "--reason", "withdrawn", "--yes")
    assert actions(office, "places-free") == []
    assert "free places 1, nobody waits" in office.run("status").out


def test_those_who_wait_and_may_have_no_place_by_the_rule(office):
    office.run("cohort", "set", "P3", "quotas", "county:Møre og Romsdal=..0")
    office.admit()
    office.run("cohort", "withdraw", "P3", "0301", "--reason", "withdrawn", "--yes")
    assert actions(office, "places-free") == []
    assert "waiting 1, and the rule gives none of them a place" in office.run("status").out


def test_confirmations_due_and_overdue(office):
    office.admit()
    (due,) = actions(office, "confirmations-due")
    assert (due["due"], due["command"], due["urgent"]) == ("2008-07-01", "kvadmin cohort confirm P3 0301 0821", False)
    shown = office.json("cohort", "show", "P3")
    assert (shown["confirm_by"], shown["not_confirmed"], shown["confirmations_overdue"]) == (
        "2008-07-01", ["0301", "0821"], False,
    )  # fmt: skip
    office.run("application", "confirm", "P3", "0301")
    office.today = "2008-07-02"
    (late,) = actions(office, "confirmations-overdue")
    assert late["urgent"]
    assert late["command"] == "kvadmin cohort confirm P3 0821"
    shown = office.json("cohort", "show", "P3")
    assert {one["municipality"]: one["confirmed"] for one in shown["members"]} == {"0301": True, "0821": False}
    assert shown["confirmations_overdue"]
    assert (
        "1 of 2 have confirmed their place; it was to be confirmed by 2008-07-01"
        in office.run("cohort", "show", "P3").out
    )
    office.run("application", "confirm", "P3", "0821")
    assert actions(office, "confirmations-overdue") == []
    assert "2 of 2 have confirmed their place." in office.run("cohort", "show", "P3").out


def test_a_decision_without_a_letter_is_told_until_one_is_planned(office):
    assert actions(office, "decisions-untold-admitted") == []
    office.admit()
    (untold,) = actions(office, "decisions-untold-admitted")
    assert untold["text"] == "P3: 2 that were admitted have no letter yet"
    office.plan("admitted", "--to", "municipality:0301", "--about", "P3", "--name", "ja")
    assert actions(office, "decisions-untold-admitted")[0]["text"].startswith("P3: 1 that were admitted")
    assert len(actions(office, "letters-to-approve")) == 1
    office.plan("admitted", "--to", "admitted:P3", "--name", "ja2")
    assert actions(office, "decisions-untold-admitted") == []


def test_the_programme_s_own_letter_of_a_decision_counts(office):
    office.admit()
    for form in ("nb", "nn"):
        office.write(f"letters/vedtak.{form}.md", "---\nsubject: Vedtak\nonly: decision.outcome=admitted\n---\nHei.\n")
    assert actions(office, "decisions-untold-admitted")[0]["command"] == "kvadmin mail plan vedtak --to admitted:P3"
    office.plan("vedtak", "--to", "admitted:P3")
    assert actions(office, "decisions-untold-admitted") == []


def test_a_reminder_that_waits_is_not_asked_for_again(office):
    office.admit()
    office.write("plans/P3/0301.yaml", "cohort: P3\nmunicipality: '0301'\ndue: 2008-06-01\n")
    (due,) = actions(office, "plan-reminders-due")
    office.run(*due["command"].split()[1:])
    assert actions(office, "plan-reminders-due") == []


def test_a_gathering_without_programme(office):
    office.run("gathering", "new", "g", "--name", "G", "--from", "2008-08-27")
    (bare,) = actions(office, "gathering-without-programme")
    assert (bare["due"], bare["urgent"], bare["about"]) == ("2008-08-27", False, "g")
    office.today = "2008-08-20"
    assert actions(office, "gathering-without-programme")[0]["urgent"]
    office.run("gathering", "agenda", "add", "g", "09:00-10:00", "Velkommen")
    assert actions(office, "gathering-without-programme") == []


def test_a_split_whose_members_changed(office):
    office.admit()
    office.write("networks/P3.yaml", "cohort: P3\nnetworks:\n  - id: '1'\n    members: ['0301', '1504']\n")
    assert actions(office, "network-members-changed")[0]["text"] == "P3: 1 left (1504); 1 without a network (0821)"
    assert (figure(office, "members-left"), figure(office, "members-without-network")) == (1, 1)


def test_what_another_program_has_is_not_called_sent(office):
    office.admit()
    office.settings('transport = "mbox"\n')
    made = office.approved("admitted", "--to", "admitted:P3", "--name", "ja")
    sent = office.json("mail", "send", "ja", "--confirm", made["count"])
    assert (sent["delivered"], sent["handed_over"]) == (0, 2)
    assert "2 letters: 2 handed-over" in office.run("status").out
    assert office.json("mail", "status")["mailings"][0]["delivered"] == 0
    office.run("mail", "settle", "ja", "--having", "handed-over", "--came", "--why", "they say so")
    assert office.json("mail", "status")["mailings"][0]["delivered"] == 2


def test_what_is_urgent_says_so_in_a_word(office):
    office.run("gathering", "new", "g", "--name", "G", "--from", "2008-08-27")
    assert "Urgency" not in office.run("status").out
    office.today = "2008-08-20"
    assert "urgent" in office.run("status").out
    assert "urgency" not in office.run("status", "--format", "json").out
