"""How a run that ends badly says so: in lines for a person, or in one line of JSON under ``--format json``."""

from __future__ import annotations

import json
import os
import re
import select
import sys
from typing import Any

import typer

from kvadmin.errors import INTERRUPTED, EndedWithResult, Interrupted, KvadminError, Unforeseen, UsageError
from kvadmin.session.output import no_result
from kvadmin.translation import tr

_NO_COMMAND = re.compile(r"""No such command ['"](.*?)['"]\.""")
#: The kind of an error that says no more than its exit code.
_KINDS = {2: "usage", 3: "invalid", 4: "unknown", 5: "conflict", 6: "plugin"}
#: What Typer finds wrong in a command line -> our code; the first class of its ancestry counts.
_USAGE_CODES = {
    "MissingParameter": "missing-value",
    "NoSuchOption": "unknown-option",
    "BadOptionUsage": "bad-option",
    "BadArgumentUsage": "bad-argument",
    "NoArgsIsHelpError": "missing-command",
    "BadParameter": "bad-value",
    "FileError": "unreadable-file",
}


def cause_of(error: BaseException) -> BaseException:
    """What ended the run: Typer makes a silent end of the process of a pipe that broke.

    Raises:
        SystemExit: Something else ended the process.
    """
    if not isinstance(error, SystemExit):
        return error
    if isinstance(error.__context__, BrokenPipeError):
        return error.__context__
    raise error


def reader_went(error: BaseException) -> bool:
    """Whether the reader of our pipe went away, which is no error. Another pipe may be broken: that of a plugin."""
    if not isinstance(error, BrokenPipeError) or not any(map(_is_broken, (sys.stdout, sys.stderr))):
        return False
    for stream in (sys.stdout, sys.stderr):
        _let_go(stream)
    return True


def _is_broken(stream: Any) -> bool:
    """Whether nobody reads a stream any more; True where that cannot be asked (Windows)."""
    try:
        asked = select.poll()
        asked.register(stream.fileno(), 0)
        return any(events & select.POLLERR for _, events in asked.poll(0))
    except AttributeError:
        return stream is not None
    except (OSError, ValueError):
        return False


def _let_go(stream: Any) -> OSError | None:
    """Why a stream does not take what it holds; it then leads nowhere, for the end of the process tries again."""
    try:
        if stream is not None:
            stream.flush()
    except OSError as error:
        nowhere = open(os.devnull, "w")  # noqa: SIM115, PTH123 - stays open until the process ends
        if stream is sys.stdout:
            sys.stdout = sys.__stdout__ = nowhere  # type: ignore[misc]
        else:
            sys.stderr = sys.__stderr__ = nowhere  # type: ignore[misc]
        return error
    return None


def say(error: BaseException, args: list[str]) -> int:
    """Say on stderr what ended the run, as its command line asks; the exit code."""
    unwritten = _let_go(sys.stdout)
    ours = as_ours(error)
    if unwritten is not None and not isinstance(error, KvadminError):
        ours = no_result(unwritten.strerror or str(unwritten))
    if "--debug" in args and not isinstance(ours, Interrupted) and not _is_typers(error):
        import traceback

        traceback.print_exception(error)
    if wants_json(args):
        _print_json(ours)
    elif _is_typers(error):
        _show_typers(error)
    else:
        _print_lines(ours)
    return ours.exit_code


def say_ending(code: int, args: list[str]) -> int:
    """The same for a run that ended with an exit code after it had shown its result."""
    if code == INTERRUPTED:  # Typer turns Ctrl-C into this code
        return say(Interrupted(tr("interrupted: nothing more was written")), args)
    ended = EndedWithResult(tr("the result on stdout says what is wrong"))
    ended.exit_code, ended.kind = code, _KINDS.get(code, ended.kind)
    return say(ended, args)


def wants_json(args: list[str]) -> bool:
    """Whether a command line asks for JSON; its words are looked at, for it may be what cannot be read."""
    words = args[: args.index("--")] if "--" in args else args
    asked = ""
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "--format":
            asked = after
        elif word.startswith("--format="):
            asked = word.partition("=")[2]
    return asked == "json"


def as_ours(error: BaseException) -> KvadminError:
    """Whatever ended a run, as an error with code, kind and exit code."""
    if isinstance(error, KvadminError):
        return error
    if isinstance(error, (typer.Abort, KeyboardInterrupt)):
        return Interrupted(tr("interrupted: nothing more was written"))
    if _is_typers(error):
        return _of_typer(error)
    if isinstance(error, OSError) and error.filename:
        text = f"{error.strerror or error}: {error.filename}"
        return UsageError(text, where=str(error.filename), code="unreadable-file")
    return Unforeseen(
        tr("something unforeseen happened ({name}: {error})", name=type(error).__name__, error=error),
        hint=tr("this is a fault in kvadmin or a plugin; run again with --debug and report it"),
    )


def _is_typers(error: BaseException) -> bool:
    return hasattr(error, "show") and hasattr(error, "exit_code")


def _show_typers(error: Any) -> None:
    """With the usage, as people know it."""
    _as_meant(error)
    from kvadmin.cli.usage_words import show

    show(error)


def _near(error: Any) -> dict[str, str]:
    """What was meant by a command or an option that there is not, by the rule of every other name."""
    context = getattr(error, "ctx", None)
    command = getattr(context, "command", None)
    if command is None:
        return {}
    from kvadmin.cli.near_words import near_commands, near_options

    option = getattr(error, "option_name", None)
    if option and hasattr(error, "possibilities"):
        return near_options(option, command, context)
    match = _NO_COMMAND.match(error.message)
    return near_commands(match[1], command, context) if match and hasattr(command, "list_commands") else {}


def _without_guess(error: Any) -> None:
    """Take what Typer guesses out of its sentence."""
    if hasattr(error, "possibilities"):
        error.possibilities = []
    elif match := _NO_COMMAND.match(getattr(error, "message", "")):
        error.message = match[0]


def _as_meant(error: Any) -> None:
    """Let Typer's sentence name what our rule finds near, in place of what Typer found."""
    _without_guess(error)
    if near := _near(error):
        joined = ", ".join(near.values())
        error.message = f"{error.message} Did you mean {joined}?"


def _of_typer(error: Any) -> KvadminError:
    """One of Typer's own usage errors; they are the same kind of thing in every version of it, not the same classes."""
    names = [each.__name__ for each in type(error).__mro__]
    code = next((_USAGE_CODES[name] for name in names if name in _USAGE_CODES), "usage")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "kvadmin"
    if code == "missing-command":
        message, where = f"a command is missing after {path}", path
    else:
        _without_guess(error)  # the hint says it
        message, where = error.format_message(), _place(error, context) or path
    if message.startswith("No such command"):
        code = "unknown-command"
    near = _near(error)
    ours = UsageError(message, where=where, hint=tr("see `{path} --help`", path=path), near=near, code=code)
    ours.exit_code = int(error.exit_code)
    return ours


def _place(error: Any, context: Any) -> str:
    """The option or argument that a usage error is about."""
    name = getattr(error, "option_name", None) or getattr(error, "param_hint", None)
    param = getattr(error, "param", None)
    if not name and param is not None:
        name = max(param.opts, key=len) if param.param_type_name == "option" else param.make_metavar(context)
    return str(name or "")


def _print_json(error: KvadminError) -> None:
    # Other letters than ASCII are escaped: the line is read by programs, whatever the encoding of stderr is.
    print(json.dumps({"schema": 1, "error": error.data()}), file=sys.stderr)


def _print_lines(error: KvadminError) -> None:
    from kvadmin.tables.stderr_lines import say

    for line in error.lines():
        say(line)
