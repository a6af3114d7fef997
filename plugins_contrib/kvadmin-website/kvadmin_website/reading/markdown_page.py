"""One Markdown text of the site: its title, its words, its links, and its markup with no HTML but our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from kvadmin.api import InvalidData, tr
from kvadmin_website.reading.page_links import PageLink, heading_id, read_link
from kvadmin_website.reading.readable_text import readable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: Where a link leads in the site, as an ``href``; None: it leads nowhere, and its words stand alone.
Addresses = Callable[[PageLink], str | None]
_ALIGNED = {"text-align:left": "", "text-align:right": "right", "text-align:center": "centre"}


@dataclass(frozen=True)
class MarkdownPage:
    """A text in one form.

    Args:
        path: Where it lies in the programme folder, for links and messages.
        form: nb or nn.
        title: The words of its first heading; empty when it does not begin with ``# Title``.
        lead: The words of its first paragraph.
        words: All words below the title, for the search.
        links: Every link and picture, in order.
        anchors: Places in it that a link may name.
    """

    path: str
    form: str
    title: str
    lead: str
    words: str
    links: tuple[PageLink, ...]
    anchors: frozenset[str]
    _tokens: Sequence[Token] = field(repr=False, compare=False)

    def html(self, addresses: Addresses, *, level: int = 2) -> str:
        """The markup below the title; every value escaped, headings from ``level`` on with none left out.

        Args:
            addresses: Where links lead.
            level: Level of its first headings.
        """
        return "".join(_markup(self._tokens, self.path, addresses, level))

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands below the title."""
        return not self._tokens


def read_page(content: bytes, path: str, form: str) -> MarkdownPage:
    """The page of a file.

    Raises:
        InvalidData: It is not UTF-8.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidData(
            tr("the file is not UTF-8 (byte {start})", start=error.start + 1), where=path, code="unreadable-file"
        ) from error
    return read_markdown(text, path, form, titled=True)


def read_markdown(text: str, path: str, form: str, *, titled: bool = False) -> MarkdownPage:
    """The page of a text.

    Args:
        text: CommonMark with tables; HTML in it is shown as it is typed.
        path: Where it stands.
        form: nb or nn.
        titled: Whether it begins with its title.
    """
    tokens = _parser().parse(readable(text))
    title = ""
    if titled and len(tokens) > 1 and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        title, tokens = _words(tokens[1]), tokens[3:]
    paragraphs = [
        words for before, inline in pairwise(tokens) if before.type == "paragraph_open" and (words := _words(inline))
    ]
    every = [words for each in tokens if (words := _words(each))]
    links = tuple(_links(tokens, path))
    anchors = frozenset(_heading_ids(tokens).values())
    return MarkdownPage(path, form, title, (paragraphs or [""])[0], " ".join(every), links, anchors, tokens)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Which links are allowed is decided once, by read_link: refused ones are named and not passed over.
    made.validateLink = lambda url: url is not None  # type: ignore[method-assign]
    return made


def _words(token: Token) -> str:
    """What is read of a piece: no signs of markup, no address; of a picture its alternative."""
    if token.type in ("fence", "code_block"):
        return " ".join(token.content.split())
    parts = [
        _words_of_image(each) if each.type == "image" else " " if each.type.endswith("break") else each.content
        for each in token.children or ()
    ]
    return " ".join("".join(parts).split())


def _words_of_image(token: Token) -> str:
    return " ".join("".join(each.content for each in token.children or ()).split())


def _links(tokens: Sequence[Token], path: str) -> Iterator[PageLink]:
    for token in tokens:
        line = (token.map or [0])[0] + 1
        children = token.children or ()
        for at, each in enumerate(children):
            if each.type == "image":
                yield read_link(str(each.attrs["src"]), path, line, picture=True, text=_words_of_image(each))
            elif each.type == "link_open":
                yield read_link(str(each.attrs["href"]), path, line, text=_words_of_link(children, at))


def _words_of_link(children: Sequence[Token], at: int) -> str:
    """The words of the link that begins at a place, the alternative of its picture among them."""
    inner: list[str] = []
    for later in children[at + 1 :]:
        if later.type == "link_close":
            break
        inner.append(_words_of_image(later) if later.type == "image" else later.content)
    return " ".join("".join(inner).split())


def _heading_ids(tokens: Sequence[Token]) -> dict[int, str]:
    """Place of a heading among the pieces -> its id, each once."""
    found: dict[int, str] = {}
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            stem = name = heading_id(_words(tokens[at + 1]))
            number = 1
            while name in found.values():
                number += 1
                name = f"{stem}-{number}"
            found[at] = name
    return found


def _markup(tokens: Sequence[Token], path: str, addresses: Addresses, level: int) -> Iterator[str]:
    """Every piece as markup, in order."""
    ids, tags = _heading_ids(tokens), _heading_tags(tokens, level)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            yield f'<{tags[at]} id="{ids[at]}">'
        elif token.type == "heading_close":
            yield f"</{tags[at]}>\n"
        elif token.type == "inline":
            yield from _inline(token.children or (), path, addresses)
        elif token.type in ("fence", "code_block"):
            yield f'<pre tabindex="0"><code>{_escaped(token.content)}</code></pre>\n'
        elif not token.hidden:
            yield _plain(token)


def _heading_tags(tokens: Sequence[Token], level: int) -> dict[int, str]:
    """Place of the beginning and the end of a heading -> its tag, one deeper at most than the one above it."""
    found: dict[int, str] = {}
    depth: list[int] = []  # the levels as they were written
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            written = int(token.tag[1])
            while depth and depth[-1] >= written:
                depth.pop()
            depth.append(written)
            found[at] = found[at + 2] = f"h{min(level + len(depth) - 1, 6)}"
    return found


def _plain(token: Token) -> str:
    """Paragraphs, lists and quotations, and tables, which may be wider than a phone."""
    if token.nesting < 0:
        return "</table>\n</div>\n" if token.tag == "table" else f"</{token.tag}>\n"
    if token.tag == "table":
        return '<div class="wide" tabindex="0" role="group">\n<table>\n'
    if token.tag in ("th", "td"):
        kind = _ALIGNED.get(str(token.attrs.get("style", "")), "")
        scope = ' scope="col"' if token.tag == "th" else ""
        return f"<{token.tag}{scope}" + (f' class="{kind}">' if kind else ">")
    start = token.attrs.get("start")
    return f"<{token.tag}>" if start is None else f'<{token.tag} start="{start}">'


def _inline(children: Sequence[Token], path: str, addresses: Addresses) -> Iterator[str]:
    open_links: list[bool] = []
    for at, each in enumerate(children):
        if each.type in {"text", "html_inline"}:
            yield _escaped(each.content)
        elif each.type == "code_inline":
            yield f"<code>{_escaped(each.content)}</code>"
        elif each.type == "image":
            words = _words_of_image(each)
            target = addresses(read_link(str(each.attrs["src"]), path, picture=True, text=words))
            yield _escaped(words) if target is None else f'<img src="{_escaped(target)}" alt="{_escaped(words)}">'
        elif each.type == "link_open":
            link = read_link(str(each.attrs["href"]), path)
            target = addresses(link) if _words_of_link(children, at) else None  # nobody can follow what has no words
            open_links.append(target is not None)
            if target is not None:
                outside = ' rel="external"' if link.kind == "external" else ""
                yield f'<a href="{_escaped(target)}"{outside}>'
        elif each.type == "link_close":
            yield "</a>" if open_links.pop() else ""
        elif each.type == "softbreak":
            yield "\n"
        elif each.type == "hardbreak":
            yield "<br>\n"
        else:  # emphasis, open and closed
            yield f"</{each.tag}>" if each.nesting < 0 else f"<{each.tag}>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
