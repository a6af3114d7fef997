"""Folders that older versions made, moved into another engine: the same is said of them, and they go on."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from ages.test_old_folders import (  # noqa: F401 - the fixtures, and what is asked of a folder of files
    ASKED_NOW,
    age,
    answer,
    ask,
    test_a_change_of_the_old_history_is_taken_back,
    test_another_day_is_read_from_the_old_history,
    test_check_finds_no_error,
    test_the_hand_edit_is_noted_as_one,
    test_what_was_edited_by_hand_is_known_of_another_day_or_refused,
)
from freeze_age import thaw
from store.on_engine import kept_in, on_engine


@pytest.fixture
def folder(age, engine_site, tmp_path) -> Path:  # noqa: F811
    del engine_site
    made = thaw(age / "folder", tmp_path / "programme")
    on_engine(made)
    return made


def test_what_was_asked_then_is_answered_as_it_is_of_files(age, folder, ask, cli, tmp_path):  # noqa: F811
    files = thaw(age / "folder", tmp_path / "files")
    before, wrong = kept_in(folder), []
    for question in json.loads((age / "said.json").read_text(encoding="utf-8")):
        words = shlex.split(ASKED_NOW.get(question, question))
        if words[0] in ("mail", "journal"):  # asked of both in tests/plugins/mail
            continue
        of_files = cli("-C", files, "--today", "2008-06-20", "--format", "json", *words)
        if ask("--format", "json", *words) != of_files:
            wrong.append(question)
    assert wrong == []
    assert kept_in(folder) == before
