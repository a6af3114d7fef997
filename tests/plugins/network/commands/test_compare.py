"""network compare: figures beside brute force, and files that are no division."""

from __future__ import annotations

import itertools
import json

import pytest

from kvadmin.testing import Kit


def networks(kit: Kit) -> dict[str, list[str]]:
    return {each["id"]: each["members"] for each in kit.json("network", "list", "P1")["networks"]}


def unchanged(kit: Kit, *command: str, code: int, words: str) -> None:
    before = kit.files()
    ran = kit.run("network", *command)
    assert ran.code == code, ran.err
    assert words in ran.err
    assert ran.out == ""
    assert kit.files() == before


def test_compare(split_kit: Kit, tmp_path):
    other = tmp_path / "other.json"
    ran = split_kit.run(
        "network", "split", "P1", "--size", "4..6", "--together", "1001,2001", "--dry-run", "--format", "json"
    )
    other.write_text(ran.out, encoding="utf-8")
    data = split_kit.json("network", "compare", "P1", str(other))
    assert data["difference"] == pytest.approx(data["second"]["objective"] - data["first"]["objective"], abs=1e-3)
    a = {p for m in networks(split_kit).values() for p in itertools.combinations(sorted(m), 2)}
    b = {p for each in json.loads(ran.out)["networks"] for p in itertools.combinations(sorted(each["members"]), 2)}
    assert data["pairs_changed"] == pytest.approx(min(1 - len(a & b) / len(a), 1 - len(a & b) / len(b)), abs=1e-5)
    assert data["moved"]
    other.write_text('{"networks": 7}', encoding="utf-8")
    unchanged(split_kit, "compare", "P1", str(other), code=3, words="no division")
    unchanged(split_kit, "compare", "P1", "P7", code=4, words="P7")


def test_compare_after_somebody_left_and_joined(split_kit: Kit, tmp_path):
    kit = split_kit
    kit.municipality("2009", "Hedmarkby Ny", county="Hedmark", lat=61.1, lon=11.25, population=900)
    assert kit.run("cohort", "withdraw", "P1", "1001", "--reason", "withdrawn", "--on", "2008-05-01").code == 0
    joining = tmp_path / "joining.csv"
    joining.write_text("cohort,municipality,from,to\nP1,2009,2008-05-01,\n", encoding="utf-8")
    assert kit.run("cohort", "import", str(joining)).code == 0
    other = tmp_path / "now.json"
    ran = kit.run("network", "split", "P1", "--size", "4..6", "--dry-run", "--format", "json")
    other.write_text(ran.out, encoding="utf-8")
    data = kit.json("network", "compare", "P1", str(other))
    assert [each["municipality"] for each in data["left"]] == ["1001"]
    assert [each["municipality"] for each in data["joined"]] == ["2009"]
    assert (data["left"][0]["to"], data["joined"][0]["from"]) == (None, None)
    assert data["moved"] == []
    assert data["pairs_changed"] == 0
    assert data["second"]["objective"] == json.loads(ran.out)["objective"]
    assert "1 are only in the first, 1 only in the second" in kit.run("network", "compare", "P1", str(other)).out


def test_compare_with_an_earlier_day(kit: Kit):
    def on(day: str, *command: str) -> None:
        ran = kit.run("--today", day, "network", *command)
        assert ran.code == 0, ran.err

    on("2008-03-01", "split", "P1", "--size", "4..6")
    before = networks(kit)
    on("2008-04-01", "move", "1005", "2", "--anyway")
    today = kit.json("log")["entries"][-1]["when"][:10]
    data = kit.json("network", "compare", "P1", today)
    assert data["moved"] == []
    assert data["second"]["split"] == f"P1 {today}"
    assert networks(kit) != before
    unchanged(kit, "compare", "P1", "2001-01-01", code=4, words="had no networks on 2001-01-01")


def test_the_same_networks_under_other_numbers_are_named(split_kit: Kit, tmp_path):
    """Who went from 1 to 1 was said to be elsewhere, and nothing told that 1 is not 1."""
    found = list(networks(split_kit).items())
    turned = [{"id": number, "members": members} for (number, _), (_, members) in zip(found, found[::-1], strict=True)]
    other = tmp_path / "other.json"
    other.write_text(json.dumps({"cohort": "P1", "networks": turned}), encoding="utf-8")
    out = split_kit.run("network", "compare", "P1", str(other)).out
    assert f"under another number: {found[-1][0]} → {found[0][0]}, " in out
    assert "another number" not in split_kit.run("network", "compare", "P1", "P1").out
