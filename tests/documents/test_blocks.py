import pytest
from documents.samples import everything, participant_list

from kvadmin.documents.blocks import Document, Heading, Paragraph, Picture, PrintColumn, Run, TableBlock, plain, runs
from kvadmin.errors import InvalidData


def test_runs_and_plain_text() -> None:
    assert runs("a") == (Run("a"),)
    assert plain((Run("Ås", strong=True), ", Kari")) == "Ås, Kari"


def test_rows_have_the_columns() -> None:
    with pytest.raises(InvalidData, match="row 2"):
        TableBlock((PrintColumn("A"),), (("x",), ("x", "y")))


def test_a_picture_says_what_it_shows() -> None:
    with pytest.raises(InvalidData, match="alternative"):
        Picture(b"", "png", " ")


def test_every_text_of_a_document_is_found() -> None:
    found = {plain(text) for _, text in everything().texts()}
    assert {"Nettverksinndeling", "Kart over nettverka", "Aud Holm, KS", "Så", "Til stades", "46"} <= found
    assert [type(leaf) for leaf in participant_list(1).leaves()] == [Heading, Paragraph, TableBlock]


def test_blocks_are_added_behind() -> None:
    document = Document("T", "nb", blocks=(Heading("1"),)).with_blocks([Heading("2")])
    assert [heading.text for heading in document.blocks if isinstance(heading, Heading)] == ["1", "2"]
