"""A folder of version 1, when only visits were kept, is read and written as it is."""

from __future__ import annotations


def test_what_was_a_visit_is_one(old):
    found = old.json("visit", "list")["visits"]
    assert [(each["id"], each["how"], each["held"], each["minutes"]) for each in found] == [
        ("loten-var", "visit", True, None), ("1", "visit", True, None), ("2", "visit", False, None),
        ("3", "visit", False, None),
    ]  # fmt: skip


def test_nothing_of_it_is_wrong(old):
    assert not [each for each in old.json("check")["findings"] if each["code"].startswith("visit")]
    assert old.run("check").code == 0


def test_a_change_keeps_every_other_line_and_no_field_comes_along(old):
    before = old.files()
    assert old.run("visit", "set", "1", "minutes", "90").code == 0
    text = old.files()["visits/1.yaml"].decode()
    assert "# reiste med toget" in text
    assert text.replace("minutes: 90\n", "") == before["visits/1.yaml"].decode()
    assert {name for name in before if name.startswith("visits/") and old.files()[name] != before[name]} == {
        "visits/1.yaml"
    }


def test_a_name_of_its_own_is_an_id_like_any_other(old):
    assert old.json("visit", "show", "loten-var")["visit"]["municipality"] == "0415"
    assert old.json("visit", "add", "0301", "--how", "phone", "Ny")["visit"]["id"] == "4"


def test_the_sheet_goes_out_and_comes_back_unchanged(old, tmp_path):
    file = tmp_path / "visits.xlsx"
    assert old.run("sheet", "out", "visits", "-o", str(file)).code == 0
    assert old.json("sheet", "in", str(file))["differences"] == []
