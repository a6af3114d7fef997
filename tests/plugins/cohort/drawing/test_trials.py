"""Nobody sees what a draw gives, neither in a dry run nor in a question, without a trace of it."""

from __future__ import annotations

import json

import pytest

from kvadmin.api import Refused
from kvadmin.session import asking
from kvadmin.session.session import Session

from ..conftest import VALUE


@pytest.fixture
def entered(frozen):
    frozen("cohort", "draw", "P3", "--value", VALUE)
    return frozen


@pytest.fixture
def says_no(monkeypatch) -> list[str]:
    """A person at a terminal who answers no; what she was asked."""
    asked: list[str] = []

    def no(question: str) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(Session, "_interactive", lambda self: True)
    monkeypatch.setattr(asking, "ask_yes_or_no", no)
    return asked


def test_who_is_asked_and_says_no_has_seen_nothing(entered, says_no):
    said = entered.refused("cohort", "admit", "P3", code=1)
    assert says_no == ["Admit 5 municipalities to P3?"]
    assert "applications/" not in said
    assert "cohorts/" not in said


def test_who_has_looked_before_is_shown_it_again(entered, says_no):
    entered("cohort", "admit", "P3", "--dry-run")
    assert "applications/" in entered.refused("cohort", "admit", "P3", code=1)


def test_where_a_guard_refuses_the_line_nobody_looks(entered, monkeypatch):
    def refuse(self: Session, edits: object) -> None:
        raise Refused("not today")

    monkeypatch.setattr(Session, "ask_plugins", refuse)
    ran = entered("cohort", "admit", "P3", "--dry-run", code=1)
    assert ran.out == ""
    assert "not today" in ran.err
    assert "applications/" not in ran.err


def test_a_promotion_among_imported_members_leaves_the_line_too(entered, tmp_path):
    file = tmp_path / "members.csv"
    file.write_text("cohort,municipality,from\nP3,0101,2008-08-25\n", encoding="utf-8")
    entered("cohort", "import", file)
    entered("cohort", "promote", "P3", "--dry-run")
    assert [each["seed"] for each in entered.json("cohort", "show", "P3")["tried"]] == [VALUE]


def test_the_line_stays_in_the_history_when_it_is_undone(entered):
    entered("cohort", "admit", "P3", "--dry-run")
    entered("undo", "--yes")
    assert entered.json("cohort", "show", "P3")["tried"] == []
    logged = json.dumps(entered.json("log", "cohorts/P3"))
    assert "tried" in logged
