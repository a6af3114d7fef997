"""Commands that work on different records at the same time do not stand in each other's way."""

from __future__ import annotations

import pytest

from kvadmin.session.session import Session

COMMANDS = (
    ("municipality", "set", "0301", "population", "5"),
    ("municipality", "set", "0821", "population", "6"),
    ("municipality", "set", "1504", "population", "7"),
    ("contact", "add", "1867", "Kari", "--role", "mayor"),
    ("cohort", "set", "P1", "capacity", "8"),
    ("cohort", "set", "P2", "capacity", "9"),
    ("cohort", "new", "P3", "--name", "Pulje 3"),
    ("gathering", "new", "G1", "--name", "Samling", "--kind", "conference", "--from", "2009-01-15"),
)


@pytest.mark.parametrize("order", [COMMANDS, COMMANDS[::-1]])
def test_eight_writers_have_all_read_before_the_first_writes(order, cli, programme, monkeypatch):
    for cohort in ("P1", "P2"):
        cli("-C", programme, "cohort", "new", cohort, "--name", cohort, check=True)
    waiting = list(order)
    codes = []
    ask = Session.ask_plugins

    def others_first(self, edits):
        if waiting:
            codes.append(cli("-C", programme, *waiting.pop()).code)
        ask(self, edits)

    monkeypatch.setattr(Session, "ask_plugins", others_first)
    codes.append(cli("-C", programme, *waiting.pop()).code)
    assert codes == [0] * 8
    assert cli("-C", programme, "check").code == 0
