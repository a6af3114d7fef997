"""A command line that is not finished: which command it leads to, and what stands at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kvadmin.cli.completion.fitting import is_option

#: Arguments and options that are files or folders, by their type and by what help calls them.
_FILE_TYPES = ("path", "file", "filename", "directory")
_FILES = ("FILE", "DIR", "PATH", "JSON", "GEOJSON", "SPLIT.json")


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
        passed: The words as they were typed, command and context of each command on the way.
        names: Kind -> names that were found in the data.
    """

    command: Any
    context: Any
    path: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)
    asked: Any = None
    plain: bool = False
    passed: list[tuple[tuple[str, ...], Any, Any]] = field(default_factory=list)
    names: dict[str, dict[str, str]] = field(default_factory=dict)


def read_words(root: Any, words: list[str]) -> Unfinished:
    """Follow whole words from the top of the command line.

    Args:
        root: The command of the top level.
        words: The words after ``kvadmin`` but for the one that is being typed.
    """
    at = Unfinished(root, root.context_class(root, info_name="kvadmin", resilient_parsing=True))
    at.passed.append(((), at.command, at.context))
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


def option_named(command: Any, name: str) -> Any:
    """The option of a command with that name, or None."""
    return next((each for each in command.params if name in (*each.opts, *each.secondary_opts)), None)


def takes_value(option: Any) -> bool:
    """Whether a value stands behind an option."""
    return not getattr(option, "is_flag", False) and not getattr(option, "count", False)


def long_name(option: Any) -> str:
    """The longest name of an option."""
    return str(max(option.opts, key=len))


def called_in_help(param: Any) -> str:
    """What help calls an option's value or an argument: ``COHORT``."""
    name = str(param.metavar or param.name or "")
    return name.replace("[", "").replace("]", "").removesuffix("...").removesuffix("…")


def is_file(param: Any) -> bool:
    """Whether an option or argument is a file or folder."""
    return str(getattr(param.type, "name", "")) in _FILE_TYPES or called_in_help(param) in _FILES


def may_be_file(param: Any) -> bool:
    """Whether it may be one, among others."""
    return any(each in called_in_help(param) for each in _FILES)


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

    typed = word
    found = at.command.get_command(at.context, word)
    if found is None:
        word = english_word(word, at.command.list_commands(at.context)) or word
        found = at.command.get_command(at.context, word)
    if found is None:
        raise LookupError(word)
    at.command = found.load() if hasattr(found, "load") else found
    at.path.append(word)
    at.context = at.command.context_class(at.command, parent=at.context, info_name=word, resilient_parsing=True)
    at.passed.append(((*at.passed[-1][0], typed), at.command, at.context))
