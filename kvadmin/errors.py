"""Errors that are meant for the reader: one root, with exit code, place and hint.

A person never sees a traceback (unless ``--debug``): the command line prints
``error: what``, then ``where`` and ``hint`` if there are any, and leaves with
the exit code of the class. Raise the class whose exit code says what happened.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kvadmin.translation import english, tr

#: The exit code of a run that was interrupted (Ctrl-C), as shells have it.
INTERRUPTED = 130

#: A command line in a sentence: in backticks, or bare where the sentence ends with it.
_COMMAND_LINE = r"`(kvadmin [^`]+)`|(?:^|[:,] )(kvadmin [^`;]+)$"
#: What a person fills in: a word in capitals from the help texts, or dots. Such a line cannot be run as it stands.
_TO_FILL_IN = (
    r"…|\.\.\.|(?<![\w'\"./-])(?:C|COHORT|DATE|DEGREES|DIR|FIELD|FILE|G|GATHERING|HASH|ID|KEY|LETTER|M|MAILING|N|NAME|NUMBER"
    r"|PLUGIN|TEXT|TX|VALUE)(?!\w)"
)


def command_lines(*sentences: str) -> list[str]:
    """The command lines that sentences name and that can be run as they are, each once.

    Args:
        *sentences: English; a command line stands in backticks, or bare at the end.
    """
    # The patterns are compiled when they are needed: every start of kvadmin would pay for it.
    lines = [
        (match[1] or match[2]).strip()
        for sentence in sentences
        for part in re.split(r"; ", sentence)
        for match in re.finditer(_COMMAND_LINE, part)
    ]
    return [line for line in dict.fromkeys(lines) if not re.search(_TO_FILL_IN, line)]


def did_you_mean(near: Mapping[str, str]) -> str:
    """The hint that names what may have been meant; empty where nothing is near.

    Args:
        near: What can be typed -> how it is shown, as ``near_names`` gives it.

    Added in version 0.2.
    """
    return tr("did you mean {near}?", near=", ".join(near.values())) if near else ""


class KvadminError(Exception):
    """Say this and leave with :attr:`exit_code`; nothing has been written.

    Args:
        message: What is wrong, in one sentence without a final line break.
        where: ``file:line:column``, ``sheet!cell`` or the name of an option.
        hint: What the reader can do about it, often a command to run.
        details: Further lines (one per problem) when there are several.
        code: What it is, for programs: lower case with hyphens, stable (``unknown-municipality``). Without one it is
            the class's own. Added in version 0.2.
        near: Of a name that nobody has, what may have been meant, as ``near_names`` has it; it is said in place of the
            hint. Added in version 0.2.
    """

    #: The exit code of the process, as the contract of the command line has it.
    exit_code: int = 1
    #: What kind of error it is, for programs; one word per exit code. Added in version 0.2.
    kind: str = "refused"
    #: The code of an error that was raised without one. Added in version 0.2.
    code: str = "refused"

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        details: tuple[str, ...] | list[str] = (),
        code: str | None = None,
        near: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code
        self.message = message
        self.where = where
        self.near = dict(near or {})
        self._otherwise = hint or ""
        self.hint = did_you_mean(self.near) or hint
        self.details = tuple(details)
        #: The third-party plugin in whose hands it went wrong, when there is one; empty where it is known to be none.
        self.plugin: str | None = None

    def say_near(self, near: Mapping[str, str]) -> None:
        """Name others that may have been meant, where nothing was near so far.

        Args:
            near: As ``near_names`` has it. Added in version 0.2.
        """
        if near and not self.near:
            self.near, self.hint = dict(near), did_you_mean(near)

    def lines(self) -> list[str]:
        """The message as the lines a person reads."""
        out = [tr("error: {message}", message=self.message)]
        if self.plugin and repr(self.plugin) not in self.message:
            out.append(f"  {tr('plugin: {name}', name=self.plugin)}")
        if self.where:
            out.append(f"  {tr('where: {place}', place=self.where)}")
        out.extend(f"  - {detail}" for detail in self.details)
        if self.hint:
            out.append(f"  {tr('hint: {hint}', hint=self.hint)}")
        return out

    def data(self) -> dict[str, Any]:
        """The error as a program reads it, in English whatever the screen speaks.

        Returns:
            ``code``, ``kind``, ``exit``, ``message``, ``where``, ``details``, ``hint``, ``suggestions`` (what may have
            been meant, each as it can be typed), ``commands`` (the command lines of hint and details) and ``plugin``.
            Added in version 0.2.
        """
        told = [*(str(english(each)) for each in self.details), str(english(self.hint or ""))]
        return {
            "code": self.code,
            "kind": self.kind,
            "exit": self.exit_code,
            "message": str(english(self.message)),
            "where": None if self.where is None else str(english(self.where)),
            "details": told[:-1],
            "hint": told[-1] or None,
            "suggestions": list(self.near),
            "commands": command_lines(*reversed(told), str(english(self._otherwise))),
            "plugin": self.plugin or None,
        }


class Refused(KvadminError):
    """The rules say no, or a check failed (exit 1)."""

    exit_code = 1


class UsageError(KvadminError):
    """The call itself is wrong: options that contradict, a value of the wrong form (exit 2)."""

    exit_code = 2
    kind = "usage"
    code = "usage"


class InvalidData(KvadminError):
    """A file says something that cannot be (exit 3)."""

    exit_code = 3
    kind = "invalid"
    code = "invalid-data"


class UnknownName(KvadminError):
    """A name that nobody has, or that several have (exit 4)."""

    exit_code = 4
    kind = "unknown"
    code = "unknown-name"


class Conflict(KvadminError):
    """Somebody else holds the lock, or changed the data since it was read (exit 5)."""

    exit_code = 5
    kind = "conflict"
    code = "conflict"


class Overtaken(Conflict):
    """Somebody was quicker: another writer holds the lock, or wrote what this decision was made on (exit 5).

    Nothing has been written, and the same command may come to an end when it looks again.

    Added in version 0.2.
    """

    code = "overtaken"


class OutcomeUnknown(KvadminError):
    """Whether the change was saved is not known: the connection broke as it was (exit 5).

    The next command asks, and says it. No :class:`Conflict`: it is not to be tried again before.

    Added in version 0.2.
    """

    exit_code = 5
    kind = "conflict"
    code = "outcome-unknown"


class HandEdited(KvadminError):
    """The change is saved, and somebody's hand edit that came between is kept beside it (exit 5).

    No :class:`Conflict`: the change was made, and is not to be tried again. Added in version 0.2.

    Args:
        message: What is wrong.
        entry: The history's entry of the change that is saved, or None.
        details: Each file, and where the edited version lies.
    """

    exit_code = 5
    kind = "conflict"
    code = "hand-edited"

    def __init__(self, message: str, entry: object, details: list[str], hint: str) -> None:
        super().__init__(message, hint=hint, details=details)
        self.entry = entry


class PluginFailure(KvadminError):
    """A plugin failed where nobody can do its work instead, or ``--strict-plugins`` makes it fatal (exit 6)."""

    exit_code = 6
    kind = "plugin"
    code = "plugin-failure"


class Interrupted(KvadminError):
    """Somebody ended the run (Ctrl-C); nothing more was written (exit 130)."""

    exit_code = INTERRUPTED
    kind = "interrupted"
    code = "interrupted"

    def lines(self) -> list[str]:
        """No error of the person's: one line."""
        return [tr("Interrupted: nothing more was written.")]


class Unforeseen(KvadminError):
    """A fault in kvadmin or a plugin (exit 1)."""

    kind = "unforeseen"
    code = "unforeseen"


class EndedWithResult(KvadminError):
    """The result on stdout says what is wrong; for a person it is enough (exit 1)."""

    code = "see-result"

    def lines(self) -> list[str]:
        """The result has said it."""
        return []
