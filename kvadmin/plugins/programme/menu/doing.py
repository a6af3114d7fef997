"""Doing a step of a job: its questions, its command, and what is remembered of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .questions import ask

if TYPE_CHECKING:
    from kvadmin.api import Session
    from kvadmin.api.hooks import Job, JobStep

    from .running import CommandRunner


class StepDoer:
    """Does steps and remembers the answers, by what the questions are called, for as long as the menu lasts."""

    def __init__(self, run: Session, runner: CommandRunner) -> None:
        self._run = run
        self._runner = runner
        self._answers: dict[str, str] = {}
        self._kept: set[str] = set()
        self._shared: set[str] = set()

    def begin(self) -> None:
        """Begin a job: what is asked once in a job is asked anew, with the last answer as the usual one.

        All else is forgotten: the questions of two jobs may be called the same and mean different things.
        """
        self._kept = set()
        self._answers = {name: answer for name, answer in self._answers.items() if name in self._shared}

    def do(self, job: Job, step: JobStep) -> bool:
        """Ask and do a step; whether it was done."""
        answers: dict[str, str] = {}
        for name in job.needed(step):
            question = job.question(name)
            if name in self._kept:
                answers[name] = self._answers[name]
                continue
            usual = question.usual({**self._answers, **answers})
            answer = ask(self._run, question, {**self._answers, **answers}, self._runner.flags(), usual)
            if answer is None:
                return False
            answers[name] = answer
        if not self._runner.carry_out(step.words(answers)):
            return False  # an answer that was wrong is not offered again
        self._answers |= answers
        once = {name for name, answer in answers.items() if answer and job.question(name).once}
        self._kept |= once
        self._shared |= once
        if step.opens:
            self._runner.open_folder(answers[step.opens])
        return True
