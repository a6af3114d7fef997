"""Table groups: who sits where in each round."""

from __future__ import annotations

from plugins.gathering.conftest import G, register


def test_groups_mix_networks_and_are_printed_without_hidden_names(forty_two):
    found = forty_two.json("gathering", "groups", G, "--size", "6..7", "--rounds", "2")
    for tables in found["rounds"]:
        assert sorted(one for table in tables for one in table) == sorted({one for table in tables for one in table})
        assert sum(map(len, tables)) == 42
        assert all(6 <= len(table) <= 7 for table in tables)
    text = forty_two.run("participants", "export", G, "--what", "groups", "--format", "md", "-o", "-").out
    assert "Runde 2" in text
    assert "1 påmeldt står ikke på listen" in text
    assert "Usynlig" not in text
    again = forty_two.json("gathering", "groups", G, "--size", "6..7", "--rounds", "2")
    assert again == found, "the same people give the same groups"


def test_who_cancels_leaves_the_table(forty_two):
    forty_two.json("gathering", "groups", G, "--size", "6..7")
    assert forty_two.run("gathering", "cancel", G, "Person00 Etternavn00").code == 0
    text = forty_two.run("participants", "export", G, "--what", "groups", "--format", "md", "-o", "-").out
    assert "Etternavn00" not in text
    assert text.count("står ikke på listen") <= 2


def test_groups_that_cannot_be(kit):
    assert kit.run("gathering", "groups", G, "--size", "5..6").code == 1
    register(kit, "Kari Ås", "-m", "0301")
    assert kit.run("gathering", "groups", G, "--size", "five").code == 2
    assert kit.run("gathering", "groups", G, "--size", "6..5").code == 2
