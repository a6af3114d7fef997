"""A table as ``Field: value`` lines: where the window is too narrow for columns, or nobody looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kvadmin.tables.wrapping import width_of, wrapped

#: In front of the further lines of a value.
_HANGING = "  "


def block_lines(
    titles: Sequence[str], rows: Sequence[Sequence[str]], width: int | None = None, whole: Sequence[bool] = ()
) -> Iterator[str]:
    """Each row as a block, an empty line between them; fields without a value are left out.

    Args:
        titles: Of the columns.
        rows: Texts.
        width: Columns of the window; lines are as long as they like when not given.
        whole: Of each column, whether no cell of it is wrapped (commands); none when not given.
    """
    unbroken = whole or [False] * len(titles)
    for number, row in enumerate(rows):
        if number:
            yield ""
        for title, text, one in zip(titles, row, unbroken, strict=True):
            if text:
                yield from field_lines(title, text, width, whole=one)


def field_lines(title: str, text: str, width: int | None = None, *, whole: bool = False) -> list[str]:
    """One ``Field: value``; a value without a title goes on with the one above."""
    first = f"{title}: " if title else _HANGING
    if width is None:
        return [first + text]
    if width_of(first) > width:
        return wrapped(first + text, width, further=_HANGING)
    if whole and title and width_of(first + text) > width:
        return [first.rstrip(), _HANGING + text]
    return [first + text] if whole else wrapped(text, width, first=first, further=_HANGING)
