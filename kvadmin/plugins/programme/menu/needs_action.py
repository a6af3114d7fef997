"""What needs action today, from ``kvadmin status``: each with its command, which is filled in and run."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from kvadmin.api import tr

from ..work_list import work_list
from .choosing import choose, is_back

if TYPE_CHECKING:
    from kvadmin.api import Session

    from ..work_list import ListedAction
    from .running import CommandRunner

#: What a person fills in: NUMBER, TEXT, several of them: NUMBER...
_BLANK = re.compile(r"[A-Z]{2,}(\.\.\.|…)?")


def do_what_needs_action(run: Session, runner: CommandRunner) -> None:
    """List it, do what is chosen, and list it again, until the person goes back."""
    while True:
        runner.look_again()
        actions = work_list(run, run.today).actions
        if not actions:
            run.info(tr("Nothing needs action."))
            return
        chosen = choose(run, tr("What needs action today"), [_in_words(run, one) for one in actions], back=tr("Back"))
        if chosen is None:
            return
        words = _filled(run, shlex.split(actions[chosen].item.command)[1:])
        if words is not None:
            runner.carry_out(words)


def _in_words(run: Session, one: ListedAction) -> str:
    item = one.item
    if item.due and item.due < run.today:
        return tr("{what} (overdue since {day})", what=item.text, day=item.due)
    if item.due:
        return tr("{what} (by {day})", what=item.text, day=item.due)
    return tr("{what} (urgent)", what=item.text) if item.urgent else item.text


def _filled(run: Session, words: list[str]) -> list[str] | None:
    """The words of a command with what the person puts in its blanks; None: back."""
    found: list[str] = []
    for index, word in enumerate(words):
        if not (index and _BLANK.fullmatch(word)):
            found.append(word)
            continue
        run.info("")
        run.info(tr("Command: {command}", command=f"kvadmin {shlex.join(words)}"))
        typed = ""
        while not typed:
            typed = run.ask_text(tr("What stands for {word}?", word=word))
        if is_back(typed):
            return None
        found += shlex.split(typed) if word.endswith(("...", "…")) else [typed]
    return found
