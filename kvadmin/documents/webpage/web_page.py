"""One page for a browser that stands alone: its frame, its style, and texts and tables in it."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from kvadmin.documents.webpage.web_table import table_markup
from kvadmin.tables.cells import screen_text, visible
from kvadmin.translation import CATALOGUE, tr

if TYPE_CHECKING:
    from kvadmin.tables.table import CellValue, Table
    from kvadmin.wording.language_forms import Language

#: What a browser would break at a hyphen and must not, as long as a telephone has room for it: a day, the id of a
#: gathering, an option; in a command every word. Of escaped text.
_WHOLE = re.compile(r"(?<!\S)(?=\S{3,30}(?!\S))(?=\S*\d|--)[^\s&]+-[^\s&]+")
_WORD = re.compile(r"(?<!\S)(?=\S{3,30}(?!\S))[^\s&]+-[^\s&]+")
_UNBROKEN = r'<span class="whole">\g<0></span>'


class WebPage:
    """A page in the language of the screen: no script, nothing from elsewhere, light or dark, and A4 in print.

    Its maker writes headings from ``h2`` on, lists and SVG as markup, each value through :meth:`prose` or :meth:`text`.
    The style of the page knows ``.quiet`` (secondary), ``.unseen`` (only read aloud), ``.command`` (a command to copy)
    and the colours ``--ink --paper --quiet --line --soft --accent --urgent``. Style goes into ``style`` and never into
    attributes: the page forbids its browser everything but the style sheet that it was made with.

    Args:
        title: What the page is, as its heading says it.

    Example::

        page = WebPage("Visits")
        content = page.html(page.table(visits), style=".visits { color: var(--ink) }")

    Added in version 0.2.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        #: The language that the page is written in: ``nb``, ``nn`` or ``en``.
        self.language = cast("Language", CATALOGUE.language)

    def text(self, value: CellValue) -> str:
        """A value as markup: a day or figure as the language writes it, no sign of it taken for markup."""
        return escape(visible(screen_text(value)))

    def prose(self, value: CellValue) -> str:
        """The same between elements (no attribute, no SVG), where days and ids are not broken at their hyphens."""
        return _WHOLE.sub(_UNBROKEN, self.text(value))

    def command(self, command: str) -> str:
        """A command that is copied whole: one click marks it, and no translator of the browser touches it."""
        return f'<code class="command" translate="no">{_WORD.sub(_UNBROKEN, self.text(command))}</code>'

    def table(self, table: Table, *, titled: bool = True) -> str:
        """A table as markup, its words in the language of the page; on a narrow screen each row is a block.

        Args:
            table: What stands in it; the first column says what a row is about.
            titled: Whether its title is seen; else it is only read aloud, since a heading in front says the same.
        """
        return table_markup(table, self, titled=titled)

    def html(
        self, body: str, *, introduction: str = "", style: str = "", window_title: str = "", pictures: bool = False
    ) -> bytes:
        """The page as the bytes of its file.

        Args:
            body: Markup of what follows the heading.
            introduction: Markup that stands beside the heading: whose page it is.
            style: Style of the page's own, after the common one.
            window_title: What the window is called, where the heading alone would not tell it from others.
            pictures: Whether the page holds images as data; else the browser may show none.
        """
        sheet = _sheet() + style
        allowed = b64encode(sha256(sheet.encode()).digest()).decode()
        images = "img-src data:; " if pictures else ""
        policy = f"default-src 'none'; {images}style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
        return f"""<!DOCTYPE html>
<html lang="{self.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{self.text(window_title or self.title)}</title>
<style>{sheet}</style>
</head>
<body>
<a class="skip" href="#main">{self.text(tr("Skip to the content"))}</a>
<header>
{introduction}
<h1>{self.prose(self.title)}</h1>
</header>
<main id="main" tabindex="-1">
{body}
</main>
</body>
</html>
""".encode()


def _sheet() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")
