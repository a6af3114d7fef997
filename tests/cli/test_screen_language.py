"""The screen speaks what is asked for; a plugin brings its own catalogue; programs read the same bytes always."""

from __future__ import annotations

import json

import pytest
from extension.stranger import STAR

from kvadmin.translation import CATALOGUE

SHOUT = (
    STAR
    + """
import typer
def shout(ctx: typer.Context):
    '''Say how many there are.

    Nobody is counted twice.
    '''
    session(ctx).info(tr("they are {number} by now", number=1.5))
@hookimpl
def kvadmin_commands():
    return [Command("shout", "Say how many.", "plugin_shout:shout")]
"""
)


def in_nynorsk(cli, *words):
    return cli("--lang", "nn", *words)


@pytest.mark.parametrize("where", ["before", "after", "variable", "programme"])
def test_the_language_is_taken_from_wherever_it_is_said(cli, programme, monkeypatch, where):
    line = ["-C", programme, "status"]
    if where == "variable":
        monkeypatch.setenv("KVADMIN_LANG", "nb")
    if where == "programme":
        cli("-C", programme, "programme", "set", "screen_language", "nb", check=True)
        monkeypatch.delenv("KVADMIN_LANG")
    line = {"before": ["--lang", "nb", *line], "after": [*line, "--lang", "nb"]}.get(where, line)
    ran = cli(*line)
    assert ran.out.startswith("Status per ")
    assert CATALOGUE.language == "en"


def test_a_language_that_it_does_not_speak_is_refused(cli, programme, monkeypatch):
    ran = cli("-C", programme, "status", "--lang", "sv")
    assert (ran.code, ran.out) == (2, "")
    assert "nb (bokmål), nn (nynorsk)" in ran.err
    assert cli("--lang", "sv", "-C", programme, "status").code == 2
    monkeypatch.setenv("KVADMIN_LANG", "sv")
    assert "where: KVADMIN_LANG" in cli("-C", programme, "status").err


def test_programs_read_the_same_in_every_language(cli, programme):
    for words in (["status"], ["municipality", "show", "Bø"], ["cohort", "show", "P9"], ["nonsense"]):
        ran = [cli("--lang", each, "-C", programme, *words, "--format", "json") for each in ("nb", "nn", "en")]
        assert ran[0] == ran[1] == ran[2]
    csv = [
        cli("--lang", each, "-C", programme, "municipality", "list", "--format", "csv") for each in ("nb", "nn", "en")
    ]
    assert csv[0] == csv[1] == csv[2]


def test_help_is_translated_paragraph_by_paragraph(cli):
    helped = cli("--lang", "nb", "cohort", "admit", "--help").out
    assert helped.startswith("Bruk: kvadmin cohort admit [VALG] [COHORT]")
    assert "Valg:" in helped
    assert "Example" not in helped
    assert "kvadmin cohort admit P3 --dry-run" in helped


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["cohort", "bla"], "Det finnes ingen kommando bla."),
        (["cohort", "admit", "--foo"], "Det finnes ikke noe valg --foo"),
        (["municipality", "show"], "Argumentet MUNICIPALITY mangler."),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_it(cli, words, said):
    ran = cli("--lang", "nb", *words)
    assert ran.code == 2
    assert ran.err.startswith("Bruk: kvadmin ")
    assert said in ran.err.replace("'", "")


def test_a_plugin_brings_its_own_catalogue(desk, tmp_path, monkeypatch):
    desk.install(SHOUT, name="shout")
    package = desk.site.folder / "plugin_shout"
    package.mkdir()
    (desk.site.folder / "plugin_shout.py").rename(package / "__init__.py")
    file = package / "locale" / "nn" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    said = {
        "they are {number} by now": "dei er no {number}",
        "Say how many.": "Sei kor mange.",
        "Nobody is counted twice.": "Ingen blir talde to gonger.",
    }
    file.write_text("\n".join(f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in said.items()), encoding="utf-8")
    assert desk.run("--lang", "nn", "shout").err == "dei er no 1,5\n"
    assert "Ingen blir talde to gonger." in desk.run("--lang", "nn", "shout", "--help").out
    assert "Sei kor mange." in desk.run("--lang", "nn", "--help").out
    assert desk.run("--lang", "nb", "shout").err == "they are 1.5 by now\n"


def test_a_command_that_runs_others_has_them_speak_as_it_does(cli, tmp_path):
    ran = cli("--lang", "nb", "demo", tmp_path / "demo", check=True)
    assert "Status per " in ran.out + ran.err
    assert "Group" not in ran.out


def test_dates_and_figures_in_tables(cli, programme):
    cli("-C", programme, "cohort", "new", "P1", "--name", "En", "--deadline", "2008-05-20", check=True)
    assert "20.05.2008" in cli("--lang", "nb", "-C", programme, "cohort", "show", "P1").out
    assert "59,98" in cli("--lang", "nb", "-C", programme, "municipality", "show", "0301").out
    shown = json.loads(cli("--lang", "nb", "-C", programme, "cohort", "show", "P1", "--format", "json").out)
    assert shown["deadline"] == "2008-05-20"


def test_a_help_page_is_translated_with_limits_and_several_examples(cli):
    assert "Plasser i rommet.  [x>=1]" in cli("--lang", "nb", "gathering", "new", "--help").out
    page = cli("--lang", "nb", "plan", "set", "--help").out
    assert page.count("Eksempel:") > 1
    assert "Example" not in page


def test_the_fields_of_a_record_are_named_in_the_language_of_the_screen(cli, programme):
    number = cli("-C", programme, "municipality", "list", "--format", "json").json["municipalities"][0]["number"]

    def names(language):
        sheet = cli("--lang", language, "-C", programme, "municipality", "show", number).out.partition("\n\n")[0]
        return {line.split()[0] for line in sheet.splitlines()[3:]}

    assert {"county", "number"} <= names("en")
    for language in ("nb", "nn"):
        assert {"fylke", "nummer"} <= names(language)
        assert not names(language) & names("en")
