"""``kvadmin plugins``: which there are, switching them off and on, in whose settings."""

from __future__ import annotations

import tomllib

import pytest

BUILTIN = ["programme", "municipality", "cohort", "network", "gathering", "evaluation", "mail", "sheet"]


def listed(cli, *before):
    return {
        each["name"]: each for each in cli(*before, "plugins", "list", "--format", "json", check=True).json["plugins"]
    }


def test_the_list_is_the_contract(cli):
    shown = cli("plugins", "list", "--format", "json", check=True).json
    assert shown["schema"] == 1
    first = shown["plugins"][0]
    assert list(first) == ["name", "version", "builtin", "status", "hooks", "replaces", "error", "file"]
    assert [each["name"] for each in shown["plugins"] if each["builtin"]] == BUILTIN
    cohort = listed(cli)["cohort"]
    assert (cohort["builtin"], cohort["status"], cohort["error"]) == (True, "active", None)
    assert {"kvadmin_commands", "kvadmin_collections", "kvadmin_checks", "kvadmin_status"} <= set(cohort["hooks"])


def test_check_imports_every_command(cli):
    ran = cli("plugins", "check", "--format", "json")
    assert ran.code == 0, ran.err
    assert {each["status"] for each in ran.json["plugins"]} == {"active"}


def test_off_and_on_in_the_persons_own_settings(cli, person):
    cli("plugins", "disable", "mail", check=True)
    assert tomllib.loads(person.read_text(encoding="utf-8"))["plugins"]["disabled"] == ["mail"]
    assert listed(cli)["mail"]["status"] == "disabled"
    assert "already" in cli("plugins", "disable", "mail", check=True).err
    cli("plugins", "enable", "mail", check=True)
    assert listed(cli)["mail"]["status"] == "active"
    assert "not disabled" in cli("plugins", "enable", "mail", check=True).err


def test_a_disabled_plugin_has_no_commands(cli, programme):
    cli("plugins", "disable", "cohort", check=True)
    ran = cli("-C", programme, "cohort", "list")
    assert ran.code == 2
    assert "\n  cohort " not in cli("--help").out
    cli("plugins", "enable", "cohort", check=True)
    assert cli("-C", programme, "cohort", "list").code == 0


def test_switched_on_here_it_may_stay_off_elsewhere(cli, programme):
    cli("-C", programme, "plugins", "disable", "mail", "--here", check=True)
    cli("-C", programme, "plugins", "disable", "mail", check=True)
    ran = cli("-C", programme, "plugins", "enable", "mail", "--here", check=True)
    assert "stays disabled by" in ran.err
    assert "mail" not in (programme / "kvadmin.toml").read_text(encoding="utf-8")
    cli("-C", programme, "plugins", "enable", "mail", check=True)
    assert "is not disabled here" in cli("-C", programme, "plugins", "enable", "mail", "--here", check=True).err


def test_here_is_for_this_programme_only(cli, programme, person):
    cli("-C", programme, "plugins", "disable", "mail", "--here", check=True)
    assert not person.exists()
    assert listed(cli, "-C", programme)["mail"]["status"] == "disabled"
    assert listed(cli)["mail"]["status"] == "active"
    cli("-C", programme, "plugins", "enable", "mail", check=True)
    assert listed(cli, "-C", programme)["mail"]["status"] == "active"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# mine\n[other]\na = 1\n",
        '[plugins]\n# a note\ndisabled = ["x"]  # why\n\n[other]\na = 1\n',
        '[plugins]\ndisabled = [\n  "x",\n  "y",\n]\n',
        "[plugins]\nwanted = 1",
    ],
)
def test_what_else_stands_in_the_settings_stays(cli, person, text):
    person.write_text(text, encoding="utf-8")
    before = tomllib.loads(text)
    cli("plugins", "disable", "mail", check=True)
    after = tomllib.loads(person.read_text(encoding="utf-8"))
    assert sorted([*before.get("plugins", {}).get("disabled", []), "mail"]) == after["plugins"].pop("disabled")
    before.get("plugins", {}).pop("disabled", None)
    after = {name: value for name, value in after.items() if value or name in before}
    assert {name: value for name, value in before.items() if value or name in after} == after
    assert all(line in person.read_text(encoding="utf-8") for line in text.splitlines() if line.startswith("#"))


def test_a_dry_run_writes_no_settings(cli, person):
    assert "would write" in cli("plugins", "disable", "mail", "--dry-run", check=True).err
    assert not person.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["disable", "maill"], 4, "mail"),
        (["enable", "maill"], 4, "did you mean mail?"),
        (["enable", "nonsense"], 4, "plugins list"),
        (["disable", "programme"], 1, "programme"),
        (["list", "--format", "pdf"], 2, "json"),
    ],
)
def test_what_cannot_be_switched(cli, person, arguments, code, words):
    ran = cli("plugins", *arguments)
    assert ran.code == code
    assert words in ran.err
    assert "hint" in ran.err
    assert not person.exists()


@pytest.mark.parametrize(
    "text", ["[plugins", "[plugins]\ndisabled = 3\n", '[plugins]\ndisabled = "mail"\n', "plugins = 1\n"]
)
def test_settings_that_cannot_be_read_are_named(cli, person, text):
    person.write_text(text, encoding="utf-8")
    for arguments in (["plugins", "list"], ["--help"], ["cohort", "list"]):
        ran = cli(*arguments)
        assert ran.code == 3, arguments
        assert str(person) in ran.err


def test_a_plugin_that_is_not_installed_may_stand_on_the_list(cli, person):
    person.write_text('[plugins]\ndisabled = ["gone"]\n', encoding="utf-8")
    assert cli("plugins", "list").code == 0
    cli("plugins", "enable", "gone", check=True)
    assert tomllib.loads(person.read_text(encoding="utf-8"))["plugins"]["disabled"] == []
