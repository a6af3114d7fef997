"""network repair: withdrawals, additions, mergers, and the limit of moves."""

from __future__ import annotations

from kvadmin.api.records import Municipality
from kvadmin.testing import Kit


def unchanged(kit: Kit, *command: str, code: int, words: str) -> None:
    before = kit.files()
    ran = kit.run("network", *command)
    assert ran.code == code, ran.err
    assert words in ran.err
    assert ran.out == ""
    assert kit.files() == before


def test_repair_after_a_withdrawal_and_an_addition(split_kit: Kit):
    split_kit.run("network", "rename", "1", "Sør")
    split_kit.run("cohort", "withdraw", "P1", "1001", "--reason", "withdrawn", "--on", "2008-05-01")
    status = split_kit.json("status")
    assert any("network repair P1" in each["command"] for each in status["needs_action"])
    data = split_kit.json("network", "repair", "P1")
    assert (data["left"], data["joined"], data["moved"]) == (["1001"], [], [])
    assert data["free"]["saves"] >= 0
    assert [(each["id"], each["name"]) for each in data["networks"]] == [("1", "Sør"), ("2", "Hedmark"), ("3", "Troms")]
    assert not any("network repair" in each["command"] for each in split_kit.json("status")["needs_action"])
    again = split_kit.run("network", "repair", "P1")
    assert "Nothing to change" in again.err


def test_repair_that_needs_more_moves_than_allowed_says_how_many(split_kit: Kit):
    for number in ("1001", "1002", "1003"):
        split_kit.run("cohort", "withdraw", "P1", number, "--reason", "withdrawn", "--on", "2008-05-01")
    unchanged(split_kit, "repair", "P1", "--max-moves", "0", code=1, words="--max-moves 2")
    data = split_kit.json("network", "repair", "P1", "--max-moves", "2")
    assert len(data["moved"]) == 2
    unchanged(split_kit, "repair", "P1", "--max-moves", "few", code=2, words="no number of moves")


def test_after_a_merger_the_successor_takes_the_place(split_kit: Kit):
    file = next((split_kit.folder / "municipalities").glob("1001*"))
    file.write_text(file.read_text(encoding="utf-8") + "successors:\n  - '1099'\n", encoding="utf-8")
    split_kit.add(Municipality(number="1099", name="Nyby", lat=58.25, lon=7.5, county="Agder"))
    split_kit.run("cohort", "withdraw", "P1", "1001", "--reason", "merged", "--on", "2008-05-01")
    path = split_kit.folder / "members.csv"
    path.write_text("cohort,municipality,from,to\nP1,1099,2008-05-02,\n", encoding="utf-8")
    assert split_kit.run("cohort", "import", str(path)).code == 0
    path.unlink()
    data = split_kit.json("network", "repair", "P1")
    assert "1099" in data["networks"][0]["members"]
    assert (data["moved"], data["left"]) == ([], [])
