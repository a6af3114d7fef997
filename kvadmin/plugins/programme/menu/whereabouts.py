"""Which programme folder the menu works in: those that lie here are offered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kvadmin.api import tr

from .choosing import is_back, show_choices
from .running import MARK

if TYPE_CHECKING:
    from kvadmin.api import Session

    from .running import CommandRunner


def choose_folder(run: Session, runner: CommandRunner) -> None:
    """Ask for a programme folder and go on in it."""
    here = [str(each.parent) for each in sorted(Path().glob(f"*/{MARK}"))]
    run.info("")
    show_choices(run, here)
    while True:
        typed = run.ask_text(tr("Which programme folder?"))
        if is_back(typed):
            return
        if typed.isdecimal() and 1 <= int(typed) <= len(here):
            typed = here[int(typed) - 1]
        if typed and (Path(typed) / MARK).is_file():
            runner.open_folder(typed)
            return
        run.info(tr("There is no {mark} in that folder: name another, or 0 to go back.", mark=MARK))
