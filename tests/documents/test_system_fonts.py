"""Letters of the computer's fonts: found by the fonts' own tables, and used only where the own font lacks them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from documents.foreign_fonts import make_font, use_fonts
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from kvadmin.documents.blocks import Document, KeyValues
from kvadmin.documents.glyphs import FONTS, borrowed, boxed, lacking, texts_with_boxes
from kvadmin.documents.publishing import write_document
from kvadmin.documents.system_fonts import font_lookups, system_family
from kvadmin.errors import InvalidData


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_the_character_map_is_read_as_fonttools_reads_it(path: Path) -> None:
    known = TTFont(path).getBestCmap()
    lookups = font_lookups(path)
    codes = [*range(0x3000), *range(0xF000, 0x10000), *range(0x1F000, 0x1FF00)]
    assert [code for code in codes if any(each(code) for each in lookups) != (code in known)] == []


def test_characters_beyond_the_first_plane(tmp_path: Path) -> None:
    lookups = font_lookups(make_font(tmp_path, "漢😀"))
    assert [any(each(ord(char)) for each in lookups) for char in "漢😀字😁"] == [True, True, False, False]


@pytest.mark.parametrize(
    "content", [b"", b"no font", b"ttcf\x00\x01\x00\x00\x00\x00\x00\x09", b"\x00\x01\x00\x00\xff\xff" + b"cmap" * 40]
)
def test_a_file_that_is_no_font_has_no_letters(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)
    assert font_lookups(path) == []
    assert font_lookups(tmp_path / "gone.ttf") == []


def test_a_letter_is_printed_by_a_font_of_the_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("Liste", "nb", blocks=(KeyValues((("Navn", "漢 Åse 李"),)),))
    use_fonts(monkeypatch)
    with pytest.raises(InvalidData, match="U\\+674E"):
        write_document(document, "pdf")
    alone = write_document(Document("Ås", "nb"), "pdf")
    use_fonts(monkeypatch, make_font(tmp_path, "漢"))
    assert (borrowed("漢 Åse 李"), lacking("漢 Åse 李"), boxed("漢 Åse 李")) == ("漢", "李", "漢 Åse □")
    assert texts_with_boxes(document) == ("漢 Åse 李",)
    text = PdfReader(io.BytesIO(write_document(document, "pdf", boxes=True))).pages[0].extract_text()
    assert "漢" in text
    assert "□" in text
    assert write_document(Document("Ås", "nb"), "pdf") == alone, (
        "a document without such letters is the same everywhere"
    )


def test_the_family_without_serifs_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_fonts(monkeypatch, make_font(tmp_path, "漢字"), make_font(tmp_path, "字漢"))
    assert system_family("漢") == "漢"
    assert system_family("x") == ""


def test_a_mark_over_a_letter_of_another_font_is_a_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_fonts(monkeypatch, make_font(tmp_path, "漢\u1dc4"))
    assert lacking("e\u1dc4") == "\u1dc4"
    assert lacking("漢\u1dc4") == ""
    write_document(Document("e\u1dc4 漢\u1dc4", "nb"), "pdf", boxes=True)


def test_a_font_with_a_sign_for_what_turns_a_text_does_not_print_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_fonts(monkeypatch, make_font(tmp_path, "\u202e\u2066"))
    assert lacking("a\u202eb\u2066") == "\u202e\u2066"


def test_what_shapes_its_neighbours_is_nothing_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    use_fonts(monkeypatch)
    assert boxed("Ka\u200dri\ufe0f") == "Kari"
    assert lacking("\u200fKari\u200c") == ""
