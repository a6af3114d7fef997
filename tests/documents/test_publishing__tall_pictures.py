"""A picture higher than a page is made smaller, so that it stays whole beside its heading."""

from __future__ import annotations

import io
import re
import zipfile

import pypdf
import pytest

from kvadmin.documents.blocks import Document, Heading, Picture, Together
from kvadmin.documents.publishing import write_document

pytest.importorskip("typst")

_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="990" height="{height}"><rect width="990" height="{height}"/></svg>'
)
#: Height of a page between its margins, in mm, less the heading.
_ROOM = 297 - 42 - 8


def document(height: int, *, landscape: bool = False) -> Document:
    picture = Picture(_SVG.format(height=height).encode(), "svg", "A black box.")
    return Document("T", "nb", blocks=(Together((Heading("Kart"), picture)),), landscape=landscape)


@pytest.mark.parametrize("landscape", [False, True])
def test_a_tall_picture_stands_on_the_page_of_its_heading_in_a_pdf(landscape):
    reader = pypdf.PdfReader(io.BytesIO(write_document(document(3000, landscape=landscape), "pdf")))
    assert len(reader.pages) == 1


def test_a_tall_picture_fits_a_page_of_a_docx_and_keeps_its_shape():
    with zipfile.ZipFile(io.BytesIO(write_document(document(3000), "docx"))) as package:
        extent = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"', package.read("word/document.xml").decode())
    width, height = (int(each) / 36_000 for each in extent.groups())  # in mm
    assert height < _ROOM
    assert height / width == pytest.approx(3000 / 990, rel=0.01)
