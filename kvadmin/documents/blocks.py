"""One small model of a printed document: participant list, programme, network division, letter, protocol.

A caller builds a :class:`Document` of blocks; :mod:`kvadmin.documents.publishing` writes it as tagged PDF,
docx, Markdown or a web page. All texts are data: nothing in them is markup in any format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from kvadmin.errors import InvalidData
from kvadmin.tables.cells import visible
from kvadmin.translation import tr
from kvadmin.wording.language_forms import Language

#: An empty box to tick, as text: it can be read aloud, searched for and printed.
TICK_BOX = "☐"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one face."""

    text: str
    strong: bool = False
    italic: bool = False
    muted: bool = False


#: Plain text, or pieces one after the other. A line break in a text is a line break in print.
Text = str | tuple[str | Run, ...]

#: (what a message calls the text, the text).
Texts = list[tuple[str, Text]]


def strong(text: str) -> Run:
    """The text in semibold."""
    return Run(text, strong=True)


def muted(text: str) -> Run:
    """The text in grey."""
    return Run(text, muted=True)


def runs(text: Text) -> tuple[Run, ...]:
    """The text as runs, a plain one as one run."""
    return tuple(part if isinstance(part, Run) else Run(part) for part in ((text,) if isinstance(text, str) else text))


def plain(text: Text) -> str:
    """The text without its faces."""
    return text if isinstance(text, str) else "".join(run.text for run in runs(text))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title; level 1 to 3, in the outline of the file."""

    text: str
    level: int = 1

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        return [("heading", self.text)]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``lead`` is the grey line under a heading, ``note`` small print, ``quote`` somebody else's words.

    Added in version 0.2: ``quote``.
    """

    text: Text
    look: Literal["body", "lead", "note", "quote"] = "body"

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        return [("paragraph", self.text)]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points, numbered when ``ordered``."""

    items: tuple[Text, ...]
    ordered: bool = False

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        return [("list", item) for item in self.items]


@dataclass(frozen=True, slots=True)
class PrintColumn:
    """A column on paper.

    Args:
        title: Text of the header cell, repeated on each page.
        share: Width relative to the other columns.
        align: Of the header and of all cells.
    """

    title: str
    share: float = 1.0
    align: Literal["left", "right", "center"] = "left"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows under a header row that is marked as such and repeated on each page.

    Args:
        columns: From left to right.
        rows: Each as long as ``columns``; a row is never broken over two pages.
        row_height: Least height of a row in mm, for sheets that are written on by hand.
        summary: What the table shows, for those who hear it read (used where the format has a place for it).
    """

    columns: tuple[PrintColumn, ...]
    rows: tuple[tuple[Text, ...], ...]
    row_height: float = 0.0
    summary: str = ""

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise InvalidData(
                    tr(
                        "row {number} has {number2} cells for {number3} columns",
                        number=number,
                        number2=len(row),
                        number3=len(self.columns),
                    )
                )

    def texts(self) -> Texts:
        """The texts with what a message calls them: a row by its first cell, so that a person is named."""
        found: Texts = [("header", column.title) for column in self.columns]
        for number, row in enumerate(self.rows, start=1):
            label = f"row {number}, {visible(plain(row[0]))[:60]}" if row else ""
            cells = zip(self.columns, row, strict=True)
            found.extend((f"{label}, {visible(column.title)}", text) for column, text in cells)
        return [*found, ("summary", self.summary)]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Labels with what belongs to them, one pair per line: a case number, a place, a seed."""

    pairs: tuple[tuple[str, Text], ...]

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        return _pairs(self.pairs)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture over the width of the text.

    Args:
        data: The file's contents.
        kind: ``svg`` or ``png``.
        alt: What it shows, for those who do not see it; required.
        width: In mm, at most the width of the text; that width when not given.
    """

    data: bytes
    kind: Literal["svg", "png"]
    alt: str
    width: float | None = None

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise InvalidData(tr("a picture without a text alternative"), hint=tr("say in alt what the picture shows"))

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        return [("picture", self.alt)]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        return []


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The top of a letter's first page: who writes, who to, and beside it the day and the references.

    The address stands where the window of an envelope shows it (:mod:`kvadmin.documents.window`).

    Args:
        recipient: The lines of the address.
        references: Label and value of each: ``("Saksnr.", "08/2-1")``.
        dated: The day, and the place if wanted.
        sender: Who writes: the name, then the lines of postal address, telephone, e-mail; the document's programme
            when not given. Added in version 0.2.
        mark: A word above the date, such as ``Kopi``. Added in version 0.2.
        logo: A picture that stands for the name; its text alternative is the name. Added in version 0.2.
    """

    recipient: tuple[str, ...]
    references: tuple[tuple[str, str], ...] = ()
    dated: str = ""
    sender: tuple[str, ...] = ()
    mark: str = ""
    logo: Picture | None = None

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        lines = [*(("sender", line) for line in self.sender), *(("recipient", line) for line in self.recipient)]
        return [*lines, *_pairs(self.references), ("date", self.dated), ("mark", self.mark)]


@dataclass(frozen=True, slots=True)
class Signature:
    """The end of a letter: the greeting, and who signs (name, title), side by side."""

    greeting: str
    signers: tuple[tuple[str, str], ...]

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        return [("greeting", self.greeting), *(("signature", part) for signer in self.signers for part in signer)]


@dataclass(frozen=True, slots=True)
class CopyList:
    """``Vedlegg`` or ``Kopi til`` with what is enclosed or who gets a copy."""

    title: str
    items: tuple[str, ...]
    numbered: bool = False

    def texts(self) -> Texts:
        """The texts with what a message calls them."""
        return [("list", self.title), *(("list", item) for item in self.items)]


Leaf = Heading | Paragraph | Bullets | TableBlock | KeyValues | Picture | PageBreak | Letterhead | Signature | CopyList


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page when a page can hold them: the heading, lead and table of a network."""

    blocks: tuple[Leaf, ...]


#: One part of a document.
Block = Leaf | Together


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed, in one language form.

    Args:
        title: The big heading.
        language: Of all its texts; also of ``Side x av y``.
        programme: Small line above the title.
        subtitle: Line below the title: occasion, days, place. With the title it names the file in its properties.
        lead: Grey line below it: ``40 deltakere fra 12 kommuner …``.
        blocks: What stands below.
        footer: Left of ``Side x av y`` on each page.
        landscape: The page lies on its side.
        author: In the properties of the file; the programme when not given.
    """

    title: str
    language: Language
    programme: str = ""
    subtitle: str = ""
    lead: Text = ""
    blocks: tuple[Block, ...] = field(default=())
    footer: str = ""
    landscape: bool = False
    author: str = ""

    def with_blocks(self, blocks: Iterable[Block]) -> Document:
        """The same document with these blocks behind its own."""
        return replace(self, blocks=(*self.blocks, *blocks))

    @property
    def file_title(self) -> str:
        """The title in the properties of the file: *Program* alone would tell no window or search from another.

        Added in version 0.2.
        """
        return " – ".join(part for part in (self.title, self.subtitle) if part)

    @property
    def letterhead(self) -> Letterhead | None:
        """What makes it a letter: a letterhead as its first block, with the programme as its sender if it names none.

        Added in version 0.2.
        """
        first = self.blocks[0] if self.blocks else None
        if not isinstance(first, Letterhead):
            return None
        return first if first.sender or not self.programme else replace(first, sender=(self.programme,))

    def leaves(self) -> Iterator[Leaf]:
        """The blocks in print order, those of groups one by one."""
        for block in self.blocks:
            if isinstance(block, Together):
                yield from block.blocks
            else:
                yield block

    def texts(self) -> Texts:
        """Every text with what a message calls it."""
        own = ("title", "programme", "subtitle", "lead", "footer", "author")
        found: Texts = [(name, getattr(self, name)) for name in own]
        for leaf in self.leaves():
            found.extend(leaf.texts())
        return found


def _pairs(pairs: Iterable[tuple[str, Text]]) -> Texts:
    return [part for label, value in pairs for part in (("label", label), (visible(label), value))]


#: ``Side x av y``: the words in front of and between the numbers.
PAGE_WORDS: dict[str, tuple[str, str]] = {"nb": ("Side", "av"), "nn": ("Side", "av"), "en": ("Page", "of")}
