"""The document model as Markdown: protocols and codebooks that can be read, compared and mailed as text."""

from __future__ import annotations

import re

from kvadmin.documents.blocks import (
    Bullets,
    CopyList,
    Document,
    Heading,
    KeyValues,
    Leaf,
    Letterhead,
    PageBreak,
    Paragraph,
    Picture,
    Signature,
    TableBlock,
    Text,
    runs,
)
from kvadmin.tables.cells import check_text
from kvadmin.tables.markdown import escape, pipe_table

_BLOCK_START = re.compile(r"^(\s*)([-+>=]|\d+[.)])")


def write(document: Document) -> str:
    """The document as Markdown, ending in a line break; pictures are given by their text alternative.

    Raises:
        InvalidData: A control character or a text that is too long, with its place.
    """
    for where, text in document.texts():
        check_text("".join(run.text for run in runs(text)), f"{document.title}, {where}")
    parts = [f"**{escape(document.programme)}**"] if document.programme else []
    parts.append(f"# {escape(document.title)}")
    parts.extend(_line(text) for text in (document.subtitle, document.lead) if text)
    parts.extend(_leaf(leaf) for leaf in document.leaves())
    if document.footer:
        parts.append(f"---\n\n{_line(document.footer)}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Heading(text=text, level=level):
            return f"{'#' * (level + 1)} {escape(text)}"
        case Paragraph(text=rich, look=look):
            return "\n".join(f"> {line}" for line in _line(rich).split("\n")) if look == "quote" else _line(rich)
        case Bullets(items=items, ordered=ordered):
            return _points(items, ordered=ordered)
        case TableBlock(columns=columns, rows=rows):
            align = [column.align for column in columns]
            cells = [[_inline(cell, "<br>") for cell in row] for row in rows]
            return pipe_table([escape(column.title) for column in columns], cells, align)
        case _:
            return _rare(leaf)


def _rare(leaf: KeyValues | Picture | PageBreak | Letterhead | Signature | CopyList) -> str:
    match leaf:
        case KeyValues(pairs=pairs):
            return "\n".join(f"- {escape(label)}: {_inline(value)}" for label, value in pairs)
        case Picture(alt=alt):
            return f"*{escape(alt)}*"
        case PageBreak():
            return ""
        case Letterhead():
            references = [f"{key} {value}" for key, value in leaf.references]
            return "\\\n".join(_line(line) for line in [*leaf.recipient, *references, leaf.dated] if line)
        case Signature():
            return "\n\n".join([_line(leaf.greeting), *(_line(f"{name}\n{role}") for name, role in leaf.signers)])
        case CopyList():
            return f"**{escape(leaf.title)}**\n\n{_points(leaf.items, ordered=leaf.numbered)}"


def _points(items: tuple[Text, ...], *, ordered: bool) -> str:
    marks = (f"{number}." if ordered else "-" for number in range(1, len(items) + 1))
    return "\n".join(f"{mark} {_line(item)}" for mark, item in zip(marks, items, strict=True))


def _line(text: Text) -> str:
    """A text that starts a line: a dash or a number in front is not taken for a list."""
    return _BLOCK_START.sub(lambda found: f"{found[1]}{_guarded(found[2])}", _inline(text))


def _guarded(start: str) -> str:
    return f"{start[:-1]}\\{start[-1]}"


def _inline(text: Text, line_break: str = "\\\n") -> str:
    out = ""
    for run in runs(text):
        body = line_break.join(escape(line) for line in run.text.splitlines() or [""])
        mark = "**" if run.strong else "*" if run.italic else ""
        bare = body.strip()
        out += body.replace(bare, f"{mark}{bare}{mark}", 1) if mark and bare else body
    return out
