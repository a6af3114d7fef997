"""network map: of a cohort or of files, and maps that cannot be drawn."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from support import folder_bytes

from kvadmin.testing import Kit


def test_the_map_of_a_cohort(split_kit: Kit, tmp_path):
    file = tmp_path / "map.svg"
    assert split_kit.run("network", "map", str(file)).code == 0
    ids = [e.get("data-id") for e in ET.fromstring(file.read_bytes()).iter() if e.get("data-id")]
    assert sorted(ids) == sorted(m for each in split_kit.json("network", "list")["networks"] for m in each["members"])
    png = tmp_path / "map.png"
    pytest.importorskip("typst")
    assert split_kit.run("network", "map", str(png), "--language", "nn").code == 0
    assert png.read_bytes().startswith(b"\x89PNG")


def test_the_map_of_files(cli, places_file, tmp_path):
    split, file = tmp_path / "split.json", tmp_path / "map.svg"
    cli("network", "split", "--places", places_file, "--size", "4..6", "--format", "json", "-o", split, check=True)
    cli("network", "map", file, "--places", places_file, "--split", split, check=True)
    assert file.read_text(encoding="utf-8").count("data-id=") == 15


@pytest.mark.parametrize(
    ("options", "code"),
    [(["m.jpg"], 2), (["m.svg", "--language", "xx"], 2), (["m.svg", "--outline", "none.geojson"], 2),
     (["m.svg", "--places", "p.csv"], 2), (["m.svg", "--cohort", "P7"], 4)],
)  # fmt: skip
def test_a_map_that_cannot_be_drawn_leaves_no_file(split_kit: Kit, tmp_path, monkeypatch, options, code):
    monkeypatch.chdir(tmp_path)
    before = folder_bytes(tmp_path)
    ran = split_kit.run("network", "map", *options)
    assert ran.code == code, ran.err
    assert folder_bytes(tmp_path) == before
