"""The plugins that a programme lists: with their first change, by hand, no more; and which of them are missed."""

from __future__ import annotations

import json

from extension.desk import FORGET, PERSONAL, REASON, VISITS, source
from extension.nouns import SHOP, UNDER
from extension.stranger import STAR


def test_a_plugin_is_listed_with_its_first_change(desk):
    desk.install(VISITS + PERSONAL, name="visits")
    desk.run("cohort", "set", "P1", "capacity", "10")
    assert desk.listed() == "", "a change that it has no part in"
    desk.run("visits", "add")
    assert desk.listed() == (
        "  plugin-visits:\n    version: '>=1.5'\n    plugin: visits\n    guards:\n      - personal_data\n"
    )
    entry = desk.history()[-1]
    assert (entry["command"], "programme.yaml" in entry["files"]) == ("visits add", True)
    desk.run("undo")
    assert desk.listed() == ""


def test_a_field_of_a_plugin_that_somebody_sets_lists_it(desk):
    desk.install(VISITS, name="visits")
    desk.run("municipality", "set", "0301", "visits_note", "coffee")
    assert "plugin-visits:\n    version: '>=1.5'\n    plugin: visits\n    guards: []\n" in desk.listed()
    desk.site.uninstall("visits")
    assert "Saved" in desk.run("cohort", "new", "P2", "--name", "Two").err, "it guards nothing"


def test_two_plugins_of_one_distribution_have_an_entry_each(desk):
    desk.install(source("before_commit", "return None"), name="plugin-office")
    points = "[kvadmin]\nplugin-office = plugin_plugin_office\nrules = plugin_rules\n"
    (desk.site.folder / "plugin_rules.py").write_text(source("before_commit", "return None"), encoding="utf-8")
    next(desk.site.folder.glob("*.dist-info")).joinpath("entry_points.txt").write_text(points, encoding="utf-8")
    desk.run("cohort", "new", "P2", "--name", "Two")
    plugins = yaml_of(desk)["plugins"]
    assert {key: each["plugin"] for key, each in plugins.items()} == {
        "plugin-plugin-office": "plugin-office",
        "rules": "rules",
    }
    assert plugins["rules"]["package"] == "plugin-plugin-office"
    assert "is missing" not in desk.run("cohort", "new", "P5", "--name", "Five").err
    desk.run("plugins", "disable", "rules")
    assert "plugin 'rules' is missing" in desk.stopped("cohort", "new", "P6", "--name", "Six").err


def yaml_of(desk):
    from kvadmin.store.folder import Folder
    from kvadmin.store.store import programme_head

    return programme_head(Folder(desk.kit.folder))


def test_guards_that_came_with_a_newer_version_are_added_and_the_version_stays(desk):
    desk.write_listed("plugins:\n  # ours\n  plugin-visits: '>=1.2'\n")
    desk.install(VISITS + PERSONAL, name="visits")
    desk.run("visits", "add")
    assert "version: '>=1.2'" in desk.listed()
    assert "- personal_data" in desk.listed()


def test_the_programme_does_without_a_plugin_for_a_reason(desk):
    desk.install(source("before_commit", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    unlist = ("plugins", "disable", "roads", "--unlist")
    assert "switch it off first" in desk.stopped(*unlist, *REASON, code=1).err
    ran = desk.run("plugins", "disable", "roads", "--here")
    assert "plugins disable roads --unlist --why TEXT" in ran.err
    assert "needs a reason" in desk.stopped(*unlist, code=2).err
    desk.run(*unlist, *REASON)
    assert desk.listed() == ""
    entry = desk.history()[-1]
    assert (entry["command"], entry["without_guards"], entry["why"]) == ("plugins disable", ["roads"], REASON[1])
    desk.run("cohort", "new", "P2", "--name", "Two")
    assert "lists no plugin 'roads'" in desk.stopped(*unlist, *REASON, code=4).err


def test_doing_without_one_plugin_asks_the_guards_of_the_others(desk):
    desk.install(source("distances", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    desk.site.uninstall("roads")
    desk.install(source("before_commit", "return 'closed on Sundays'"), name="office")
    ran = desk.stopped("plugins", "disable", "roads", "--unlist", *REASON, code=1)
    assert "closed on Sundays" in ran.err
    desk.stopped("plugins", "enable", "office", "--here", code=1)


def test_a_guard_of_every_change_is_asked_about_what_the_person_changes(desk):
    body = "return 'only cohorts' if {each.collection for each in edits} != {'cohorts'} else None"
    desk.install(STAR + f"@hookimpl\ndef kvadmin_before_commit(edits):\n    {body}\n")
    desk.run("cohort", "new", "P2", "--name", "Two")
    assert "- before_commit" in desk.listed()


def test_a_plugin_that_has_lost_all_its_hooks_or_is_left_out_is_missed(desk):
    desk.install(source("before_commit", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    desk.install("nothing = 1\n")
    assert "has no kvadmin_before_commit any more" in desk.stopped("cohort", "new", "P2", "--name", "Two").err
    desk.install(source("before_commit", "return None") + "@hookimpl\ndef kvadmin_coffee():\n    pass\n")
    assert "unknown hook 'kvadmin_coffee'" in desk.stopped("cohort", "new", "P2", "--name", "Two").err


def test_a_plugin_that_cannot_be_imported_is_missed_and_never_listed(desk):
    desk.install(source("before_commit", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    desk.install("1 / 0")
    assert "ZeroDivisionError" in desk.stopped("cohort", "new", "P2", "--name", "Two").err
    desk.install("1 / 0", name="other")
    assert "cannot be listed" in desk.stopped("plugins", "enable", "other", "--here").err


def test_without_other_plugins_their_guards_are_missed(desk):
    desk.install(source("before_commit", "return None"))
    desk.run("plugins", "enable", "roads", "--here")
    assert "--no-plugins leaves it out" in desk.stopped("--no-plugins", "cohort", "new", "P2", "--name", "Two").err


def test_a_built_in_plugin_that_is_off_is_missed_where_the_folder_has_data_of_it(desk):
    desk.run("plugins", "disable", "gathering")
    assert "is missing" not in desk.run("cohort", "list").err
    (desk.kit.folder / "gatherings").mkdir()
    (desk.kit.folder / "gatherings" / "g.yaml").write_text("id: g\nname: G\n", encoding="utf-8")
    assert "plugin 'gathering' is missing: it is disabled, and the folder has data of it" in desk.stopped(*FORGET).err
    ran = desk.run("plugins", "list", "--format", "json")
    assert {each["name"]: each["error"] for each in json.loads(ran.out)["plugins"]}["gathering"]
    ran = desk.run(*FORGET, "--without-guard", "gathering", *REASON)
    assert "Forgotten" not in ran.err


def test_a_change_by_a_command_under_a_built_in_noun_lists_the_plugin_of_the_command(desk):
    desk.install(UNDER.format(noun="municipality"), name="odd")
    desk.run("municipality", "populate", "0301")
    assert desk.listed() == "  plugin-odd:\n    version: '>=1.5'\n    plugin: odd\n    guards: []\n"
    entry = desk.history()[-1]
    assert (entry["command"], "programme.yaml" in entry["files"]) == ("municipality populate", True)
    desk.run("undo")
    assert desk.listed() == ""
    desk.run("municipality", "set", "0301", "population", "7")
    assert desk.listed() == "", "a change by the noun's own command"


def test_a_change_by_a_command_under_the_noun_of_another_plugin_lists_that_of_the_command_alone(desk):
    desk.install(SHOP, name="shop")
    desk.install(UNDER.format(noun="shop inner"), name="odd")
    desk.run("shop", "inner", "populate", "0301")
    assert desk.listed() == "  plugin-odd:\n    version: '>=1.5'\n    plugin: odd\n    guards: []\n"
    assert desk.history()[-1]["command"] == "shop inner populate"
