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
