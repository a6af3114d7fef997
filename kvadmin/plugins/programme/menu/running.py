"""Running a command from the menu: it is shown first, tried without writing, and then done if the person agrees."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kvadmin.api import KvadminError, Session, tr

if TYPE_CHECKING:
    import typer


#: The file that makes a folder a programme folder.
MARK = "programme.yaml"


class CommandRunner:
    """Runs commands in this process, each in a session of its own.

    Args:
        ctx: The context of the menu.
        run: Its session.
    """

    def __init__(self, ctx: typer.Context, run: Session) -> None:
        self._top = ctx.find_root()
        self._run = run
        self._folder: str | None = None

    def open_folder(self, folder: str) -> None:
        """Go on in another programme folder."""
        self._folder = folder
        self.look_again()

    def programme_folder(self) -> Path | None:
        """The folder that it works in; None where there is none."""
        found = self._run.find_folder()
        return found if found is not None and (found / MARK).is_file() else None

    def look_again(self) -> None:
        """Forget what was read of the folder: a command has changed it."""
        found = self._run.find_folder() if self._folder is None else Path(self._folder)
        if found is not None:
            self._run.use_folder(found)

    def flags(self) -> list[str]:
        """The options before the noun that this run was started with, for the commands to say as well."""
        given: dict[str, Any] = self._top.params
        run = self._run
        found = []
        named = self._folder or given.get("data")
        values = {"-C": named, "--today": given.get("today"), "--who": given.get("who"), "--lang": given.get("lang")}
        values |= {"--color": run.color, "--why": run.why}
        for option, value in values.items():
            found += [option, str(value)] if value else []
        for name in run.without_guard:
            found += ["--without-guard", name]
        switches = {"--no-plugins": given.get("no_plugins"), "--strict-plugins": given.get("strict_plugins")}
        switches |= {"--all-columns": run.all_columns, "--debug": run.debug}
        return found + [option for option, on in switches.items() if on]

    def carry_out(self, words: list[str]) -> bool:
        """Show and run a command; what writes is tried first, and done if the person agrees. Whether it was done."""
        command = self._declared(words)
        if command is None or not getattr(command, "writes", False):
            return self._ran([*self.flags(), *words]) == 0
        self._run.info(tr("First a trial, which writes nothing:"))
        if self._ran([*self.flags(), *_with(words, "--dry-run")]):
            self._run.info(tr("Nothing was written."))
            return False
        undoable = getattr(command, "undo", True)  # what is not may do more than change the programme, such as send
        if self._run.dry_run or (undoable and self._run.changed_nothing):
            return False
        question = tr("Do it?")
        if not undoable:
            question = tr("`kvadmin undo` does not take all of this back. Do it?")
        if not self._run.confirm(question):
            self._run.info(tr("Nothing was done."))
            return False
        done = self._ran([*self.flags(), *_with(words, "--yes")], again=True) == 0
        self.look_again()
        return done

    def _declared(self, words: list[str]) -> Any:
        """The command that the words lead to; None where there is none, which running it says."""
        command: Any = self._top.command
        try:
            for word in words:
                if not hasattr(command, "get_command"):
                    break
                command = command.get_command(self._top, word)
                command = command.load() if hasattr(command, "load") else command
        except KvadminError:
            return None
        return command

    def _ran(self, words: list[str], *, again: bool = False) -> int:
        """The exit code of a command, which has said itself what was wrong."""
        self._run.info("")
        self._run.info(tr("Command: {command}", command=f"kvadmin {shlex.join(words)}"))
        with _without_pager():
            try:
                code = self._run.run(words, again=again, brief=True)
            except SystemExit as ended:  # a plugin's command ends the process: not the menu
                code = ended.code if isinstance(ended.code, int) else 1
        if code:
            self._run.info(tr("The command ended with exit code {code}.", code=code))
        return code


def _with(words: list[str], option: str) -> list[str]:
    """The words with an option, before what can be none any more."""
    at = words.index("--") if "--" in words else len(words)
    return [*words[:at], option, *words[at:]]


@contextmanager
def _without_pager() -> Iterator[None]:
    """Print long results whole: who has never seen a pager does not know how to leave it. One that is named is used."""
    if "KVADMIN_PAGER" in os.environ:
        yield
        return
    os.environ["KVADMIN_PAGER"] = ""
    try:
        yield
    finally:
        os.environ.pop("KVADMIN_PAGER", None)
