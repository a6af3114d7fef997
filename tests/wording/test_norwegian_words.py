"""Command words in Norwegian: hidden names of what there is, and of nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from extension.stranger import STAR

from kvadmin.wording.norwegian_words import _english, english_word, norwegian_words

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from reference import top_level, walk

HELLO = (
    STAR
    + """
import typer
def hello(ctx: typer.Context):
    '''Say hello.'''
    session(ctx).info("hello from a plugin")
@hookimpl
def kvadmin_commands():
    return [Command("pulje", "Hello.", "plugin_hello_n:hello"), Command("visits", "V.", commands=(
        Command("vis", "Own.", "plugin_hello_n:hello"), Command("list", "List.", "plugin_hello_n:hello")))]
"""
)


@pytest.mark.parametrize(
    ("line", "same"),
    [
        ("kommune vis 0301", "municipality show 0301"),
        ("kommuner liste", "municipality list"),
        ("Kommune Liste", "municipality list"),
        ("pulje ny P1 --name En", "cohort new P1 --name En"),
        ("søknad liste --cohort P9", "application list --cohort P9"),
        ("soknad liste --cohort P9", "application list --cohort P9"),
        ("nettverk vis P9", "network show P9"),
        ("samling liste", "gathering list"),
        ("brev sperreliste liste", "mail suppression list"),
        ("kontakt liste", "contact list"),
        ("program vis", "programme show"),
        ("lesing liste", "reading list"),
        ("tillegg liste", "plugins list"),
        ("evaluering indikatorer liste", "evaluation indicators list"),
        ("deltakarar liste S1", "participants list S1"),
        ("sjekk", "check"),
        ("pulje lukk P9", "cohort freeze P9"),
        ("samling kalender S9", "gathering calendar S9"),
    ],
)
def test_a_norwegian_word_does_what_the_english_one_does(cli, programme, line, same):
    ran, wanted = (cli("-C", programme, "--dry-run", *words.split()) for words in (line, same))
    assert ran == wanted
    assert "No such command" not in ran.err


def test_the_history_knows_the_english_words(cli, programme):
    cli("-C", programme, "pulje", "ny", "P1", "--name", "En", check=True)
    entries = json.loads(cli("-C", programme, "logg", "--format", "json", check=True).out)["entries"]
    assert entries[-1]["command"] == "cohort new"


def test_a_plugin_is_switched_off_by_it_without_being_imported(desk):
    desk.install("raise SystemExit(9)", name="bad")
    assert "'bad'" not in desk.run("tillegg", "slå-av", "bad").err
    assert "disabled" in desk.run("plugins", "list").out


def test_help_does_not_list_them(cli):
    assert "pulje" not in cli("--help").out
    assert "liste" not in cli("cohort", "--help").out


def test_what_a_group_has_itself_comes_first(desk):
    desk.install(HELLO, name="hello_n")
    assert desk.run("pulje").err == "hello from a plugin\n"
    assert desk.run("visits", "vis").err == "hello from a plugin\n"
    assert desk.run("visits", "liste").err == "hello from a plugin\n"


def test_a_word_that_means_nothing_is_no_command(cli, programme):
    assert cli("-C", programme, "pulje", "tull").code == 2
    assert "No such command 'tull'" in cli("-C", programme, "pulje", "tull").err
    assert cli("-C", programme, "tull").code == 2


def test_every_word_leads_to_a_command():
    names = {context.info_name for context in walk(top_level())}
    assert {each for found in _english().values() for each in found} - names == set()


def test_every_command_has_a_norwegian_word():
    """But for words that Norwegian has as well, or that are names."""
    names = {name for context in walk(top_level()) if (name := context.info_name) and name != "kvadmin"}
    same = {"status", "send", "git"}
    assert {name for name in names if not norwegian_words(name)} == same


def test_help_is_found_by_a_norwegian_word(cli):
    assert cli("pulje", "--help").out == cli("cohort", "--help").out
    assert cli("pulje", "vis", "--help").out == cli("cohort", "show", "--help").out
    assert cli("nettverk", "veileder", "--help").out == cli("network", "advisor", "--help").out


def test_programs_are_told_the_english_words_alone(cli, programme):
    told = cli("-C", programme, "kommandoer", "--format", "json", check=True).json
    assert told == cli("-C", programme, "commands", "--format", "json", check=True).json
    assert "pulje" not in json.dumps(told)


def test_no_word_leads_to_two_commands_of_one_group():
    """The first that a group has is taken: there must be one."""
    for context in walk(top_level()):
        children = set(getattr(context.command, "commands", ())) or set()
        for word, found in _english().items():
            assert len(children.intersection(found)) <= 1, (context.command_path, word)
    assert english_word("program", {"agenda"}) == "agenda"
    assert english_word("program", {"programme"}) == "programme"
    assert english_word("cohort") is None
