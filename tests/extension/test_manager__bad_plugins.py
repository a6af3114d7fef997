"""Five bad plugins: each gives one line that names it, stops nothing else, and is fatal only when strict."""

from __future__ import annotations

import json

import pytest

from extension.stranger import STAR, Site

HEAD = "from kvadmin.api import Command, hookimpl\n"
BAD = {
    "import-error": "import a_module_that_nobody_has\n",
    "system-exit": "import sys\nsys.exit(7)\n",
    "raising-hook": HEAD + "@hookimpl\ndef kvadmin_commands():\n    raise RuntimeError('out of paper')\n",
    "unknown-argument": HEAD + "@hookimpl\ndef kvadmin_checks(snapshot, weather):\n    return []\n",
    "unknown-hook": HEAD + "@hookimpl\ndef kvadmin_coffee():\n    return []\n",
    "clash": HEAD + "@hookimpl\ndef kvadmin_commands():\n    return [Command('cohort', 'Mine.', 'nowhere:app')]\n",
}


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


@pytest.mark.parametrize("name", BAD)
def test_one_line_names_the_plugin_and_how_to_disable_it(site, name):
    site.install(name, BAD[name])
    ran = site.kvadmin("--help")
    assert ran.code == 0
    assert "cohort" in ran.out
    lines = [line for line in ran.err.splitlines() if line]
    assert len(lines) == 1, ran.err
    assert f"'{name}'" in lines[0]
    assert f"kvadmin plugins disable {name}" in lines[0]


@pytest.mark.parametrize("name", BAD)
def test_every_other_command_still_works(site, name):
    site.install(name, BAD[name])
    assert site.kvadmin("--version").code == 0
    assert site.kvadmin("cohort", "--help").code == 0
    listed = json.loads(site.kvadmin("plugins", "list", "--format", "json").out)
    found = {plugin["name"]: plugin for plugin in listed["plugins"]}
    assert found[name]["status"] == ("active" if name == "clash" else "failed")
    assert found[name]["error"]
    assert found["cohort"]["status"] == "active"


@pytest.mark.parametrize("name", BAD)
def test_strict_is_exit_6(site, name):
    site.install(name, BAD[name])
    ran = site.kvadmin("--strict-plugins", "--help")
    assert ran.code == 6, ran.err
    assert name in ran.err


@pytest.mark.parametrize("name", BAD)
def test_disabling_keeps_it_from_being_imported(site, name):
    site.install(name, BAD[name])
    assert site.kvadmin("plugins", "disable", name).code == 0
    ran = site.kvadmin("--strict-plugins", "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f'disabled = ["{name}"]' in site.config.read_text(encoding="utf-8")
    assert site.kvadmin("plugins", "enable", name).code == 0
    assert name in site.kvadmin("--help").err


def test_no_plugins_leaves_strangers_alone(site):
    site.install("import-error", BAD["import-error"])
    ran = site.kvadmin("--no-plugins", "--help")
    assert (ran.code, ran.err) == (0, "")


def test_plugins_check_fails_when_a_command_cannot_be_imported(site):
    source = (
        HEAD + "@hookimpl\ndef kvadmin_commands():\n    return [Command('late', 'Late.', 'a_module_nobody_has:app')]\n"
    )
    site.install("late", source)
    assert site.kvadmin("--help").err == ""
    ran = site.kvadmin("plugins", "check")
    assert ran.code == 1
    assert "late" in ran.err
    ran = site.kvadmin("late")
    assert ran.code == 6
    assert "kvadmin plugins disable late" in ran.err


def test_a_misspelt_hook_is_named_with_the_one_that_was_meant(site):
    site.install("odd", HEAD + "@hookimpl\ndef kvadmin_check():\n    return []\n")
    assert "unknown hook 'kvadmin_check'; did you mean kvadmin_checks" in site.kvadmin("--help").err


def test_a_second_plugin_of_the_same_name_is_refused(site):
    good = HEAD + "@hookimpl\ndef kvadmin_commands():\n    return []\n"
    site.install("twin", good, module="twin_a")
    site.install("twin", good, module="twin_b")
    ran = site.kvadmin("--help")
    assert ran.err.count("another plugin is already called 'twin'") == 1
    assert "kvadmin plugins disable twin@twin_b" in ran.err


def test_two_strangers_with_the_same_command_the_first_in_order_has_it(site):
    for name in ("aaa", "bbb"):
        site.install(
            name,
            HEAD + f"@hookimpl\ndef kvadmin_commands():\n    return [Command('say', 'By {name}.', 'nowhere:app')]\n",
        )
    ran = site.kvadmin("--help")
    assert "By aaa." in ran.out
    assert "By bbb." not in ran.out
    assert "'bbb'" in ran.err


def test_broken_settings_are_named(site):
    site.config.write_text("[plugins\n", encoding="utf-8")
    ran = site.kvadmin("--help")
    assert ran.code == 3
    assert "config.toml" in ran.err


def test_disable_keeps_the_rest_of_the_settings_file(site):
    site.config.write_text("# mine\n[plugins]\ndisabled = []  # none yet\n\n[other]\nx = 1\n", encoding="utf-8")
    assert site.kvadmin("plugins", "disable", "mail").code == 0
    assert site.config.read_text(encoding="utf-8") == '# mine\n[plugins]\ndisabled = ["mail"]\n\n[other]\nx = 1\n'
    assert site.kvadmin("plugins", "disable", "nobody").code == 4


def test_many_wrong_items_of_one_hook_are_one_line(tmp_path):
    site = Site(tmp_path / "site")
    bad = "Command('one', None, 'm:x'), Command(5, 'x', 'm:x'), Command('two', None, 'm:x')"
    site.install("wordy", f"{STAR}@hookimpl\ndef kvadmin_commands():\n    return [{bad}]\n")
    ran = site.kvadmin("--help")
    assert (ran.code, ran.err.count("\n")) == (0, 1), ran.err
    assert "help is NoneType, not str; Command: name is int, not str" in ran.err
