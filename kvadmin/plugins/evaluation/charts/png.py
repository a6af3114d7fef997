"""From an SVG picture to PNG, without a browser and with the documents' own letters on every machine."""

from __future__ import annotations

import re

from kvadmin.api import tr
from kvadmin.api.documents import svg_to_png

#: Pixels per inch: one and a half for each unit of the picture.
PPI = 144
_MM_PER_UNIT = 25.4 / 96
_WIDTH = re.compile(r'<svg[^>]*\swidth="(\d+)"')


def png(svg: str, *, ppi: int = PPI) -> bytes:
    """``svg``, a picture of this package, as PNG.

    Args:
        svg: The picture; its width in units of 1/96 inch stands in its first tag.
        ppi: Pixels per inch.

    Raises:
        UsageError: The optional part ``pdf`` is not installed.
    """
    width = _WIDTH.search(svg)
    if width is None:
        raise ValueError(tr("a picture without a width"))
    return svg_to_png(svg.encode(), int(width[1]) * _MM_PER_UNIT, ppi)
