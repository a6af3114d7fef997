"""The PDF as a reader's program sees it: tags, language, title, text, pages."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pypdf
import pytest
from documents.pdf_tags import tags
from documents.samples import LITERAL, everything, letter, network, participant_list

from kvadmin.documents.blocks import Document, Paragraph, Picture, PrintColumn, TableBlock
from kvadmin.documents.pdf.document import as_data, write


def read(document: Document, **options: Any) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(write([document], **options)))


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_tagged_with_language_and_title(language: Any, tag: str) -> None:
    reader = read(participant_list(language=language))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == tag
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert reader.metadata.title.startswith(("Deltakerliste – Oppstartssamling", "Deltakarliste – Oppstartssamling"))
    assert reader.metadata.author == "Kvalitetskommuneprogrammet 2007–2009"


def test_headings_and_header_cells_are_marked() -> None:
    found = tags(read(participant_list(3, 11)))
    assert (found["/H1"], found["/Table"], found["/TH"], found["/TD"]) == (3, 3, 12, 3 * 11 * 4)
    assert found["/Title"] == 1
    found = tags(read(everything()))
    assert (found["/H1"], found["/H2"], found["/H3"], found["/Figure"]) == (2, 1, 1, 1)


def test_text_is_literal_and_can_be_found() -> None:
    text = read(participant_list(1, 2)).pages[0].extract_text()
    assert LITERAL in text
    assert "Šoŋgo, Máhtte" in text
    assert "Side 1 av 1" in text


def test_page_words() -> None:
    assert "Page 1 of 1" in read(Document("T", "en")).pages[0].extract_text()


def test_a_group_stays_on_one_page() -> None:
    pages = [page.extract_text() for page in read(participant_list(6, 14)).pages]
    for number in range(1, 7):
        (page,) = [text for text in pages if f"Nettverk {number}\n" in text]
        block = page.split(f"Nettverk {number}\n")[1].split("\nNettverk")[0]
        assert block.count("Šoŋgo, Máhtte") + block.count("Lippe, Jens") == 14


def test_a_group_larger_than_a_page_goes_on_with_its_header() -> None:
    pages = [page.extract_text() for page in read(participant_list(1, 90)).pages]
    assert len(pages) >= 2
    assert all("Navn Stilling Kommune Part" in page for page in pages)
    assert sum(page.count("Šoŋgo, Máhtte") for page in pages) == 45


def test_landscape_and_page_break() -> None:
    reader = read(everything())
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert "Ny side" in reader.pages[-1].extract_text()
    assert len(reader.pages) == 2


def test_a_letter_has_its_subject_below_the_recipient() -> None:
    text = read(letter()).pages[0].extract_text()
    parts = ["Oslo kommune", "Opptak i pulje 3", "Vi viser til", "Med vennlig hilsen", "Vedlegg", "Kopi til"]
    assert sorted(parts, key=text.index) == parts


def test_no_clock_unless_asked() -> None:
    def when(**options: Any) -> datetime | None:
        metadata = read(participant_list(1, 1), **options).metadata
        assert metadata is not None
        return metadata.creation_date

    assert when() == datetime(2000, 1, 1, tzinfo=UTC)
    made = datetime(2008, 8, 20, 12, tzinfo=UTC)
    assert when(made=made) == made


def test_empty_list() -> None:
    document = replace(participant_list(0), blocks=(Paragraph("Ingen påmeldte."),))
    reader = read(document)
    assert "Ingen påmeldte." in reader.pages[0].extract_text()
    assert tags(reader)["/P"] >= 2


def test_an_empty_table_has_its_header() -> None:
    assert tags(read(Document("T", "nb", blocks=(network(1, 0),))))["/TH"] == 4


def test_an_endless_word_stays_in_its_column() -> None:
    columns = (PrintColumn("A"), PrintColumn("B"))
    page = read(Document("T", "nb", blocks=(TableBlock(columns, (("x" * 300, "here"),)),))).pages[0]
    text = page.extract_text()
    assert max(len(line.replace("here", "").strip().replace("\u200b", "")) for line in text.splitlines()) < 60
    assert "here" in text


def test_a_footer_is_heard_once_and_stands_in_the_same_place_on_every_page() -> None:
    where: list[list[tuple[float, float]]] = []
    reader = read(participant_list(3, 20))
    for page in reader.pages:
        where.append([])

        def note(text: str, _cm: Any, matrix: Any, *_: Any) -> None:
            if text.startswith("Til bruk under"):
                where[-1].append((round(matrix[4], 1), round(matrix[5], 1)))

        page.extract_text(visitor_text=note)
    assert len(where) > 1
    assert len({tuple(each) for each in where}) == 1
    *others, last = [page.get_contents().get_data() for page in reader.pages]  # type: ignore[union-attr]
    assert tags(reader)["/P"] == tags(read(replace(participant_list(3, 20), footer="")))["/P"] + 1
    assert last.count(b"/Artifact") == others[0].count(b"/Artifact")


def test_an_address_can_be_followed() -> None:
    reader = read(Document("T", "nb", blocks=(Paragraph("Skriv til post@program.example, eller ring."),)))
    (link,) = reader.pages[0]["/Annots"]
    assert link.get_object()["/A"]["/URI"] == "mailto:post@program.example"
    assert "Skriv til post@program.example, eller ring." in reader.pages[0].extract_text()


def test_several_documents_are_bookmarks() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write([letter(), participant_list(2, 1)])))
    names = [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    assert names == ["Opptak i pulje 3", "Deltakerliste"]
    assert tags(reader)["/H2"] == 2


def test_a_picture_with_letters_that_the_font_lacks_is_printed_with_boxes() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text x="5" y="20">Tiltak \u738b æ</text></svg>'
    picture = Picture(svg.encode(), "svg", "Tiltak", 100)
    assert "Tiltak □ æ" in as_data([replace(participant_list(), blocks=(picture,))])[1]["picture-1.svg"].decode()
    assert len(read(replace(participant_list(), blocks=(picture,))).pages) == 1
