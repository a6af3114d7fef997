"""Lines for the person beside the result: warnings, errors, what was done. They go to stderr, and through here."""

from __future__ import annotations

import sys

#: What takes a line that rewrites itself away: back to its start, and clear it.
CLEAR = "\r\x1b[K"


class DrawnLine:
    """Whether a line that rewrites itself (progress) stands on the terminal, where the next text would go on."""

    there: bool = False

    @classmethod
    def take_away(cls) -> None:
        """Clear it."""
        if cls.there and sys.stderr is not None:
            cls.there = False
            print(CLEAR, end="", file=sys.stderr, flush=True)


def say(text: str) -> None:
    """Print a text on stderr: on a terminal wrapped at words, never inside a command; else its lines as they are."""
    DrawnLine.take_away()
    print(as_shown(text), file=sys.stderr)


def as_shown(text: str) -> str:
    """The text as the screen behind stderr takes it; further lines are indented as the first is, and a step more.

    ``error:`` and ``warning:`` are coloured where colour is wanted. For who listens nothing is set in or wrapped.
    Control characters of a name are shown, as in a table: it can colour, clear or reorder nobody's screen.
    """
    from kvadmin.tables.colors import ColorAsked, labelled, wanted
    from kvadmin.tables.look import accessible, window_width

    if not text.isprintable():
        from kvadmin.tables.cells import visible

        text = visible(text, keep="\n\t")
    width = window_width(sys.stderr)
    if accessible():
        from kvadmin.tables.spoken import heard

        text = heard(text)
    elif width is not None:
        text = _in_window(text, width)
    return labelled(text) if wanted(ColorAsked.color, terminal=width is not None) else text


def _in_window(text: str, width: int) -> str:
    from kvadmin.tables.wrapping import wrapped

    lines = []
    for line in text.split("\n"):
        told = line.lstrip(" ")
        indent = line[: len(line) - len(told)]
        lines += wrapped(told, width, first=indent, further=f"{indent}  ") if len(line) > width else [line]
    return "\n".join(lines)
