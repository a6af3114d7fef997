"""network export: files that open, in the language asked for."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from documents.foreign_fonts import use_fonts

from kvadmin.testing import Kit


def exported(kit: Kit, tmp_path, name: str, *more: str) -> bytes:
    file = tmp_path / name
    ran = kit.run("network", "export", "P1", "-o", str(file), *more)
    assert ran.code == 0, ran.err
    return file.read_bytes()


def test_geojson(split_kit: Kit, tmp_path):
    data = json.loads(exported(split_kit, tmp_path, "networks.geojson"))
    assert data["type"] == "FeatureCollection"
    assert len(data["features"]) == 15
    first = data["features"][0]
    assert first["geometry"]["coordinates"] == [7.5, 58.2]
    assert first["properties"]["network_name"] == "Agder"


def test_workbook_with_score_card(split_kit: Kit, tmp_path):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(exported(split_kit, tmp_path, "networks.xlsx", "--language", "nn")))
    assert book.sheetnames[:2] == ["Nettverk", "Nøkkeltal"]
    assert [cell.value for cell in book["Nettverk"][2]][:4] == [
        "1", "Agder", 5, "Agderby A, Agderby B, Agderby C, Agderby D, Agderby E"
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [("nb", "Veileder: Anne"), ("nn", "Rettleiar: Anne")])
def test_the_document_in_both_forms(split_kit: Kit, tmp_path, language, words):
    split_kit.run("network", "advisor", "set", "P1", "Anne", "--home", "2001", "--capacity", "3")
    split_kit.run("network", "advisor", "assign", "P1")
    text = exported(split_kit, tmp_path, "division.md", "--language", language).decode()
    assert words in text
    assert text.count("Agderby") == 5


def test_docx_and_pdf_hold_the_map(split_kit: Kit, tmp_path):
    pytest.importorskip("typst")
    pytest.importorskip("docx")
    assert exported(split_kit, tmp_path, "d.pdf").startswith(b"%PDF")
    again = exported(split_kit, tmp_path, "d2.docx")
    one = exported(split_kit, tmp_path, "d.docx")
    assert one == again
    names = zipfile.ZipFile(io.BytesIO(one)).namelist()
    assert any("media" in name for name in names)
    without = exported(split_kit, tmp_path, "w.docx", "--without-map")
    assert not any("media" in name for name in zipfile.ZipFile(io.BytesIO(without)).namelist())


def test_json_and_table_are_those_of_show(split_kit: Kit):
    exported = split_kit.json("network", "export", "P1")
    assert exported["networks"] == split_kit.json("network", "show", "P1")["networks"]


def test_a_name_that_no_font_has_is_named_and_blocks_neither_pdf_nor_docx(split_kit: Kit, tmp_path, monkeypatch):
    pytest.importorskip("typst")
    use_fonts(monkeypatch)
    split_kit.run("network", "advisor", "set", "P1", "王 Anne", "--home", "2001", "--capacity", "3")
    split_kit.run("network", "advisor", "assign", "P1")
    for name, named in (("d.pdf", True), ("d.docx", False)):
        ran = split_kit.run("network", "export", "P1", "-o", str(tmp_path / name))
        assert ran.code == 0, ran.err
        assert ("□ Anne" in ran.err) == named
