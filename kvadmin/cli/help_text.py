"""Help texts of third-party commands, so that none of them colours, clears or reorders anybody's screen."""

from __future__ import annotations

from typing import Any

#: What of a command and of a parameter is printed by ``--help``.
_SHOWN = ("help", "short_help", "epilog", "options_metavar", "subcommand_metavar", "metavar")


def clean_help(command: Any) -> None:
    """Clean a command, its parameters and, of a group, its commands of control characters."""
    for part in (command, *command.params):
        for name in _SHOWN:
            if isinstance(text := getattr(part, name, None), str):
                setattr(part, name, _clean(text))
    for child in getattr(command, "commands", {}).values():
        clean_help(child)


def _clean(text: str) -> str:
    r"""The text with its lines; a line of ``\b`` alone, by which a paragraph keeps its lines, stays."""
    lines = text.partition("\f")[0].split("\n")
    if all(line.isprintable() for line in lines):
        return text
    from kvadmin.tables.cells import visible

    return "\n".join(line if line.strip() == "\b" else visible(line) for line in lines)
