"""Asking which of several answers is right."""

from __future__ import annotations

import sys

import pytest
import typer

from kvadmin.session.session import Session


@pytest.fixture
def terminal(monkeypatch):
    """A person on a terminal, who types these answers; what she is asked."""
    asked: list[str] = []

    def typing(*answers):
        typed = iter(answers)
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

        def prompt(text, **options):
            assert options == {"default": None, "show_default": False, "err": True, "prompt_suffix": ": "}
            asked.append(text)
            return str(next(typed))

        monkeypatch.setattr(typer, "prompt", prompt)
        return asked

    return typing


def test_the_answers_are_numbered_from_1_and_the_index_comes_back(terminal):
    asked = terminal(2)
    assert Session(None).choose("which one?", ["this", "that"]) == 1
    assert asked == ["which one?\n  1  this\n  2  that\nWhich"]


def test_who_listens_hears_a_line_an_answer(terminal, monkeypatch):
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "1")
    asked = terminal(2)
    assert Session(None).choose("which one?", ["this", "that"]) == 1
    assert asked == ["which one?\n1: this\n2: that\nWhich"]


def test_a_number_that_is_no_answer_is_asked_again(terminal):
    asked = terminal(0, 3, -1, 1)
    assert Session(None).choose("which one?", ["this", "that"]) == 0
    assert len(asked) == 4


def test_the_same_question_is_asked_once_in_a_run(terminal):
    asked = terminal(2)
    run = Session(None)
    assert [run.choose("which one?", ["this", "that"]) for _ in range(3)] == [1, 1, 1]
    assert len(asked) == 1


def test_nobody_is_asked_without_a_terminal_or_where_told_so(terminal):
    assert Session(None).choose("which one?", ["this"]) is None
    asked = terminal()
    run = Session(None)
    run.no_input = True
    assert run.choose("which one?", ["this"]) is None
    assert asked == []


def test_yes_answers_nothing_here(terminal):
    asked = terminal(2)
    run = Session(None)
    run.yes = True
    assert run.choose("which one?", ["this", "that"]) == 1
    assert len(asked) == 1
