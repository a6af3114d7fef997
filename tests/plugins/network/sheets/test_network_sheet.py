"""The sheet of networks moves municipalities as ``network move`` does: all at once, by the rules of the split."""

from __future__ import annotations

import pytest
from sheet_nouns import SheetDesk, edit_workbook

from kvadmin.api.sheets import SheetScope


@pytest.fixture
def desk(split_kit):
    return SheetDesk(split_kit.folder, "networks", SheetScope(cohort="P1"), today=split_kit.today)


@pytest.fixture
def words(desk):
    """The three networks, as the list of the cell has them: Agder, Hedmark, Troms."""
    return [desk.rows[each]["network"] for each in ("1001", "2001", "3001")]


def members(kit):
    return {each["id"]: each["members"] for each in kit.json("network", "list", "P1")["networks"]}


def test_a_row_says_which_network_and_the_list_has_them_all(desk, words):
    assert len(desk.rows) == 15
    assert words == ["1 Agder", "2 Hedmark", "3 Troms"]
    assert desk.columns["network"].words == tuple(words)
    assert desk.rows["1001"] == {
        "municipality": "1001", "name": "Agderby A", "county": "Agder", "network": "1 Agder", "advisor": "",
        "locked": False,
    }  # fmt: skip


def test_two_change_places_where_one_alone_could_not(split_kit, desk, words):
    before = split_kit.files()
    split_kit.run("network", "lock", "3")
    locked = split_kit.files()
    assert desk.refused({"1001": {"network": words[2]}}) == [("1001", "network")]
    assert "is locked" in desk.said
    assert split_kit.files() == locked
    assert before != locked
    assert desk.rows["3001"]["locked"]
    assert desk.take_in({"1001": {"network": words[1]}, "2001": {"network": "agder"}}) == []
    assert "1001" in members(split_kit)["2"]
    assert "2001" in members(split_kit)["1"]
    assert "2 municipalities move to another network: +" in desk.said
    assert split_kit.run("check").code == 0


def test_a_rule_of_the_split_is_not_broken_by_a_cell(split_kit, desk, words):
    before = split_kit.files()
    moves = {each: {"network": words[1]} for each in ("1001", "1002")}
    assert desk.refused(moves) == [("1001", "network")]
    assert "7 members, not 4..6" in desk.said
    assert "kvadmin network move 1001 2 --cohort P1 --anyway" in desk.said
    assert split_kit.files() == before


def test_the_price_and_the_host_are_those_of_network_move(split_kit, desk, words):
    split_kit.run("network", "host", "1", "1001")
    by_command = split_kit.json("network", "move", "1001", "2")
    after = split_kit.files()["networks/P1.yaml"]
    split_kit.run("undo")
    assert desk.take_in({"1001": {"network": words[1]}}) == []
    assert split_kit.files()["networks/P1.yaml"] == after
    assert f"{by_command['cost']:+.1f} km" in desk.said


def test_who_is_in_no_network_is_shown_and_sent_to_repair(split_kit, desk, words):
    split_kit.municipality("1006", "Agderby F", county="Agder", lat=58.5, lon=7.6)
    (split_kit.folder / "more.csv").write_text("cohort,municipality,from\nP1,1006,2008-01-01\n", encoding="utf-8")
    split_kit.run("cohort", "import", str(split_kit.folder / "more.csv"))
    assert desk.rows["1006"]["network"] == ""
    assert desk.refused({"1006": {"network": words[0]}}) == [("1006", "network")]
    assert "kvadmin network repair P1" in desk.said


def test_by_workbook_and_back(split_kit, desk, tmp_path):
    file = tmp_path / "networks.xlsx"
    assert split_kit.run("sheet", "out", "networks", "--cohort", "P1", "-o", str(file)).code == 0
    assert split_kit.json("sheet", "in", str(file))["differences"] == []
    edit_workbook(file, {"1001": {"Network": "2 Hedmark"}})
    (one,) = split_kit.json("sheet", "in", str(file))["differences"]
    assert (one["key"], one["base"], one["file"], one["outcome"]) == ("1001", "1 Agder", "2 Hedmark", "changed")
    assert "1001" in members(split_kit)["2"]
    assert [each["outcome"] for each in split_kit.json("sheet", "in", str(file))["differences"]] == ["same"]


def test_without_networks_it_says_how_to_get_some(kit, tmp_path):
    ran = kit.run("sheet", "out", "networks", "--cohort", "P1", "-o", str(tmp_path / "n.xlsx"))
    assert ran.code == 4
    assert "kvadmin network split P1" in ran.err
    assert not (tmp_path / "n.xlsx").exists()


def test_the_advisor_stands_beside_and_cannot_be_changed_there(split_kit, desk):
    split_kit.run("network", "advisor", "set", "P1", "Anne", "--home", "2001", "--capacity", "3")
    split_kit.run("network", "advisor", "assign", "P1")
    assert desk.rows["1001"]["advisor"] == "Anne"
    assert desk.columns["advisor"].field is None
