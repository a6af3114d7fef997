"""Commands that stand alone (``kvadmin check``) are made as those of a group are."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from extension.stranger import STAR


@pytest.mark.parametrize("words", [("check",), ("status",), ("log",), ("undo",), ("plugins",)])
def test_no_command_has_completion_of_another_maker(cli, words):
    """Typer's own would write into the start-up files of the shell, and knows no name of the programme."""
    assert "-completion" not in cli(*words, "--help", check=True).out
    assert cli(*words, "--install-completion").code == 2


PAIR = (
    STAR
    + '''
import typer
from typing import Annotated
def both(ctx: typer.Context, only: Annotated[str, typer.Option("--only")] = "", many: bool = False):
    """Show both.

    Example: kvadmin pair --only one
    """
    run = session(ctx)
    run.show(Report({"schema": 1, "only": only, "many": many, "command": run.command}))
def one(ctx: typer.Context):
    """Show one."""
    session(ctx).show(Report({"schema": 1, "command": session(ctx).command}))
@hookimpl
def kvadmin_commands():
    below = (Command("one", "Show one.", "plugin_pair:one", writes=True), Command("list", "List.", "plugin_pair:one"))
    return [Command("pair", "A pair.", "plugin_pair:both", formats=("odt",), commands=below)]
'''
)


@pytest.fixture
def pair(desk):
    desk.install(PAIR, name="pair")
    return desk


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ((), {"only": "", "many": False, "command": "pair"}),
        (("--only", "x", "--many"), {"only": "x", "many": True, "command": "pair"}),
        (("one",), {"command": "pair one"}),
        (("liste",), {"command": "pair list"}),
    ],
)
def test_a_group_with_a_target_runs_it_where_no_command_is_named(pair, words, shown):
    assert json.loads(pair.run("pair", *words, "--format", "json").out) == {"schema": 1, **shown}


def test_common_options_may_stand_before_a_command_of_such_a_group_and_its_own_may_not(pair):
    assert json.loads(pair.run("pair", "--format", "json", "one").out)["command"] == "pair one"
    ran = pair.run("pair", "--many", "--only", "x", "one", code=2)
    assert "before 'one' --only, --many stands for nothing" in ran.err
    assert "kvadmin pair one -h" in ran.err
    assert "kvadmin pair one writes" in pair.run("pair", "--known-on", "2020-01-01", "one", code=2).err


def test_help_of_such_a_group_is_that_of_its_target_with_its_commands(pair):
    shown = pair.run("pair", "--help").out
    assert "Show both.\n\n  Example: kvadmin pair --only one\n" in shown
    assert "--only" in shown
    assert "Commands:\n  one   Show one.\n  list  List.\n" in shown
    assert "  pair " in pair.run("--help").out
    found = json.loads(pair.run("commands", "pair", "--format", "json").out)["commands"]
    assert [(each["command"], each["writes"]) for each in found] == [
        ("pair", False),
        ("pair one", True),
        ("pair list", False),
    ]
    assert found[0]["formats"][-2:] == ["odt", "vcf"]
    assert "Did you mean one?" in pair.run("pair", "onne", code=2).err


def test_that_a_group_has_a_target_that_cannot_be_loaded_spoils_none_of_its_commands(desk):
    desk.install(PAIR.replace("plugin_pair:both", "no_such_module:both"), name="pair")
    assert json.loads(desk.run("pair", "one", "--format", "json").out)["command"] == "pair one"
    assert "plugin 'pair': the command 'pair' cannot be loaded" in desk.run("pair", code=6).err


@pytest.mark.parametrize("noun", ["municipality", "plugins", "cohort", "evaluation"])
def test_the_help_of_a_built_in_noun_imports_none_of_its_commands(cli, noun):
    code = (
        "import sys; from kvadmin.cli.main import run; run(sys.argv[1:]); "
        "print([each for each in sys.modules if '.commands.' in each and each.startswith('kvadmin.plugins.')], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code, noun, "--help"], capture_output=True, text=True, check=True)
    assert ran.stderr == "[]\n"
    assert ran.stdout == cli(noun, "--help", check=True).out
