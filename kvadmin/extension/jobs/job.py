"""A job of ``kvadmin menu``: what a person does in a row, as commands with questions for what they need."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_ASKED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class JobQuestion:
    """What a step needs to know.

    Args:
        name: What stands for the answer in commands: ``cohort`` in ``cohort admit {cohort}``.
        text: The question, in a few words of English.
        like: A command line, as far as the answer: what a shell would offer there is what can be chosen (``cohort
            show``); other answers of the job may stand in it. Empty: the person types.
        default: The answer when nothing is typed; other answers of the job may stand in it.
        optional: Nothing may be typed: the word is left out of the command, its option as well; asked anew each time.
        once: It is asked once in a job, not at every step.
        new_file: A file or folder that is made; one that is there is only written over if the person says so.

    Added in version 0.2.
    """

    name: str
    text: str
    like: str = ""
    default: str = ""
    optional: bool = False
    once: bool = False
    new_file: bool = False

    def words_before(self, answers: Mapping[str, str]) -> list[str]:
        """The words of the command line that its answer would stand behind; none where the person types."""
        return [filled(word, answers) for word in shlex.split(self.like)]

    def usual(self, answers: Mapping[str, str]) -> str:
        """What nothing typed stands for: the last choice, else the default where all that stands in it is known.

        What was typed is not usual the next time: another row is of another municipality, and another mailing has
        another hash. Nor is the last answer to what may be left out: nobody could leave it out any more.
        """
        if self.name in answers and self.like and not self.optional:
            return answers[self.name]
        asked = _ASKED.findall(self.default)
        return filled(self.default, answers) if all(answers.get(each) for each in asked) else ""


@dataclass(frozen=True, slots=True)
class JobStep:
    """One command of a job.

    Args:
        title: What it does, in a few words of English.
        command: The words after ``kvadmin``, with questions in braces: ``cohort admit {cohort}``.
        opens: The question whose answer is the programme folder that it makes; the menu goes on in it.

    Added in version 0.2.
    """

    title: str
    command: str
    opens: str = ""

    def asks(self) -> list[str]:
        """The names of its questions, in the order of the command."""
        return list(dict.fromkeys(_ASKED.findall(self.command)))

    def words(self, answers: Mapping[str, str]) -> list[str]:
        """The words of the command with these answers; of an empty one neither the word nor its option."""
        words: list[str] = []
        for word in shlex.split(self.command):
            asked = _ASKED.findall(word)
            if asked and not all(answers[each] for each in asked):
                if words and words[-1].startswith("-"):
                    words.pop()
                continue
            words.append(filled(word, answers))
        return words


@dataclass(frozen=True, slots=True)
class Job:
    """A job of ``kvadmin menu``.

    Args:
        name: One word.
        title: What is done, in a few words of English.
        steps: What there is to do, in the order in which it is usually done.
        questions: Whatever the steps ask.
        order: Where it stands in the menu: the lower, the higher up; of equals the plugins' order counts.
        anywhere: It needs no programme folder.

    Added in version 0.2.
    """

    name: str
    title: str
    steps: tuple[JobStep, ...]
    questions: tuple[JobQuestion, ...] = ()
    order: int = 100
    anywhere: bool = False

    def question(self, name: str) -> JobQuestion:
        """The question of that name."""
        return next(each for each in self.questions if each.name == name)

    def needed(self, step: JobStep) -> list[str]:
        """The names of all that is asked for a step, in order: what another question rests on comes before it."""
        found: list[str] = []

        def note(name: str) -> None:
            question = self.question(name)
            for other in _ASKED.findall(question.like):
                if other != name and other not in found:
                    note(other)
            if name not in found:
                found.append(name)

        for name in step.asks():
            note(name)
        return found

    def unknown(self) -> Iterator[str]:
        """What its steps and questions ask for and no question of it is called."""
        known = {each.name for each in self.questions}
        asked = [name for step in self.steps for name in (*step.asks(), *filter(None, [step.opens]))]
        asked += [name for each in self.questions for name in _ASKED.findall(f"{each.like} {each.default}")]
        yield from (name for name in dict.fromkeys(asked) if name not in known)


def filled(text: str, answers: Mapping[str, str]) -> str:
    """A text with answers in the place of their names; what has no answer yet is left empty."""
    return _ASKED.sub(lambda match: answers.get(match[1], ""), text)
