"""The kit of plugin authors: a folder of its own, and nothing that this machine says."""

from __future__ import annotations

import os

from kvadmin.testing import Kit


def test_the_folder_is_the_kits_own(kvadmin_kit, tmp_path):
    assert kvadmin_kit.folder.parent == tmp_path
    assert kvadmin_kit.json("municipality", "list")["municipalities"] == []
    kvadmin_kit.municipality("0301", "Oslo")
    assert [each["name"] for each in kvadmin_kit.json("municipality", "list")["municipalities"]] == ["Oslo"]


def test_the_screen_speaks_english_whatever_the_machine_does(kvadmin_kit):
    assert os.environ["KVADMIN_LANG"] == "en"
    assert kvadmin_kit.run("cohort", "show", "P9").err.startswith("error: ")


def test_what_is_data_is_told_from_the_history(tmp_path):
    kit = Kit(tmp_path / "programme")
    kit.municipality("0301", "Oslo")
    before = kit.records()
    assert set(before) == {"programme.yaml", "municipalities/0301-oslo.yaml"}
    assert kit.run("municipality", "set", "0301", "note", "x").code == 0
    assert kit.run("undo").code == 0
    assert kit.records() == before
    assert kit.files() != before
