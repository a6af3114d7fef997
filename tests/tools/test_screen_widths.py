"""What a person reads in a narrow window; ``tools/screen_widths.py`` (a step of ``.ci/run``) tries every command."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import screen_widths

from kvadmin.tables import terminal
from kvadmin.tables.table import Column, Table

#: Lists and sheets of the example, with its longest names.
LINES = [
    "status",
    "check",
    "municipality list",
    "municipality show 1146",
    "contact list",
    "cohort list",
    "cohort show P3",
    "cohort show P1",
    "cohort status",
    "network list",
    "network show P1",
    "network explain 0502",
    "gathering list",
    "gathering show 2008-08-27-oppstart",
    "plan list",
    "plan overdue",
    "evaluation signals sykefravaer",
    "evaluation list sykefravaer --missing 2008-Q1",
    "mail letters",
    "commands",
]


@pytest.fixture
def tables(monkeypatch, tmp_path):
    """The tables that were set since it was called last."""
    log = tmp_path / "tables.jsonl"
    monkeypatch.setattr(terminal, "write", terminal.write)
    screen_widths.note_tables(str(log))

    def taken() -> list[Table]:
        lines = log.read_text(encoding="utf-8").splitlines()
        log.write_text("", encoding="utf-8")
        return [screen_widths.noted_table(line) for line in lines]

    return taken


@pytest.mark.parametrize("language", screen_widths.LANGUAGES)
def test_no_list_breaks_a_word_in_a_narrow_window(cli, tmp_path, tables, language):
    folder = tmp_path / "example"
    cli("init", folder, "--example", check=True)
    found = []
    for line in LINES:
        ran = cli("--lang", language, "-C", folder, "--today", "2008-06-10", *line.split())
        some = tables()
        assert some, line
        found += [f"{line}: {table.title}: {fault}" for table in some for fault in screen_widths.faults(table)]
        found += [f"{line}: {fault}" for fault in screen_widths.broken_lines(ran.err)]
    assert found == []


def test_what_is_broken_is_found(monkeypatch):
    columns = (Column("id", "Id"), Column("text", "Text"), Column("command", "Command", "command"))
    table = Table("Lists", columns, (("2008-08-27-oppstart", "one two " * 20, "kvadmin gathering show 2008-08-27"),))
    assert list(screen_widths.faults(table)) == []
    monkeypatch.setattr(screen_widths, "write", _cut)
    said = " ".join(screen_widths.faults(table))
    for fault in (
        "not in the table: ['2008-08-', '27-oppstart']",
        "columns: ",
        "lost with --all-columns",
        "a command is broken",
    ):
        assert fault in said


def _cut(tables, look=None):
    """As a careless writer of tables would do it."""
    if look is None:
        return terminal.write(tables)
    return f"Lists\n2008-08-  {'one two ' * 20}\n27-oppstart  kvadmin gathering\n"


def test_a_real_terminal_is_asked_how_wide_it_is(tmp_path, cli):
    """In a window of so many columns, over a pseudo-terminal: what the user sees."""
    folder = tmp_path / "example"
    cli("init", folder, "--example", check=True)
    for width in (80, 40):
        lines = in_terminal(width, "-C", str(folder), "gathering", "list")
        assert all(len(line) <= width for line in lines)
        assert any("2008-08-27-oppstart" in line for line in lines)
        lines = in_terminal(width, "-C", str(folder), "gathering", "list", "--all-columns")
        assert all(len(line) <= width for line in lines)
        assert not any("Not shown" in line for line in lines)
        said = in_terminal(width, "-C", str(folder), "cohort", "show", "P3", "--known-on", "2199-01-01")
        assert len(said) > 1
        assert all(len(line) <= width for line in said)


def in_terminal(width: int, *words: str) -> list[str]:
    """The lines that kvadmin prints on a terminal of that width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "PAGER")}
    env = kept | {"NO_COLOR": "1", "KVADMIN_PAGER": "", "TERM": "xterm"}
    command = [sys.executable, "-m", "kvadmin", *words]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        text = b""
        while part := _read(ours):
            text += part
        process.wait()
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.decode()).replace("\r", "").splitlines()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # nobody holds the other end any more
        return b""
