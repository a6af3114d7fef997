"""A split keeps what it was measured by, and stops where that is not to be had."""

from __future__ import annotations

import json

from extension.desk import ANSWERS, REASON, SPLIT, source

CHANGES = (("network", "repair", "P1"), ("network", "move", "0101", "2", "--anyway"))


def test_the_distances_of_a_split_are_kept_with_it(desk):
    desk.run(*SPLIT)
    record = desk.kit.folder / "networks" / "P1.yaml"
    assert "measured:\n    by: great-circle\n" in record.read_text(encoding="utf-8")
    desk.install(source("distances", ANSWERS["distances"]))
    ran = desk.run("network", "explain", "0101", "--format", "json")
    assert "counts great circles" in ran.err
    far = json.loads(ran.out)["distances"]
    desk.run(*SPLIT)
    assert "by: plugin\n    plugin: roads\n    version: '1.5'\n" in record.read_text(encoding="utf-8")
    assert json.loads(desk.run("network", "explain", "0101", "--format", "json").out)["distances"] != far
    desk.site.uninstall("roads")
    said = "the distances that the split was made with are not to be had: those of 'roads' 1.5"
    assert said in desk.run("network", "explain", "0101").err
    desk.write_listed("")  # whatever the programme lists, the split knows
    for command in CHANGES:
        assert said in desk.stopped(*command).err
    desk.run(*CHANGES[1], "--without-guard", "roads", *REASON)
    assert desk.history()[-1]["without_guards"] == ["roads"]
    text = record.read_text(encoding="utf-8")
    assert "by: great-circle" in text
    assert "bound:" not in text, "it was one of other distances"
