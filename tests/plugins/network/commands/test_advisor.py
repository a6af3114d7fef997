"""network advisor: capacity, language, and names that are not there."""

from __future__ import annotations

import json

import pytest

from kvadmin.testing import Kit


def unchanged(kit: Kit, *command: str, code: int, words: str) -> None:
    before = kit.files()
    ran = kit.run("network", *command)
    assert ran.code == code, ran.err
    assert words in ran.err
    assert ran.out == ""
    assert kit.files() == before


def test_advisors_are_assigned_with_capacity_and_language(split_kit: Kit):
    advise = ("network", "advisor")
    assert split_kit.run(*advise, "assign", "P1").code == 4
    split_kit.run(*advise, "set", "P1", "Anne", "--home", "2001", "--capacity", "2", "--language", "bokmal")
    before = split_kit.files()
    refused = split_kit.run(*advise, "assign", "P1")
    assert refused.code == 1
    assert "capacity for 2" in refused.err
    assert split_kit.files() == before
    split_kit.run(*advise, "set", "P1", "Liv", "--home", "69.6,18.9", "--capacity", "3", "--language", "nynorsk")
    assert split_kit.run(*advise, "assign", "P1").code == 0  # Agder is nynorsk, the others bokmål
    data = split_kit.json(*advise, "list", "P1")
    assert {each["name"]: each["load"] for each in data["advisors"]} == {"Anne": 2, "Liv": 1}
    assert [each["advisor"] for each in data["networks"]] == ["Liv", "Anne", "Anne"]
    assert split_kit.json("network", "show", "P1")["networks"][0]["advisor"] == "Liv"
    ran = split_kit.run(*advise, "give", "P1", "1", "Anne")
    assert "the capacity is 2" in ran.err
    report = split_kit.json("contact", "report", "Anne")
    assert "advisor of networks in P1" in json.dumps(report)
    split_kit.run(*advise, "remove", "P1", "Anne")
    assert split_kit.json(*advise, "list", "P1")["networks"][0]["advisor"] is None


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["set", "P1", "Anne", "--home", "Nowhere"], 4, "Nowhere"),
        (["set", "P1", "Anne", "--home", "95,10"], 2, "no place on the globe"),
        (["set", "P1", "Anne", "--home", "2001", "--capacity", "-1"], 2, "capacity from 0"),
        (["remove", "P1", "Nobody"], 4, "no advisor 'Nobody'"),
        (["give", "P1", "1", "Nobody"], 4, "no advisor 'Nobody'"),
    ],
)
def test_bad_advisors(split_kit: Kit, command, code, words):
    unchanged(split_kit, "advisor", *command, code=code, words=words)


def test_languages_are_said_as_a_norwegian_writes_them(split_kit: Kit, monkeypatch):
    split_kit.run("network", "advisor", "set", "P1", "Liv", "--home", "2001", "--capacity", "1", "--language", "bokmal")
    monkeypatch.setenv("KVADMIN_LANG", "nb")
    shown = split_kit.run("network", "advisor", "list", "P1").out
    assert "bokmål" in shown
    assert "bokmal" not in shown
    assert split_kit.json("network", "advisor", "list", "P1")["advisors"][0]["languages"] == ["bokmal"]
