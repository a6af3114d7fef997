"""Lines for the person beside the result: warnings, errors, what was done. They go to stderr, and through here."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Print a text on stderr: on a terminal wrapped at words, never inside a command; else its lines as they are."""
    print(as_shown(text), file=sys.stderr)


def as_shown(text: str) -> str:
    """The text as the screen behind stderr takes it; further lines are indented as the first is, and a step more.

    ``error:`` and ``warning:`` are coloured where colour is wanted. For who listens nothing is set in or wrapped.
    """
    from kvadmin.tables.colors import Asked, labelled, wanted
    from kvadmin.tables.look import accessible, window_width

    width = window_width(sys.stderr)
    if accessible():
        from kvadmin.tables.spoken import heard

        text = heard(text)
    elif width is not None:
        text = _in_window(text, width)
    return labelled(text) if wanted(Asked.color, terminal=width is not None) else text


def _in_window(text: str, width: int) -> str:
    from kvadmin.tables.wrapping import wrapped

    lines = []
    for line in text.split("\n"):
        told = line.lstrip(" ")
        indent = line[: len(line) - len(told)]
        lines += wrapped(told, width, first=indent, further=f"{indent}  ") if len(line) > width else [line]
    return "\n".join(lines)
