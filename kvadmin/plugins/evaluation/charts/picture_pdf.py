"""A picture as a page of its own: PDF/UA, with the picture's words as its alternative."""

from __future__ import annotations

import re

from kvadmin.api import tr
from kvadmin.api.documents import compile_typst

_SIZE = re.compile(r'<svg[^>]*\swidth="(\d+)" height="(\d+)"')
#: One unit of a picture is a 96th of an inch, a point a 72nd.
_POINTS = 0.75
_PAGE = """#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: data.lang, font: "Source Sans 3")
#set page(width: data.width * 1pt, height: data.height * 1pt, margin: 0pt)
#image("picture.svg", width: 100%, alt: data.alt)
"""


def picture_pdf(svg: str, title: str, words: str, language: str) -> bytes:
    """``svg``, a picture of this package, as a PDF of one page of its size.

    Args:
        svg: The picture.
        title: Of the document.
        words: What the picture shows, for those who cannot see it.
        language: ``nb`` | ``nn`` | ``en``.

    Raises:
        UsageError: The optional part ``pdf`` is not installed.
    """
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError(tr("a picture without a width"))
    data = {
        "title": title,
        "lang": language,
        "alt": words,
        "width": int(size[1]) * _POINTS,
        "height": int(size[2]) * _POINTS,
    }
    return compile_typst(_PAGE, data, files={"picture.svg": svg.encode()})
