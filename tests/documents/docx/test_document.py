"""The docx as Word and LibreOffice see it: styles, header rows, language, fonts, pages."""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from documents.samples import LITERAL, everything, letter, participant_list
from fontTools.ttLib import TTFont
from lxml import etree

from kvadmin.documents.blocks import Document
from kvadmin.documents.docx.document import write
from kvadmin.documents.pdf.document import write as write_pdf


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def read(document: Document) -> Any:
    return docx.Document(io.BytesIO(write([document])))


def test_real_styles() -> None:
    styles = {paragraph.text: paragraph.style.name for paragraph in read(everything()).paragraphs}
    assert styles["Nettverksinndeling"] == "Title"
    assert styles["Kart"] == "Heading 1"
    assert styles["Om inndelinga"] == "Heading 2"
    assert styles["Punkt"] == "Heading 3"
    assert styles["Ein"] == "List Bullet"
    assert styles["Først"] == "List Number"


def test_header_rows_are_marked_and_rows_whole() -> None:
    xml = part(write([participant_list(2, 5)]), "word/document.xml")
    assert xml.count("<w:tblHeader/>") == 2
    assert xml.count("<w:cantSplit/>") == 2 * 6
    assert 'w:tblCaption w:val="Deltakerne i nettverket"' in xml


def test_a_group_is_kept_together() -> None:
    table = read(participant_list(1, 5)).tables[0]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept[1:] == [True, True, True, True, None]


def test_text_is_literal_and_surnames_are_semibold() -> None:
    table = read(participant_list(1, 2)).tables[0]
    assert table.cell(2, 1).text == LITERAL
    runs = table.cell(1, 0).paragraphs[0].runs
    assert [(run.text, run.font.name) for run in runs] == [("Šoŋgo", "Source Sans 3 Semibold"), (", Máhtte", None)]


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_language(language: Any, tag: str) -> None:
    data = write([participant_list(language=language)])
    assert set(re.findall(r'<w:lang w:val="([^"]+)"', part(data, "word/styles.xml"))) == {tag}
    assert f"<dc:language>{tag}</dc:language>" in part(data, "docProps/core.xml")


def test_properties_have_no_clock() -> None:
    core = part(write([participant_list()]), "docProps/core.xml")
    assert "<dc:title>Deltakerliste – Oppstartssamling, pulje 3" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2000-01-01T"}
    made = part(write([participant_list()], datetime(2008, 8, 20, tzinfo=UTC)), "docProps/core.xml")
    assert "2008-08-20T00:00:00Z" in made


def test_every_part_is_well_formed_and_declared() -> None:
    for document in (participant_list(), everything(), letter()):
        package = zipfile.ZipFile(io.BytesIO(write([document])))
        assert package.testzip() is None
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        types = package.read("[Content_Types].xml").decode()
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
            assert f'"/{name}"' in types or f'Extension="{name.rpartition(".")[2]}"' in types


def test_fonts_are_embedded_and_can_be_opened() -> None:
    package = zipfile.ZipFile(io.BytesIO(write([participant_list()])))
    table = package.read("word/fontTable.xml").decode()
    keys = re.findall(r'w:fontKey="\{([0-9A-F-]+)\}"', table)
    assert len(keys) == 3
    for number, key in enumerate(keys, start=1):
        mask = bytes.fromhex(key.replace("-", ""))[::-1]
        data = package.read(f"word/fonts/font{number}.odttf")
        plain = bytes(byte ^ mask[index % 16] for index, byte in enumerate(data[:32])) + data[32:]
        assert "Source Sans 3" in TTFont(io.BytesIO(plain))["name"].getDebugName(16 if number == 3 else 1)
    assert "odttf" not in " ".join(
        zipfile.ZipFile(io.BytesIO(write([participant_list()], embed_fonts=False))).namelist()
    )


def test_numbered_lists_start_at_one_each() -> None:
    data = write([everything()])
    ids = re.findall(r'<w:numId w:val="(\d+)"/>', part(data, "word/document.xml"))
    assert ids == ["2", "2", "3", "3"]
    assert part(data, "word/numbering.xml").count("w:startOverride") == 2


def test_pictures_have_their_text() -> None:
    assert 'descr="Kart over nettverka"' in part(write([everything()]), "word/document.xml")


def test_footer_has_page_fields() -> None:
    data = write([participant_list()])
    footer = next(name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "footer" in name)
    xml = part(data, footer)
    assert 'w:instr="PAGE"' in xml
    assert 'w:instr="NUMPAGES"' in xml
    assert "Til bruk under samlingen." in xml


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_with_as_many_pages_as_the_pdf(tmp_path: Path) -> None:
    documents = {
        "list": participant_list(8, 11),
        "all": everything(),
        "letter": letter(),
        "long": participant_list(1, 60),
    }
    for name, document in documents.items():
        (tmp_path / f"{name}.docx").write_bytes(write([document]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{name}.docx") for name in documents]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    for name, document in documents.items():
        own = pypdf.PdfReader(io.BytesIO(write_pdf([document])))
        converted = pypdf.PdfReader(tmp_path / f"{name}.pdf")
        assert len(converted.pages) == len(own.pages), name
        fonts = converted.pages[0]["/Resources"]["/Font"].get_object().values()
        assert any("SourceSans3" in font.get_object()["/BaseFont"] for font in fonts), name
