"""network host: the turn goes round."""

from __future__ import annotations

from kvadmin.testing import Kit


def networks(kit: Kit) -> dict[str, list[str]]:
    return {each["id"]: each["members"] for each in kit.json("network", "list", "P1")["networks"]}


def test_hosts_take_turns(split_kit: Kit):
    seen = []
    for _ in range(6):
        data = split_kit.json("network", "host", "P1", "--network", "1", "--next")
        seen.append(data["networks"][0]["host"])
    assert sorted(seen[:5]) == networks(split_kit)["1"]
    assert seen[5] == seen[0]
    assert split_kit.json("network", "host", "P1", "--set", "2003")["networks"][0]["host"] == "2003"
    assert split_kit.json("network", "show", "P1")["networks"][1]["host"] == "2003"
