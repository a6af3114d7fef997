"""Invitations by selection."""

from __future__ import annotations

from plugins.gathering.conftest import G, register


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
