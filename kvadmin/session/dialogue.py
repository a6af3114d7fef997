"""Telling the person who runs kvadmin something, and asking her: everything beside the result, on stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from kvadmin.errors import UsageError
from kvadmin.translation import tr

if TYPE_CHECKING:
    from kvadmin.session.attempts import Attempts
    from kvadmin.session.progress import Progress


class Dialogue:
    """What a session says and asks; the other half of :class:`~kvadmin.session.session.Session`."""

    attempts: Attempts
    yes: bool
    no_input: bool
    format: str | None
    output: str | None

    @property
    def accessible(self) -> bool:
        """Whether the person listens to the screen (``KVADMIN_ACCESSIBLE=1``): no pictures made of signs.

        False where the result is for a program or a file, which are the same for everybody. Added in version 0.2.
        """
        from kvadmin.tables.look import accessible

        return self.format in (None, "table") and self.output in (None, "-") and accessible()

    def info(self, text: str) -> None:
        """A line for the person, on stderr."""
        from kvadmin.tables.stderr_lines import say

        self.attempts.shown(text)
        say(text)

    def warn(self, text: str) -> None:
        """A warning, on stderr."""
        self.info(tr("warning: {text}", text=text))

    def progress(self, total: int, label: str, limit: float | None = None) -> AbstractContextManager[Progress]:
        """A progress line on stderr, on a terminal, of what takes over half a second, with the time that is left.

        Args:
            total: How many steps there are; 0 where nobody knows.
            label: What is done.
            limit: Seconds after which the job ends by itself, where it has such a limit. Added in version 0.2.
        """
        from kvadmin.session.progress import progress_line

        return progress_line(total, label, limit)

    def _agreed(self, plan: Any, question: str, *, forever: bool) -> bool:
        """Whether the person agrees to what a commit would write, of which she is shown a summary."""
        if self.yes:
            return True
        if not self._interactive():
            if forever:
                raise UsageError(
                    tr("this can't be undone and needs --yes when nobody can be asked"),
                    hint=tr("add --yes"),
                    code="needs-confirmation",
                )
            return True
        from kvadmin.session.output import summarise_plan

        for line in summarise_plan(plan):
            self.info(line)
        for change in plan.changes:  # what is agreed to is the whole, of which the summary shows a part
            self.attempts.shown("".join(change.diff))
        return self.confirm(question)

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked: there is a terminal, and no ``--no-input``. Added in version 0.2."""
        return self._interactive()

    def _interactive(self) -> bool:
        return not self.no_input and sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()

    def confirm(self, question: str) -> bool:
        """Ask yes or no; ``--yes`` and runs without a terminal say yes."""
        if self.yes or not self._interactive():
            return True
        from kvadmin.session.asking import ask_yes_or_no

        return self.attempts.answer(question, lambda: ask_yes_or_no(question))

    def ask_number(self, question: str) -> int:
        """A whole number as the person types it, asked again until it is one; only where somebody can be asked.

        Added in version 0.2.
        """
        from kvadmin.session.asking import ask_number

        return ask_number(question)

    def ask_text(self, question: str) -> str:
        """What the person types, without blanks around it; only where somebody can be asked.

        Added in version 0.2.
        """
        from kvadmin.session.asking import ask_text

        return ask_text(question)

    def choose(self, question: str, answers: Sequence[str]) -> int | None:
        """Ask which of several answers is right; ``--yes`` answers nothing here.

        Returns:
            The index of the answer; None where nobody can be asked.

        Added in version 0.2.
        """
        if not self._interactive():
            return None
        from kvadmin.session.asking import ask_number

        number_and_words = "{}: {}" if self.accessible else "  {}  {}"
        shown = [question, *(number_and_words.format(*each) for each in enumerate(answers, 1))]
        choices = "\n".join(shown)

        def ask() -> int:
            while True:
                number = ask_number(f"{choices}\n{tr('Which')}")
                if 1 <= number <= len(answers):
                    return number - 1

        return self.attempts.answer(choices, ask)
