from __future__ import annotations

import stat

import pytest
from store.moving.places import part_of


def test_one_archive_that_restores_identically(cli, example, tmp_path):
    cli("municipality", "set", "0301", "note", "Møte i Ås", check=True)
    done = cli("store", "export", "-o", "../p.zip", "--format", "json", check=True)
    assert (done.json["file"], done.json["history"]) == ("../p.zip", 1)
    assert stat.S_IMODE((tmp_path / "p.zip").stat().st_mode) == 0o600
    assert "warning: ../p.zip holds personal data, and all that is sensitive" in done.err
    assert "kvadmin store copy --from ../p.zip --to FOLDER" in done.err
    back = cli("store", "copy", "--from", "../p.zip", "--to", "../back", "--format", "json", check=True)
    assert back.json["sha256"] == done.json["sha256"]
    assert part_of(tmp_path / "back") == part_of(example)
    assert cli("store", "copy", "--from", "../p.zip", "--to", ".", "--verify").code == 0
    assert cli("-C", "../back", "check").code == cli("check").code == 0


def test_without_o_the_folder_gives_the_name_and_nothing_is_written_over(cli, example, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cli("-C", example, "store", "export", check=True)
    assert (tmp_path / "programme.zip").is_file()
    refused = cli("-C", example, "store", "export")
    assert (refused.code, "is there already" in refused.err) == (1, True)


@pytest.mark.parametrize("name", ["p.zip", "cohorts/p.zip"])
def test_it_never_lies_in_the_programme_itself(cli, example, name):
    before = part_of(example)
    refused = cli("store", "export", "-o", name)
    assert (refused.code, "in the programme folder itself" in refused.err) == (1, True)
    assert part_of(example) == before


def test_other_endings_and_places_are_refused(cli, example, tmp_path):
    assert cli("store", "export", "-o", "../p.tar").code == 2
    assert cli("store", "export", "-o", "../nowhere/p.zip").code == 1
    assert cli("store", "export", "--known-on", "2008-01-01").code == 2
    assert [each.name for each in tmp_path.iterdir()] == [example.name] or not (tmp_path / "p.tar").exists()


def test_a_dry_run_writes_nothing(cli, example, tmp_path):
    done = cli("store", "export", "-o", "../p.zip", "--dry-run", "--format", "json", check=True)
    assert done.json["dry_run"] is True
    assert not (tmp_path / "p.zip").exists()
    del example


def test_of_a_pointer_everything_that_the_engine_keeps(cli, example, tmp_path, sqlite, monkeypatch):
    del sqlite
    cli("store", "export", "-o", "../p.zip", check=True)
    cli("store", "copy", "--from", ".", "--to", f"sqlite:{tmp_path}/p.db", check=True)
    monkeypatch.chdir(tmp_path)
    cli("init", "here", "--store", f"sqlite:{tmp_path}/p.db", check=True)
    cli("-C", "here", "store", "export", "-o", "q.zip", check=True)
    assert (tmp_path / "q.zip").read_bytes() == (tmp_path / "p.zip").read_bytes()
    del example
