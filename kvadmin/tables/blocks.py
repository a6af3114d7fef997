"""A table as ``Field: value`` lines: where the window is too narrow for columns, or nobody looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kvadmin.tables.wrapping import wrapped

#: In front of the further lines of a value.
_HANGING = "  "


def block_lines(titles: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None) -> Iterator[str]:
    """Each row as a block, an empty line between them; fields without a value are left out.

    Args:
        titles: Of the columns.
        rows: Texts.
        width: Columns of the window; lines are as long as they like when not given.
    """
    for number, row in enumerate(rows):
        if number:
            yield ""
        for title, text in zip(titles, row, strict=True):
            if text:
                yield from field_lines(title, text, width)


def field_lines(title: str, text: str, width: int | None = None) -> list[str]:
    """One ``Field: value``; a value without a title goes on with the one above."""
    first = f"{title}: " if title else _HANGING
    return [first + text] if width is None else wrapped(text, width, first=first, further=_HANGING)
