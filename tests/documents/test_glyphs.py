"""The list of printable letters is that of the fonts, and other letters are refused by name."""

import pytest
from documents.font_coverage import coverage
from documents.foreign_fonts import use_fonts
from documents.samples import participant_list

from kvadmin.documents.blocks import Document, KeyValues, PrintColumn, TableBlock, strong
from kvadmin.documents.glyphs import BOX, FONTS, boxed, check_document, check_printable, covered, texts_with_boxes
from kvadmin.errors import InvalidData


@pytest.fixture(autouse=True)
def _no_other_font(monkeypatch: pytest.MonkeyPatch) -> None:
    use_fonts(monkeypatch)


def test_coverage_is_what_every_face_has() -> None:
    assert len(list(FONTS.glob("*.ttf"))) == 3
    assert (FONTS / "coverage.txt").read_text(encoding="ascii") == coverage()
    assert "ŋ" in covered()
    assert "漢" not in covered()


def test_licence_lies_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text", ["čđŋšŧž ČĐŊŠŦŽ", "æøå ÆØÅ äöü éóà", "27.–28. − · 1\u00a0380 € § ☐ ☑", "S\u030c a\u030a"]
)
def test_norwegian_and_sami_can_be_printed(text: str) -> None:
    check_printable(text, "test")


@pytest.mark.parametrize(
    ("text", "said"),
    [("漢", "U+6F22"), ("😀", "U+1F600"), ("a\u202eb", "U+202E"), ("\x1b[1m", "U+001B"), ("x" * 40_000, "40,000")],
)
def test_what_cannot_be_printed_is_named(text: str, said: str) -> None:
    columns = (PrintColumn("Navn"), PrintColumn("Stilling"))
    document = Document("Liste", "nb", blocks=(TableBlock(columns, (((strong("Ås"), ", Kari"), text),)),))
    with pytest.raises(InvalidData) as caught:
        check_document(document)
    assert "Liste, row 1, Ås, Kari, Stilling" in caught.value.message
    assert said in caught.value.message


def test_texts_outside_tables_are_looked_at_too() -> None:
    check_document(participant_list())
    for document in (
        Document("漢", "nb"),
        Document("T", "nb", footer="漢"),
        Document("T", "nb", blocks=(KeyValues((("Sted", "漢"),)),)),
    ):
        with pytest.raises(InvalidData, match="U\\+6F22"):
            check_document(document)


def test_a_letter_that_the_font_lacks_is_a_box_where_that_is_said_of_whom() -> None:
    document = Document("Liste", "nb", blocks=(KeyValues((("Navn", "李 Åse"), ("Sted", "Ås"))),))
    check_document(document, boxes=True)
    assert texts_with_boxes(document) == ("李 Åse",)
    assert boxed("李 Åse 😀") == f"{BOX} Åse {BOX}"
    assert BOX in covered()


@pytest.mark.parametrize("text", ["a\u202eb", "\x1b[1m", "a\u2066b"])
def test_what_cannot_be_seen_is_refused_all_the_same(text: str) -> None:
    with pytest.raises(InvalidData):
        check_printable(text, "test", boxes=True)
