"""A command under the noun of another plugin is as strong as one of the noun's own."""

from __future__ import annotations

import json
import re

import pytest
from extension.nouns import SHOP, VISITS, commands
from extension.stranger import STAR

from kvadmin.cli.app import command
from kvadmin.cli.completion.answering import answer


@pytest.fixture
def visits(desk):
    desk.install(VISITS, name="visits")
    return desk


@pytest.fixture
def offered(desk, visits, capsys):
    def ask(*words):
        desk.forget_plugins()
        capsys.readouterr()
        answer(["zsh", "-C", str(visits.kit.folder), *words], command)
        told = capsys.readouterr()
        assert told.err == ""
        return [line.partition("\t")[0] for line in told.out.splitlines()]

    return ask


def test_it_runs_and_is_typed_in_norwegian_as_well(visits):
    found = json.loads(visits.run("municipality", "visits", "0301", "--format", "json").out)
    assert found["visits"] == [{"number": "0301", "population": None}]
    assert json.loads(visits.run("kommune", "visits", "Oslo", "--format", "json").out) == found
    assert "0301" in visits.run("evaluering", "indikatorer", "notes", "vis", "0301").out


def test_help_lists_it_behind_the_nouns_own_and_says_whose_it_is(visits):
    shown = visits.run("municipality", "--help").out
    own, _, added = shown.partition("Commands of the plugin visits:\n")
    assert "  addresses  Take in a list of postal addresses.\n" in own.partition("Commands:\n")[2]
    assert added.splitlines() == [
        "  visits  Visits of a municipality.",
        "  visit   Count on a visit.",
        "  guests  Guests.",
    ]
    assert "Commands of the plugin visits:\n  notes" in visits.run("evaluation", "indicators", "--help").out
    assert "Commands:\n  show  Show the notes." in visits.run("evaluation", "indicators", "notes", "--help").out
    usage = visits.run("municipality", "visits", "-h").out.partition("\n")[0]
    assert re.fullmatch(r"Usage: kvadmin municipality visits \[OPTIONS\] \{?MUNICIPALITY\}?", usage)  # as typer has it
    assert "Commands of the plugin" not in visits.run("--no-plugins", "municipality", "--help").out


def test_help_is_read_aloud(visits, monkeypatch):
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "1")
    assert "Command visits: Visits of a municipality." in visits.run("municipality", "--help").out.splitlines()


def test_a_noun_whose_help_is_in_boxes_has_one_for_it(desk):
    desk.install(SHOP.replace(", rich_markup_mode=None", ""), name="shop")
    desk.install(commands("Command('mine', 'Mine.', T, under='shop')"), name="odd")
    shown = desk.run("shop", "--help").out
    assert re.search(r"Commands of the plugin odd ─+╮\n│ mine   Mine\.", shown)
    desk.install(SHOP, name="shop")
    assert "Commands of the plugin odd:\n  mine  Mine.\n" in desk.run("shop", "--help").out


def test_it_is_completed(offered):
    assert offered("municipality", "vis") == ["visits", "visit"]
    assert offered("kommune", "visits", "Os") == ["Oslo"]
    assert offered("municipality", "visits", "--kn") == ["--known-on"]
    assert offered("municipality", "visits", "0301", "--format", "o") == ["odt"]
    assert offered("evaluation", "indicators", "n") == ["notes"]
    assert offered("evaluation", "indicators", "notes", "") == ["show", "add"]


def test_that_under_a_typer_app_is_completed_as_well(desk, offered):
    desk.install(SHOP, name="shop")
    desk.install(commands("Command('three', 'Three.', T, under='shop inner')"), name="odd")
    assert offered("shop", "inner", "t") == ["two", "three"]


def test_did_you_mean(visits):
    assert "Did you mean visits?" in visits.run("municipality", "vists", code=2).err
    ran = visits.run("municipality", "guets", "--format", "json", code=2)
    assert json.loads(ran.err)["error"]["suggestions"] == ["guests"]
    visits.run("--no-plugins", "municipality", "visits", "0301", code=2)


def test_it_says_of_itself_what_it_declares(visits):
    found = json.loads(visits.run("commands", "municipality", "--format", "json").out)["commands"]
    about = {each["command"].split()[1]: each for each in found}
    assert list(about) == ["list", "show", "set", "import", "addresses", "visits", "visit", "guests"]
    assert (about["list"]["plugin"], about["list"]["builtin"]) == ("municipality", True)
    assert (about["visits"]["plugin"], about["visits"]["builtin"]) == ("visits", False)
    said = {
        name: (each["writes"], each["undo"], each["sends"], each["reads_office_files"]) for name, each in about.items()
    }
    assert said["visits"] == (False, None, False, False)
    assert said["visit"] == (True, True, True, False)
    assert said["guests"] == (True, True, False, True)
    assert about["visits"]["formats"] == ["table", "json", "csv", "md", "xlsx", "odt", "vcf"]


def test_its_schema_is_the_one_that_its_plugin_ships(visits):
    visits.site.uninstall("visits", module="plugin_visits")
    visits.site.install("visits", "", module="plugin_visits")
    (visits.site.folder / "plugin_visits.py").unlink()
    folder = visits.site.folder / "plugin_visits" / "schemas"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").write_text(VISITS, encoding="utf-8")
    text = '{"schema": 1, "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "of visits"}'
    (folder / "municipality_visits.json").write_text(text, encoding="utf-8")
    (folder / "municipality_list.json").write_text('{"title": "not theirs"}', encoding="utf-8")
    assert json.loads(visits.run("commands", "--schema", "municipality visits").out) == json.loads(text)
    assert "not theirs" not in visits.run("commands", "--schema", "municipality list").out
    visits.run("commands", "--schema", "municipality visit", code=4)


def test_one_that_cannot_be_loaded_hides_no_command_of_the_noun(desk):
    desk.install(
        commands(
            "Command('x', 'X.', 'no_such_module:x', under='municipality')",
            "Command('y', 'Y.', T, under='municipality')",
        ),
        name="odd",
    )
    ran = desk.run("commands", "municipality", "--format", "json")
    assert "plugin 'odd': the command 'municipality x' cannot be loaded" in ran.err
    assert [each["command"].split()[1] for each in json.loads(ran.out)["commands"]][-3:] == ["import", "addresses", "y"]
    assert "no_such_module" in desk.run("municipality", "x", code=6).err
    assert desk.run("municipality", "--help").err == ""


def test_the_history_has_its_words_and_undo_takes_it_back(visits):
    before = visits.kit.files()
    visits.run("kommune", "visit", "Oslo", "600")
    (entry,) = [each for each in visits.history() if each["command"] == "municipality visit"]
    assert "municipalities/0301.yaml" in entry["files"]
    visits.run("undo", "--yes")
    after = visits.kit.files()
    assert after["municipalities/0301.yaml"] == before["municipalities/0301.yaml"]
    assert "guests.txt" not in after


def test_only_one_that_reads_takes_a_day_of_the_past(visits):
    visits.run("municipality", "visits", "0301", "--known-on", "2030-01-01", code=2)  # a day that has not come
    ran = visits.stopped("municipality", "visit", "0301", "6", "--known-on", "2020-01-01", code=2)
    assert "kvadmin municipality visit writes" in ran.err
    assert "the folder said" not in visits.run("municipality", "visits", "0301", "--dry-run").err


def test_its_own_formats_and_the_common_options_are_its_own(visits):
    ran = visits.run("municipality", "visits", "0301", "--format", "odg", code=2)
    assert "odg" in ran.err
    visits.stopped("municipality", "visit", "0301", "6", "--format", "odt", code=2)
    assert visits.run("municipality", "visits", "0301", "--format", "csv").out.splitlines() == ["No.,People", "0301,"]


def test_it_takes_files_in_as_any_import(visits, tmp_path):
    file = tmp_path / "guests.csv"
    file.write_text("Gjest;Kommune\nOla;0301\n", encoding="utf-8")
    assert visits.run("municipality", "guests", str(file)).err == "Ola\n"
    told = visits.run("reading", "explain", str(file), "--as", "guests", "--format", "json")
    assert [each["field"] for each in json.loads(told.out)["columns"]] == ["guest", "municipality"]
    assert "--map HEADING=FIELD" in visits.run("municipality", "guests", "--help").out


@pytest.mark.parametrize("noun", ["municipality", "shop"])
def test_an_error_carries_the_name_of_the_plugin_that_it_is_of(desk, noun):
    desk.install(SHOP, name="shop")
    desk.install(VISITS.replace('under="municipality"', f'under="{noun}"'), name="visits")
    failed = json.loads(desk.stopped(noun, "visits", "0301", "--how", "break", "--format", "json").err)["error"]
    assert failed["plugin"] == "visits"
    assert f"plugin 'visits' failed: command '{noun} visits': ValueError: the road is closed" in failed["message"]
    refused = json.loads(desk.stopped(noun, "visits", "0301", "--how", "refuse", "--format", "json", code=1).err)[
        "error"
    ]
    assert (refused["plugin"], refused["message"], refused["code"]) == ("visits", "nobody is at home", "state-forbids")
    unknown = json.loads(desk.stopped(noun, "visits", "0301", "--hwo", "x", "--format", "json", code=2).err)["error"]
    assert (unknown["code"], unknown["suggestions"]) == ("unknown-option", ["--how"])


def test_what_it_prints_is_its_own_and_what_its_import_prints_is_not(desk):
    desk.install(
        STAR
        + "import typer\ndef said(ctx: typer.Context):\n    print('mine')\n"
        + "@hookimpl\ndef kvadmin_commands():\n    return [Command('x', 'X.', 'plugin_loud:x', under='municipality')]\n",
        name="odd",
    )
    (desk.site.folder / "plugin_loud.py").write_text(
        "print('at import')\nfrom plugin_odd import said as x\n", encoding="utf-8"
    )
    assert desk.run("municipality", "x").out == "mine\n"


def test_a_disabled_plugin_has_no_command_there(visits):
    visits.run("plugins", "disable", "visits")
    ran = visits.run("municipality", "visits", "0301", code=2)
    assert "No such command 'visits'" in ran.err
    assert "visits" not in visits.run("municipality", "--help").out


def test_a_job_of_the_menu_offers_what_it_would_be_completed_with_and_runs_it(visits, monkeypatch):
    from kvadmin.session import asking
    from kvadmin.session.session import Session

    answers = ["2", "1", "0301", "0", "0"]
    monkeypatch.setattr(asking, "_typed", lambda question, empty=None: answers.pop(0) or empty)
    monkeypatch.setattr(Session, "_interactive", lambda self: True)
    ran = visits.run("menu")
    assert "   9. 0301: Oslo\n" in ran.err
    assert re.search(r"Command: kvadmin .* municipality visits 0301\n", ran.err)
    assert "0301" in ran.out


@pytest.mark.parametrize("rerun", [True, False])
def test_whether_it_may_run_again_is_its_own_word(desk, rerun):
    text = commands(f"Command('x', 'X.', T, under='municipality', rerun={rerun})")
    desk.install(text.replace("session(ctx).command", "str(session(ctx).attempts.allowed)"), name="odd")
    assert desk.run("municipality", "x").err == f"odd: {rerun}\n"


def test_under_a_noun_that_is_one_object_it_is_there_whenever_the_noun_is_loaded(desk):
    """An object is the same each time, where a Typer app makes a new command."""
    desk.install(
        SHOP.replace("'plugin_shop:app'", "").replace('"plugin_shop:app"', '"plugin_shop:made"')
        + "made = typer.main.get_command(app)\n",
        name="shop",
    )
    desk.install(commands("Command('mine', 'Mine.', T, under='shop')"), name="odd")
    ran = desk.run("commands", "shop", "mien", code=4)
    assert "left out" not in ran.err
    assert "shop mine" in ran.err
