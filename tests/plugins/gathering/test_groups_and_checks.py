"""Table groups, invitations by selection, and what ``check`` finds."""

from __future__ import annotations

from .conftest import G, register


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


def test_invitations_by_selection(kit):
    for number, name in (("0301", "Kari Ås"), ("0520", "Ole Vik"), ("0521", "Per Lie")):
        options = ("--role", "project-leader", "--email", f"{number}@x.no")
        assert kit.run("contact", "add", number, name, *options).code == 0
    assert kit.run("contact", "add", "0301", "Mia Bø", "--role", "mayor").code == 0
    register(kit, "Ole Vik", "-m", "0520", "--email", "0520@x.no")
    found = kit.json("gathering", "invite", G, "--to", "cohort:P3 role:project-leader not:registered")
    assert [each["contact"] and each["name"] for each in found["invited"]] == ["Kari Ås", "Per Lie"]
    before = kit.files()
    again = kit.json("gathering", "invite", G, "--to", "cohort:P3 role:project-leader not:registered")
    assert again["new"] == 0
    assert kit.files() == before
    assert kit.json("gathering", "invite", G, "--to", "role:mayor or network:2 not:invited")["new"] == 2
    assert kit.run("gathering", "invite", G, "--to", "cohort:P9").code == 4
    assert kit.run("gathering", "invite", G, "--to", "cohort:P3 (").code == 2


def test_check_finds_what_hands_do_wrong(kit):
    register(kit, "Kari Ås", "-m", "0301", "--consent", "list")
    assert kit.run("check").code == 0, kit.run("check").out
    file = kit.folder / "registrations" / G / "0301.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("consent: list", "consent: perhaps\n    title: 漢字"), encoding="utf-8")
    meeting = kit.folder / "gatherings" / f"{G}.yaml"
    meeting.write_text(
        meeting.read_text(encoding="utf-8")
        .replace("cohort: P3", "cohort: P9")
        .replace("to: 2008-08-28", "to: 2008-08-01"),
        encoding="utf-8",
    )
    stray = kit.folder / "registrations" / "nowhere" / "0301.yaml"
    stray.parent.mkdir()
    stray.write_text("gathering: nowhere\nmunicipality: '0301'\n", encoding="utf-8")
    found = kit.run("check")
    assert found.code == 3
    for code in (
        "registration-consent", "registration-text", "gathering-cohort", "gathering-days", "registration-gathering",
    ):  # fmt: skip
        assert code in found.out


def test_status_and_overviews(forty_two):
    assert "oppstart (2008-08-27): 42 registered" in forty_two.run("status").out
    shown = forty_two.json("gathering", "show", G)
    assert (shown["active"], shown["hidden"]) == (42, 2)
    [one] = forty_two.json("gathering", "list")["gatherings"]
    assert (one["id"], one["active"], one["waiting"]) == (G, 42, 0)
