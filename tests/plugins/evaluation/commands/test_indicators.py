"""Definitions of indicators: kept in one file, refused where SPSS and Stata would refuse them, offered by plugins."""

from __future__ import annotations

import json

import pytest
from extension.stranger import Site
from plugins.evaluation.office import S, indicator, long_csv, office


@pytest.fixture
def kit(tmp_path):
    return office(tmp_path / "programme")


def test_added_listed_changed(kit):
    indicator(kit, "sick-leave", "--label-nb", "Sykefravær", "--unit", "%")
    kit.run("evaluation", "indicators", "set", "sick-leave", "--target", "7,5")
    for command in (("list",), ()):
        (found,) = kit.json("evaluation", "indicators", *command)["indicators"]
        assert (found["id"], found["target"], found["variable"]) == ("sick-leave", "7.5", "sick_leave")
        assert {"code": -98, "marks": [":"], "nb": "Undertrykt", "nn": "Undertrykt"} in found["missing"]
    kit.run("evaluation", "indicators", "set", "Sykefravær", "--target", "none")
    assert kit.json("evaluation", "indicators")["indicators"][0]["target"] is None
    assert (
        kit.run("evaluation", "indicators", "add", "sick-leave", "--direction", "increase", "--period", "year").code
        == 5
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("_x", "begin with _"),
        ("1a", "begin with a digit"),
        ("all", "ALL is a reserved word of SPSS"),
        ("ALL", "ALL is a reserved word of SPSS"),
        ("float", "reserved word of Stata"),
        ("str12", "reserved word of Stata"),
        ("a" * 33, "Stata takes 32"),
        ("a/b", "name of a file"),
    ],
)
def test_names_that_statistics_programs_refuse(kit, name, words):
    ran = kit.run("evaluation", "indicators", "add", name, "--direction", "decrease", "--period", "year")
    assert ran.code == 2
    assert words in ran.err


def test_a_suggestion_and_a_variable_of_its_own(kit):
    ran = kit.run("evaluation", "indicators", "add", "all", "--direction", "decrease", "--period", "year")
    assert "all_1 would do" in ran.err
    more = ("--direction", "decrease", "--period", "year", "--variable", "all_ages")
    assert kit.run("evaluation", "indicators", "add", "all", *more).code == 0
    ran = kit.run("evaluation", "indicators", "add", "ALL_ages", "--direction", "decrease", "--period", "year")
    assert (ran.code, "that of 'all'" in ran.err) == (2, True)


def test_letters_with_marks_are_no_obstacle(kit):
    indicator(kit, "sykefravær")
    assert kit.json("evaluation", "indicators")["indicators"][0]["variable"] == "sykefravaer"


def test_checks_look_at_definitions_and_values(kit, tmp_path):
    indicator(kit)
    kit.run("evaluation", "import", long_csv(tmp_path, S))
    assert kit.run("check").code == 0
    file = kit.folder / "indicators.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("decrease", "down"), encoding="utf-8")
    values = kit.folder / "measurements" / "syk.csv"
    values.write_text(values.read_text(encoding="utf-8") + "0301,2007-Q1,9.8\n", encoding="utf-8")
    (kit.folder / "measurements" / "stray.csv").write_text("municipality,period,value\n", encoding="utf-8")
    ran = kit.run("check", "--format", "json")
    found = {(each["code"], each["path"], each["line"]) for each in json.loads(ran.out)["findings"]}
    assert ran.code == 3
    assert found >= {
        ("indicator-direction", "indicators.yaml", 3),
        ("measurement", "measurements/syk.csv", 22),
        ("measurement-orphan", "measurements/stray.csv", 0),
    }


def test_kvadmin_indicators_of_a_stranger(tmp_path, kit):
    site = Site(tmp_path / "site")
    site.install(
        "figures",
        "from kvadmin.api import hookimpl\nfrom kvadmin.api.records import Indicator\n"
        "@hookimpl\ndef kvadmin_indicators():\n"
        "    return [Indicator(id='sick-leave', direction='decrease', period='quarter', unit='%')]\n",
    )
    here = ("-C", str(kit.folder), "--today", "2012-03-01")
    listed = site.kvadmin(*here, "evaluation", "indicators", "--format", "json")
    assert [each["id"] for each in json.loads(listed.out)["indicators"]] == ["sick-leave"], listed.err
    ran = site.kvadmin(*here, "evaluation", "import", long_csv(tmp_path, S, name="sick-leave"))
    assert ran.code == 0, ran.err
    # With its first values the definition is the programme's own: it stays when the plugin goes.
    assert [each["id"] for each in kit.json("evaluation", "indicators")["indicators"]] == ["sick-leave"]
    assert kit.json("evaluation", "signals", "sick-leave")["series"][0]["variation"] == "improvement"
    assert "is not used" not in site.kvadmin(*here, "evaluation", "indicators").err
    assert kit.run("evaluation", "indicators", "set", "sick-leave", "unit", "days").code == 0
    said = "sick-leave of the plugin 'figures' is not used: the programme has an indicator of that id itself"
    assert said in site.kvadmin(*here, "evaluation", "indicators").err


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        (("target", "-3.5"), "target", "-3.5"),
        (("--target", "-3,5"), "target", "-3.5"),
        (("--per", "1 000"), "per", "1000"),
        (("label-nb", "Sykefravær"), "nb", "Sykefravær"),
        (("LABEL_NB", "Sykefravær"), "nb", "Sykefravær"),
        (("unit", "%"), "unit", "%"),
        (("target", ""), "target", None),
        (("target", "ingen"), "target", None),
        (("direction", "increase"), "direction", "increase"),
    ],
)
def test_a_field_is_set_by_its_name_or_its_option(kit, words, field, value):
    indicator(kit)
    ran = kit.run("evaluation", "indicators", "set", "syk", *words)
    assert ran.code == 0, ran.err
    assert kit.json("evaluation", "indicators")["indicators"][0][field] == value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("period", ""), "an indicator needs a period"),
        (("period", "week"), "one of month, quarter, year"),
        (("--target", "much"), "--target"),
        (("colour", "red"), "an indicator has no field 'colour' to set"),
        (("events", "x"), "kvadmin evaluation event add"),
        (("unit", "a", "b"), "unit takes one value"),
        (("unit", "dager", "--unit", "%"), "unit is named twice"),
        (("label-nb", "A", "--label-nb", "B"), "nb is named twice"),
    ],
)
def test_what_cannot_be_set_is_refused(kit, words, said):
    indicator(kit)
    before = kit.files()
    ran = kit.run("evaluation", "indicators", "set", "syk", *words)
    assert (ran.code, said in ran.err, kit.files()) == (2, True, before), ran.err


def test_a_period_or_denominator_that_what_is_stored_does_not_have_is_refused(kit, tmp_path):
    """Else the next check finds a fault that nobody made."""
    indicator(kit, "a")
    kit.run("evaluation", "event", "add", "a", "--kind", "freeze", "--at", "2007-Q4", "--why", "before")
    indicator(kit, "b")
    assert kit.run("evaluation", "import", long_csv(tmp_path, ["8.1"], name="b")).code == 0
    for words in (("a", "--period", "month"), ("b", "period", "month"), ("b", "--denominator", "dagsverk")):
        ran = kit.run("evaluation", "indicators", "set", *words)
        assert ran.code == 5, (words, ran.out)
        assert kit.run("check").code == 0
    assert kit.run("evaluation", "indicators", "set", "a", "--target", "7").code == 0
