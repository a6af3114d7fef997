"""``--help`` for a person who listens to the screen: ``Option --dry-run: what it does``, no columns.

Typer sets names and what they mean in two columns; here every line says by itself what it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kvadmin.tables.look import accessible
from kvadmin.translation import tr

if TYPE_CHECKING:
    from typer._click.formatting import HelpFormatter as _Formatter
else:
    _Formatter = object


def read_aloud(command: Any) -> None:
    """Let every help page below a command be one to listen to, while the person asks for it.

    What translates help pages has to stand before it; where it is there already, it is put there again.
    """
    context = command.context_class
    formatter = context.formatter_class
    if not hasattr(formatter, "kvadmin_reads_aloud"):
        plain = formatter.__mro__[1] if hasattr(formatter, "kvadmin_speaks") else formatter
        context.formatter_class = type("Reading", (_Aloud, plain), {})


class _Aloud(_Formatter):
    """Stands before Typer's formatter of help pages: a sentence a line, without indentation."""

    kvadmin_reads_aloud = True
    _heading = ""

    def indent(self) -> None:
        """Nothing is set in: a screen reader would say the blanks, or leave them out."""
        if not accessible():
            super().indent()

    def dedent(self) -> None:
        """The same."""
        if not accessible():
            super().dedent()

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage, whole."""
        if not accessible():
            super().write_usage(prog, args, prefix)
            return
        self.write(f"{prefix or 'Usage: '}{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """A heading; what stands below it is called after it."""
        self._heading = heading
        super().write_heading(heading)

    def write_text(self, text: str) -> None:
        """A help text, a paragraph a line; one that keeps its lines keeps them."""
        if not accessible():
            super().write_text(text)
            return
        self.write("\n".join(_paragraphs(text)) + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], *arguments: Any, **named: Any) -> None:
        """Options, arguments or commands, each in a sentence of its own."""
        if not accessible():
            super().write_dl(rows, *arguments, **named)
            return
        for first, second in rows:
            said = " ".join(second.split())
            name = _called(self._heading, first)
            self.write(f"{name}: {said}\n" if said else f"{name}\n")


def _called(heading: str, name: str) -> str:
    """What stands in a list of a help page, with what it is: ``Option -o, --output FILE``."""
    if name.startswith("-"):
        return tr("Option {name}", name=name)
    if heading in ("Arguments", tr("Arguments")):
        return tr("Argument {name}", name=name)
    return tr("Command {name}", name=name)


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for number, paragraph in enumerate(text.strip().split("\n\n")):
        kept = paragraph.startswith("\b")
        said = [" ".join(line.split()) for line in (paragraph.lstrip("\b").splitlines() if kept else [paragraph])]
        lines += [*([""] if number else []), *filter(None, said)]
    return lines
