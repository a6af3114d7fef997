"""The entry point: answers ``--version`` at once, turns every error into one clear message."""

from __future__ import annotations

import gc
import os
import sys

#: How many new objects there must be before the collector of cycles looks at them. A command makes many that stay and
#: hardly any cycles; at the interpreter's 700 a command on 5,000 letters spends a tenth of its time looking.
_SELDOM = 50_000


def main() -> None:
    """Run kvadmin with the arguments of the process and leave with its exit code."""
    gc.set_threshold(_SELDOM)
    try:
        _speak_utf8()
        code = _at_once(sys.argv[1:])
        if code is None:
            from kvadmin.extension.stdout import keep_clean

            keep_clean()
            code = run(sys.argv[1:])
    except KeyboardInterrupt:  # while it starts; later ones are caught where the command runs
        from kvadmin.cli.failure import say_ending
        from kvadmin.errors import INTERRUPTED

        code = say_ending(INTERRUPTED, sys.argv[1:])
    gc.freeze()  # all goes with the process: its last looks for cycles would only take time
    sys.exit(code)


def _at_once(args: list[str]) -> int | None:
    """Answer what is asked often before anything is imported, and give the exit code; None where that is no answer."""
    if args == ["--version"]:
        return run(args)
    if args[:1] == ["__complete"] and len(args) > 2:  # the shell, and at least one word
        from kvadmin.cli.completion.recalling import recall

        return recall(args[1:])
    return None


def _speak_utf8() -> None:
    """Names have letters that not every locale has: files and pipes get UTF-8, a terminal what it can show.

    An encoding that is asked for by ``PYTHONIOENCODING`` is kept; what it does not have is said in other letters.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and stream.encoding.lower() != "utf-8":
            from kvadmin.wording.legible import LEGIBLE, encoding_for

            asked = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(  # type: ignore[union-attr]  # what a process starts with
                encoding=encoding_for(stream.encoding) if asked else "utf-8", errors=LEGIBLE
            )


def run(args: list[str]) -> int:
    """Run kvadmin and return the exit code; nothing but the output streams is touched."""
    if args == ["--version"]:  # before any import: scripts ask this often
        from kvadmin import __version__

        print(f"kvadmin {__version__}")
        return 0
    if args[:1] == ["__complete"] and len(args) > 1:  # a shell asks what can stand there
        from kvadmin.cli.app import command
        from kvadmin.cli.completion.answering import answer

        return answer(args[1:], command)
    from kvadmin.cli.app import invoke

    return invoke(args)


if __name__ == "__main__":
    main()
