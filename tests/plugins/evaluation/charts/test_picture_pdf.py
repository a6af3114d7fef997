"""A picture as a page: of its size, tagged, with title, language and words."""

from __future__ import annotations

import pytest

from kvadmin.plugins.evaluation.charts.picture_pdf import picture_pdf

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100"><rect width="9" height="9"/></svg>'


def test_it_is_tagged_and_says_what_it_shows():
    content = picture_pdf(SVG, "Ein tittel", "Ein firkant", "nn")
    assert content.startswith(b"%PDF")
    assert b"/Lang" in content
    assert b"/Figure" in content
    assert b"/MediaBox" in content
    assert content == picture_pdf(SVG, "Ein tittel", "Ein firkant", "nn")


def test_a_picture_needs_a_size():
    with pytest.raises(ValueError, match="without a width"):
        picture_pdf("<svg/>", "T", "W", "nb")
