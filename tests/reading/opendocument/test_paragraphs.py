from __future__ import annotations

import pytest

from kvadmin.reading.opendocument.paragraphs import BLANK, BREAK, joined


@pytest.mark.parametrize(
    ("paragraphs", "struck", "text"),
    [
        ([[("Oslo", None)]], False, ("Oslo", False)),
        ([[("Oslo", None)]], True, ("Oslo", True)),
        ([[("to", None)], [("linjer", None)]], False, ("to\nlinjer", False)),
        ([[("19. mai ", True), ("20. mai", None)]], False, ("20. mai", False)),
        ([[("19. mai ", True), ("20. mai", False)]], True, ("20. mai", False)),
        ([[("19. mai ", None), ("20. mai", True)]], True, ("19. mai 20. mai", True)),
        ([[("bort", True), (" ", None)]], False, ("bort ", True)),
        ([[("a", None), (BLANK * 2, None), ("b", None), (BREAK, None)]], False, ("a  b\n", False)),
        ([[(BLANK, None)]], True, (" ", True)),
        ([[("\n   a\n   b\n", None)]], False, ("a b", False)),
        ([[]], True, ("", True)),
    ],
)
def test_texts(paragraphs, struck, text):
    assert joined(paragraphs, struck=struck) == text
