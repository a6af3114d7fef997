"""One command line, run again from its beginning when somebody else was quicker.

A decision is a function of the state it was made on. When that state has changed at the moment of writing, nothing is
written; the command reads, decides and asks again, a few times, the last time with the lock held all along. It is not
run again once it has done anything: shown a result, written a file, or committed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from kvadmin.errors import KvadminError
from kvadmin.translation import tr

if TYPE_CHECKING:
    from contextlib import ExitStack

    from kvadmin.errors import Overtaken
    from kvadmin.store.store import Store

_Answer = TypeVar("_Answer")

#: How often a command is run again.
MOST = 5
#: Seconds for which the last attempt waits for others, by each that came to nothing.
_PATIENCE = 3.0


class Attempts:
    """How often the command line has run so far, and what the person has answered meanwhile."""

    def __init__(self) -> None:
        #: Attempts that came to nothing.
        self.failed = 0
        #: Whether the command may run again at all: it is built in, or declares that it can.
        self.allowed = False
        #: Whether this attempt has done something that another one would do twice.
        self.acted = False
        #: Whether a dry run names the files that would change where the difference is long.
        self.brief = False
        #: Whether a change of the programme was planned.
        self.planned = False
        #: Whether the command came to the end with nothing to change in the programme.
        self.unchanged = False
        self._said: list[str] = []
        self._answers: dict[tuple[str, ...], Any] = {}
        self._meant: dict[str, str] = {}
        self._held: ExitStack | None = None
        self._opened: list[Store] = []

    def again(self, overtaken: Overtaken) -> bool:
        """Whether to run the command again, after a short while, since somebody was quicker; said on stderr."""
        if not self.allowed or self.acted or self.failed >= MOST:
            return False
        import random
        import time

        self.failed += 1
        print(
            tr(
                "{what}: looking again ({number} of {most})",
                what=overtaken.message,
                number=self.failed,
                most=MOST,
            ),
            file=sys.stderr,
        )
        time.sleep(random.uniform(0, 0.05 * 2**self.failed))  # noqa: S311 - no secret; so that two do not meet again
        self._said = []
        return True

    def afresh(self) -> Attempts:
        """Attempts of the same command line run once more, in which what has been answered is not asked again.

        It is asked again where something else was shown before the question.
        """
        found = Attempts()
        found._answers = self._answers
        return found

    def hold(self, store: Store, *, who: str, command: str) -> None:
        """Note what was opened, and in the last attempt keep other writers away, before anything is read.

        Raises:
            Overtaken: Somebody else writes all the time.
        """
        self._opened.append(store)
        if self.failed < MOST or self._held is not None:
            return
        from contextlib import ExitStack

        self._held = ExitStack()
        self._held.enter_context(store.alone(who, command, _PATIENCE * MOST))

    def release(self) -> None:
        """Let go of what :meth:`hold` was told of, and of the lock that it took; however the attempt has ended."""
        held, self._held = self._held, None
        opened, self._opened = self._opened, []
        for let_go in ([held.close] if held else []) + [store.close for store in opened]:
            try:
                let_go()
            except KvadminError as error:  # what was to be done is done, or has failed with an error of its own
                from kvadmin.tables.stderr_lines import say

                say(tr("warning: {text}", text=error.message))

    def meant(self, what: str, find: Callable[[], str]) -> str:
        """What the first attempt found for what was not named, such as the latest change: later ones keep to it."""
        if what not in self._meant:
            self._meant[what] = find()
        return self._meant[what]

    def shown(self, text: str) -> None:
        """Note what the person has seen in this attempt, which her next answer is about."""
        self._said.append(text)

    def answer(self, question: str, ask: Callable[[], _Answer]) -> _Answer:
        """The person's answer: of an earlier attempt that asked the same after showing the same, else a new one."""
        about = (*self._said, question)
        if about not in self._answers:
            self._answers[about] = ask()
        found: _Answer = self._answers[about]
        return found
