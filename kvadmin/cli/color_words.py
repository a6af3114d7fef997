"""``--color`` as the words of a command line say it, before Typer has read them: errors are coloured by it, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kvadmin.tables.colors import COLORS, Asked


@contextmanager
def coloured(args: list[str]) -> Iterator[None]:
    """Colour the lines beside the result as these words say, while their run lasts.

    Args:
        args: The words after ``kvadmin``.
    """
    words = args[: args.index("--")] if "--" in args else args
    before = Asked.color
    for word, after in zip(words, [*words[1:], ""], strict=True):
        said = after if word == "--color" else word.removeprefix("--color=")
        if word.startswith("--color") and said in COLORS:
            Asked.color = said
    try:
        yield
    finally:
        Asked.color = before
