"""What Typer says of a wrong command line, in the language of the screen.

Typer writes its sentences itself; each is recognised by its form here and said again. Programs get its English.
"""

from __future__ import annotations

import re
import sys
from typing import Any

from kvadmin.tables.stderr_lines import say
from kvadmin.translation import Translated, tr

#: Typer's sentences, with names for what varies; the catalogue has them like any other.
_FORMS = (
    "No such command {name}. Did you mean {names}?",
    "No such command {name}.",
    "No such option: {name} Did you mean {names}?",
    "No such option: {name}",
    "Missing command.",
    "Missing argument {name}.",
    "Missing option {name}.",
    "Got unexpected extra argument(s) ({words})",
    "Got unexpected extra argument ({words})",
    "Got unexpected extra arguments ({words})",
    "Option {name} requires an argument.",
    "Option {name} requires {number} arguments.",
    "Option {name} does not take a value.",
    "Invalid value for {name}: {problem}",
    "Could not open file {name}: {problem}",
    "{value} is not a valid integer.",
    "{value} is not a valid int.",
    "{value} is not a valid float.",
    "{value} is not in the range {range}.",
    "{value} is not one of {names}.",
    "{value} does not match the formats {names}.",
    "File {name} does not exist.",
    "Directory {name} does not exist.",
    "Path {name} does not exist.",
    "File {name} is a directory.",
)


def said_again(message: str) -> str:
    """One of Typer's sentences in the language of the screen; one that is not known stays as it is."""
    for form in _FORMS:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(form))
        if match := re.fullmatch(f"(?s){pattern}", message):
            values = {
                name: said_again(value) if name == "problem" else value for name, value in match.groupdict().items()
            }
            said = tr(form, **values)
            return Translated(said, message) if said != message else message
    return message


def show(error: Any) -> None:
    """Print a usage error of Typer's, with the usage of the command as people know it."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return
    if context is not None:
        print(context.get_usage(), file=sys.stderr)
        hint = tr("Try '{command}' for help.", command=f"{context.command_path} {context.help_option_names[0]}")
        say(f"{hint}\n")
    say(f"{tr('Error:')} {said_again(error.format_message())}")
