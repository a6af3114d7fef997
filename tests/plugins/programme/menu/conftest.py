"""The menu in this process: its answers are a list, and what it said is a text."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
import typer
from support import Ran

from kvadmin.session import asking
from kvadmin.session.session import Session

Menu = Callable[..., Ran]


@pytest.fixture
def menu(cli, monkeypatch: pytest.MonkeyPatch) -> Menu:
    """Run ``kvadmin menu`` with these answers: ``menu(programme, "3", "q")``; behind the last one Ctrl-D is typed."""

    def go(folder: object, *answers: str, options: tuple[str, ...] = ()) -> Ran:
        left = list(answers)

        def typed(question: str, *, empty: str | None = None) -> str:
            print(question, end=" ", file=sys.stderr)
            if not left:
                raise typer.Abort
            return left.pop(0) or empty or ""

        monkeypatch.setattr(asking, "_typed", typed)
        monkeypatch.setattr(Session, "_interactive", lambda self: not self.no_input)  # a terminal
        ran = cli(*(("-C", folder) if folder else ()), *options, "menu")
        assert left == [], ran.err
        return ran

    return go
