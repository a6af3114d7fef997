"""``kvadmin demo`` and ``kvadmin status``: the main job on the example programme, each command shown."""

from __future__ import annotations

import re
import shlex


def test_the_demo_runs_the_main_job_and_shows_each_command(cli, tmp_path):
    folder = tmp_path / "demo"
    ran = cli("demo", folder)
    assert ran.code == 0, ran.err
    commands = re.findall(r"^\$ kvadmin (.*)$", ran.out, flags=re.MULTILINE)
    steps = ("init", "application import", "cohort admit", "cohort status")
    assert [step for each in commands for step in steps if f" {step} " in f" {each} "] == list(steps)
    assert "36 admitted" in ran.out
    assert "identical" in ran.out
    assert "118 distinct municipalities" in ran.out
    assert "Traceback" not in ran.err
    again = cli("-C", folder, *shlex.split(commands[-1])[4:])
    assert again.code == 0
    assert cli("-C", folder, "check").code == 0


def test_a_demo_is_not_made_over_something(cli, tmp_path):
    assert cli("demo", tmp_path).code == 1
    assert list(tmp_path.iterdir()) == []
    ran = cli("demo", tmp_path / "x", "--dry-run")
    assert ran.code == 2
    assert not (tmp_path / "x").exists()


def test_the_status_names_what_needs_action_with_its_command(cli, programme):
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1", "--deadline", "2008-06-15", check=True)
    shown = cli("-C", programme, "--today", "2008-06-10", "status", "--format", "json", check=True).json
    assert (shown["schema"], shown["as_of"]) == (1, "2008-06-10")
    due = [(each["day"], each["about"]) for each in shown["calendar"] if each["key"] == "application-deadline"]
    assert due == [("2008-06-15", "P1")]
    later = cli("-C", programme, "status", "--as-of", "2008-08-01", "--format", "json", check=True).json
    assert later["as_of"] == "2008-08-01"
    assert "application-deadline" not in {each["key"] for each in later["calendar"]}
    assert cli("-C", programme, "status", "--as-of", "soon").code == 2
