"""A frozen letter as a printed document: letterhead, text, signature, numbered attachments and the list of copies."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import cast

from kvadmin.api.documents import (
    Block,
    Bullets,
    CopyList,
    Document,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    PrintColumn,
    Run,
    Signature,
    TableBlock,
    Text,
    plain,
)
from kvadmin.api.records import Programme
from kvadmin.api.wording import Language, day

from ..outbox.frozen_mailing import FrozenLetter, FrozenMailing
from ..outbox.mailings import Mailing

_REFERENCE = {"nb": "Saksnr.", "nn": "Saksnr.", "en": "Case"}
_ENCLOSED = {"nb": "Vedlegg", "nn": "Vedlegg", "en": "Enclosed"}
_COPY = {"nb": "Kopi", "nn": "Kopi", "en": "Copy"}
_GREETINGS = ("vennlig hilsen", "vennleg helsing", "med vennlig hilsen", "med vennleg helsing", "kind regards")
#: The date of a message does not matter here; it is not printed.
_ANY = datetime(2000, 1, 1, tzinfo=UTC)


def parsed_letter(outbox: FrozenMailing, letter: FrozenLetter) -> EmailMessage:
    """The frozen message, read as any mail program reads it."""
    message = email.message_from_bytes(outbox.content(letter, _ANY), policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # the default policy makes no other
    return message


def letter_text(message: EmailMessage) -> str:
    """The letter as plain text."""
    part = message.get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n").strip() if part is not None else ""


def letter_document(mailing: Mailing, letter: FrozenLetter, programme: Programme, dated: date) -> Document:
    """One letter to be printed.

    Args:
        mailing: With the heads and numbers noted beside its plan.
        letter: One of its letters.
        programme: For its name and whoever signs.
        dated: What stands as the letter's date.
    """
    language = cast("Language", letter.form)
    blocks = _blocks(parsed_letter(mailing.outbox, letter))
    title = letter.subject
    if blocks and isinstance(blocks[0], Heading):
        title = blocks[0].text
        blocks = blocks[1:]
    blocks = _levelled(blocks)
    blocks, signature = _signed(blocks, programme)
    to = letter.head or tuple(str(box) for box in letter.to)
    case = letter.case
    references = ((_REFERENCE[letter.form], f"{case}-{letter.document}"),) if case else ()
    top = Letterhead(recipient=to, references=references, dated=day(dated, language))
    end: list[Block] = [signature] if signature else []
    if letter.attachments:
        names = tuple(str(each["name"]) for each in letter.attachments)
        end.append(CopyList(_ENCLOSED[letter.form], names, numbered=True))
    copies = tuple(one.name for one in letter.copies) or tuple(str(box) for box in letter.cc)
    if copies:
        end.append(CopyList(_COPY[letter.form], copies))
    sender = programme.sender
    return Document(
        title=title,
        language=language,
        programme=sender.name if sender and sender.name else programme.name,
        blocks=(top, *blocks, *end),
        footer=case,
    )


def joined_document(documents: Iterable[Document]) -> Document:
    """Several letters as one document, each on a page of its own; the first one's title is the file's."""
    first, *others = documents
    blocks = list(first.blocks)
    for other in others:
        top, *rest = other.blocks
        blocks += [PageBreak(), Paragraph(other.programme, "note"), top, Heading(other.title)]
        blocks += [_lower(block) for block in rest]
    return replace(first, blocks=tuple(blocks), footer="")


def _lower(block: Block) -> Block:
    return replace(block, level=min(block.level + 1, 3)) if isinstance(block, Heading) else block


def _levelled(blocks: list[Block]) -> list[Block]:
    """The headings without gaps in their levels, from 1: what a tagged file demands below its title."""
    levels = sorted({block.level for block in blocks if isinstance(block, Heading)})
    deepest = 0
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            deepest = min(levels.index(block.level) + 1, deepest + 1)
            found.append(replace(block, level=deepest))
        else:
            found.append(block)
    return found


def _signed(blocks: list[Block], programme: Programme) -> tuple[list[Block], Signature | None]:
    """The greeting and the sender at the end of the text, as the end of a letter in print."""
    for at in range(len(blocks) - 1, max(len(blocks) - 4, -1), -1):
        block = blocks[at]
        if isinstance(block, Paragraph) and plain(block.text).strip().rstrip(",").casefold() in _GREETINGS:
            names = [plain(b.text) for b in blocks[at + 1 :] if isinstance(b, Paragraph)]
            if len(names) != len(blocks) - at - 1:
                return blocks, None
            sender = programme.sender
            signers = [(sender.signed_by, sender.title)] if sender and sender.signed_by else []
            signers += [(name, "") for name in names if not signers or name != signers[0][0]]
            return blocks[:at], Signature(plain(block.text).strip(), tuple(signers))
    return blocks, None


def _blocks(message: EmailMessage) -> list[Block]:
    part = message.get_body(("html",))
    if part is None:
        pieces = letter_text(message).split("\n\n")
        return [Paragraph(piece.strip("\n")) for piece in pieces if piece.strip()]
    reader = _Reader()
    reader.feed(str(part.get_content()))
    reader.close()
    return reader.blocks


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
