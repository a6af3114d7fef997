"""A command line that is not finished: which command it leads to, and what stands at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Unfinished:
    """What the words of a command line say so far.

    Attributes:
        command: The command they lead to, or the group whose command is missing.
        context: Its context, for what completes values itself.
        path: The words of the command.
        options: Option, by its longest name -> what was typed as its value.
        arguments: The arguments so far.
        asked: The option whose value is missing, if one is.
        plain: Whether nothing can be an option any more (after ``--``).
    """

    command: Any
    context: Any
    path: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)
    asked: Any = None
    plain: bool = False


def read_words(root: Any, words: list[str]) -> Unfinished:
    """Follow whole words from the top of the command line.

    Args:
        root: The command of the top level.
        words: The words after ``kvadmin`` but for the one that is being typed.
    """
    at = Unfinished(root, root.context_class(root, info_name="kvadmin", resilient_parsing=True))
    for word in words:
        if at.asked is not None:
            _note(at, at.asked, word)
            at.asked = None
        elif not at.plain and is_option(word):
            _option(at, word)
        elif hasattr(at.command, "list_commands"):
            _step(at, word)
        else:
            at.arguments.append(word)
    return at


def is_option(word: str) -> bool:
    """Whether a word is an option; a negative figure is none."""
    return len(word) > 1 and word.startswith("-") and not re.fullmatch(r"-\d[\d.,]*", word)


def option_named(command: Any, name: str) -> Any:
    """The option of a command with that name, or None."""
    return next((each for each in command.params if name in (*each.opts, *each.secondary_opts)), None)


def takes_value(option: Any) -> bool:
    """Whether a value stands behind an option."""
    return not getattr(option, "is_flag", False) and not getattr(option, "count", False)


def long_name(option: Any) -> str:
    """The longest name of an option."""
    return str(max(option.opts, key=len))


def _option(at: Unfinished, word: str) -> None:
    if word == "--":
        at.plain = True
        return
    name, equals, value = word.partition("=")
    found = option_named(at.command, name)
    if found is None:
        return
    if not takes_value(found):
        _note(at, found, "yes")
    elif equals:
        _note(at, found, value)
    else:
        at.asked = found


def _note(at: Unfinished, option: Any, value: str) -> None:
    at.options[long_name(option)] = value
    at.context.params[option.name] = True if not takes_value(option) else value


def _step(at: Unfinished, word: str) -> None:
    """Into the command of a group, by its Norwegian word as well; of one that there is not nothing is known."""
    from kvadmin.wording.norwegian_words import english_word

    found = at.command.get_command(at.context, word)
    if found is None:
        word = english_word(word, at.command.list_commands(at.context)) or word
        found = at.command.get_command(at.context, word)
    if found is None:
        raise LookupError(word)
    at.command = found.load() if hasattr(found, "load") else found
    at.path.append(word)
    at.context = at.command.context_class(at.command, parent=at.context, info_name=word, resilient_parsing=True)
