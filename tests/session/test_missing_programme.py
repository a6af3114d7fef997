"""A folder whose programme lies in an engine never passes for a programme without records."""

from __future__ import annotations

import json

import pytest
from store.on_engine import POINTER, on_engine
from store.sqlite_engine import SOURCE

_HOOKS = """

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import EngineFactory


@hookimpl
def kvadmin_store_engines():
    return [EngineFactory("sqlite", f"{__name__}:open_engine")]
"""
_LOANS = """
from kvadmin.api import Command, hookimpl, session


def loans(ctx: "typer.Context") -> None:
    session(ctx).data


@hookimpl
def kvadmin_commands():
    return [Command("loans", "The loans.", f"{__name__}:loans")]
"""
COMMANDS = (
    ["municipality", "list"],
    ["cohort", "new", "P2", "--name", "Pulje 2"],
    ["status"],
    ["check"],
    ["log"],
    ["municipality", "show", "Oslo"],
    ["undo", "--yes"],
    ["mail", "status"],
    ["loans"],
)


@pytest.fixture
def pointer(programme, cli):
    """A folder that points to an engine, whose plugin is a file that was trusted and works; and another plugin."""
    cli("-C", programme, "cohort", "new", "P1", "--name", "Pulje 1", check=True)
    on_engine(programme)
    plugins = programme / "plugins"
    plugins.mkdir()
    (plugins / "sqlite.py").write_text(SOURCE + _HOOKS, encoding="utf-8")
    (plugins / "loans.py").write_text("import typer\n" + _LOANS, encoding="utf-8")
    for name in ("sqlite", "loans"):
        cli("-C", programme, "plugins", "trust", f"plugins/{name}.py", "--yes", check=True)
    assert "P1" in cli("-C", programme, "cohort", "list", check=True).out
    return programme


def lying(folder):
    return {
        each.name: each.read_bytes() for each in folder.iterdir() if each.is_file() and "lock" not in each.name
    }  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_engine_whose_file_changed_is_refused_with_the_command_that_trusts_it(pointer, cli, words):
    with (pointer / "plugins" / "sqlite.py").open("a", encoding="utf-8") as file:
        file.write("\n# another line\n")
    before = lying(pointer)
    ran = cli("-C", pointer, *words, "--format", "json")
    assert ran.code == 4, ran.err + ran.out
    error = json.loads(ran.err.splitlines()[-1])["error"]
    assert error["message"] == "there is no store engine 'sqlite'"
    assert "it has changed since it was trusted" in error["details"][0]
    assert error["hint"] == "see it, then: kvadmin plugins trust plugins/sqlite.py"
    assert error["commands"] == ["kvadmin plugins trust plugins/sqlite.py"]
    assert error["plugin"] == "sqlite"
    assert lying(pointer) == before


def test_what_the_hint_says_works(pointer, cli):
    with (pointer / "plugins" / "sqlite.py").open("a", encoding="utf-8") as file:
        file.write("\n# another line\n")
    cli("-C", pointer, "plugins", "trust", "plugins/sqlite.py", "--yes", check=True)
    assert "P1" in cli("-C", pointer, "cohort", "list", check=True).out


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_engine_whose_plugin_is_not_here_is_never_replaced_by_yaml(pointer, cli, words):
    (pointer / "plugins" / "sqlite.py").unlink()
    ran = cli("-C", pointer, *words)
    assert ran.code == 4
    assert "there is no store engine 'sqlite'" in ran.err
    assert "hint: install the plugin that offers it" in ran.err
    assert "store: yaml" not in ran.err
    assert "plugin: loans" not in ran.err


def test_a_plugin_that_is_switched_off_is_named(pointer, cli):
    cli("-C", pointer, "plugins", "disable", "sqlite", check=True)
    ran = cli("-C", pointer, "status")
    assert ran.code == 4
    assert "plugins that do not run: sqlite (disabled)" in ran.err


@pytest.mark.parametrize("pointing", ["schema: 1\nstore: yaml\n", "schema: 1\n", POINTER.replace("sqlite:", "yaml #")])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_pointer_that_points_nowhere_is_no_empty_programme(pointer, cli, words, pointing):
    (pointer / "programme.yaml").write_text(pointing, encoding="utf-8")
    before = lying(pointer)
    ran = cli("-C", pointer, *words)
    assert ran.code == 4, ran.err + ran.out
    assert "holds no programme: programme.yaml has no `name`, and no records lie beside it" in ran.err
    assert "write the line `store: ADDRESS` again" in ran.err
    assert "plugin:" not in ran.err
    assert lying(pointer) == before
    assert not (pointer / "cohorts").exists()


def test_doctor_names_it_and_no_copy_is_made_of_it(pointer, cli, tmp_path):
    (pointer / "programme.yaml").write_text("schema: 1\nstore: yaml\n", encoding="utf-8")
    found = cli("-C", pointer, "doctor", "--format", "json").json["findings"]
    [fault] = [each for each in found if each["code"] == "unreadable"]
    assert "holds no programme" in fault["text"]
    assert "`store: ADDRESS`" in fault["fix"]
    ran = cli("-C", pointer, "store", "export", "-o", tmp_path / "backup.zip")
    assert (ran.code, (tmp_path / "backup.zip").exists()) == (4, False)
    assert "holds no programme" in ran.err


def test_a_programme_that_lost_its_name_is_read_and_the_check_says_so(programme, cli):
    text = (programme / "programme.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("name:")]
    (programme / "programme.yaml").write_text("".join(kept), encoding="utf-8")
    assert cli("-C", programme, "municipality", "list").code == 0
    assert cli("-C", programme, "check").code == 3
