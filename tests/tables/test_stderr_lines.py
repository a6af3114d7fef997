"""What a person reads beside the result: wrapped at words on a terminal, one line each in a pipe or a file."""

from __future__ import annotations

import io
import sys

import pytest

from kvadmin.tables.stderr_lines import say

LONG = "warning: " + "one or another word " * 8 + "(`kvadmin municipality show 0301 --on 2008-01-01 --format json`)"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def said_on_a_terminal(text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    stream = _Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    say(text)
    return stream.getvalue()


def test_a_pipe_gets_each_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    say(LONG)
    assert capsys.readouterr().err == LONG + "\n"


def test_a_terminal_gets_them_wrapped_but_no_command_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = said_on_a_terminal(LONG, monkeypatch).splitlines()
    assert lines[0] == "warning: one or another word one or"
    assert lines[1].startswith("  another word")
    command = "(`kvadmin municipality show 0301 --on 2008-01-01 --format json`)"
    assert lines[-1] == f"  {command}"
    assert all(len(line) <= 40 for line in lines[:-1])


def test_indents_and_short_lines_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said_on_a_terminal("  - " + "a fault " * 8 + "\n\n  two  blanks", monkeypatch) == (
        "  - a fault a fault a fault a fault a\n    fault a fault a fault a fault\n\n  two  blanks\n"
    )


def test_labels_are_coloured_where_colour_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kvadmin.tables.colors.ColorAsked.color", "always")
    say("warning: mind this")
    assert capsys.readouterr().err == "\x1b[33mwarning:\x1b[0m mind this\n"


def test_who_listens_hears_no_indent_and_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "1")
    text = f"  - {LONG}\n  hint: two  blanks, `cohort show  P3`"
    assert said_on_a_terminal(text, monkeypatch) == f"{LONG}\nhint: two blanks, `cohort show  P3`\n"


def test_a_name_can_do_nothing_to_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    say("error: no \x1b[31m\x1b]0;title\x07 or \u202eturned\n\thint: none")
    assert capsys.readouterr().err == "error: no ␛[31m␛]0;title␇ or \\u202eturned\n\thint: none\n"
