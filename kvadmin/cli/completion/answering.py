"""The answer to a shell that asks what can stand at the end of a command line.

``kvadmin __complete SHELL ...`` prints one line each: what can stand there, a tabulator, what it is. Exit 3 says that
it is a file, so that the shell looks itself. Whatever goes wrong (a broken folder, a plugin that cannot be loaded),
nothing is printed and the person types on; nothing is locked or written.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from typing import Any

from kvadmin.cli.completion.command_line import (
    Unfinished,
    is_file,
    long_name,
    may_be_file,
    option_named,
    read_words,
    takes_value,
)
from kvadmin.cli.completion.fitting import FILES, Candidates, fitting, is_option

#: The word that a shell's script asks with; no command is ever called so.
ASKING = "__complete"


def answer(asked: list[str], top: Callable[[], Any]) -> int:
    """Print what can stand at the end of a command line.

    Args:
        asked: The shell and, as it gives them, the words so far (bash: the line up to the cursor).
        top: Makes the top-level command, in the language of the screen.
    """
    shell, words = asked[0], asked[1:]
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):  # noqa: PTH123 - start-up
        try:
            if shell == "bash":
                from kvadmin.cli.completion.bash_words import answer_bash

                lines, files = answer_bash(words[0], lambda each: candidates(each, top, remember=True))
            else:
                found, files = candidates(words, top, remember=True)
                lines = [f"{value}\t{help_}" for value, help_ in found.items()]
        except Exception:  # whatever it is: a person types, and is not to be disturbed
            return 0
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return FILES if files else 0


def candidates(words: list[str], top: Callable[[], Any], *, remember: bool = False) -> tuple[Candidates, bool]:
    """What can stand in the place of the last word, and whether it is a file.

    A name that holds control characters, so that it could not be typed or would be two lines, is not offered.

    Args:
        words: The words after ``kvadmin``, without quotation marks; the last one is being typed, and may be empty.
        top: Makes the top-level command.
        remember: Leave what was found for the short way (:mod:`kvadmin.cli.completion.recalling`).
    """
    from kvadmin.cli.completion.noting import note, shown
    from kvadmin.cli.screen_language import speaking
    from kvadmin.tables.cells import visible

    *before, typed = words or [""]
    with speaking(before):
        at = read_words(top(), before)
        _open(at)
        if at.asked is not None:
            found, files = _values(at, at.asked, typed)
        elif (not at.plain and is_option(typed)) or typed == "-":
            found, files = _options(at, typed)
        elif hasattr(at.command, "list_commands"):
            found, files = _commands(at, typed), False
        else:
            found, files = _arguments(at, typed)
        if remember:
            with suppress(Exception):  # what cannot be kept is asked again
                note(before, at)
        return {value: shown(help_) for value, help_ in found.items() if visible(value) == value}, files


def _open(at: Unfinished) -> None:
    """Give what completes values a session; it looks at the folder without a trace."""
    from kvadmin.session.session import Session

    root = at.context.find_root()
    run = Session(root.params.get("data"), today=root.params.get("today"))
    run.glancing = True
    root.obj = run
    run.plugins = root.command.plugins_of(root)


def _commands(at: Unfinished, typed: str) -> Candidates:
    found: Candidates = {}
    for name in at.command.list_commands(at.context):
        each = at.command.get_command(at.context, name)
        if each is not None and not each.hidden:
            found[name] = each.get_short_help_str(200)
    return fitting(found, typed)


def _options(at: Unfinished, typed: str) -> tuple[Candidates, bool]:
    name, equals, value = typed.partition("=")
    if equals:
        option = option_named(at.command, name)
        if option is None or not takes_value(option):
            return {}, False
        found, files = _values(at, option, value)
        return {f"{name}={each}": help_ for each, help_ in found.items()}, files
    from kvadmin.translation import tr

    found = {"--help": tr("Show this message and exit.")}
    for each in at.command.params:
        once = not getattr(each, "multiple", False)
        if each.param_type_name == "option" and not each.hidden and not (once and long_name(each) in at.options):
            found |= {opt: tr(each.help or "") for opt in (*each.opts, *each.secondary_opts) if opt.startswith("--")}
    return fitting(found, typed), False


def _arguments(at: Unfinished, typed: str) -> tuple[Candidates, bool]:
    left = len(at.arguments)
    for each in at.command.params:
        if each.param_type_name == "argument":
            if each.nargs == -1 or left < each.nargs:
                return _values(at, each, typed, left)
            left -= each.nargs
    return {}, False


def _values(at: Unfinished, param: Any, typed: str, place: int = 0) -> tuple[Candidates, bool]:
    """What can stand for an option or argument: its plugin's own answer, closed words, names, or a file.

    Args:
        at: What was typed before.
        param: The option or argument.
        typed: What is being typed.
        place: Of an argument that takes several words, which.
    """
    own = {each.value: each.help or "" for each in param.shell_complete(at.context, typed) if each.type == "plain"}
    if own:
        return fitting(own, typed), False
    if is_file(param):
        return {}, True
    from kvadmin.cli.completion.names import words_for

    found = words_for(at, param, typed, place)
    return fitting(found, typed), not found and may_be_file(param)
