"""Several documents in one file: each with its own title, count of pages, footer and place of the address."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdf
import pytest
from documents.samples import SENDER, SVG, participant_list, post

from kvadmin.documents.blocks import Document, Letterhead, Picture
from kvadmin.documents.publishing import write_documents
from kvadmin.documents.window import TOP_MARGIN, WINDOW

PAGES = ["1 av 1", "1 av 2", "2 av 2", "1 av 3", "2 av 3", "3 av 3"]
_MM = 72 / 25.4


def counted(file: pypdf.PdfReader) -> list[str]:
    return [re.findall(r"Side (\d+ av \d+)", page.extract_text())[-1] for page in file.pages]


def places(page: pypdf.PageObject) -> dict[str, tuple[float, float]]:
    """Each text of the page -> mm from the left and from the top to its base line."""
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        found.setdefault(text.strip(), (round(x / _MM, 1), round((float(page.mediabox.height) - y) / _MM, 1)))

    page.extract_text(visitor_text=visit)
    return found


def starting(found: dict[str, tuple[float, float]], text: str) -> tuple[float, float]:
    return next(place for each, place in found.items() if each.startswith(text))


def test_pdf_counts_the_pages_of_each_and_keeps_its_footer() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_documents(post(), "pdf", title="Post")))
    assert counted(reader) == PAGES
    assert [re.findall(r"08/2-(\d)\D", page.extract_text())[-1] for page in reader.pages] == list("122333")
    assert reader.metadata is not None
    assert reader.metadata.title == "Post"


def test_every_letter_has_the_address_and_title_in_the_same_place() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_documents(post(), "pdf")))
    firsts = [places(reader.pages[number]) for number in (0, 1, 3)]
    names = ("Oslo kommune", "Bø kommune", "Guovdageaidnu")
    (address,) = {starting(found, name) for found, name in zip(firsts, names, strict=True)}
    assert len({starting(found, "Vedtak") for found in firsts}) == 1
    assert len({starting(found, SENDER[0]) for found in firsts}) == 1
    left, top = address
    # What every window shows of a sheet that lies anywhere in its envelope: 15-101 mm by 44-65 mm; three lines are there.
    assert (left, top - 3 > 44, top + 2 * 5 < 65) == (20.0, True, True)
    title = starting(firsts[0], "Vedtak")[1]
    assert title > 79 + 3  # below any window


def test_nothing_of_the_sender_is_seen_in_the_window() -> None:
    found = places(pypdf.PdfReader(io.BytesIO(write_documents(post(), "pdf"))).pages[0])
    assert starting(found, SENDER[0])[1] < 30
    for line in SENDER[1:]:
        left, top = starting(found, line)
        assert left > 120
        assert top < WINDOW.top


def test_an_address_longer_than_its_room_moves_the_text_and_hides_nothing() -> None:
    lines = tuple(f"Linje {number}" for number in range(12))
    long = Document("Vedtak", "nb", blocks=(Letterhead(lines, sender=SENDER),))
    found = places(pypdf.PdfReader(io.BytesIO(write_documents([long], "pdf"))).pages[0])
    assert starting(found, "Vedtak")[1] > starting(found, "Linje 11")[1] + 5


def test_a_logo_stands_for_the_name() -> None:
    logo = Picture(SVG, "svg", SENDER[0])
    one = Document("Vedtak", "nb", blocks=(Letterhead(("Oslo kommune",), sender=SENDER, logo=logo),))
    found = places(pypdf.PdfReader(io.BytesIO(write_documents([one, one], "pdf"))).pages[1])
    assert starting(found, SENDER[0])[0] > 120
    assert starting(found, "Oslo kommune")[0] == 20
    xml = zipfile.ZipFile(io.BytesIO(write_documents([one], "docx"))).read("word/document.xml").decode()
    assert f'descr="{SENDER[0]}"' in xml


def test_docx_is_a_section_for_each() -> None:
    package = zipfile.ZipFile(io.BytesIO(write_documents(post(), "docx")))
    xml = package.read("word/document.xml").decode()
    assert xml.count('<w:pgNumType w:start="1"/>') == xml.count("<w:sectPr") == 3
    heights = [round(mm * 1440 / 25.4) for mm in (WINDOW.top - TOP_MARGIN, WINDOW.address)]
    for height in heights:
        assert xml.count(f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>') == 3
    footers = [package.read(name).decode() for name in package.namelist() if name.startswith("word/footer")]
    assert len(footers) == 3
    assert all("SECTIONPAGES" in footer for footer in footers)
    assert sum("nn-NO" in footer for footer in footers) == 1  # read aloud and checked in its own form
    assert 'w:lang w:val="nn-NO"' in xml


def test_one_document_alone_is_as_it_was() -> None:
    xml = zipfile.ZipFile(io.BytesIO(write_documents([participant_list()], "docx"))).read("word/footer1.xml").decode()
    assert "NUMPAGES" in xml
    assert "SECTIONPAGES" not in xml


def test_markdown_has_one_title_each() -> None:
    assert write_documents(post(), "md").decode().count("\n# Vedtak") + 1 >= 3


@pytest.mark.parametrize("format_", ["docx", "pdf", "md"])
def test_the_same_documents_give_the_same_bytes(format_: str) -> None:
    assert write_documents(post(), format_) == write_documents(post(), format_)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_counts_the_pages_of_each_letter_too(tmp_path: Path) -> None:
    (tmp_path / "post.docx").write_bytes(write_documents(post(), "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "post.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=180, cwd=tmp_path)
    reader = pypdf.PdfReader(tmp_path / "post.pdf")
    assert counted(reader) == PAGES
    tops = {starting(places(reader.pages[number]), name)[1] for number, name in ((0, "Oslo"), (1, "Bø"), (3, "Guov"))}
    assert len(tops) == 1
    assert 44 < tops.pop() - 3 < 50
