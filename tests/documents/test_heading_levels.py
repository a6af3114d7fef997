"""Headings begin at level 1 and go down one step at a time, in groups too."""

import pytest

from kvadmin.documents.blocks import Document, Heading, Paragraph, Together
from kvadmin.documents.heading_levels import with_levels_from_one
from kvadmin.documents.publishing import DOCUMENT_FORMATS, write_document


@pytest.mark.parametrize(
    ("given", "levels"),
    [((2, 3, 2), [1, 2, 1]), ((1, 3, 1), [1, 2, 1]), ((3,), [1]), ((2, 1, 3), [1, 1, 2]), ((1, 2, 3), [1, 2, 3])],
)
def test_levels(given: tuple[int, ...], levels: list[int]) -> None:
    document = Document("T", "nb", blocks=tuple(Heading(str(level), level) for level in given))
    assert [leaf.level for leaf in with_levels_from_one(document).leaves() if isinstance(leaf, Heading)] == levels
    grouped = Document("T", "nb", blocks=(Together(tuple(Heading("x", level) for level in given)), Paragraph("p")))
    assert [leaf.level for leaf in with_levels_from_one(grouped).leaves() if isinstance(leaf, Heading)] == levels


def test_what_is_in_order_stays() -> None:
    document = Document("T", "nb", blocks=(Heading("a"), Heading("b", 2)))
    assert with_levels_from_one(document) is document


@pytest.mark.parametrize("format_", DOCUMENT_FORMATS)
def test_every_format_takes_a_document_that_begins_deep(format_: str) -> None:
    assert write_document(Document("T", "nb", blocks=(Heading("Deep", 3),)), format_)
