"""A declaration that takes what belongs to another is left out, by itself, in one line that names both sides."""

from __future__ import annotations

import json

import pytest

from extension.stranger import STAR, Site

RECORD = "class R(Record, kw_only=True):\n    collection = 'mine'\n    id: str\n"
GOOD = "def kvadmin_commands():\n    return [Command('good', 'Good.', 'plugin_odd:good'), {more}]\ndef good(ctx: typer.Context):\n    print('well')\n"


def source(hook: str, items: str) -> str:
    """A plugin with a good command, and a hook that returns these items."""
    more = items if hook == "kvadmin_commands" else ""
    text = f"import typer\n{STAR}{RECORD}@hookimpl\n{GOOD.format(more=more)}"
    return text if hook == "kvadmin_commands" else f"{text}@hookimpl\ndef {hook}():\n    return [{items}]\n"


#: Kind -> the hook, what it declares, and what the line must say of both sides.
CLASHES = {
    "nothing to run": ("kvadmin_commands", "Command('odd', 'Odd.')", "it has neither a target nor commands"),
    "nothing to run in a group": (
        "kvadmin_commands",
        "Command('odd', 'Odd.', commands=(Command('a', 'A.', 'plugin_odd:good'), Command('b', 'B.')))",
        "its command 'odd b' is left out: it has neither a target nor commands",
    ),
    "collection": ("kvadmin_collections", "Collection('Cohorts', 'mine/{id}.yaml', 'plugin_odd:R')", "built-in plugin 'cohort'"),
    "path of a built-in": ("kvadmin_collections", "Collection('mine', 'cohorts/{id}.yaml', 'plugin_odd:R')", "built-in plugin 'cohort'"),
    "path in a built-in's folder": ("kvadmin_collections", "Collection('mine', 'cohorts/mine/{id}.yaml', 'plugin_odd:R')", "the folder cohorts/"),
    "history": ("kvadmin_collections", "Collection('mine', 'History/{id}.yaml', 'plugin_odd:R')", "kvadmin itself"),
    "outside": ("kvadmin_collections", "Collection('mine', '../{id}.yaml', 'plugin_odd:R')", "does not stay in the programme folder"),
    "two fields in a name": ("kvadmin_collections", "Collection('mine', 'mine/{id}{x}.yaml', 'plugin_odd:R')", "not of the form"),
    "everything": ("kvadmin_collections", "Collection('mine', '{id}.yaml', 'plugin_odd:R')", "a folder of its own"),
    "overlapping": (
        "kvadmin_collections",
        "Collection('mine', 'mine/{id}.yaml', 'plugin_odd:R'), Collection('more', 'mine/x-{id}.yaml', 'plugin_odd:R')",
        "the plugin 'odd'",
    ),
    "core field": ("kvadmin_fields", "ExtraField('municipalities', 'population')", "'municipality'"),
    "field twice": ("kvadmin_fields", "ExtraField('municipalities', 'odd'), ExtraField('municipalities', 'odd', 'int')", "the plugin 'odd'"),
    "type": ("kvadmin_fields", "ExtraField('municipalities', 'odd', 'float')", "no type 'float'"),
    "no collection": ("kvadmin_fields", "ExtraField('nowhere', 'odd')", "no collection 'nowhere'"),
    "format": ("kvadmin_writers", "Writer('json', '.odd', lambda report: b'')", "kvadmin itself"),
    "ending": ("kvadmin_writers", "Writer('odd', '.csv', lambda report: b'')", "kvadmin itself"),
    "transport": ("kvadmin_mail_transports", "TransportDeclaration('SMTP', 'Mine.', 'plugin_odd:R')", "built-in plugin 'mail'"),
    "sheet": ("kvadmin_sheets", "SheetDeclaration('Contacts', 'mine', 'plugin_odd:R')", "built-in plugin 'municipality'"),
    "engine": ("kvadmin_store_engines", "EngineFactory('yaml', 'plugin_odd:R')", "kvadmin itself"),
    "indicator": (
        "kvadmin_indicators",
        "*(Indicator(id=i, direction='decrease', period='year') for i in ('sick', 'Sick'))",
        "the plugin 'odd'",
    ),
    "command": ("kvadmin_commands", "Command('cohort', 'Mine.', 'plugin_odd:R')", "built-in plugin 'cohort'"),
    "reserved": ("kvadmin_commands", "Command('config', 'Mine.', 'plugin_odd:R')", "kvadmin itself"),
    "no word": ("kvadmin_commands", "Command('', 'Mine.', 'plugin_odd:R')", "no word"),
    "an option": ("kvadmin_commands", "Command('-x', 'Mine.', 'plugin_odd:R')", "no word"),
    "two words": ("kvadmin_commands", "Command('two words', 'Mine.', 'plugin_odd:R')", "no word"),
    "part of a group": ("kvadmin_commands", "Command('pair', 'Two.', commands=(Command('a', 'A.', 'x:y'), Command('A', 'B.', 'x:y')))", "of that name"),
}  # fmt: skip


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


@pytest.fixture
def example(tmp_path, site):
    folder = tmp_path / "example"
    assert site.kvadmin("init", str(folder), "--example").code == 0
    return folder


@pytest.mark.parametrize("kind", CLASHES)
def test_only_the_clashing_declaration_is_left_out_and_both_sides_are_named(site, kind):
    hook, items, other = CLASHES[kind]
    site.install("odd", source(hook, items))
    ran = site.kvadmin("plugins", "list", "--format", "json")
    lines = ran.err.splitlines()
    assert len(lines) == 1, ran.err
    assert "plugin 'odd': its " in lines[0]
    assert other in lines[0]
    assert lines[0].endswith("(disable it with: kvadmin plugins disable odd)")
    found = {each["name"]: each for each in json.loads(ran.out)["plugins"]}
    assert found["odd"]["status"] == "active"
    assert "is left out" in found["odd"]["error"]
    assert found["cohort"]["error"] is None
    assert site.kvadmin("good").out == "well\n"
    assert site.kvadmin("--strict-plugins", "--help").code == 6
    assert site.kvadmin("plugins", "disable", "odd").code == 0
    assert site.kvadmin("--strict-plugins", "--help").err == ""


def test_a_collection_of_a_built_in_stays_whole(site, example):
    site.install("odd", source("kvadmin_collections", "Collection('cohorts', 'elsewhere/{id}.yaml', 'plugin_odd:R')"))
    cohorts = json.loads(site.kvadmin("-C", str(example), "cohort", "list", "--format", "json").out)
    assert "P3" in json.dumps(cohorts)


def test_a_word_of_the_selections_keeps_its_meaning(site, example):
    words = "registered", "not", "Cohort", "Odd"
    site.install(
        "odd",
        STAR + "@hookimpl\ndef kvadmin_selection_words():\n"
        f"    return [Predicate(word, 'All.', lambda *_: True) for word in {words}]\n",
    )
    gathering = "2008-08-27-oppstart"
    ask = (
        "-C",
        str(example),
        "gathering",
        "invite",
        gathering,
        "--to",
        "cohort:P1 registered",
        "--dry-run",
        "--format",
        "json",
    )
    with_it = site.kvadmin(*ask)
    assert with_it.err.count("its selection word") == len(words)
    assert "built-in plugin 'gathering'" in with_it.err
    assert with_it.out == site.kvadmin("--no-plugins", *ask).out
    assert site.kvadmin("--strict-plugins", *ask).code == 6
    listed = site.kvadmin("-C", str(example), "plugins", "list", "--format", "json")
    (odd,) = [each for each in json.loads(listed.out)["plugins"] if each["name"] == "odd"]
    assert (odd["status"], odd["error"].count("is left out")) == ("active", len(words))


def test_a_plugin_that_takes_the_name_of_another_gets_one_of_its_own(site):
    site.install("cohort", source("kvadmin_commands", ""), module="plugin_odd")
    ran = site.kvadmin("--help")
    assert ran.err.count("\n") == 1
    assert "another plugin is already called 'cohort'" in ran.err
    assert site.kvadmin("good").out == "well\n"
    ambiguous = site.kvadmin("plugins", "disable", "cohort")
    assert ambiguous.code == 4
    assert "cohort@kvadmin.plugins.cohort, cohort@plugin_odd" in ambiguous.err
    assert site.kvadmin("plugins", "disable", "cohort@plugin_odd").code == 0
    assert site.kvadmin("good").code == 2
    ran = site.kvadmin("cohort", "--help")
    assert (ran.code, ran.err) == (0, "")
    assert site.kvadmin("plugins", "enable", "cohort@plugin_odd").code == 0
    assert site.kvadmin("plugins", "disable", "cohort@kvadmin.plugins.cohort").code == 0
    assert site.kvadmin("good").code == 0
    assert "belongs to the plugin 'cohort'" in site.kvadmin("cohort", "list").err


def test_help_texts_are_cleaned_of_control_characters(site):
    site.install(
        "odd",
        "import typer\n" + STAR + "@hookimpl\ndef kvadmin_commands():\n"
        "    return [Command('odd', 'Red \\x1b[31m\\nalert\\u202e', 'plugin_odd:odd', section='\\x1b]0;x\\x07Odd')]\n"
        "def odd(what: str = typer.Option('', help='\\x1b[2Jgone')):\n    'Do \\x1b[31mit.\\n\\nExample: kvadmin odd'\n",
    )
    for words in (["--help"], ["odd", "--help"]):
        ran = site.kvadmin(*words)
        assert ran.code == 0
        assert all(line.isprintable() for line in ran.out.splitlines()), ran.out


@pytest.mark.parametrize("plugin", ["municipality", "cohort", "network", "gathering", "evaluation", "mail"])
def test_the_rest_works_without_a_built_in_plugin(site, example, plugin):
    """The records of a built-in plugin stay readable; its commands say whose they are."""
    owned = json.loads(site.kvadmin("-C", str(example), "plugins", "list", "--format", "json").out)["plugins"]
    assert plugin in {each["name"] for each in owned}
    assert site.kvadmin("plugins", "disable", plugin).code == 0
    for words in (
        "status",
        "check",
        "log",
        "municipality list",
        "cohort show P3",
        "participants list 2008-08-27-oppstart",
    ):
        ran = site.kvadmin("-C", str(example), *words.split())
        if ran.code:
            assert ran.code == 2, ran.err
            assert f"belongs to the plugin '{plugin}', which is disabled" in ran.err
            assert f"kvadmin plugins enable {plugin}" in ran.err
        else:
            assert "not all checks" not in ran.err


def test_names_of_a_disabled_built_in_stay_its_own(site):
    site.install("odd", source("kvadmin_collections", "Collection('cohorts', 'elsewhere/{id}.yaml', 'plugin_odd:R')"))
    site.kvadmin("plugins", "disable", "cohort")
    assert "belongs to the built-in plugin 'cohort'" in site.kvadmin("plugins", "list").err


def test_a_collection_that_is_missing_says_whose_it_is(site, example):
    site.install(
        "visits",
        source("kvadmin_collections", "Collection('mine', 'mine/{id}.yaml', 'plugin_odd:R')"),
        module="plugin_odd",
    )
    site.install(
        "reader",
        "import typer\n" + STAR + "@hookimpl\ndef kvadmin_commands():\n    return [Command('read', 'Read.', 'plugin_reader:read')]\n"
        "def read(ctx: typer.Context):\n    from plugin_odd import R\n    print(len(session(ctx).data.all(R)))\n",
    )  # fmt: skip
    assert site.kvadmin("-C", str(example), "read").out == "0\n"
    site.kvadmin("plugins", "disable", "visits")
    ran = site.kvadmin("-C", str(example), "read")
    assert ran.code == 4
    assert "it belongs to the plugin 'visits': kvadmin plugins enable visits" in ran.err


def test_the_types_of_fields_are_those_the_store_knows():
    from kvadmin.extension.extra_fields import EXTRA_TYPES
    from kvadmin.store.schema.collection_schema import _EXTRA_TYPES

    assert set(EXTRA_TYPES) == set(_EXTRA_TYPES)


def test_a_command_of_a_built_in_is_said_to_be_its_own_where_another_built_in_was_replaced(site):
    source_of = STAR + (
        "@hookimpl\ndef kvadmin_commands():\n"
        "    return [Command('sheet', 'Mine.', 'plugin_odd:R'), Command('config', 'Mine.', 'plugin_odd:R')]\n"
    )
    site.install("odd", source_of, replaces="cohort")
    site.kvadmin("plugins", "disable", "cohort")
    told = json.loads(site.kvadmin("plugins", "list", "--format", "json").out)["plugins"]
    [odd] = [each for each in told if each["name"] == "odd"]
    assert "the name 'sheet' belongs to the built-in plugin 'sheet'" in odd["error"]
    assert "the name 'config' belongs to kvadmin itself" in odd["error"]
