"""What hooks return is checked in one place: a wrong type is the plugin's failure, everything else works."""

from __future__ import annotations

import inspect
import json
import re

import pytest

from extension.stranger import STAR as HEAD
from extension.stranger import Site
from kvadmin.extension import specs
from kvadmin.extension.answer_types import ANSWERS, type_problem
from kvadmin.extension.status_answers import ActionItem, StatusFigure, StatusSection
from kvadmin.extension.types import Command
from kvadmin.tables.table import Column, Table
from kvadmin.testing import Kit


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path / "site")


@pytest.fixture
def kit(tmp_path) -> Kit:
    kit = Kit(tmp_path / "programme")
    (kit.folder / "municipalities").mkdir()
    (kit.folder / "municipalities" / "0301.yaml").write_text("number: '0301'\nname: Oslo\n", encoding="utf-8")
    return kit


def test_the_table_says_what_the_specifications_say():
    annotated = {
        name: inspect.get_annotations(hook)["return"]
        for name, hook in inspect.getmembers(specs, inspect.isfunction)
        if name.startswith("kvadmin_")
    }
    assert annotated.keys() == ANSWERS.keys()
    for name, said in annotated.items():
        assert ANSWERS[name].many == said.startswith("Sequence["), name


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, None),
        ({"formats": ["docx"]}, None),
        ({"writes": ("add",), "imports": ()}, None),
        ({"commands": (Command("below", "Below."),)}, None),
        ({"rerun": 1}, "Command: rerun is int, not bool"),
        ({"help": None}, "Command: help is NoneType, not str"),
        ({"formats": ""}, "Command: formats is str, not tuple[str, ...]"),
        ({"formats": {}}, "Command: formats is dict, not tuple[str, ...]"),
        ({"formats": ("docx", 5)}, "Command: formats [1] is int, not str"),
        ({"commands": ("below",)}, "Command: commands [0] is str, not Command"),
        ({"writes": 5}, "Command: writes is int, not bool | tuple[str, ...]"),
    ],
)
def test_each_field_of_a_command_is_looked_at(values, said):
    assert type_problem(Command(**{"name": "visits", "help": "Visits.", **values}), Command) == said


#: Hook -> (a wrong answer, what is said of it, a command that asks the hook).
WRONG = {
    "kvadmin_commands": ("Command('x', 'x', 'x:y')", "returned Command, not a list", ("--help",)),
    "kvadmin_collections": ("[Collection('v', 5, 'x:Y')]", "Collection: path is int, not str", ("cohort", "list")),
    "kvadmin_fields": ("[('municipalities', 'x')]", "returned tuple, not ExtraField", ("cohort", "list")),
    "kvadmin_store_engines": ("'sql'", "returned str, not a list", ("cohort", "list")),
    "kvadmin_checks": ("5", "returned int, not a list", ("check",)),
    "kvadmin_status": ("[StatusSection('T', 'a line')]", "lines is str, not tuple[str, ...]", ("status",)),
    "kvadmin_writers": ("[Writer('html', '.html', 'x')]", "write is str, not", ("commands",)),
    "kvadmin_indicators": ("[Indicator(id=7)]", "id is int, not str", ("evaluation", "indicators", "list")),
    "kvadmin_application_variables": (
        "[ApplicationVariable('visits', 'B', 'B', {('P1', '0301'): 2.5})]",
        "values is dict, not",
        ("evaluation", "export", "--profile", "private", "--out", "p", "--dry-run"),
    ),
    "kvadmin_list_columns": (
        "[ListColumn('x', 'X', {}, 'money')]",
        "has the kind 'money', not one of",
        ("cohort", "list"),
    ),
    "kvadmin_selection_words": (
        "[Predicate('x', 'X.', None)]",
        "test is NoneType, not",
        ("gathering", "invite", "g", "--to", "size:large", "--dry-run"),
    ),
}


@pytest.mark.parametrize("hook", WRONG)
def test_a_wrong_type_is_one_line_with_the_plugins_name(site, kit, hook):
    answer, said, words = WRONG[hook]
    if words[0] == "gathering":
        assert kit.run("gathering", "new", "g", "--name", "G", "--from", "2008-09-01").code == 0
    site.install("odd", HEAD + f"@hookimpl\ndef {hook}():\n    return {answer}\n")
    ran = site.kvadmin("-C", str(kit.folder), *words)
    assert ran.code == 0, ran.err
    lines = [line for line in ran.err.splitlines() if line.startswith("warning:")]
    assert len(lines) == 1, ran.err
    assert "plugin 'odd' failed" in lines[0]
    assert said in lines[0]
    strict = site.kvadmin("-C", str(kit.folder), "--strict-plugins", *words)
    assert strict.code == 6
    assert "'odd'" in strict.err


def test_what_is_right_in_an_answer_is_kept(site, kit):
    site.install(
        "odd",
        HEAD + "@hookimpl\ndef kvadmin_status():\n    yield 7\n    yield StatusSection('Odd', ['a line'])\n"
        "@hookimpl\ndef kvadmin_commands():\n    return [None, Command('say', 'Say it.', 'x:y')]\n",
    )
    ran = site.kvadmin("-C", str(kit.folder), "status", "--format", "json")
    assert {"title": "Odd", "lines": ["a line"], "figures": [], "tables": []} in json.loads(ran.out)["sections"]
    ran = site.kvadmin("--help")
    assert re.search(r"say +Say it\.", ran.out)
    assert "returned NoneType, not Command" in ran.err


def test_letter_values_and_pictures(site, kit, tmp_path):
    site.install(
        "odd",
        HEAD + "import typer\n"
        "def ask(ctx: typer.Context):\n    run = session(ctx)\n"
        "    print([each for each in run.call('kvadmin_pictures', snapshot=None, name='', key='', language='nb') if each[1]])\n"
        "@hookimpl\ndef kvadmin_commands():\n    return [Command('ask', 'Ask.', 'plugin_odd:ask')]\n"
        "@hookimpl\ndef kvadmin_pictures():\n    return '<svg/>'\n",
    )
    ran = site.kvadmin("ask")
    assert ran.out == "[]\n"
    assert "plugin 'odd' failed: in kvadmin_pictures: returned str, not bytes" in ran.err
    files = ANSWERS["kvadmin_letter_context"].sorted_out({"files": {"a.txt": "text"}}, {})
    assert files[0] is None
    assert "'files'" in files[1][0]
    assert ANSWERS["kvadmin_letter_context"].sorted_out({"a": 1, "files": {"a.txt": b"text"}}, {})[1] == []


def test_fields_of_what_stands_inside_are_looked_at_too():
    assert type_problem(Command("a", "A.", commands=[Command("b", "B.", "x:y")]), Command) is None
    assert "commands" in type_problem(Command("a", "A.", commands=(Command("b", None, "x:y"),)), Command)
    assert "actions" in type_problem(StatusSection("a", (), (ActionItem("b", "c", due="tomorrow"),)), StatusSection)


def test_the_item_that_does_not_fit_is_named_and_not_the_list_that_holds_it():
    """`actions is tuple, not tuple[...]` helps nobody: which field of which item it is does."""
    late = ActionItem("b", "c", due="2008-06-01")
    said = type_problem(StatusSection("a", (), (ActionItem("b", "c"), late)), StatusSection)
    assert said == "StatusSection: actions [1] due is str, not datetime.date | None"
    said = type_problem(StatusSection("a", (), (), (StatusFigure("k", "many"),)), StatusSection)
    assert said.startswith("StatusSection: figures [0] value is str, not int")
    assert type_problem(StatusSection("a", ("b", 7)), StatusSection) == "StatusSection: lines [1] is int, not str"
    assert type_problem(StatusSection("a", "b"), StatusSection) == "StatusSection: lines is str, not tuple[str, ...]"


def test_a_table_of_the_status_is_looked_into_like_the_rest():
    def section(kind: str) -> StatusSection:
        return StatusSection("T", tables=(Table("Visits", (Column("n", "N", kind=kind),), ((1,),)),))

    assert type_problem(section("int"), StatusSection) is None
    assert "tables" in type_problem(section("number"), StatusSection)
