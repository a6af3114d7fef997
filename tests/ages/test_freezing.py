"""The year that tools/freeze_age.py plays: the commands of today, and a record of every kind."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from freeze_age import ASKED_ON, STEPS, Year, asked, freeze, parsed, thaw  # noqa: E402 - found through the path above
from record_fields import CORE, declared  # noqa: E402
from support import folder_bytes  # noqa: E402


@pytest.fixture
def year(tmp_path, cli):
    """The folder at the end of the year; a step that fails ends the test with what it said."""
    lists, steps = parsed(STEPS.read_text(encoding="utf-8"))
    (tmp_path / "lister").mkdir()
    for name, text in lists.items():
        (tmp_path / "lister" / name).write_text(text, encoding="utf-8")

    def call(*words):
        ran = cli(*words)
        return ran.code, ran.out, ran.err

    played = Year(tmp_path / "programme", tmp_path / "lister", old=False, call=call)
    played.play(steps)
    return played.folder


def test_the_year_holds_every_kind_of_record_and_is_asked_about(year, cli, tmp_path):
    core = next(said for said in declared() if said.name == CORE)
    files = list(folder_bytes(year))
    missing = [
        name
        for name, (path, _) in core.collections.items()
        if not any(re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/_][^/]*", re.escape(path)), each) for each in files)
    ]
    assert missing == [], "a step in tools/frozen_year.txt makes one"
    for side in ("history", "measurements", "outbox", "protocols", "freezes", "letters", ".gitattributes"):
        assert (year / side).exists(), side
    for question in asked():
        ran = cli("-C", year, "--today", ASKED_ON, "--format", "json", *shlex.split(question))
        assert ran.code == 0, f"{question}: {ran.err}"
    freeze(year, tmp_path / "frozen")
    assert not list((tmp_path / "frozen").rglob(".*"))
    assert folder_bytes(thaw(tmp_path / "frozen", tmp_path / "again")) == folder_bytes(year)
