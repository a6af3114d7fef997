"""``kvadmin migrate``, with a plugin of which a newer version is installed."""

from __future__ import annotations

import json

import pytest
from extension.stranger import STAR

FIRST = (
    STAR
    + '''
class Visit(Record, kw_only=True):
    collection = "visits"
    id: str
    day: str
def add(ctx: typer.Context, key: str):
    """Add a visit."""
    run = session(ctx)
    change = run.transaction()
    change.create(Visit(id=key, day="2008"))
    run.commit(change)
def show(ctx: typer.Context):
    """Show them."""
    print(*session(ctx).data.all(Visit), sep="\\n")
@hookimpl
def kvadmin_commands():
    return [Command("visits", "Visits.", commands=(
        Command("add", "Add one.", "plugin_visits:add", writes=True), Command("show", "Show.", "plugin_visits:show")))]
@hookimpl
def kvadmin_collections():
    return [Collection("visits", "visits/{id}.yaml", "plugin_visits:Visit")]
'''
).replace("from kvadmin.api import *\n", "import typer\nfrom kvadmin.api import *\n", 1)
SECOND = (
    FIRST.replace("    day: str\n", "    day: str\n    visitor: str\n").replace(
        'day="2008"', 'day="2008", visitor="Kari"'
    )
    + """
def with_visitor(older):
    return [Set("visits", key, ("visitor",), "ukjent") for key, plain in older.records("visits").items() if "visitor" not in plain]
@hookimpl
def kvadmin_migrations():
    return [Migration(2, "Every visit says who made it.", "plugin_visits:with_visitor")]
"""
)


@pytest.fixture
def visits(desk):
    """Two visits of the first version, and the second version installed."""
    desk.install(FIRST, name="visits")
    desk.run("visits", "add", "v1")
    file = desk.kit.folder / "visits" / "v1.yaml"
    file.write_text("# the first\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    desk.run("visits", "add", "v2")
    desk.install(SECOND, name="visits", version="2.0")
    return desk


def records(desk):
    return {path: data for path, data in desk.kit.files().items() if path.startswith(("visits/", "programme"))}


def test_the_dry_run_names_the_steps_and_shows_the_lines(visits):
    before = visits.kit.files()
    ran = visits.run("migrate", "--dry-run")
    assert "visits: from version 1 to 2\n  2: Every visit says who made it.\n" in ran.err
    assert "+visitor: ukjent" in ran.err
    assert "+  visits: 2" in ran.err
    assert "Dry run: nothing was written." in ran.err
    assert "as if they were lifted" not in ran.err, "who lifts them knows"
    assert visits.kit.files() == before


def test_programs_read_the_steps(visits):
    said = json.loads(visits.run("migrate", "--yes", "--format", "json").out)
    assert said == {
        "schema": 1,
        "plugins": [{"plugin": "visits", "found": 1, "known": 2}],
        "steps": [{"plugin": "visits", "version": 2, "what": "Every visit says who made it."}],
        "files": 3,
    }


def test_it_is_one_change_that_undo_takes_back(visits):
    before = records(visits)
    visits.run("migrate", "--yes", "--why", "version 2 of visits")
    entry = visits.history()[-1]
    assert (entry["command"], entry["why"], len(entry["files"])) == ("migrate", "version 2 of visits", 3)
    assert (visits.kit.folder / "visits/v1.yaml").read_text(encoding="utf-8").startswith("# the first\n")
    assert "visitor='ukjent'" in visits.run("visits", "show").out
    assert visits.run("visits", "show").err == ""
    visits.run("undo", "--yes")
    assert records(visits) == before
    visits.run("redo", "--yes")
    visits.run("undo", "--yes")
    visits.run("migrate", "--yes")
    assert "visitor='ukjent'" in visits.run("visits", "show").out


def test_nothing_to_do(visits):
    visits.run("migrate", "--yes")
    before = visits.kit.files()
    ran = visits.run("migrate")
    assert ran.err == "Nothing to migrate: every record has the form of today.\n"
    assert visits.kit.files() == before
    said = json.loads(visits.run("migrate", "--format", "json").out)
    assert said == {"schema": 1, "plugins": [], "steps": [], "files": 0}


def test_an_older_folder_is_read_said_once_and_not_written(visits):
    ran = visits.run("visits", "show")
    assert "visitor='ukjent'" in ran.out
    assert ran.err.count("as if they were lifted: visits (version 1, today 2); `kvadmin migrate` lifts them") == 1
    before = visits.kit.files()
    error = json.loads(visits.run("visits", "add", "v3", "--format", "json", code=1).err.splitlines()[-1])["error"]
    assert error["code"] == "older-form"
    assert error["commands"] == ["kvadmin migrate --dry-run", "kvadmin migrate"]
    assert visits.kit.files() == before
    visits.run("municipality", "set", "0301", "population", "500000")  # which has nothing to do with visits
    assert visits.run("log").err == ""
    visits.run("undo", "--yes")


def test_check_and_status_name_the_command(visits):
    findings = json.loads(visits.run("check", "--format", "json").out)["findings"]
    assert [(each["path"], each["severity"], each["hint"]) for each in findings if each["code"] == "older-form"] == [
        ("programme.yaml", "warning", "kvadmin migrate")
    ]
    items = json.loads(visits.run("status", "--format", "json").out)["needs_action"]
    (item,) = [each for each in items if each["key"] == "older-form"]
    assert (item["command"], item["about"]) == ("kvadmin migrate", "visits")
    visits.run("migrate", "--yes")
    for command in ("check", "status"):
        assert "older-form" not in visits.run(command, "--format", "json").out


def test_a_newer_folder_is_refused_by_the_older_plugin_alone(visits):
    visits.run("migrate", "--yes")
    visits.install(FIRST, name="visits", version="1.5")
    before = visits.kit.files()
    for command in (("visits", "show"), ("visits", "add", "v3")):
        ran = visits.run(*command, code=3)
        assert "the records of visits have version 2, the plugin that is installed knows versions up to 1" in ran.err
    assert visits.kit.files() == before
    assert "have version 2" in visits.run("migrate", code=3).err, "not every record has the form of today"
    assert "the records of visits have version 2" in visits.run("status").out
    assert visits.kit.files() == before
    visits.run("municipality", "set", "0301", "population", "500000")


def test_the_first_record_notes_the_version(desk):
    desk.install(SECOND, name="visits", version="2.0")
    desk.run("visits", "add", "v1")
    assert "schemas:\n  visits: 2\n" in (desk.kit.folder / "programme.yaml").read_text(encoding="utf-8")
    assert desk.run("migrate").err.startswith("Nothing to migrate")
    assert desk.run("check").code == 0


def test_older_records_that_a_branch_brings_are_found_and_lifted(visits):
    visits.run("migrate", "--yes")
    (visits.kit.folder / "visits/v7.yaml").write_text("id: v7\nday: '2009'  # by hand\n", encoding="utf-8")
    findings = json.loads(visits.run("check", "--format", "json", code=3).out)["findings"]
    (found,) = [each for each in findings if each["path"] == "visits/v7.yaml" and each["severity"] == "error"]
    assert "kvadmin migrate --from visits=1" in found["hint"]
    visits.run("migrate", "--from", "visits=1", "--yes")
    text = (visits.kit.folder / "visits/v7.yaml").read_text(encoding="utf-8")
    assert text == "id: v7\nday: '2009'  # by hand\nvisitor: ukjent\n"
    assert visits.run("check").code == 0


@pytest.mark.parametrize(
    "said", ["visits", "visits=", "=1", "visits=one", "visits=2", "visits=0", "visit=1", "kvadmin=1"]
)
def test_what_is_no_version_is_refused(visits, said):
    before = visits.kit.files()
    ran = visits.kit.run("migrate", "--from", said)
    assert ran.code in (2, 4)
    assert "--from" in ran.err
    assert visits.kit.files() == before


def test_near_names_of_plugins(visits):
    assert "did you mean visits?" in visits.run("migrate", "--from", "vists=1", code=4).err


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ("[Migration(3, 'A step.', 'plugin_visits:with_visitor')]", "the step to version 2 is missing"),
        ("[Migration(2, 'A step.', 'plugin_visits:with_visitor')] * 2", "there are 2 steps to version 2"),
        ("[Migration(1, 'A step.', 'plugin_visits:with_visitor')]", "the first is from 1 to 2"),
        ("[Migration('2', 'A step.', 'plugin_visits:with_visitor')]", "version is str, not int"),
        ("7", "returned int, not a list"),
        ("1 / 0", "ZeroDivisionError"),
    ],
)
def test_steps_that_are_not_whole_close_the_records_of_the_plugin(visits, steps, problem):
    text = SECOND.replace('[Migration(2, "Every visit says who made it.", "plugin_visits:with_visitor")]', steps)
    assert text != SECOND
    visits.install(text, name="visits", version="2.0")
    before = visits.kit.files()
    for command in (("visits", "show"), ("visits", "add", "v3")):
        ran = visits.run(*command, code=6)
        assert problem in ran.err
        assert "visits" in ran.err
    assert visits.kit.files() == before
    visits.run("municipality", "list")
