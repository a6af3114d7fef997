"""``cohort admit``, ``promote``, ``verify``: the worked example of ten applicants, through the command line."""

from __future__ import annotations

import json
import random
import re

import pytest
from support import folder_bytes

from ..conftest import ROWS, applied

TICKETS = {"0101": "acdc7689", "0301": "2fc4d5cc", "1504": "3f6a035b", "1818": "4c4d3516", "2011": "135d29be"}
WITH_QUOTAS = ["0101", "0301", "0402", "1818", "1526"]


def quotas(programme, *texts):
    programme("cohort", "set", "P3", "quotas", *texts)


@pytest.fixture
def with_quotas(ten):
    quotas(ten, "region:Nord=1..", "language_form:nynorsk=1..", "region:Øst=..2")
    return ten


def test_score_then_lottery(ten):
    shown = ten.json("cohort", "admit", "P3")
    assert list(shown)[:7] == [
        "schema", "cohort", "dry_run", "capacity", "lottery_seed", "input_sha256", "decisions",
    ]  # fmt: skip
    assert (shown["schema"], shown["cohort"], shown["dry_run"], shown["capacity"]) == (1, "P3", False, 5)
    assert re.fullmatch(r"[0-9a-f]{64}", shown["input_sha256"])
    decisions = {each["municipality"]: each for each in shown["decisions"]}
    assert {number: decisions[number]["ticket"][:8] for number in TICKETS} == TICKETS
    assert [n for n, each in decisions.items() if each["outcome"] == "admitted"] == [
        "0101", "0301", "0402", "0501", "1504",
    ]  # fmt: skip
    assert decisions["1504"]["reason"] == "admitted-lottery"  # 0602 has the same score and is left out
    assert decisions["0301"]["reason"] == "admitted-score"
    first = shown["decisions"][0]
    assert {key: first[key] for key in ("name", "rank", "score", "waitlist_position", "quota")} == {
        "name": "Halden", "rank": 1, "score": "9.00", "waitlist_position": None, "quota": None,
    }  # fmt: skip
    waiting = [each for each in shown["decisions"] if each["outcome"] == "waitlisted"]
    assert [each["waitlist_position"] for each in waiting] == [1, 2, 3, 4, 5]
    assert {each["reason"] for each in waiting} == {"waitlisted-capacity"}


def test_quotas_move_places_and_the_reason_names_them(with_quotas):
    decisions = {each["municipality"]: each for each in with_quotas.json("cohort", "admit", "P3")["decisions"]}
    assert [n for n, each in decisions.items() if each["outcome"] == "admitted"] == WITH_QUOTAS
    for number in ("0501", "1504", "0602", "2011"):
        assert decisions[number]["reason"] == "waitlisted-quota", number
        assert decisions[number]["quota"], number
    assert decisions["1421"]["reason"] == "waitlisted-capacity"
    assert decisions["1526"]["reason"] == decisions["1818"]["reason"] == "admitted-quota"


def test_quotas_that_cannot_be_met_are_named_and_nothing_is_written(ten):
    quotas(ten, "region:Nord=3..")
    before = folder_bytes(ten.folder)
    said = ten.refused("cohort", "admit", "P3", code=1)
    assert "region:Nord=3.." in said
    assert "2 applicants" in said
    assert "hint: " in said
    assert folder_bytes(ten.folder) == before


def test_a_withdrawal_moves_the_first_that_fits_and_nobody_else(with_quotas):
    with_quotas("cohort", "admit", "P3")
    with_quotas("cohort", "withdraw", "P3", "0101", "--reason", "withdrawn", "--on", "2008-06-12")
    dry = with_quotas.json("cohort", "promote", "P3", "--dry-run")
    assert dry["promoted"] == ["1504"]
    assert dry["dry_run"] is True
    shown = with_quotas.json("cohort", "promote", "P3")
    assert shown["promoted"] == ["1504"]
    outcomes = {each["municipality"]: each for each in shown["decisions"]}
    assert [n for n, each in outcomes.items() if each["outcome"] == "admitted"] == [
        "0301", "0402", "1504", "1818", "1526",
    ]  # fmt: skip
    assert outcomes["0101"]["outcome"] == "withdrawn"
    members = with_quotas.json("cohort", "show", "P3")["members"]
    assert [m["municipality"] for m in members if m["to"] is None] == ["0301", "0402", "1504", "1526", "1818"]
    ended = [m for m in members if m["to"]]
    assert [(m["municipality"], m["to"], m["reason"]) for m in ended] == [("0101", "2008-06-12", "withdrawn")]
    assert sorted(each for each in with_quotas.bytes() if each.startswith("protocols/")) == [
        "protocols/P3-1.json", "protocols/P3-2.json",
    ]  # fmt: skip


def test_promotion_without_a_free_place_writes_nothing(ten):
    ten("cohort", "admit", "P3")
    before = ten.bytes()
    ran = ten("cohort", "promote", "P3")
    assert "no place is free" in ran.err
    assert ten.bytes() == before


def test_two_places_are_decided_by_lot(ten):
    ten("cohort", "set", "P3", "capacity", "2")
    decisions = {each["municipality"]: each for each in ten.json("cohort", "admit", "P3", "--dry-run")["decisions"]}
    assert decisions["0301"]["outcome"] == "admitted"
    assert decisions["0301"]["reason"] == "admitted-lottery"
    assert decisions["0101"]["reason"] == "admitted-score"


def test_any_order_of_the_rows_gives_the_same_protocol(new, tmp_path):
    protocols = set()
    for turn in range(3):
        rows = list(ROWS)
        random.Random(turn).shuffle(rows)
        programme = new([(n, name, region, form) for n, name, _, region, form in rows], f"order-{turn}")
        applied(programme, tmp_path, rows)
        file = tmp_path / f"protocol-{turn}.json"
        programme("cohort", "admit", "P3", "--save-protocol", file)
        assert file.read_bytes() == (programme.folder / "protocols" / "P3-1.json").read_bytes()
        protocols.add(file.read_bytes())
    assert len(protocols) == 1


def test_a_maximum_that_leaves_a_place_empty_is_no_error(new, tmp_path):
    rows = [row for row in ROWS if row[0] in ("0301", "0402", "0501", "1818")]
    programme = applied(new([(n, name, region, form) for n, name, _, region, form in rows]), tmp_path, rows)
    programme("cohort", "set", "P3", "capacity", "4")
    quotas(programme, "region:Øst=..2")
    decisions = {each["municipality"]: each for each in programme.json("cohort", "admit", "P3")["decisions"]}
    assert [n for n, each in decisions.items() if each["outcome"] == "admitted"] == ["0301", "0402", "1818"]
    assert decisions["0501"]["reason"] == "waitlisted-quota"
    assert decisions["0501"]["quota"] == "region:Øst=..2"


def test_a_dry_run_shows_everything_and_writes_nothing(ten):
    before = ten.bytes()
    ran = ten("cohort", "admit", "P3", "--dry-run", "--format", "json")
    assert ran.json["dry_run"] is True
    assert "cohorts/P3.yaml" in ran.err
    assert "Dry run: nothing was written." in ran.err
    assert ten.bytes() == before


def test_states_memberships_and_the_history_follow(ten):
    ten("cohort", "admit", "P3", "--why", "meeting of 10 June")
    listed = {each["municipality"]: each for each in ten.json("application", "list", "--cohort", "P3")["applications"]}
    assert listed["0101"]["state"] == "admitted"
    assert listed["0602"]["state"] == "waitlisted"
    members = ten.json("cohort", "show", "P3")["members"]
    assert members[0] == {
        "municipality": "0101", "name": "Halden", "from": "2008-08-25", "to": None, "reason": None, "confirmed": False,
    }  # fmt: skip
    entry = ten.json("log")["entries"][-1]
    assert (entry["command"], entry["why"], entry["who"]) == ("cohort admit", "meeting of 10 June", "Test Person")
    assert ten("check").code == 0


def test_the_same_admission_again_says_so_and_changes_nothing(ten):
    ten("cohort", "admit", "P3")
    before = ten.bytes()
    ran = ten("cohort", "admit", "P3", "--format", "json")
    assert "Already admitted" in ran.err
    assert len([each for each in ran.json["decisions"] if each["outcome"] == "admitted"]) == 5
    assert ten.bytes() == before


def test_a_trial_after_the_decision_shows_no_change_that_would_not_be_made(ten):
    ten("cohort", "admit", "P3")
    assert "memberships" not in ten("cohort", "admit", "P3", "--dry-run").err
    ten("cohort", "set", "P3", "capacity", "6")
    tried = ten("cohort", "admit", "P3", "--dry-run", "--format", "json")
    assert ("would not be written" in tried.err, "+++" in tried.err) == (True, False)
    assert len([each for each in tried.json["decisions"] if each["outcome"] == "admitted"]) == 6


def test_an_admission_with_other_inputs_is_refused_once_decided(ten):
    ten("cohort", "admit", "P3")
    ten("cohort", "set", "P3", "capacity", "6")
    said = ten.refused("cohort", "admit", "P3", code=1)
    assert "protocols/P3-1.json" in said
    assert "kvadmin cohort promote P3" in said
    assert ten.json("cohort", "promote", "P3")["promoted"] == ["0602"]


def test_undo_takes_the_whole_admission_back_and_it_can_be_run_again(ten):
    before = {name: content for name, content in ten.bytes().items() if not name.startswith("history/")}
    first = ten.json("cohort", "admit", "P3")
    ten("undo")
    after = {name: content for name, content in ten.bytes().items() if not name.startswith("history/")}
    assert after == before
    assert ten.json("cohort", "admit", "P3") == first
    ten("undo")
    ten("redo")
    assert len(ten.json("cohort", "show", "P3")["members"]) == 5


def test_verify_says_identical_or_every_difference(ten, tmp_path):
    ten("cohort", "admit", "P3")
    same = ten.json("cohort", "verify", "P3")
    assert (same["identical"], same["differences"]) == (True, [])
    ten("application", "set", "P3", "1421", "score", "9.50")
    ran = ten("cohort", "verify", "P3", "--format", "json", code=1)
    assert ran.json["identical"] is False
    assert any("1421" in each for each in ran.json["differences"])


def test_verify_reads_any_protocol_file(ten, tmp_path):
    file = tmp_path / "kept.json"
    ten("cohort", "admit", "P3", "--save-protocol", file)
    assert ten.json("cohort", "verify", "P3", "--protocol", file)["identical"] is True
    document = json.loads(file.read_text(encoding="utf-8"))
    document["decisions"][0]["outcome"] = "waitlisted"
    file.write_text(json.dumps(document), encoding="utf-8")
    said = ten("cohort", "verify", "P3", "--protocol", file, code=1)
    assert "0101" in said.out
    file.write_text("{", encoding="utf-8")
    assert "not a protocol" in ten.refused("cohort", "verify", "P3", "--protocol", file, code=3)
    assert "there is no file" in ten.refused("cohort", "verify", "P3", "--protocol", tmp_path / "none.json", code=2)


def test_verify_without_a_protocol(ten):
    assert "kvadmin cohort admit P3" in ten.refused("cohort", "verify", "P3", code=4)


def test_an_expected_protocol_guards_against_changed_inputs(ten, tmp_path):
    file = tmp_path / "dry.json"
    ten("cohort", "admit", "P3", "--dry-run", "--save-protocol", file)
    ten("application", "set", "P3", "1421", "score", "9.50")
    said = ten.refused("cohort", "admit", "P3", "--expect-protocol", file, code=5)
    assert "changed" in said
    ten("application", "set", "P3", "1421", "score", "2")
    assert ten.admitted("cohort", "admit", "P3", "--expect-protocol", file) == ["0101", "0301", "0402", "0501", "1504"]


@pytest.mark.parametrize("ending", [".md", ".xlsx", ".csv"])
def test_a_protocol_for_people_is_in_the_programmes_language(ten, tmp_path, ending):
    file = tmp_path / f"protokoll{ending}"
    ten("cohort", "admit", "P3", "--dry-run", "--save-protocol", file)
    if ending == ".xlsx":
        import openpyxl

        sheet = openpyxl.load_workbook(file).worksheets[0]
        text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    else:
        text = file.read_text(encoding="utf-8")
    assert "Begrunnelse" in text
    assert "venteliste" in text
    assert "0101" in text


def test_a_protocol_of_an_unknown_ending_is_refused_before_anything_is_written(ten, tmp_path):
    said = ten.refused("cohort", "admit", "P3", "--save-protocol", tmp_path / "protocol.odt", code=2)
    assert ".docx, .pdf, .json, .xlsx, .csv or .md" in said


def test_a_protocol_that_cannot_be_saved_is_refused_before_anything_is_written(ten, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    ten.refused("cohort", "admit", "P3", "--save-protocol", tmp_path / "file" / "protocol.json", code=1)


def test_admission_without_a_capacity_or_applications(new):
    programme = new([("0301", "Oslo", "Øst", "neutral")])
    programme("cohort", "new", "P4", "--name", "Pulje 4")
    assert "kvadmin cohort set P4 capacity" in programme.refused("cohort", "admit", "P4", code=3)
    programme("cohort", "set", "P4", "capacity", "3")
    said = programme.refused("cohort", "admit", "P4", code=1)
    assert "kvadmin application import" in said


def test_members_that_were_imported_are_not_decided_on_again(ten, tmp_path):
    file = tmp_path / "members.csv"
    file.write_text("cohort,municipality,from\nP3,0101,2008-08-25\n", encoding="utf-8")
    ten("cohort", "import", file)
    assert "kvadmin cohort promote P3" in ten.refused("cohort", "admit", "P3", code=1)
    assert ten.json("cohort", "promote", "P3")["promoted"] == ["0301", "0402", "0501", "1504"]


def test_the_table_names_the_reason_in_words_and_fits_a_page(ten):
    quotas(ten, "region:Øst=..1")
    lines = ten("cohort", "admit", "P3", "--dry-run").out.splitlines()
    assert max(map(len, lines)) <= 120, max(lines, key=len)
    assert any("0402" in line and "region:Øst=..1" in line for line in lines)
