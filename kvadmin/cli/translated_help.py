"""``--help`` in the language of the screen: what Typer writes is translated where it is written.

So the help texts of commands and options, Typer's own and those of third-party plugins, need no call of their own. A
help text is looked up paragraph by paragraph, as the catalogues have it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from typing import Any

from kvadmin.translation import CATALOGUE, tr

#: What Typer puts behind the help text of an option: ``[default: 5; required]``.
_EXTRA = re.compile(r"(?s)(.*?)(?:^|  )\[((?:default: |required|env var: |x?[\d<>=]).*)\]$")


def speak_in_help(command: Any) -> None:
    """Let every help page below a command be written in the language of the screen."""
    context = command.context_class
    if not hasattr(context.formatter_class, "kvadmin_speaks"):
        context.formatter_class = _translating(context.formatter_class)


def paragraphs_of(help_text: str) -> list[str]:
    r"""The sentences of a help text that are looked up: its paragraphs without line breaks.

    A paragraph that keeps its lines (``\b``) and one that is an example of a command line are no sentences.
    """
    parts = (part for part in re.split(r"\n\s*\n", help_text.strip()))
    return [" ".join(part.split()) for part in parts if not _stays(part)]


def _stays(paragraph: str) -> bool:
    return paragraph.lstrip().startswith(("\b", "Example:", "kvadmin "))


def help_in(text: str) -> str:
    """A help text in the language of the screen."""
    parts = re.split(r"(\n\s*\n)", text)
    return "".join(part if not part.strip() else _paragraph(part) for part in parts)


def _paragraph(text: str) -> str:
    if text.lstrip().startswith("Example:"):
        return text.replace("Example:", tr("Example:"))
    if _stays(text):
        return text
    found = CATALOGUE[" ".join(text.split())]
    return text if found is None else found


def short_help(text: str) -> str:
    """The line of a command in the list of its group: its first paragraph, which Typer would cut off in English."""
    first = paragraphs_of(inspect.cleandoc(text))[:1]
    return "".join(map(help_in, first)).removesuffix(".")


def described(text: str) -> str:
    """The description of an option or argument, with what Typer puts behind it."""
    match = _EXTRA.fullmatch(text)
    if match is None:
        return help_in(text)
    extras = []
    for each in match[2].split("; "):
        name, colon, value = each.partition(": ")
        extras.append(tr("default: {value}", value=value) if colon and name == "default" else tr(each))
    return f"{help_in(match[1])}{'  ' if match[1] else ''}[{'; '.join(extras)}]"


def _translating(formatter: Any) -> Any:
    class Translating(formatter):  # type: ignore[misc]  # whichever Typer's is
        """Typer's formatter of help pages, speaking the language of the screen."""

        kvadmin_speaks = True

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            """The line of the usage."""
            for word in ("OPTIONS", "COMMAND", "ARGS"):
                args = re.sub(rf"\b{word}\b", tr(word), args)
            super().write_usage(prog, args, f"{tr('Usage:')} " if prefix is None else prefix)

        def write_heading(self, heading: str) -> None:
            """A heading."""
            super().write_heading(tr(heading))

        def write_text(self, text: str) -> None:
            """A help text."""
            super().write_text(help_in(text))

        def write_dl(self, rows: Sequence[tuple[str, str]], *arguments: Any, **named: Any) -> None:
            """A list of options or commands."""
            super().write_dl([(first, described(second)) for first, second in rows], *arguments, **named)

    return Translating
