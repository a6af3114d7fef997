"""The HTML that letters are rendered to, read back as the blocks of a printed document."""

from __future__ import annotations

from html.parser import HTMLParser

from kvadmin.api.documents import Block, Bullets, Heading, Paragraph, PrintColumn, Run, TableBlock, Text, plain


def blocks_of_html(html: str) -> list[Block]:
    """Headings, paragraphs, lists and tables of a letter's HTML, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.blocks


def blocks_of_text(text: str) -> list[Block]:
    """The paragraphs of a letter of plain text."""
    return [Paragraph(piece.strip("\n")) for piece in text.split("\n\n") if piece.strip()]


class _Reader(HTMLParser):
    """Reads the HTML that letters are rendered to: headings, paragraphs, lists, tables; nothing else is there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._runs: list[str | Run] = []
        self._faces: list[str] = []
        self._items: list[Text] | None = None
        self._lists: list[str] = []
        self._rows: list[list[Text]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag in ("head", "title"):
            self._silent += 1
        elif tag in ("strong", "em"):
            self._faces.append(tag)
        elif tag == "br":
            self._runs.append("\n")
        elif tag in ("ul", "ol"):
            self._end_item()
            self._lists.append(tag)
            self._items = self._items or []
        elif tag == "table":
            self._rows = []
        elif tag == "tr":
            self._rows.append([])
        elif tag == "img":
            self._runs.append(f"[{dict(attrs).get('alt') or ''}]")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes: what was collected becomes a block."""
        if tag in ("head", "title"):
            self._silent -= 1
        elif tag in ("strong", "em") and self._faces:
            self._faces.pop()
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            text = plain(self._taken()).strip()
            self.blocks += [Heading(text, min(int(tag[1]), 3))] if text else []
        elif tag in ("p", "pre", "blockquote") and self._items is None:
            self._paragraph()
        elif tag == "li":
            self._end_item()
        elif tag in ("ul", "ol"):
            self._end_list()
        elif tag in ("th", "td") and self._rows:
            self._rows[-1].append(self._taken())
        elif tag == "table":
            self._table()

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._silent or (not data.strip() and not self._runs):
            return
        text = " ".join(data.split("\n")) if self._runs or data.strip() else ""
        face = self._faces[-1] if self._faces else ""
        self._runs.append(Run(text, strong=face == "strong", italic=face == "em") if face else text)

    def _taken(self) -> Text:
        taken, self._runs = tuple(self._runs), []
        return taken

    def _paragraph(self) -> None:
        text = self._taken()
        if plain(text).strip():
            self.blocks.append(Paragraph(text))

    def _end_item(self) -> None:
        text = self._taken()
        if self._items is not None and plain(text).strip():
            self._items.append(text)

    def _end_list(self) -> None:
        kind = self._lists.pop() if self._lists else "ul"
        if not self._lists:
            if self._items:
                self.blocks.append(Bullets(tuple(self._items), ordered=kind == "ol"))
            self._items = None

    def _table(self) -> None:
        head, *rows = self._rows or [[]]
        if head:
            columns = tuple(PrintColumn(plain(cell)) for cell in head)
            self.blocks.append(TableBlock(columns, tuple(tuple(row) for row in rows)))
        self._rows = []
