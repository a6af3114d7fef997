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


def title_of(file) -> str:
    return next(ET.fromstring(file.read_bytes()).iter("{http://www.w3.org/2000/svg}title")).text


def test_the_title_has_the_cohort_and_the_day(split_kit: Kit, tmp_path):
    file = tmp_path / "map.svg"
    split_kit.run("cohort", "set", "P1", "name", "Pulje 1")
    assert split_kit.run("--today", "2008-08-20", "network", "map", str(file), "--language", "nn").code == 0
    assert title_of(file) == "Nettverk i Pulje 1, 20. august 2008"
    assert split_kit.run("network", "map", str(file), "--title", "Vårt kart").code == 0
    assert title_of(file) == "Vårt kart"


def test_a_map_of_a_saved_split_names_its_cohort(split_kit: Kit, places_file, tmp_path):
    split, file = tmp_path / "split.json", tmp_path / "map.svg"
    ran = split_kit.run("network", "show", "P1", "--format", "json")
    split.write_text(ran.out.replace('"1', '"x-1').replace('"2', '"x-2').replace('"3', '"x-3'), encoding="utf-8")
    ran = split_kit.run("--today", "2008-08-20", "network", "map", str(file), "--places", str(places_file), "--split",
                        str(split))  # fmt: skip
    assert ran.code == 0, ran.err
    assert title_of(file) == "Nettverk i P1, 20. august 2008"


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
