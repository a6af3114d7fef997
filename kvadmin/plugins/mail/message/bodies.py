"""From Markdown with marks to two bodies, text and HTML, parsed once for all recipients.

The letters of a mailing differ in their values only, and a value is a mark
until the end. So recipients whose letter takes the same turns share one parse
(:meth:`BodyWriter.page`); what is left per recipient is putting the values in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from kvadmin.api import tr

from ..letters.value_wording import ValueRecorder

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SCHEMES = ("https:", "http:", "mailto:")
_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>{title}</title></head>
<body style="font-family: Arial, Helvetica, sans-serif; font-size: 11pt; line-height: 1.45; max-width: 44em">
{body}</body>
</html>
"""


@dataclass(frozen=True)
class LetterBodies:
    """One parse: the two bodies with marks, the pictures it shows, and the links that are not allowed."""

    text: str
    html: str
    pictures: tuple[str, ...]
    bad_links: tuple[str, ...]


class BodyWriter:
    """Parses Markdown with marks; the same source is parsed once."""

    def __init__(self, nonce: str, picture_id: Callable[[str], str]) -> None:
        self._mark = re.compile(rf"{nonce}x(\d+)z")
        self._nonce = nonce
        self._picture_id = picture_id
        self._pages: dict[str, LetterBodies] = {}

    @cached_property
    def _parser(self) -> MarkdownIt:
        from markdown_it import MarkdownIt  # letters of plain text, and those that are not rendered, do without

        return MarkdownIt("commonmark", {"html": False}).enable("table")

    def page(self, source: str) -> LetterBodies:
        """The page of `source`, a Markdown text with marks."""
        if source not in self._pages:
            if len(self._pages) > 256:
                self._pages.clear()
            self._pages[source] = self._parse(source)
        return self._pages[source]

    def _parse(self, source: str) -> LetterBodies:
        tokens = self._parser.parse(source)
        text = "\n".join(text_lines(tokens)).strip("\n") + "\n"
        pictures: list[str] = []
        bad: list[str] = []
        for token in (child for block in tokens for child in block.children or ()):
            if token.type == "link_open":
                token.attrs["href"] = self._link(str(token.attrs.get("href", "")), bad)
            elif token.type == "image":
                name = str(token.attrs.get("src", ""))
                pictures.append(name)
                token.attrs["src"] = f"cid:{self._picture_id(name)}"
        return LetterBodies(
            text, self._parser.renderer.render(tokens, self._parser.options, {}), tuple(pictures), tuple(bad)
        )

    def _link(self, href: str, bad: list[str]) -> str:
        if not href.lower().startswith(_SCHEMES) and not self._mark.match(href):
            bad.append(href)
        return self._mark.sub(lambda m: f"{self._nonce}u{m[1]}z", href)

    def html(self, page: LetterBodies, recorder: ValueRecorder, *, lang: str, title: str) -> str:
        """The HTML body with the values of `recorder`, escaped for where they stand, as a whole document."""

        def address(match: re.Match[str]) -> str:
            value = recorder.resolve(recorder.values[int(match[1])]).strip()
            start = page.html[: match.start()].endswith('href="')
            if start and not value.lower().startswith(_SCHEMES):
                said = tr("{value!r} is no web or e-mail address for a link", value=value[:60])
                recorder.problems.append(("link", "", said))
            return escape(quote(value, safe="/:?&=#%@+,;~-._!$'()*[]"), quote=True)

        body = re.sub(rf"{self._nonce}u(\d+)z", address, page.html)
        body = recorder.resolve(body, html_value)
        return _PAGE.format(lang=lang, title=escape(title), body=body)


def html_value(value: str) -> str:
    """A value inside HTML text: escaped, its line breaks kept."""
    return escape(value, quote=True).replace("\r\n", "\n").replace("\n", "<br>\n")


def text_lines(tokens: Sequence[Token]) -> list[str]:
    """The plain-text body of a token stream: what the HTML says, without its signs of emphasis."""
    text = _Text()
    for number, token in enumerate(tokens):
        before = tokens[number - 1] if number else token
        match token.type:
            case "list_item_open":
                sign = f"{token.info}{token.markup} " if token.info else "- "
                text.open(sign, " " * len(sign))
            case "blockquote_open":
                text.open("> ", "> ")
            case "list_item_close" | "blockquote_close":
                text.close()
            case "inline" if not before.type.startswith(("th", "td")):
                text.write(inline_text(token.children or ()), tight=before.hidden and _follows_item(tokens, number))
            case "fence" | "code_block":
                text.write("    " + token.content.rstrip("\n").replace("\n", "\n    "))
            case "hr":
                text.write("-" * 20)
            case "tr_open":
                text.write(_row(tokens, number), tight=before.type != "thead_open")
    return text.lines


class _Text:
    """Lines with what stands before them: the signs of the lists and quotations that are open."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._next: list[str] = []  # what the next line begins with, per open list item or quotation
        self._rest: list[str] = []  # what the lines after it begin with
        self._shared = 0  # how many of them were open before and still are

    def open(self, sign: str, rest: str) -> None:
        self._next.append(sign)
        self._rest.append(rest)

    def close(self) -> None:
        self._rest.pop()
        self._next = list(self._rest)
        self._shared = min(self._shared, len(self._rest))

    def write(self, block: str, *, tight: bool = False) -> None:
        """Write a block, after a blank line unless it is `tight` against the one before."""
        if self.lines and not tight:
            self.lines.append("".join(self._rest[: self._shared]).rstrip())
        for line in block.split("\n"):
            self.lines.append(("".join(self._next) + line).rstrip())
            self._next = list(self._rest)
        self._shared = len(self._rest)


def _follows_item(tokens: Sequence[Token], number: int) -> bool:
    """Whether this line of a tight list follows another line of the same list."""
    opener = next((i for i in range(number, 0, -1) if tokens[i].type == "list_item_open"), 0)
    return opener > 0 and (tokens[opener - 1].type == "list_item_close" or tokens[opener].level > 1)


def _row(tokens: Sequence[Token], number: int) -> str:
    cells = []
    for token in tokens[number + 1 :]:
        if token.type == "tr_close":
            break
        if token.type == "inline":
            cells.append(inline_text(token.children or ()))
    return " | ".join(cells)


def inline_text(children: Sequence[Token]) -> str:
    """The text of one paragraph; a link's address stands behind its words."""
    out: list[str] = []
    link: list[tuple[int, str]] = []
    for token in children:
        if token.type in {"text", "code_inline"}:
            out.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            out.append("\n")
        elif token.type == "image":
            out.append(f"[{inline_text(token.children or ())}]")
        elif token.type == "link_open":
            link.append((len(out), str(token.attrs.get("href", ""))))
        elif token.type == "link_close":
            start, href = link.pop()
            words = "".join(out[start:])
            if href.removeprefix("mailto:") != words and href != words:
                out.append(f" <{href.removeprefix('mailto:')}>")
    return "".join(out)
