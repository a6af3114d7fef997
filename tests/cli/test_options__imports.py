"""Every command that reads an office file has the options that say how, after the command."""

from __future__ import annotations

import re

import pytest

from kvadmin.extension.discovering.discovery import discover, load_target
from kvadmin.extension.manager import Plugins
from kvadmin.reading.importer import Importer

OPTIONS = ["--map", "--ignore", "--sheet", "--header-row", "--date-order", "--where"]


def declared() -> list[tuple[str, str, str]]:
    """Noun, verb and importer of every built-in command with an import."""
    commands = Plugins(discover(frozenset())).commands()
    return sorted((noun, verb, target) for noun, command in commands.items() for verb, target in command.importers())


def test_which_commands_read_lists():
    assert {f"{noun} {verb}" for noun, verb, _ in declared()} >= {
        "application import",
        "cohort import",
        "evaluation import",
        "gathering import",
        "municipality import",
        "reading explain",
    }


@pytest.mark.parametrize(("noun", "verb"), [each[:2] for each in declared()])
def test_each_of_them_says_its_options(cli, noun, verb):
    shown = cli(noun, *verb.split(), "--help", check=True).out
    for option in OPTIONS:
        assert re.search(rf"{option}\b", shown), option


@pytest.mark.parametrize("target", [each[2] for each in declared()])
def test_what_they_name_is_an_importer_with_what_it_needs(target):
    importer = load_target(target)
    if importer is Importer:  # `reading explain` reads any kind
        return
    assert isinstance(importer, Importer)
    names = set(importer.headings.fields)
    groups = (*importer.needs, *(importer.lesser or ()))
    assert {field for group in groups for field in group} <= names
    assert {also for field in importer.fields for also in field.also} <= names
    assert importer.help


def test_no_two_importers_share_a_name():
    found = [load_target(target) for _, _, target in declared()]
    names = [each.name for each in found if isinstance(each, Importer)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("option", OPTIONS)
def test_other_commands_do_not_take_them(cli, programme, option):
    assert cli("-C", programme, "cohort", "list", option, "x=y").code == 2
    assert cli("-C", programme, "reading", "list", option, "x=y").code == 2


def test_options_of_one_run_do_not_reach_the_next(cli, programme, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Kommune;Brev\nOslo;18.05.2008\n", encoding="utf-8")
    explain = ["-C", programme, "reading", "explain", file, "--as", "applications"]
    assert cli(*explain, "--map", "Brev=received").code == 0
    assert cli(*explain).code == 1
