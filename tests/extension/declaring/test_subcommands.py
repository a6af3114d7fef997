"""One owner for every name, under the nouns of others as well: whose a command is, and why one is left out."""

from __future__ import annotations

import json

import pytest

from extension.nouns import SHOP, VISITS, commands
from kvadmin.extension.declaring.subcommands import norwegian_clash, owner_of, place_of
from kvadmin.extension.types import Command, Declared

DECLARED = [
    Declared("a", Command("noun", "N.", commands=(Command("list", "L.", "m:f"), Command("deep", "D.", commands=(Command("x", "X.", "m:f"),))))),
    Declared("b", Command("app", "A.", "m:app")),
    Declared("c", Command("more", "M.", "m:f", under="noun")),
    Declared("d", Command("pair", "P.", commands=(Command("one", "O.", "m:f"),), under="noun deep")),
    Declared("e", Command("extra", "E.", "m:f", under="app below")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("noun", "a"),
        ("noun list", "a"),
        ("noun list 0301", "a"),  # the words of the history are not always names alone
        ("noun deep x", "a"),
        ("noun more", "c"),
        ("noun deep pair one", "d"),
        ("noun gone", None),
        ("noun deep pair gone", None),
        ("gone", None),
        ("", None),
        ("app", "b"),
        ("app whatever", "b"),
        ("app below own", "b"),
        ("app below extra", "e"),
    ],
)
def test_a_command_is_of_the_plugin_that_declares_it(words, owner):
    assert owner_of(words.split(), DECLARED) == owner


def test_words_lead_as_far_as_is_declared():
    found = place_of("noun list 0301".split(), DECLARED)
    assert found is not None
    assert (found.command.name, found.owner, found.left, found.is_group) == ("list", "a", ("0301",), False)
    assert place_of(["gone"], DECLARED) is None


@pytest.mark.parametrize(
    ("name", "there", "clash"),
    [
        ("liste", ("list",), ("liste", "list")),
        ("LISTE", ("list",), ("LISTE", "list")),
        ("schema", ("form",), ("skjema", "form")),  # skjema would mean the other one from now on
        ("form", ("schema",), None),  # it goes on meaning what it meant
        ("visits", ("list", "show"), None),
        ("vis", ("list",), None),
    ],
)
def test_no_norwegian_word_changes_its_meaning(name, there, clash):
    assert norwegian_clash(name, there) == clash


#: Kind -> the declaration that is left out, its words, and what the message says.
LEFT_OUT = {
    "own name": ("Command('list', 'L.', T, under='municipality')", "municipality list", "the name 'municipality list' belongs to the built-in plugin 'municipality'"),
    "other case": ("Command('List', 'L.', T, under='municipality')", "municipality List", "the name 'municipality list' belongs to the built-in plugin 'municipality'"),
    "norwegian": ("Command('liste', 'L.', T, under='municipality')", "municipality liste", "the Norwegian word 'liste' for 'municipality list' belongs to the built-in plugin"),
    "deeper": ("Command('add', 'A.', T, under='evaluation indicators')", "evaluation indicators add", "belongs to the built-in plugin 'evaluation'"),
    "of plugins": ("Command('disable', 'D.', T, under='plugins')", "plugins disable", "belongs to the built-in plugin 'programme'"),
    "no noun": ("Command('x', 'X.', T, under='municipal')", "municipal x", "there is no command 'municipal'"),
    "noun in other case": ("Command('x', 'X.', T, under='Municipality')", "Municipality x", "there is no command 'Municipality'"),
    "no deeper noun": ("Command('x', 'X.', T, under='municipality deep')", "municipality deep x", "there is no command 'municipality deep'"),
    "plain command": ("Command('x', 'X.', T, under='status')", "status x", "'status' is a command and no group"),
    "command of a noun": ("Command('x', 'X.', T, under='municipality list')", "municipality list x", "'municipality list' is a command and no group"),
    "no word": ("Command('x', 'X.', T, under='munici/pality')", "munici/pality x", "is no word"),
    "no name": ("Command('', 'X.', T, under='municipality')", "municipality", "is no word"),
    "in a group": ("Command('pair', 'P.', commands=(Command('x', 'X.', T, under='municipality'),))", "pair x", "it is in a group and cannot be under 'municipality' as well"),
    "part of a group": ("Command('pair', 'P.', commands=(Command('a', 'A.', T), Command('A', 'A.', T)), under='municipality')", "municipality pair A", "the group has one of that name"),
}  # fmt: skip


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_only_what_cannot_stand_is_left_out_and_both_sides_are_named(desk, kind):
    declared, words, why = LEFT_OUT[kind]
    desk.install(commands(declared, "Command('well', 'W.', T, under='municipality')"), name="odd")
    ran = desk.run("plugins", "list", "--format", "json")
    (line,) = ran.err.splitlines()
    assert f"plugin 'odd': its command {words!r} is left out: " in line
    assert why in line
    (odd,) = [each for each in json.loads(ran.out)["plugins"] if each["name"] == "odd"]
    assert odd["status"] == "active"
    assert why in odd["error"]
    assert "odd: municipality well" in desk.run("municipality", "well").err
    assert "odd: good" in desk.run("good").err
    assert desk.run("municipality", "list", "--format", "json").out.count("0301") == 1
    desk.run("--strict-plugins", "--help", code=6)


def test_what_is_not_text_is_no_place(desk):
    desk.install(commands("Command('x', 'X.', T, under=7)"), name="odd")
    ran = desk.run("good")
    assert "under is int, not str" in ran.err


def test_of_two_strangers_the_first_has_the_name(desk):
    for name in ("bee", "ant"):
        desk.install(
            commands("Command('x', 'X.', T, under='municipality')", name=name).replace("'good'", f"'{name}'"), name=name
        )
    ran = desk.run("municipality", "x")
    assert "ant: municipality x" in ran.err
    assert (
        "plugin 'bee': its command 'municipality x' is left out: the name 'municipality x' belongs to the plugin 'ant'"
        in ran.err
    )
    desk.run("plugins", "disable", "ant")
    assert "bee: municipality x" in desk.run("municipality", "x").err


def test_a_stranger_stands_under_the_group_of_another_whichever_is_first(desk):
    desk.install(VISITS, name="visits")
    desk.install(commands("Command('of', 'O.', T, under='evaluation indicators notes')", name="ant"), name="ant")
    assert "ant: evaluation indicators notes of" in desk.run("evaluation", "indicators", "notes", "of").err
    found = json.loads(desk.run("commands", "evaluation", "indicators", "notes", "--format", "json").out)["commands"]
    assert [(each["command"].split()[-1], each["plugin"]) for each in found] == [
        ("show", "visits"),
        ("add", "visits"),
        ("of", "ant"),
    ]
    desk.run("plugins", "disable", "visits")
    assert "there is no command 'evaluation indicators notes'" in desk.run("good").err


def test_that_the_plugin_of_the_noun_is_disabled_is_said(desk):
    desk.install(commands("Command('x', 'X.', T, under='network')"), name="odd")
    desk.run("plugins", "disable", "network")
    ran = desk.run("good")
    assert (
        "its command 'network x' is left out: the command 'network' belongs to the plugin 'network', which is disabled"
        in ran.err
    )
    desk.run("plugins", "enable", "network")
    assert desk.run("network", "x").err == "odd: network x\n"


def test_what_the_noun_of_a_stranger_has_is_known_when_it_is_loaded(desk):
    desk.install(SHOP, name="shop")
    desk.install(
        commands(
            "Command('list', 'L.', T, under='shop')",
            "Command('vis', 'V.', T, under='shop')",
            "Command('mine', 'M.', T, under='shop')",
            "Command('three', 'T.', T, under='shop inner')",
            "Command('x', 'X.', T, under='shop show')",
            "Command('x', 'X.', T, under='shop gone')",
            "Command('x', 'X.', T, under='good')",
        ),
        name="odd",
    )
    assert desk.run("municipality", "list").err == ""  # nothing is said before anything is known
    ran = desk.run("shop", "list")
    said = ran.err.splitlines()
    assert said.pop() == "own list"
    assert said == [
        f"warning: plugin 'odd': its command {words!r} is left out: {why} (disable it with: kvadmin plugins disable odd)"
        for words, why in (
            ("shop list", "the name 'shop list' belongs to the plugin 'shop'"),
            ("shop vis", "the Norwegian word 'vis' for 'shop show' belongs to the plugin 'shop'"),
            ("shop show x", "'shop show' is a command and no group"),
            ("shop gone x", "there is no command 'shop gone'"),
        )
    ]
    assert "odd: shop mine" in desk.run("shop", "mine").err
    assert "odd: shop inner three" in desk.run("shop", "inner", "three").err
    assert "'good' is a command and no group" in desk.run("good").err
    desk.run("--strict-plugins", "shop", "list", code=6)
    found = json.loads(desk.run("commands", "shop", "--format", "json").out)["commands"]
    assert {each["command"]: each["plugin"] for each in found} == {
        "shop list": "shop", "shop show": "shop", "shop mine": "odd",
        "shop inner one": "shop", "shop inner two": "shop", "shop inner three": "odd",
    }  # fmt: skip
