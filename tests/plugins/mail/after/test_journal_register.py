"""Sequence numbers: given once, for ever, whatever comes later; also when they are taken back, and by two at once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

TO = ("--to", "applied:P3 role:project-leader", "--about", "P3")


def numbers(office, *more):
    """Place -> (year, sequence, journal date) of every document that has a number."""
    rows = office.json("journal", "export", *more)["documents"]
    return {
        row["place"]: (row["year"], row["sequence"], row["journal_date"]) for row in rows if row["sequence"] is not None
    }


def post(office, name, day="2008-06-10"):
    office.approved("invitation", *TO, "--name", name)
    office.run("mail", "print", name, "--posted", day)


def test_a_document_keeps_its_number_whatever_comes_later(office):
    first = numbers(office)
    assert first == {f"applications/P3/{each}": (2008, at, "2008-06-10") for at, each in enumerate(
        ("0301", "0821", "1504", "1867"), 1)}  # fmt: skip
    post(office, "call")
    office.today = "2008-06-20"
    office.run("cohort", "set", "P3", "case_number", "08/77")
    later = numbers(office)
    assert {place: later[place] for place in first} == first
    assert later["outbox/call/1"] == (2008, 5, "2008-06-20")
    office.today = "2009-01-05"
    assert numbers(office) == later
    office.run("application", "set", "P3", "0301", "received", "2008-04-01")
    assert numbers(office) == later


def test_the_year_is_that_of_the_journal_and_each_year_begins_at_one(office):
    numbers(office)
    post(office, "call", "2008-06-10")
    office.today = "2009-01-05"
    assert numbers(office)["outbox/call/1"] == (2009, 1, "2009-01-05")


def test_a_filter_lists_less_and_numbers_all(office):
    office.run("journal", "export", "--case", "08/99")
    assert len(numbers(office)) == 4
    assert office.json("journal", "export", "--case", "2008/00002")["documents"] != []


def test_an_application_without_a_number_gets_the_next_one_in_its_case_and_keeps_it(office):
    office.run("application", "set", "P3", "0301", "document_number", "2008/2-7")
    office.run("application", "set", "P3", "0821", "document_number", "3")
    office.run("application", "set", "P3", "1504", "case_number", "08/500")
    made = {row["party"]: row["reference"] for row in office.json("journal", "export")["documents"]}
    assert made == {"0301": "08/2-7", "0821": "08/2-3", "1504": "08/500-1", "1867": "08/2-8"}
    plan = office.plan("invitation", *TO, "--name", "call")
    office.run("mail", "approve", plan["hash"])
    office.run("mail", "drafts", "call")
    rows = office.json("journal", "export")["documents"]
    assert {row["party"]: row["reference"] for row in rows if row["direction"] == "in"} == made
    letters = {row["party"]: row["reference"] for row in rows if row["direction"] == "out"}
    assert not set(letters.values()) & set(made.values())


def test_a_dry_run_gives_no_number_and_says_so(office):
    ran = office.run("journal", "export", "--dry-run", "--format", "json")
    assert "4 documents have no sequence number yet" in ran.err
    assert "Dry run: nothing was written" in ran.err
    assert {row["sequence"] for row in ran.json["documents"]} == {None}
    assert not (office.folder / "journal").exists()


def test_numbers_that_were_taken_back_are_said_and_never_given_again(office):
    first = numbers(office)
    office.run("undo")
    told = office.run("journal", "export", "--format", "json")
    assert "2008: the numbers 1 to 4 are not in use" in told.err
    again = {row["place"]: row["sequence"] for row in told.json["documents"]}
    assert again == {place: sequence + 4 for place, (_, sequence, _) in first.items()}
    office.run("undo")
    post(office, "call")
    office.run("journal", "export")
    office.run("undo")
    assert sorted(sequence for _, sequence, _ in numbers(office).values()) == [14, 15, 16, 17, 18]
    office.run("check")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_listed_all_the_same(office):
    office.folder.chmod(0o555)
    try:
        ran = office.run("journal", "export", "--format", "json")
    finally:
        office.folder.chmod(0o755)
    assert "4 documents are listed without a sequence number" in ran.err
    assert [row["sequence"] for row in ran.json["documents"]] == [None] * 4


def test_a_folder_where_nothing_can_be_made_is_listed_all_the_same(office):
    (office.folder / "journal").write_text("a file is where the folder should be", encoding="utf-8")
    ran = office.run("journal", "export", "--format", "json")
    assert "4 documents are listed without a sequence number" in ran.err
    assert [row["sequence"] for row in ran.json["documents"]] == [None] * 4


def test_two_at_once_give_each_document_one_number(office):
    office.write("applications/P4/0301.yaml", "cohort: P4\nmunicipality: '0301'\nreceived: 2008-05-02T00:00:00\n")
    office.write("cohorts/P4.yaml", "id: P4\nname: Pulje 4\n")
    command = [sys.executable, "-m", "kvadmin", "-C", office.folder, "--today", office.today, "journal", "export"]
    running = [
        subprocess.Popen([*command, "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ended = [(*each.communicate(), each.returncode) for each in running]
    assert {code for *_, code in ended} <= {0, 5}, ended  # 5: a file was changed just while it was being read
    assert 0 in [code for *_, code in ended]
    given = numbers(office)
    assert sorted(sequence for _, sequence, _ in given.values()) == [1, 2, 3, 4, 5]
