"""Files and fields that a plugin leaves behind are named by check and by contact forget."""

from __future__ import annotations

import json
import sys

import pytest
from extension.desk import FORGET, PERSONAL, REASON, VISITS
from extension.nouns import UNDER


def test_files_and_fields_that_nobody_owns_are_named(desk):
    desk.install(VISITS + PERSONAL, name="visits")
    desk.run("visits", "add")
    own = ("visits/v1.yaml", "visits-book/guests.txt", "municipalities/0301.yaml:")
    (desk.kit.folder / "README.md").write_text("ours", encoding="utf-8")
    quiet = desk.run("check").out
    assert not any(each in quiet for each in own[:2])
    desk.site.uninstall("visits")
    found = json.loads(desk.run("check", "--format", "json").out)["findings"]
    codes = {
        each["path"]: each["code"]
        for each in found
        if each["code"] in ("unread-file", "field-unknown", "plugin-missing")
    }
    assert codes == {
        "visits/v1.yaml": "unread-file",
        "visits-book/guests.txt": "unread-file",
        "municipalities/0301.yaml": "field-unknown",
        "programme.yaml": "plugin-missing",
    }
    assert "pip install" in desk.run("status").out
    ran = desk.stopped(*FORGET)
    assert "plugin 'visits' is missing" in ran.err
    ran = desk.run(*FORGET, "--without-guard", "visits", *REASON, code=6)
    assert "these are not read by any plugin, so nobody looked for the person in them:" in ran.err
    assert all(each in ran.err for each in own)
    assert "Forgotten" not in ran.err
    assert b"ola@oslo.example" not in desk.kit.files()["municipalities/0301.yaml"]


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators there")
def test_a_folder_that_cannot_be_looked_into_does_not_keep_check_from_its_work(desk, tmp_path):
    (tmp_path / "elsewhere.txt").write_text("x", encoding="utf-8")
    (desk.kit.folder / "papers").mkdir()
    (desk.kit.folder / "papers" / "link").symlink_to(tmp_path / "elsewhere.txt")
    found = json.loads(desk.run("check", "--format", "json").out)["findings"]
    assert [each["path"] for each in found if each["code"] == "unread-file"] == ["papers/link"]


def test_a_file_that_a_command_under_a_built_in_noun_wrote_is_its_plugins(desk):
    desk.install(UNDER.format(noun="municipality"), name="odd")
    desk.run("municipality", "populate", "0301")

    def unread():
        found = json.loads(desk.run("check", "--format", "json").out)["findings"]
        return [each["path"] for each in found if each["code"] == "unread-file"]

    assert unread() == []
    desk.site.uninstall("odd")
    assert unread() == ["populated.txt"]
