"""``kvadmin check``: every finding of the store and of the plugins, each with its place."""

from __future__ import annotations

import pytest
from support import folder_bytes


def findings(cli, programme, code):
    ran = cli("-C", programme, "check", "--format", "json")
    assert ran.code == code, ran.err
    return ran.json


def test_a_sound_programme(cli, programme):
    shown = findings(cli, programme, 0)
    assert (shown["schema"], shown["errors"], shown["warnings"], shown["findings"]) == (1, 0, 0, [])
    assert cli("-C", programme, "check").out == "Everything is in order.\n"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("name: P\nname: Q\n", "duplicate", 2),
        ("name: P\ncapacity: many\n", "value", 2),
        ("<<<<<<< a\nname: P\n=======\nname: Q\n>>>>>>> b\n", "conflict", 1),
        ("name: P\nmemberships:\n  - municipality: '9999'\n    from: 2008-01-01\n", "member-unknown", 3),
        ("name: P\nkind: club\n", "cohort-kind", 2),
        ("name: P\ncapacity: 0\n", "cohort-capacity", 2),
    ],
)
def test_each_finding_has_its_place_and_code(cli, programme, text, code, line):
    (programme / "cohorts").mkdir()
    (programme / "cohorts" / "P1.yaml").write_text(text, encoding="utf-8")
    before = folder_bytes(programme)
    shown = findings(cli, programme, 3)
    found = [each for each in shown["findings"] if each["path"] == "cohorts/P1.yaml"]
    assert any(code in each["code"] and each["line"] == line for each in found), found
    table = cli("-C", programme, "check")
    assert f"cohorts/P1.yaml:{line}:" in table.out
    assert "error(s)" in table.err
    assert folder_bytes(programme) == before


def test_several_broken_files_are_all_named(cli, programme):
    (programme / "cohorts").mkdir()
    for name in ("P1", "P2", "P3"):
        (programme / "cohorts" / f"{name}.yaml").write_text("name: [", encoding="utf-8")
    (programme / "cohorts" / "P4.yaml").write_text("name: P\nkind: club\n", encoding="utf-8")
    paths = {each["path"] for each in findings(cli, programme, 3)["findings"]}
    assert {f"cohorts/P{number}.yaml" for number in (1, 2, 3)} <= paths
    ran = cli("-C", programme, "cohort", "list")
    assert ran.code == 3
    assert all(f"cohorts/P{number}.yaml" in ran.err for number in (1, 2, 3))


def test_checks_that_cannot_run_are_not_passed_over_in_silence(cli, programme):
    (programme / "cohorts").mkdir()
    (programme / "cohorts" / "P1.yaml").write_text("name: [", encoding="utf-8")
    assert "not all checks" in cli("-C", programme, "check").err


def test_what_keeps_the_checks_from_running_is_an_error_itself(cli, programme):
    """It was a warning above "Everything is in order", and exit 0."""
    indicator = ("--direction", "decrease", "--period", "quarter")
    assert cli("-C", programme, "evaluation", "indicators", "add", "syk", *indicator).code == 0
    (programme / "measurements" / "syk.csv").mkdir(parents=True)
    found = findings(cli, programme, 3)["findings"]
    assert [(each["path"], each["code"]) for each in found] == [("measurements/syk.csv", "unreadable")]
    assert "not all checks could be made" in found[0]["text"]


def test_a_broken_programme_file_is_a_finding_with_its_place(cli, programme):
    (programme / "programme.yaml").write_text("schema: 1\nname: [\n", encoding="utf-8")
    ran = cli("-C", programme, "check")
    assert ran.code == 3
    assert "programme.yaml:" in ran.out + ran.err
