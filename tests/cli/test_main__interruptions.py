"""Ctrl-C, readers of a pipe that go away, and questions on a terminal."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest
from support import folder_bytes

KVADMIN = [sys.executable, "-m", "kvadmin"]


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "KVADMIN_CONFIG": str(folder / "none.toml"),
        "KVADMIN_DATA": str(folder),
        "KVADMIN_WHO": "Test",
    }


def test_ctrl_c_is_exit_130(cli, programme, monkeypatch):
    from kvadmin.store.transaction import Transaction

    def interrupted(self):
        raise KeyboardInterrupt

    monkeypatch.setattr(Transaction, "commit", interrupted)
    before = folder_bytes(programme)
    ran = cli("-C", programme, "cohort", "new", "P1", "--name", "x")
    assert ran.code == 130
    assert "Interrupted" in ran.err
    assert "Traceback" not in ran.err
    assert folder_bytes(programme) == before


def test_ctrl_c_while_starting_is_exit_130_without_a_traceback(programme):
    code = (
        "import sys, kvadmin.cli.main as m, builtins\n"
        "real = builtins.__import__\n"
        "def broken(name, *a, **k):\n"
        "    if name == 'kvadmin.cli.app': raise KeyboardInterrupt\n"
        "    return real(name, *a, **k)\n"
        "builtins.__import__ = broken\n"
        "sys.argv = ['kvadmin', 'cohort', 'list']\n"
        "m.main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(programme), check=False
    )
    assert ran.returncode == 130
    assert "Traceback" not in ran.stderr


def test_a_reader_that_goes_away_is_no_error(programme):
    ran = subprocess.run(
        f"{' '.join(KVADMIN)} municipality list --format json | head -c 1; exit ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, env=environment(programme), check=False,
    )  # fmt: skip
    assert ran.stdout == "{"
    assert ran.stderr == ""
    assert ran.returncode == 0


def test_stdout_that_cannot_take_the_letters_still_gets_utf_8(programme):
    env = {**environment(programme), "LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = subprocess.run(
        [*KVADMIN, "municipality", "list", "--format", "json"], capture_output=True, env=env, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "Ålesund" in ran.stdout.decode("utf-8")
    ran = subprocess.run([*KVADMIN, "municipality", "show", "Bø"], capture_output=True, env=env, check=False)
    assert ran.returncode == 4
    assert b"Traceback" not in ran.stderr


pty = pytest.importorskip("pty")


def on_a_terminal(arguments: list[str], answer: bytes, folder: Path) -> tuple[int, str]:
    """Run kvadmin on a pseudo terminal, answering what it asks; exit code and everything shown."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(environment(folder), TERM="dumb", COLUMNS="100")
        os.execv(sys.executable, [*KVADMIN, *arguments])
    shown = b""
    while True:
        if not select.select([terminal], [], [], 1.0)[0]:
            # On a busy machine the line editor may throw away what was typed before it was ready: type it again.
            if b"[y/N]" in shown:
                os.write(terminal, answer)
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        if b"[y/N]" in shown + piece and b"[y/N]" not in shown:
            os.write(terminal, answer)
        shown += piece
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown.decode("utf-8")


@pytest.fixture
def member(cli, programme, tmp_path):
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1", check=True)
    file = tmp_path / "members.csv"
    file.write_text("cohort,municipality,from\nP1,0301,2007-01-01\n", encoding="utf-8")
    cli("-C", programme, "cohort", "import", file, check=True)
    return programme


WITHDRAW = ["cohort", "withdraw", "P1", "0301", "--reason", "withdrawn"]


def test_a_no_writes_nothing(member):
    before = folder_bytes(member)
    code, shown = on_a_terminal(WITHDRAW, b"n\n", member)
    assert code == 1
    assert "End the membership of 0301" in shown
    assert "cohorts/P1.yaml" in shown
    assert "nothing was written" in shown
    assert folder_bytes(member) == before


def test_a_yes_writes(member):
    code, shown = on_a_terminal(WITHDRAW, b"y\n", member)
    assert code == 0
    assert "Undo with: kvadmin undo" in shown
    assert "to: " in (member / "cohorts" / "P1.yaml").read_text(encoding="utf-8")


def test_ctrl_c_at_the_question_writes_nothing(member):
    before = folder_bytes(member)
    code, shown = on_a_terminal(WITHDRAW, b"\x03", member)
    assert code == 130
    assert "Traceback" not in shown
    assert folder_bytes(member) == before


@pytest.mark.parametrize("option", ["--yes", "--no-input"])
def test_nothing_is_asked_when_told_so(member, option):
    code, shown = on_a_terminal([*WITHDRAW, option], b"n\n", member)
    assert code == 0
    assert "[y/N]" not in shown


def test_a_workbook_is_not_thrown_at_a_terminal(member):
    before = folder_bytes(member)
    code, shown = on_a_terminal(["cohort", "set", "P1", "capacity", "3", "--format", "xlsx"], b"", member)
    assert code == 2
    assert "-o FILE" in shown
    assert folder_bytes(member) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("words", ["municipality list", "municipality show 0301", "--help"])
def test_a_full_disk_behind_stdout_is_no_fault_of_kvadmin(programme, words):
    """A long result and one that still waits in the buffer; Python's own complaint at its end is not heard."""
    line = f"{' '.join(KVADMIN)} {words} --format json > /dev/full"
    ran = subprocess.run(line, shell=True, capture_output=True, text=True, env=environment(programme), check=False)
    assert ran.returncode == 1
    told = ran.stderr.splitlines()
    error = json.loads(told[-1])["error"]
    assert (error["code"], error["where"], len(told)) == ("cannot-write", "stdout", 1)


def test_nothing_is_changed_when_stdout_is_closed(programme):
    before = folder_bytes(programme)
    line = f"{' '.join(KVADMIN)} cohort new P1 --name x --format json >&-"
    ran = subprocess.run(line, shell=True, capture_output=True, text=True, env=environment(programme), check=False)
    assert ran.returncode == 1
    assert json.loads(ran.stderr.splitlines()[-1])["error"]["code"] == "cannot-write"
    assert folder_bytes(programme) == before


def test_another_pipe_that_breaks_is_not_the_end_of_our_reader(cli, programme, monkeypatch):
    from kvadmin.store.transaction import Transaction

    def broken(self):
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(Transaction, "commit", broken)
    ran = cli("-C", programme, "cohort", "new", "P1", "--name", "x")
    assert ran.code == 1
    assert "Broken pipe" in ran.err
