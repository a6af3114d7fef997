"""The short way to an answer: from what is remembered, without Typer, plugins or the data.

It answers what the long way (:mod:`kvadmin.cli.completion.answering`) answered before, to the letter, or nothing at
all: whatever it does not know for sure it leaves to that.
"""

from __future__ import annotations

import os
import sys

from kvadmin.cli.completion.fitting import FILES, fitting, is_option
from kvadmin.cli.completion.memory import Memory, kind_typed

TYPE_CHECKING = False  # typing itself is too dear here
if TYPE_CHECKING:
    from typing import Any

#: The options before the noun behind which the short way goes on; all others change what is asked.
_BEFORE = {"-C": "data", "--data": "data", "--lang": "lang"}
#: The file that makes a folder a programme (:data:`kvadmin.model.layout.MARK`, which is too dear to import here).
_MARK = "programme.yaml"

#: Options behind the noun that change the language of the answer, or where it is looked for, once their value is there.
_TURNING = frozenset({"--lang", "--format", "--output", "--data", "--today", "--known-on", "--yes"})


class _Unremembered(Exception):  # noqa: N818 - nothing went wrong: it is asked the long way
    """It is not remembered."""


def recall(asked: list[str]) -> int | None:
    """Answer a shell from memory and return the exit code; None when it must be found out.

    Args:
        asked: The shell and the words so far, as :func:`~kvadmin.cli.completion.answering.answer` gets them.
    """
    shell, words = asked[0], asked[1:]
    try:
        if shell == "bash":
            from kvadmin.cli.completion.bash_words import answer_bash

            lines, files = answer_bash(words[0], _candidates)
        else:
            found, files = _candidates(words)
            lines = [f"{value}\t{help_}" for value, help_ in found.items()]
    except Exception:  # not remembered, or a memory of another shape
        return None
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return FILES if files else 0


def before_noun(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """What the options before the noun say, by :data:`_BEFORE`, and the words after them.

    Raises:
        LookupError: Another option stands there.
    """
    said: dict[str, str] = {}
    while words and words[0].startswith("-") and len(words) > 1:
        name, equals, value = words[0].partition("=")
        if name not in _BEFORE or not (equals or len(words) > 2):
            raise LookupError(name)
        said[_BEFORE[name]], words = (value, words[1:]) if equals else (words[1], words[2:])
    return said, words


def memory_of(said: dict[str, str]) -> Memory:
    """The memory for a command line, by what its options before the noun say."""
    return Memory(_folder(said.get("data", "")), said.get("lang", ""))


def _folder(named: str) -> str:
    """The programme folder, as the session finds it (:meth:`~kvadmin.session.session.Session.find_folder`)."""
    if named := named or os.environ.get("KVADMIN_DATA", ""):
        return named
    here = os.getcwd()
    while not os.path.isfile(os.path.join(here, _MARK)):
        above = os.path.dirname(here)
        if above == here:
            return ""
        here = above
    return here


def _candidates(words: list[str]) -> tuple[dict[str, str], bool]:
    said, words = before_noun(words or [""])
    *before, typed = words
    memory = memory_of(said)
    if not memory.recall():
        raise _Unremembered
    return _Line(memory, {f"--{each}" for each in said}).answer(before, typed)


class _Line:
    """The words of a command line, followed over what is remembered.

    Args:
        memory: What is remembered.
        given: The options before the noun, by their longest names; they are offered no second time.
    """

    def __init__(self, memory: Memory, given: set[str]) -> None:
        self.memory = memory
        self.path: list[str] = []
        self.node: dict[str, Any] = memory.nodes[""]
        self.given = given
        self.arguments = 0
        self.asked: dict[str, Any] | None = None

    def answer(self, before: list[str], typed: str) -> tuple[dict[str, str], bool]:
        for place, word in enumerate(before):
            self._step(word, last=place == len(before) - 1)
        if self.asked is not None:
            return self._values(self.asked["asks"], typed)
        if is_option(typed) or typed == "-":
            return self._options(typed), False
        if "commands" in self.node:
            return fitting(self.node["commands"], typed), False
        left = self.arguments
        for each in self.node["arguments"]:
            if each["count"] == -1 or left < each["count"]:
                return self._values(each["asks"][min(left, len(each["asks"]) - 1)], typed)
            left -= each["count"]
        return {}, False

    def _step(self, word: str, *, last: bool) -> None:
        if self.asked is not None:
            self.asked = None
        elif is_option(word):
            name, equals, _ = word.partition("=")
            option = self._option(name)
            if option is None or (option["name"] in _TURNING and (equals or not last)):
                raise _Unremembered
            self.given.add(option["name"])
            if option["takes"] and not equals:
                self.asked = option
        elif "commands" in self.node:
            self.path.append(word)
            self.node = self.memory.nodes[" ".join(self.path)]
        else:
            self.arguments += 1

    def _option(self, name: str) -> dict[str, Any] | None:
        return next((each for each in self.node["options"] if name in each["names"]), None)

    def _options(self, typed: str) -> dict[str, str]:
        if "=" in typed:
            raise _Unremembered
        found = dict(self.node["always"])
        for each in self.node["options"]:
            if not each["hidden"] and (each["again"] or each["name"] not in self.given):
                found |= dict.fromkeys((name for name in each["names"] if name.startswith("--")), each["help"])
        return fitting(found, typed)

    def _values(self, asks: Any, typed: str) -> tuple[dict[str, str], bool]:
        """By what is remembered of an option or argument: ``file``, its words, or the kind of its names."""
        if asks == "file":
            return {}, True
        if isinstance(asks, dict):
            found = fitting(asks, typed)
            if not found:
                raise _Unremembered
            return found, False
        if not isinstance(asks, str):
            raise _Unremembered
        import time

        names = self.memory.names_of(kind_typed(asks, typed), time.strftime("%Y-%m-%d"))
        if names is None:
            raise _Unremembered
        return fitting(names, typed), False
