"""Did you mean, for the words of the command line itself: commands, and options."""

from __future__ import annotations

from typing import Any

from kvadmin.wording.near_names import near_names
from kvadmin.wording.norwegian_words import norwegian_words


def near_commands(typed: str, group: Any, context: Any) -> dict[str, str]:
    """The commands of a group that a word may mean, by their Norwegian words as well."""
    named = {name: norwegian_words(name) for name in group.list_commands(context)}
    return near_names(typed, named)


def near_options(typed: str, command: Any, context: Any) -> dict[str, str]:
    """The options of a command that a word may mean."""
    options = [option for each in command.get_params(context) for option in (*each.opts, *each.secondary_opts)]
    return near_names(typed, [each for each in options if each.startswith("--")])
