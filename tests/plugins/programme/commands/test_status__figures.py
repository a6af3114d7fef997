"""``kvadmin status`` for programs: each number of its lines has a key, each action one."""

from __future__ import annotations

import re

import pytest
from plugins.mail.office import Office

G = "2008-08-27-oppstart"


def bare_numbers(line, figures, names):
    """The numbers of a line that are no part of a name, a day or a period."""
    abouts = sorted({one["about"] for one in figures if one["about"]} | set(names), key=len, reverse=True)
    for each in abouts:
        line = line.replace(each, "")
    line = re.sub(r"\d{4}-(?:\d\d-\d\d|Q\d|\d\d)", "", line)
    return [float(each) for each in re.findall(r"\d+(?:\.\d+)?", line)]


def check_figures(shown, names=()):
    seen = set()
    for section in shown["sections"]:
        values = {float(one["value"]) for one in section["figures"]}
        keys = [(one["key"], one["about"]) for one in section["figures"]]
        assert len(keys) == len(set(keys)), keys
        for line in section["lines"]:
            numbers = bare_numbers(line, section["figures"], names)
            assert set(numbers) <= values, (line, section["figures"])
            seen |= {section["title"]} if numbers else set()
    for action in shown["needs_action"]:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", action["key"]), action
    return seen


@pytest.fixture
def busy(tmp_path, cli):
    """An office in the middle of everything."""
    office = Office(tmp_path / "programme", cli)
    for number, lat in {"0301": 60, "0821": 59, "1504": 62, "1867": 68}.items():
        place = office.folder / f"municipalities/{number}.yaml"
        place.write_text(f"{place.read_text(encoding='utf-8')}lat: {lat}\nlon: 10\n", encoding="utf-8")
    office.admit()
    office.run("cohort", "withdraw", "P3", "0821", "--reason", "withdrawn", "--yes")
    office.run("gathering", "new", G, "--name", "Oppstart", "--from", "2008-08-27", "--capacity", "1", "--cohort", "P3")
    office.run("gathering", "register", G, "Kari Nes", "-m", "1504")
    office.run("gathering", "register", G, "Per Vik", "-m", "0301")
    office.write("networks/P3.yaml", "cohort: P3\nnetworks:\n  - id: '1'\n    members: ['0301', '0821']\n")
    office.write("cohorts/P1.yaml", "id: P1\nname: En\nmemberships:\n  - municipality: '0301'\n    from: 2007-01-01\n")
    office.write("plans/P3/0301.yaml", "cohort: P3\nmunicipality: '0301'\ndue: 2008-06-01\n")
    office.write("indicators.yaml", "indicators:\n  - id: sykefravaer\n    nb: S\n    nn: S\n    unit: '%'\n")
    office.write("measurements/sykefravaer.csv", "municipality,period,value\n0301,2007-Q3,8.0\n")
    office.plan("rejected", "--to", "rejected:P3", "--name", "nei")
    return office


def test_every_number_of_every_line_is_a_figure(busy):
    seen = check_figures(busy.json("status"), ["Pulje 3 (høsten)"])
    assert {"Register", "Cohorts", "Networks", "Gatherings", "Project plans", "Indicators", "Letters"} <= seen


def test_so_it_is_with_the_example(cli, tmp_path):
    cli("init", tmp_path / "p", "--example", check=True)
    shown = cli("-C", tmp_path / "p", "--today", "2008-06-10", "status", "--format", "json", check=True).json
    names = [one["name"] for one in cli("-C", tmp_path / "p", "cohort", "list", "--format", "json").json["cohorts"]]
    assert "Cohorts" in check_figures(shown, names)


def test_a_share_per_cent_is_a_figure(busy):
    (letters,) = [one for one in busy.json("status")["sections"] if one["title"] == "Letters"]
    figures = {(one["key"], one["about"]): one["value"] for one in letters["figures"]}
    assert figures["letters", "nei"] == figures["letters-planned", "nei"] > 0
    assert figures["letters-nb-percent", ""] + figures["letters-nn-percent", ""] == pytest.approx(100)
