"""Global options: before the noun and after the command; where the programme is found; dates, names, errors."""

from __future__ import annotations

import pytest
from support import folder_bytes

NEW = ["cohort", "new", "P1", "--name", "Pulje 1"]


def members(cli, folder):
    return [each["id"] for each in cli("-C", folder, "cohort", "list", "--format", "json", check=True).json["cohorts"]]


@pytest.mark.parametrize(
    "arguments", [["--dry-run", *NEW], [*NEW, "--dry-run"], ["cohort", "new", "--dry-run", *NEW[2:]]]
)
def test_dry_run_before_and_after(cli, programme, arguments):
    before = folder_bytes(programme)
    ran = cli("-C", programme, *arguments, check=True)
    assert "cohorts/P1.yaml" in ran.err
    assert "name: Pulje 1" in ran.err
    assert "nothing was written" in ran.err
    assert ran.out == ""
    assert folder_bytes(programme) == before


@pytest.mark.parametrize("arguments", [["--why", "the board", *NEW], [*NEW, "--why", "the board"]])
def test_why_before_and_after(cli, programme, arguments):
    cli("-C", programme, *arguments, check=True)
    assert cli("-C", programme, "log", "--format", "json").json["entries"][-1]["why"] == "the board"


@pytest.mark.parametrize("form", [["--format", "json", "cohort", "status"], ["cohort", "status", "--format", "json"]])
def test_format_before_and_after(cli, programme, form):
    assert cli("-C", programme, *form, check=True).json["schema"] == 1


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("ending", ["json", "csv", "md", "xlsx", "txt"])
def test_output_before_and_after_in_the_format_of_its_ending(cli, programme, tmp_path, place, ending):
    file = tmp_path / f"status.{ending}"
    option = ["-o", file] if place == "before" else []
    ran = cli("-C", programme, *option, "cohort", "status", *(["-o", file] if place == "after" else []), check=True)
    assert ran.out == ""
    assert f"Written: {file}" in ran.err
    content = file.read_bytes()
    starts = {"json": b"{", "csv": b"Group,", "md": b"## Status", "xlsx": b"PK", "txt": b"Status on"}
    assert content.startswith(starts[ending]), content[:40]


def test_the_format_named_counts_before_the_ending(cli, programme, tmp_path):
    cli("-C", programme, "cohort", "status", "-o", tmp_path / "a.txt", "--format", "json", check=True)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8").startswith("{")


def test_a_dash_is_stdout(cli, programme):
    assert cli("-C", programme, "cohort", "status", "-o", "-", "--format", "json", check=True).json["schema"] == 1


def test_csv_as_excel_opens_it(cli, programme):
    cli("-C", programme, *NEW, check=True)
    plain = cli("-C", programme, "cohort", "list", "--format", "csv", check=True).out
    excel = cli("-C", programme, "cohort", "list", "--format", "csv", "--excel", check=True).out
    assert plain.splitlines()[0].startswith("Id,Name")
    assert excel.startswith("\ufeffId;Name")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cohort", "list", "--format", "pdf"], "table, json, csv, md, xlsx"),
        ([*NEW, "--format", "pdf"], "table, json, csv, md, xlsx"),
        (["cohort", "status", "--today"], "today"),
        (["--today", "tomorrow", "cohort", "status"], "2008-05-20"),
        (["--today", "2008-02-31", "cohort", "status"], "2008-02-31"),
        (["--today", "tomorrow", "cohort", "list"], "2008-05-20"),
        (["--today", "tomorrow", "municipality", "list"], "2008-05-20"),
        (["--today", "20080520x", "log"], "2008-05-20"),
    ],
)
def test_options_that_cannot_be_are_refused_before_anything_is_written(cli, programme, arguments, words):
    before = folder_bytes(programme)
    ran = cli("-C", programme, *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""
    assert folder_bytes(programme) == before


def test_an_output_that_cannot_be_written_is_refused_before_anything_is(cli, programme, tmp_path):
    before = folder_bytes(programme)
    for target in (tmp_path / "none" / "a.json", tmp_path):
        ran = cli("-C", programme, *NEW, "-o", target)
        assert ran.code == 1
        assert "hint: " in ran.err
    assert folder_bytes(programme) == before


def test_the_date_of_the_environment(cli, programme, monkeypatch):
    monkeypatch.setenv("KVADMIN_TODAY", "2008-06-10")
    assert cli("-C", programme, "cohort", "status", "--format", "json").json["as_of"] == "2008-06-10"
    assert (
        cli("-C", programme, "--today", "2009-01-01", "cohort", "status", "--format", "json").json["as_of"]
        == "2009-01-01"
    )
    monkeypatch.setenv("KVADMIN_TODAY", "10. juni")
    ran = cli("-C", programme, "cohort", "status")
    assert ran.code == 2
    assert "KVADMIN_TODAY" in ran.err


def test_who_is_asked_for_in_this_order(cli, programme, monkeypatch):
    cli("-C", programme, *NEW, check=True)
    cli("-C", programme, "--who", "Kari Ås", "cohort", "set", "P1", "capacity", "3", check=True)
    monkeypatch.delenv("KVADMIN_WHO")
    monkeypatch.setenv("LOGNAME", "kontoret")
    cli("-C", programme, "cohort", "set", "P1", "capacity", "4", check=True)
    entries = cli("-C", programme, "log", "cohorts", "--format", "json").json["entries"]
    assert [each["who"] for each in entries] == ["Test Person", "Kari Ås", "kontoret"]


def test_the_programme_is_named_or_of_the_environment_or_the_nearest_above(cli, programme, tmp_path, monkeypatch):
    assert cli("-C", programme, *NEW).code == 0
    (programme / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(programme / "deep" / "er")
    assert "P1" in cli("cohort", "list", check=True).out
    monkeypatch.chdir(tmp_path)
    ran = cli("cohort", "list")
    assert (ran.code, ran.out) == (4, "")
    assert "kvadmin init" in ran.err
    monkeypatch.setenv("KVADMIN_DATA", str(programme))
    assert "P1" in cli("cohort", "list", check=True).out
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = cli("-C", empty, "cohort", "list")
    assert ran.code == 4
    assert "programme.yaml" in ran.err
    ran = cli("-C", tmp_path / "nowhere", "cohort", "list")
    assert ran.code == 4
    monkeypatch.setenv("KVADMIN_DATA", str(empty))
    ran = cli("cohort", "list")
    assert ran.code == 4
    assert "KVADMIN_DATA" in ran.err


def test_data_is_found_by_the_long_name_too(cli, programme):
    assert cli("--data", programme, "cohort", "list").code == 0


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"]])
def test_no_arguments_print_short_help(cli, arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = cli(*arguments)
    assert ran.code == 0
    assert "Usage: kvadmin" in ran.out
    assert "cohort" in ran.out
    assert ran.err == ""


def test_a_noun_alone_lists_its_commands(cli):
    ran = cli("cohort")
    assert "Commands" in ran.out + ran.err
    assert "admit" in ran.out + ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["cohrt", "list"], "cohort"),
        (["cohort", "admitt", "P3"], "admit"),
        (["applicaton"], "application"),
        (["xyzzy"], "xyzzy"),
        (["cohort", "admit"], "COHORT"),
        (["cohort", "admit", "P3", "--dryrun"], "--dry-run"),
        (["cohort", "admit", "P3", "extra"], "extra"),
        (["cohort", "new", "P3"], "--name"),
        (["application", "import", "x.csv"], "--cohort"),
    ],
)
def test_what_is_not_understood_is_said_with_the_nearest_word(cli, programme, arguments, words):
    ran = cli("-C", programme, *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""


def test_version(cli):
    ran = cli("--version")
    assert (ran.code, ran.out.split()[0], ran.err) == (0, "kvadmin", "")
    assert cli("--no-plugins", "--version").out == ran.out


def test_nothing_is_asked_without_a_terminal(cli, programme):
    for option in ("--yes", "-y", "--no-input"):
        assert cli("-C", programme, "cohort", "list", option).code == 0
        assert cli("-C", programme, option, "cohort", "list").code == 0


def test_a_fault_is_one_message_and_debug_shows_where(cli, programme, monkeypatch):
    from kvadmin.store.store import Store

    def broken(self):
        raise RuntimeError("a fault\nin two lines")

    monkeypatch.setattr(Store, "snapshot", broken)
    ran = cli("-C", programme, "cohort", "list")
    assert ran.code == 1
    assert "RuntimeError" in ran.err
    assert "--debug" in ran.err
    assert "Traceback" not in ran.err
    assert "Traceback" in cli("-C", programme, "--debug", "cohort", "list").err
    assert "Traceback" in cli("-C", programme, "--debug", "cohort", "show", "P9").err


def test_a_result_is_never_written_over_the_programme_itself(cli, programme):
    before = folder_bytes(programme)
    for name in ("programme.yaml", "municipalities/0301-oslo.yaml"):
        ran = cli("-C", programme, "municipality", "list", "--format", "csv", "-o", programme / name)
        assert ran.code == 1, name
        assert "belongs to the programme" in ran.err
    assert folder_bytes(programme) == before
    assert cli("-C", programme, "municipality", "list", "-o", programme / "list.csv").code == 0
    assert cli("-C", programme, "municipality", "list", "-o", programme / "list.csv").code == 0
