"""Choosing on a terminal: numbered answers, one of which is taken; 0 and q lead back everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kvadmin.api import tr

if TYPE_CHECKING:
    from kvadmin.api import Session

#: What leads back, whatever the screen speaks.
BACK = frozenset({"0", "q", "quit", "back", "exit", "tilbake", "attende", "avslutt"})


def is_back(typed: str) -> bool:
    """Whether the person wants to go back."""
    return typed.casefold() in BACK


def show_choices(run: Session, answers: Sequence[str], back: str = "") -> None:
    """List answers by number; with ``back``, what 0 does.

    Plain lines, which a reader reads and a narrow window wraps.
    """
    numbered = [*enumerate(answers, 1), *([(0, back)] if back else [])]
    for number, words in numbered:
        run.info(f"{number}: {words}" if run.accessible else f"  {number:>2}  {words}")


def choose(run: Session, title: str, answers: Sequence[str], *, back: str, usual: int | None = None) -> int | None:
    """The index of the answer that the person takes; None: back.

    Args:
        run: The session.
        title: What is chosen from.
        answers: What there is.
        back: What 0 does.
        usual: The index of the answer that nothing typed stands for.
    """
    run.info("")
    run.info(title)
    show_choices(run, answers, back)
    question = tr("Number") if usual is None else tr("Number (Enter: {usual})", usual=usual + 1)
    while True:
        typed = run.ask_text(question)
        if not typed and usual is not None:
            return usual
        if is_back(typed):
            return None
        if typed.isdecimal() and 1 <= int(typed) <= len(answers):
            return int(typed) - 1
        run.info(tr("Type a number from 0 to {most}.", most=len(answers)))
