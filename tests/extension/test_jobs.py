"""Jobs of the menu: what a step asks, what becomes of answers, and a stranger's job beside the built-in ones."""

from __future__ import annotations

from importlib import import_module

import pytest

from kvadmin.api.hooks import Job, JobQuestion, JobStep
from kvadmin.cli.app import command as top_level
from kvadmin.cli.completion.command_line import option_named

PLUGINS = ("programme", "cohort", "network", "gathering", "evaluation", "mail", "sheet")
BUILT_IN = [job for name in PLUGINS for job in import_module(f"kvadmin.plugins.{name}.hooks.jobs").JOBS]
STEPS = [(job, step) for job in BUILT_IN for step in job.steps]


def command_of(words):
    """The command that words lead to, and the words behind it."""
    top = command = top_level()
    context = top.context_class(top, info_name="kvadmin", resilient_parsing=True)
    while words and hasattr(command, "get_command"):
        command = command.get_command(context, words[0])
        assert command is not None, words
        command = command.load() if hasattr(command, "load") else command
        words = words[1:]
    return command, words


@pytest.mark.parametrize(("job", "step"), STEPS, ids=lambda each: getattr(each, "command", getattr(each, "name", "")))
def test_every_step_is_a_command_that_there_is(job, step):
    """Filled in, with all that is optional and without it."""
    full = dict.fromkeys(job.needed(step), "x")
    bare = {name: "" if job.question(name).optional else "x" for name in full}
    for answers in (full, bare):
        command, words = command_of(step.words(answers))
        arguments = [each for each in command.params if each.param_type_name == "argument"]
        options = [word for word in words if word.startswith("-")]
        given = {name: option_named(command, name) for name in options}
        assert all(given.values()), given
        missing = [each.opts for each in command.params if each.required and each.param_type_name == "option"]
        assert all(set(opts) & set(options) for opts in missing)
        values = len(words) - len(options) - sum(not each.is_flag for each in given.values())
        assert values <= sum(99 if each.nargs == -1 else each.nargs for each in arguments)
        assert values >= sum(each.required for each in arguments)


def test_the_questions_are_those_that_the_steps_ask():
    for job in BUILT_IN:
        asked = {name for step in job.steps for name in job.needed(step)}
        assert asked == {each.name for each in job.questions}, job.name
        assert not list(job.unknown())


def test_what_the_contract_wants_typed_is_typed():
    """Neither the hash nor the number of letters is offered or usual, and a letter never goes without them."""
    mail = next(job for job in BUILT_IN if job.name == "letters")
    assert [step.command for step in mail.steps if "approve" in step.command] == ["mail approve {hash}"]
    assert [step.command for step in mail.steps if "mail send" in step.command] == [
        "mail send {mailing} --confirm {number}"
    ]
    for name in ("hash", "number"):
        question = mail.question(name)
        assert (question.like, question.default, question.optional) == ("", "", False)


def test_an_empty_answer_takes_its_option_with_it():
    step = JobStep("", "cohort new {id} --name {name} --start {start} --kind cohort")
    assert step.words({"id": "P1", "name": "Pulje 1", "start": ""}) == [
        "cohort",
        "new",
        "P1",
        "--name",
        "Pulje 1",
        "--kind",
        "cohort",
    ]
    assert JobStep("", "mail plan {a} --to cohort:{b}").words({"a": "x", "b": ""}) == ["mail", "plan", "x"]


def test_an_answer_is_one_word_whatever_is_in_it():
    assert JobStep("", "a {b}").words({"b": 'it\'s {b} "$(x)" --yes'}) == ["a", 'it\'s {b} "$(x)" --yes']


def test_what_a_question_rests_on_is_asked_first():
    job = Job(
        "j", "J", (JobStep("", "a {network}"),),
        (JobQuestion("network", "", like="network lock {cohort}"), JobQuestion("cohort", "")),
    )  # fmt: skip
    assert job.needed(job.steps[0]) == ["cohort", "network"]


def test_a_default_that_names_what_is_not_known_is_none():
    question = JobQuestion("map", "", default="map-{cohort}.svg", new_file=True)
    assert question.usual({}) == ""
    assert question.usual({"cohort": "P1"}) == "map-P1.svg"


def test_only_what_was_chosen_is_usual_the_next_time():
    answers = {"a": "x", "p": "5"}
    assert JobQuestion("a", "", like="cohort show").usual(answers) == "x"
    assert JobQuestion("a", "").usual(answers) == ""
    assert JobQuestion("a", "", like="cohort show", optional=True).usual(answers) == ""
    assert JobQuestion("a", "", default="new-{p}").usual(answers) == "new-5"


_STRANGER = """
from kvadmin.api import hookimpl
from kvadmin.api.hooks import Job, JobQuestion, JobStep

@hookimpl
def kvadmin_jobs():
    steps = (JobStep("Look at a cohort", "cohort show {cohort}"), JobStep("Look at nothing", "nowhere"))
    return [
        Job("stars", "Count the stars", steps, (JobQuestion("cohort", "Which one?", like="cohort show"),), order=1),
        Job("holes", "Ask for what nobody knows", (JobStep("x", "cohort show {who}"),)),
    ]
"""


def test_a_strangers_job_stands_in_the_menu_and_a_wrong_one_is_named(desk, monkeypatch):
    from kvadmin.session import asking
    from kvadmin.session.session import Session

    desk.install(_STRANGER)
    desk.run("cohort", "new", "P9", "--name", "Pulje 9")
    answers = ["2", "1", "P9", "2", "0", "0"]
    monkeypatch.setattr(asking, "_typed", lambda question, empty=None: answers.pop(0) or empty)
    monkeypatch.setattr(Session, "_interactive", lambda self: True)
    ran = desk.run("menu")
    assert "   2. Count the stars" in ran.err
    assert "cohort show P9" in ran.err
    assert "Pulje 9" in ran.out
    assert "No such command 'nowhere'" in ran.err
    assert "The command ended with exit code 2." in ran.err
    assert "Ask for what nobody knows" not in ran.err
    assert "who" in desk.run("plugins", "list").out + desk.run("plugins", "list").err
