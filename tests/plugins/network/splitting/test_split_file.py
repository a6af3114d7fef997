"""What a split was made of goes into its JSON, and the same request comes out of it."""

from __future__ import annotations

import json

import pytest


def test_the_json_says_what_it_was_made_of(cli, places_file):
    wishes = ("--max-per", "kind=4", "--together", "x-1001,x-1002", "--balance", "population=0.001", "--networks", "4")
    data = cli(
        "network", "split", "--places", places_file, "--size", "3..6", *wishes, "--format", "json", check=True
    ).json
    assert data["settings"]["size"] == "3..6"
    assert data["settings"]["max_per"] == ["kind=4"]
    assert data["settings"]["rules_of_plugins"] == []
    assert data["places"][0] == {
        "id": "x-1001", "name": "Agderby A", "county": "Agder", "lat": 58.2, "lon": 7.5, "population": 3000.0,
        "fields": {"kind": "town"},
    }  # fmt: skip


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("settings"),
        lambda data: data.pop("places"),
        lambda data: data["settings"].update(size=7),
        lambda data: data["places"][0].update(lat="north"),
        lambda data: data["networks"][0].pop("members"),
    ],
)
def test_a_file_that_does_not_say_it_is_refused(cli, places_file, tmp_path, spoil):
    split = tmp_path / "split.json"
    cli("network", "split", "--places", places_file, "--size", "4..6", "--format", "json", "-o", split, check=True)
    data = json.loads(split.read_text(encoding="utf-8"))
    spoil(data)
    split.write_text(json.dumps(data), encoding="utf-8")
    ran = cli("network", "certify", split, "--out", tmp_path / "c.json")
    assert ran.code == 3
    assert "does not say what it was made of" in ran.err
    assert not (tmp_path / "c.json").exists()
