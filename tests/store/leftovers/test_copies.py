"""Copies of sync clients, file managers and editors: named by ``check``, never taken for records."""

from __future__ import annotations

import pytest
from store.programme import make, opened
from store.records import Group, Town

from kvadmin.errors import InvalidData
from kvadmin.store.leftovers.copies import forms

P3 = "id: P3\nname: Pulje 3\n"
OLD = "id: P3\nname: older\n"
TOWN = "number: '0301'\nname: Oslo\n"

NAMES = [
    "P3-LAPTOP-7QK2.yaml",
    "P3-Annas MacBook Pro.yaml",
    "P3-anna.yaml",
    "P3 (Anna's conflicted copy 2008-01-02).yaml",
    "P3 (Anna's conflicted copy 2008-01-02 (1)).yaml",
    "P3 (conflicted copy 2008-01-02 101530).yaml",
    "P3 (Annas motstridende kopi 2008-01-02).yaml",
    "P3 (Konflikt 2008-01-02 101530).yaml",
    "P3 (Case Conflict).yaml",
    "P3_conflict-20080102-101530.yaml",
    "P3.sync-conflict-20080102-101530-CEIVOCO.yaml",
    "P3 (SFConflict anna@example.org 2008-01-02-10-15-30).yaml",
    "P3_Anna-PC_Jan-03-0901-2008_Conflict.yaml",
    "P3-pc-safeBackup-0001.yaml",
    "P3 (1).yaml",
    "P3(1).yaml",
    "P3 2.yaml",
    "P3 - Copy.yaml",
    "P3 - Copy (2).yaml",
    "P3 - Kopi.yaml",
    "P3 copy.yaml",
    "P3 kopi 2.yaml",
    "Copy of P3.yaml",
    "Kopi av P3.yaml",
    "P3 (1) (1).yaml",
]


@pytest.fixture
def folder(tmp_path):
    return make(tmp_path / "programme", groups__P3=P3)


def lay(folder, path, text=OLD):
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_text(text)


def found(folder):
    return [(one.path, one.code, one.severity) for one in opened(folder).records.check()]


@pytest.mark.parametrize("name", NAMES)
def test_the_copy_is_named_and_not_read(folder, name):
    lay(folder, f"groups/{name}")
    assert found(folder) == [(f"groups/{name}", "conflict-copy", "error")]
    assert [each.name for each in opened(folder).snapshot().all(Group)] == ["Pulje 3"]
    assert opened(folder).snapshot().get(Group, "P3").name == "Pulje 3"
    assert "P3.yaml" in opened(folder).records.check()[0].text


@pytest.mark.parametrize("name", [name for name in NAMES if name != "P3-anna.yaml"])
def test_a_record_that_is_called_so_is_a_record(folder, name):
    key = name.removesuffix(".yaml")
    lay(folder, f"groups/{name}", f'id: "{key}"\nname: own\n')
    assert found(folder) == []
    assert {each.id for each in opened(folder).snapshot().all(Group)} == {"P3", key}


@pytest.mark.parametrize("text", ['id: "P3 2"\n', "name: without id\n"])
def test_without_an_original_a_likely_name_is_a_name(tmp_path, text):
    folder = make(tmp_path / "programme", **{"groups__P3 2": text})
    assert found(folder) == []
    assert [each.id for each in opened(folder).snapshot().all(Group)] == ["P3 2"]


def test_a_copy_whose_original_is_gone_is_not_passed_over(folder):
    (folder / "groups/P3.yaml").rename(folder / "groups/P3 (Anna's conflicted copy 2008-01-02).yaml")
    assert [(one[1], one[2]) for one in found(folder)] == [("conflict-copy", "error")]
    with pytest.raises(InvalidData, match="file itself is gone"):
        opened(folder).snapshot().all(Group)


@pytest.mark.parametrize("text", ["id: P3\n<<<<<<< x\n", "id: 'P3\n", ""])
def test_a_copy_that_cannot_be_read_is_a_copy_by_its_clients_name(folder, text):
    lay(folder, "groups/P3 (Anna's conflicted copy 2008-01-02).yaml", text)
    assert "conflict-copy" in [one[1] for one in found(folder)]
    assert len(opened(folder).snapshot().all(Group)) == 1


def test_files_with_a_decorated_name(folder):
    lay(folder, "towns/0301-oslo.yaml", TOWN)
    for name in ("0301-oslo-LAPTOP7", "0301-oslo-anna", "0301-oslo (1)", "0301-oslo 2"):
        lay(folder, f"towns/{name}.yaml", TOWN)
        assert found(folder) == [(f"towns/{name}.yaml", "conflict-copy", "error")]
        assert len(opened(folder).snapshot().all(Town)) == 1
        (folder / f"towns/{name}.yaml").unlink()


def test_two_names_of_one_key_are_no_copy(folder):
    lay(folder, "towns/0301.yaml", TOWN)
    lay(folder, "towns/0301-oslo.yaml", TOWN)
    assert [one[1] for one in found(folder)] == ["key-twice"]


def test_another_key_with_a_dash_is_a_record(folder):
    lay(folder, "groups/P3-nord.yaml", "id: P3-nord\n")
    lay(folder, "groups/P3-sor.yaml", "name: no id in the file\n")
    assert found(folder) == []


def test_files_that_are_no_records(folder):
    for name in ("x.csv", "x (1).csv", "x.sync-conflict-20080102-101530-CEIVOCO.csv", "y (1).csv"):
        lay(folder, f"measurements/{name}", "a\n")
    assert {one[0] for one in found(folder)} == {
        "measurements/x (1).csv",
        "measurements/x.sync-conflict-20080102-101530-CEIVOCO.csv",
    }


@pytest.mark.parametrize("name", ["P3.yaml.orig", "P3.yaml.rej", "P3.yaml~", "#P3.yaml#", "P3.yaml.bak"])
def test_what_editors_and_git_leave_is_named(folder, name):
    lay(folder, f"groups/{name}")
    assert found(folder) == [(f"groups/{name}", "stray-file", "warning")]
    assert "editor or git" in opened(folder).records.check()[0].text


@pytest.mark.parametrize("name", ["~$P3.xlsx", "~$P3.yaml", ".~lock.P3.yaml#", "._P3.yaml"])
def test_locks_of_office_programs_are_nobodys_business(folder, name):
    lay(folder, f"groups/{name}")
    assert found(folder) == []
    assert len(opened(folder).snapshot().all(Group)) == 1


def test_an_editors_swap_file_says_that_the_file_is_open(folder):
    lay(folder, "groups/.P3.yaml.swp")
    assert found(folder) == [("groups/.P3.yaml.swp", "open-file", "warning")]


def test_ordinary_names_have_few_readings():
    assert [list(forms(name)) for name in ("P3", "0301", "x_y")] == [[], [], []]
