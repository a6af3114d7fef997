from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from support import folder_bytes


def test_makes_a_folder_that_the_other_commands_take(cli, tmp_path):
    folder = tmp_path / "ny"
    made = cli("init", folder, "--name", 'Kvalitet: "2007" – ÆØÅ')
    assert made.code == 0
    assert 'name: "Kvalitet: \\"2007\\" – ÆØÅ"' in (folder / "programme.yaml").read_text(encoding="utf-8")
    assert {"/.kvadmin/", "/sensitive/", "/incoming/"} <= {*(folder / ".gitignore").read_text().splitlines()}
    checked = cli("-C", folder, "check", "--format", "json")
    assert (checked.code, checked.json["errors"], checked.json["warnings"]) == (0, 0, 0)


def test_without_a_name_the_folder_gives_it(cli, tmp_path, monkeypatch):
    (tmp_path / "kvalitet").mkdir()
    monkeypatch.chdir(tmp_path / "kvalitet")
    assert cli("init", ".").code == 0
    assert 'name: "kvalitet"' in Path("programme.yaml").read_text(encoding="utf-8")


def test_what_comes_next_can_be_copied_into_a_shell(cli, tmp_path):
    folder = tmp_path / "Vårt program's mappe"
    made = cli("init", folder)
    again = cli("init", folder)
    said = [line for line in (made.err + again.err).splitlines() if "kvadmin -C" in line]
    assert len(said) == 3
    assert {shlex.split(line[line.index("kvadmin ") :])[2] for line in said} == {str(folder)}


def test_imports_a_register_in_the_same_go(cli, tmp_path, register_file):
    folder = tmp_path / "ny"
    made = cli("init", folder, "--register", register_file, "--format", "json")
    assert made.json["municipalities"] == 5
    assert sorted(each.name for each in (folder / "municipalities").iterdir()) == [
        "0301-oslo.yaml",
        "0821-bo.yaml",
        "1504-alesund.yaml",
        "1867-bo.yaml",
        "2011-kautokeino.yaml",
    ]
    assert cli("-C", folder, "municipality", "import", register_file).err.endswith("Nothing to change.\n")


def test_a_bad_register_makes_no_folder(cli, tmp_path, register_file):
    register_file.write_text("number,name\n0301,Oslo\nabc,Ås\n", encoding="utf-8")
    refused = cli("init", tmp_path / "ny", "--register", register_file)
    assert refused.code == 3
    assert "line 3" in refused.err
    assert not (tmp_path / "ny").exists()


def test_a_missing_register_is_named(cli, tmp_path):
    refused = cli("init", tmp_path / "ny", "--register", tmp_path / "no.csv")
    assert (refused.code, "no.csv" in refused.err, (tmp_path / "ny").exists()) == (2, True, False)


def test_a_programme_folder_is_never_made_twice(cli, programme):
    before = folder_bytes(programme)
    refused = cli("init", programme)
    assert refused.code == 5
    assert "programme folder already" in refused.err
    assert folder_bytes(programme) == before


def test_other_files_in_the_folder_stay(cli, tmp_path):
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / ".gitignore").write_text("*.bak\n")
    assert cli("init", tmp_path).code == 0
    assert (tmp_path / "README.md").read_text() == "mine"
    ignored = (tmp_path / ".gitignore").read_text()
    assert ignored.startswith("*.bak\n"), "what is there stays"
    assert "\n/sensitive/\n" in ignored, "health data stay out of git whatever the folder ignored before"


@pytest.mark.parametrize("lying", [(), ("README.md", "municipalities/mine.txt")])
def test_without_room_for_all_of_it_nothing_is_left(cli, tmp_path, lying):
    resource = pytest.importorskip("resource")
    folder = tmp_path / "new"
    for name in lying:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("mine")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, before[1]))
        ran = cli("init", folder, "--example")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert ran.code == 1, ran.err
    assert "make room on the disk" in ran.err
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert left - {".gitignore", ".gitattributes"} == set(lying)
    assert folder.exists() == bool(lying)
    assert cli("init", folder, "--example").code == 0


def test_half_a_programme_is_not_written_over(cli, tmp_path):
    (tmp_path / "municipalities").mkdir()
    (tmp_path / "municipalities" / "0301-oslo.yaml").write_text("number: '0301'\nname: Mitt\n")
    refused = cli("init", tmp_path, "--example")
    assert (refused.code, (tmp_path / "programme.yaml").exists()) == (5, False)


def test_a_file_is_no_folder(cli, tmp_path):
    (tmp_path / "fil").write_text("x")
    refused = cli("init", tmp_path / "fil")
    assert (refused.code, (tmp_path / "fil").read_text()) == (2, "x")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_place_is_named(cli, tmp_path):
    tmp_path.chmod(0o500)
    refused = cli("init", tmp_path / "ny")
    tmp_path.chmod(0o700)
    assert (refused.code, str(tmp_path) in refused.err) == (1, True)


def test_a_place_below_a_file_is_named(cli, tmp_path):
    (tmp_path / "fil").write_text("x")
    refused = cli("init", tmp_path / "fil" / "ny")
    assert (refused.code, "Traceback" in refused.err, "fil" in refused.err) == (1, False, True)


def test_dry_run_makes_nothing(cli, tmp_path, register_file):
    ran = cli("init", tmp_path / "ny", "--register", register_file, "--dry-run")
    assert (ran.code, (tmp_path / "ny").exists()) == (0, False)


@pytest.mark.parametrize(
    "options",
    [("--example", "--name", "x"), ("--language", "sv"), ("--name", "a\nb")],
)
def test_options_that_do_not_go_together(cli, tmp_path, options):
    assert (cli("init", tmp_path / "ny", *options).code, (tmp_path / "ny").exists()) == (2, False)
