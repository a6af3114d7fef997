"""Consoles with few letters: never a crash, what cannot be shown is said readably, files and programs get UTF-8."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONSOLES = ("cp1252", "cp850", "cp437", "ascii")
#: A locale without UTF-8 that Python does not put right by itself.
BARE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


def run(folder, *words, **variables):
    kept = {name: each for name, each in os.environ.items() if name not in ("PYTHONIOENCODING", "PYTHONUTF8")}
    return subprocess.run(
        [sys.executable, "-m", "kvadmin", "-C", str(folder), *words],
        env=kept | {"PYTHONPATH": str(ROOT), "KVADMIN_WHO": "Test Person"} | variables, capture_output=True, check=False,
        timeout=60,
    )  # fmt: skip


@pytest.fixture
def office(programme, cli):
    """A programme whose cohort has a name that no code page has whole."""
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1 – “våren” → Čáhput", check=True)
    return programme


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("words", [["cohort", "show", "P1"], ["status"], ["--help"], ["cohort", "show", "P9–ø"]])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_console_shows_what_it_can(office, console, words, language):
    ran = run(office, *words, PYTHONIOENCODING=console, KVADMIN_LANG=language)
    assert b"Traceback" not in ran.stderr
    out, err = ran.stdout.decode(console), ran.stderr.decode(console)  # nothing else is in it
    assert ran.returncode == (4 if "P9" in words[-1] else 0), err
    if words[0] == "cohort" and words[-1] == "P1":
        shown = {"cp1252": "Pulje 1 – “våren” -> Cáhput", "ascii": 'Pulje 1 - "vaaren" -> Cahput'}
        assert shown.get(console, 'Pulje 1 - "våren" -> Cáhput') in out


@pytest.mark.parametrize("console", CONSOLES)
@pytest.mark.parametrize("format_", ["json", "csv", "md"])
def test_programs_and_files_get_utf8(office, tmp_path, console, format_):
    ran = run(office, "cohort", "list", "--format", format_, PYTHONIOENCODING=console)
    assert "Pulje 1 – “våren” → Čáhput" in ran.stdout.decode("utf-8").replace("\\u", "")
    file = tmp_path / f"list.{format_}"
    assert run(office, "cohort", "list", "-o", str(file), PYTHONIOENCODING=console).returncode == 0
    assert file.read_bytes() == ran.stdout


def test_an_error_for_a_program_is_json_anywhere(office):
    ran = run(office, "cohort", "show", "P9", "--format", "json", PYTHONIOENCODING="ascii")
    assert json.loads(ran.stderr)["error"]["exit"] == 4


@pytest.mark.parametrize(
    "words", [["cohort", "list"], ["status"], ["--help"], ["cohort", "--help"], ["municipality", "show", "Bø"]]
)
def test_a_bare_locale_is_no_crash(office, words):
    ran = run(office, *words, **BARE)
    assert b"Traceback" not in ran.stderr
    assert b"unforeseen" not in ran.stderr
    assert ran.returncode == (4 if "Bø" in words else 0), ran.stderr
    assert ran.stdout.decode("utf-8") or ran.returncode  # a pipe gets UTF-8


def test_what_cannot_be_read_as_it_was_typed_is_refused(office):
    """In such a locale Python gets no letters of what is typed: better nothing than something else."""
    before = (office / "cohorts" / "P1.yaml").read_bytes()
    ran = run(office, "cohort", "set", "P1", "name", "Ålesund – Bø", "--why", "på møte", **BARE)
    assert ran.returncode == 3, ran.stderr
    assert b"half a character" in ran.stderr
    assert (office / "cohorts" / "P1.yaml").read_bytes() == before
