"""Colour on the screen: what a word means gets a colour of its own, and never the colour alone says it.

One small table says which words are good, need somebody, or are wrong; whatever is coloured is a whole word that stands
there without colour as well. Colours are those that every terminal has, in the shades its person has chosen for them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kvadmin.tables.look import accessible
from kvadmin.translation import CATALOGUE, tr

if TYPE_CHECKING:
    from kvadmin.tables.table import Table

#: What ``--color`` is given.
COLORS = ("auto", "always", "never")

#: Meaning -> how it is shown (ECMA-48, Select Graphic Rendition): red and bold, yellow, green.
_SHOWN_AS = {"wrong": "1;31", "open": "33", "good": "32"}
#: Words of closed vocabularies, as JSON has them -> what they mean to who reads them.
MEANINGS = {
    **dict.fromkeys(
        "error failed overdue urgent rejected refused bounced changed concern consistent_fail differences delayed "
        "stopped missing".split(),
        "wrong",
    ),
    **dict.fromkeys(
        "warning incomplete manual confirm late weak waiting waitlisted unknown inconsistent duplicate disabled due "
        "planned begun in-progress not-started".split(),
        "open",
    ),
    **dict.fromkeys(
        "admitted complete completed imported sent identical sound improvement consistent_pass on-time active approved "
        "came".split(),
        "good",
    ),
}
#: Columns whose cells are such words, and the column of the values of a sheet of facts.
_KEYS = frozenset("assurance outcome severity state status variation verdict result on_time urgency value".split())


class Asked:
    """What ``--color`` said, for the lines beside the result; None: nothing, so that each stream decides."""

    color: str | None = None


def wanted(asked: str | None, *, terminal: bool) -> bool:
    """Whether a stream is coloured.

    ``--color`` comes first, then ``NO_COLOR`` (no-color.org), then whether it is a terminal that can. Who listens to
    the screen has no use for colours.

    Args:
        asked: What ``--color`` says, if anything.
        terminal: Whether the stream is one.
    """
    if asked == "always":
        return _switched_on() or True
    if asked == "never" or not terminal or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return not accessible() and _switched_on()


def _switched_on() -> bool:
    """Whether the console takes colours; Windows' old one must be told to (ENABLE_VIRTUAL_TERMINAL_PROCESSING)."""
    if os.name != "nt":
        return True
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]  # Windows has it
    done = []
    for number in (-11, -12):  # standard output, standard error
        handle, mode = kernel.GetStdHandle(number), ctypes.c_ulong()
        if kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            done.append(bool(kernel.SetConsoleMode(handle, mode.value | 4)))
    return any(done)


def colored(text: str, meaning: str) -> str:
    """The text as something ``good``, ``open`` or ``wrong`` looks."""
    return f"\x1b[{_SHOWN_AS[meaning]}m{text}\x1b[0m"


def painted(text: str, tables: Iterable[Table]) -> str:
    """Tables as they are set, with the words coloured that mean something.

    A word counts where a column of words says it and it stands as a whole cell, so that no name or note is coloured.

    Args:
        text: The finished text, whatever its layout.
        tables: What it was made of, in the language of the screen.
    """
    shown = {CATALOGUE[word] or CATALOGUE[word.replace("_", " ")] or word: name for word, name in MEANINGS.items()}
    shown |= {word.replace("_", " "): name for word, name in MEANINGS.items()} | shown
    found = {
        cell
        for table in tables
        for at, column in enumerate(table.columns)
        if column.key in _KEYS
        for row in table.rows
        if isinstance(cell := row[at], str) and cell in shown
    }
    if not found:
        return text
    words = "|".join(re.escape(each) for each in sorted(found, key=len, reverse=True))
    whole = re.compile(rf"(?m)(?:^|(?<=  )|(?<=: ))(?:{words})(?=  |$)")
    return whole.sub(lambda match: colored(match[0], shown[match[0]]), text)


def labelled(line: str) -> str:
    """A line beside the result with its label coloured: ``error:``, ``warning:``."""
    for label, meaning in (
        (tr("error: {message}", message=""), "wrong"),
        (f"{tr('Error:')} ", "wrong"),
        (tr("warning: {text}", text=""), "open"),
    ):
        word = label.strip()
        if line.startswith(label) and word:
            return colored(word, meaning) + line[len(word) :]
    return line
