"""Importers are found by name, those of strangers too; a stranger's command gets the options of an import."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from extension.stranger import STAR

from kvadmin.reading.columns.choices import ReadingChoices

ROOT = Path(__file__).resolve().parents[2]
#: The stranger of docs/plugins.md, and a command without an import.
VISITS = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8").partition("## Taking in files")[2]
VISITS = VISITS.partition("```python\n")[2].partition("```")[0]
PLAIN = '''
def plain(ctx: typer.Context) -> None:
    """Do nothing."""
'''
VISITS = (
    VISITS.replace("commands=(take,)", 'commands=(take, Command("plain", "Nothing.", "plugin_visits:plain"))') + PLAIN
)


@pytest.fixture
def visits(desk):
    desk.install(VISITS, name="visits")
    return desk


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "gjester.csv"
    file.write_text("Gjest;Brev;Kommune\nola;18.05.2008;Oslo\n", encoding="utf-8")
    return file


def test_a_strangers_import_is_asked_answered_kept_and_undone(visits, file, tmp_path):
    assert "is 'Brev' the field day?" in visits.stopped("visits", "import", str(file), code=3).err
    ran = visits.run("visits", "import", str(file), "--map", "Brev=day", "--format", "json")
    assert json.loads(ran.out)["counts"] == {"imported": 1}
    assert "Brev: day" in (visits.kit.folder / "readings" / "visits.yaml").read_text(encoding="utf-8")
    again = tmp_path / "nye.csv"
    again.write_text("Kommune;Gjest;Brev\nOslo;kari;19.05.2008\n", encoding="utf-8")
    visits.run("visits", "import", str(again))
    assert (visits.kit.folder / "visits" / "kari.yaml").exists()
    visits.run("undo", "--yes")
    visits.run("undo", "--yes")
    assert not (visits.kit.folder / "readings" / "visits.yaml").exists()


def test_a_strangers_list_is_explained_by_its_name(visits, file):
    ran = visits.run("reading", "explain", str(file), "--as", "visits", "--map", "Brev=day", "--format", "json")
    columns = json.loads(ran.out)["columns"]
    assert [(each["heading"], each["field"]) for each in columns] == [
        ("Gjest", "guest"),
        ("Brev", "day"),
        ("Kommune", "municipality"),
    ]
    assert "visits" in visits.stopped("reading", "explain", str(file), "--as", "visit", code=4).err


def test_a_command_has_the_options_if_it_declares_an_import_and_no_other_has(visits):
    options = {f"--{each.name.replace('_', '-')}" for each in fields(ReadingChoices)}
    options = (options - {"--mapped", "--ignored"}) | {"--map", "--ignore", "--where"}
    with_them = set(re.findall(r"--[a-z-]+", visits.run("visits", "import", "--help").out))
    without = set(re.findall(r"--[a-z-]+", visits.run("visits", "plain", "--help").out))
    assert options <= with_them
    assert not options & without
    assert visits.run("visits", "plain", "--map", "a=b", code=2).err


BROKEN = (
    STAR
    + """
def nothing(ctx):
    pass
@hookimpl
def kvadmin_commands():
    return [Command("odd", "Odd.", "plugin_odd:nothing", imports="{target}")]
{more}
"""
)


@pytest.mark.parametrize(
    ("target", "more", "words"),
    [
        ("plugin_odd:NOWHERE", "", "NOWHERE"),
        ("plugin_missing:X", "", "plugin_missing"),
        ("plugin_odd:nothing", "", "is no importer"),
        ("plugin_odd:MINE", "MINE = Importer('scores', (), ())", "scores"),
    ],
)
def test_a_strangers_importer_that_cannot_be_is_said_and_the_others_work(desk, file, target, more, words):
    desk.install(BROKEN.format(target=target, more=more), name="odd")
    file.write_text("Kommune;Score\n0301;4\n", encoding="utf-8")
    ran = desk.run("reading", "explain", str(file), "--as", "scores", "--format", "json")
    assert words in ran.err
    assert "odd" in ran.err
    assert [each["field"] for each in json.loads(ran.out)["columns"]] == ["municipality", "score"]


def test_an_importer_that_prints_while_it_is_loaded_spoils_no_answer(desk, file):
    desk.install(BROKEN.format(target="plugin_loud:X", more=""), name="odd")
    (desk.site.folder / "plugin_loud.py").write_text(
        "from kvadmin.api.imports import Importer\nprint('loud')\nX = Importer('loud', (), ())\n", encoding="utf-8"
    )
    file.write_text("Kommune;Score\n0301;4\n", encoding="utf-8")
    ran = desk.run("reading", "explain", str(file), "--as", "scores", "--format", "json")
    assert json.loads(ran.out)["as"] == "scores"


def test_a_group_without_the_command_it_names_for_its_import_is_the_plugins_failure(desk):
    text = STAR + (
        "import typer\napp = typer.Typer()\n@app.command()\ndef one(): ...\n@app.command()\ndef two(): ...\n"
        "IT = Importer('it', (), ())\n@hookimpl\ndef kvadmin_commands():\n"
        "    return [Command('odd', 'Odd.', 'plugin_odd:app', imports=(('three', 'plugin_odd:IT'),))]\n"
    )
    desk.install(text, name="odd")
    ran = desk.run("odd", "one", code=6)
    assert "'odd'" in ran.err
    assert "three" in ran.err
