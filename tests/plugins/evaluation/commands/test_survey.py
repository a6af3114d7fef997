"""Surveys by command: imported, checked, shown with intervals, drawn, judged; nothing of a few is told anywhere."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from itertools import product
from random import Random

import pytest
from plugins.evaluation.office import csv_file, members, office

from kvadmin.plugins.evaluation.surveys.given_answers import GivenAnswers, figures_of
from kvadmin.plugins.evaluation.surveys.scale import SurveyScale
from kvadmin.plugins.evaluation.surveys.shown import shown

HEAD = "kommunenummer;år;invitert;antall svar;1;2;3;4;5;6"
ROWS = (
    "0301;2010;200;120;2;5;13;30;40;30",
    "0101;2010;90;31;0;1;4;9;10;7",
    "0716;2010;30;4;0;0;1;1;2;0",
    "0821;2010;60;57;0;0;3;10;24;20",
    "0301;2011;210;140;1;3;11;33;50;42",
)
LONG = "indikator,kommune,periode,invitert,svar,snitt,standardavvik,toppboks"


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    made = ("brukere", "--direction", "increase", "--period", "year", "--scale", "1-6", "--top", "5..6")
    ran = kit.run("evaluation", "indicators", "add", *made, "--target", "75", "--label-nn", "Brukarar")
    assert ran.code == 0, ran.err
    return kit


def imported(kit, tmp_path, *lines, code=0, more=()):
    ran = kit.run("evaluation", "import", csv_file(tmp_path, *lines), *more)
    assert ran.code == code, ran.err
    return ran


def shown_rows(kit, *more):
    found = kit.json("evaluation", "survey", "brukere", *more)
    return {(each["municipality"], each["period"]): each for each in found["rows"]}, found


def test_counts_are_imported_and_shown(kit, tmp_path):
    imported(kit, tmp_path, HEAD, *ROWS, more=("--indicator", "brukere"))
    rows, found = shown_rows(kit, "--period", "2010")
    assert found["scale"] == {"low": 1, "high": 6, "top_low": 5, "top_high": 6}
    oslo = rows["0301", "2010"]
    assert (oslo["invited"], oslo["answers"], oslo["response_rate"], oslo["top"]) == (200, 120, 60.0, 70)
    assert (oslo["top_share"], oslo["top_low"], oslo["top_high"]) == (58.33, 49.39, 66.76)
    assert (oslo["mean"], oslo["sd"]) == (4.6, 1.2)
    assert oslo["mean_low"] < 4.6 < oslo["mean_high"]
    assert rows["0716", "2010"]["hidden"] == ["answers", "invited", "top", "mean", "sd"]
    assert rows["0821", "2010"]["hidden"] == ["invited"]
    (total,) = found["totals"]
    assert total["answers"] == 120 + 31 + 57
    assert total["invited"] is None
    assert shown_rows(kit)[0].keys() == {("0301", "2011")}, "the last period"
    everything, _ = shown_rows(kit, "--period", "all", "--least", "1")
    assert everything["0716", "2010"]["mean"] == 4.25
    assert everything["0301", "2010"]["mean"] == pytest.approx(4.591667)
    whole, _ = shown_rows(kit, "--whole", "--period", "2010")
    assert whole["0301", "2010"]["top_low"] > oslo["top_low"]
    assert whole["0821", "2010"]["top_low"] == rows["0821", "2010"]["top_low"], "those invited are not shown"


@pytest.mark.parametrize("form", ["nb", "nn", "en"])
def test_figures_are_imported_whatever_they_are_called(kit, tmp_path, form):
    heads = {
        "nb": "undersøkelse;kommune;periode;inviterte;respondenter;gjennomsnitt;standardavvik;antall i toppboksen",
        "nn": "undersøking;kommune;år;spurte;tal på svar;snitt;standardavvik;tal i toppboksen",
        "en": "survey;municipality;period;invited;responses;mean;sd;top box",
    }
    imported(
        kit, tmp_path, heads[form], 'brukere;Oslo;2010;300;160;"4,72";"1,05";98', "Brukarar;0101;2010;;45;4,1;1,2;"
    )
    rows, _ = shown_rows(kit, "--least", "1")
    assert [rows["0301", "2010"][k] for k in ("invited", "answers", "top", "mean", "sd")] == [300, 160, 98, 4.72, 1.05]
    assert [rows["0101", "2010"][k] for k in ("invited", "answers", "top", "mean")] == [None, 45, None, 4.1]
    text = (kit.folder / "measurements" / "brukere.csv").read_text(encoding="utf-8").splitlines()
    assert text[0] == "municipality,period,value,denominator,invited,mean,sd"
    assert kit.run("check").code in (0, 3)
    assert "measurement" not in kit.run("check").out


def test_rows_that_cannot_be_keep_the_file_out(kit, tmp_path):
    ran = imported(kit, tmp_path, LONG, "brukere,0301,2010,100,160,4.2,1,98", code=3)
    assert "160 answers of 100 invited" in ran.err
    assert not (kit.folder / "measurements").exists()
    imported(kit, tmp_path, LONG, "brukere,0301,2010,200,160,4.2,1,98")
    assert "unchanged" in imported(kit, tmp_path, LONG, "brukere,0301,2010,200,160,4.2,1,98").out
    assert "4.3" in imported(kit, tmp_path, LONG, "brukere,0301,2010,200,160,4.3,1,98", code=3).err
    imported(kit, tmp_path, LONG, "brukere,0301,2010,200,160,4.3,1,98", more=("--replace",))
    assert shown_rows(kit, "--least", "1")[0]["0301", "2010"]["mean"] == 4.3


def test_the_plain_form_is_a_survey_as_well(kit, tmp_path):
    imported(
        kit, tmp_path, "municipality,period,value,denominator", "0301,2010,98,160", more=("--indicator", "brukere")
    )
    assert shown_rows(kit)[0]["0301", "2010"]["top_share"] == 61.25


def test_signals_and_charts_of_the_share(kit, tmp_path):
    lines = [f"brukere,0301,{2000 + k},,{100 + k},,,{60 + k}" for k in range(12)]
    imported(kit, tmp_path, LONG, *lines)
    (series,) = kit.json("evaluation", "signals", "brukere", "--preset", "qicharts2", "--chart", "p")["series"]
    assert series["points"][0]["value"] == 60
    assert series["points"][11]["value"] == pytest.approx(100 * 71 / 111)
    assert series["target"] == 75
    assert kit.run("evaluation", "chart", "brukere", "--out", str(tmp_path / "one.svg")).code == 0


def test_the_picture_says_what_is_hidden(kit, tmp_path):
    imported(kit, tmp_path, HEAD, *ROWS, more=("--indicator", "brukere"))
    out = str(tmp_path / "out")
    files = kit.json("evaluation", "survey", "brukere", "--period", "all", "--out", out, "--language", "nn")["files"]
    assert [name[-16:] for name in files] == ["brukere-2010.svg", "brukere-2011.svg"]
    svg = (tmp_path / "out" / "brukere-2010.svg").read_text(encoding="utf-8")
    assert "0716 Re: skjult (for få svar)" in svg
    assert "Del som svarte 5–6" in svg
    assert "Mål 75,0 %" in svg
    assert svg.count('class="common"') == 4
    assert "4,6" in svg.split("</desc>")[0]


def test_wrong_questions(kit, tmp_path):
    assert kit.run("evaluation", "survey", "brukere").code == 4
    imported(kit, tmp_path, HEAD, *ROWS, more=("--indicator", "brukere"))
    assert "there are: 2010, 2011" in kit.run("evaluation", "survey", "brukere", "--period", "2009").err
    assert kit.run("evaluation", "survey", "brukere", "--least", "0").code == 2
    assert kit.run("evaluation", "indicators", "add", "x", "--direction", "increase", "--period", "year").code == 0
    assert "is no survey" in kit.run("evaluation", "survey", "x").err
    for more, said in (
        (("--scale", "1-40", "--top", "5"), "no scale"),
        (("--scale", "1-6"), "no top box"),
        (("--scale", "1-6", "--top", "3-4"), "no top box"),
        (("--scale", "1-6", "--top", "1-6"), "no top box"),
        (("--top", "5-6"), "without a scale"),
    ):
        ran = kit.run("evaluation", "indicators", "set", "x", *more)
        assert ran.code == 2
        assert said in ran.err
    assert "does not fit" in kit.run("evaluation", "indicators", "set", "brukere", "--scale", "1-5", "--top", "5").err


def test_check_finds_what_was_written_by_hand(kit, tmp_path):
    imported(kit, tmp_path, HEAD, *ROWS, more=("--indicator", "brukere"))
    path = kit.folder / "measurements" / "brukere.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2 5 13 30 40 30", "2 5 13 30 40 31"), encoding="utf-8")
    found = json.loads(kit.run("check", "--format", "json").out)["findings"]
    assert {(e["code"], e["line"]) for e in found if e["code"].startswith("measurement")} == {("measurement-survey", 3)}
    path.write_text(path.read_text(encoding="utf-8").replace("2 5 13", "2 x 13"), encoding="utf-8")
    found = json.loads(kit.run("check", "--format", "json").out)["findings"]
    assert [e["code"] for e in found if e["code"].startswith("measurement")] == ["measurement"]


def three(kit, folder, seed):
    """A survey on a scale of three with few answers nearly everywhere; what was truly answered."""
    given = ("trio", "--direction", "increase", "--period", "year", "--scale", "1-3", "--top", "3")
    assert kit.run("evaluation", "indicators", "add", *given).code == 0
    random = Random(seed)
    truth = {}
    lines = ["kommunenummer;år;invitert;1;2;3"]
    for number in ("0301", "0101", "0821", "1867", "0716"):
        for year in range(2004, 2012):
            counts = [0, 0, 0]
            for answer in random.choices(
                range(3), (random.random(), random.random(), random.random()), k=random.randint(1, 14)
            ):
                counts[answer] += 1
            silent = random.randint(0, 8)
            truth[number, str(year)] = (*counts, silent)
            lines.append(f"{number};{year};{sum(counts) + silent};{counts[0]};{counts[1]};{counts[2]}")
    imported(kit, folder, *lines, more=("--indicator", "trio"))
    return truth


@pytest.mark.parametrize("least", [3, 5])
def test_nothing_of_a_few_follows_from_package_and_survey_together(kit, tmp_path, least):
    """The attacker has the public package, what the survey shows of each cohort and of all, and knows every rule."""
    truth = three(kit, tmp_path, seed=least)
    members(kit, "0301", "0101", "0821")
    members(kit, "0101", "0716", cohort="P2")
    out = tmp_path / "public"
    ran = kit.run(
        *("evaluation", "export", "--profile", "public", "--out", str(out), "--least", str(least)), "--formats", "csv"
    )
    assert ran.code == 0, ran.err
    published: dict[tuple[str, str], dict[str, object]] = {}
    totals = []
    for cohort in ((), ("--cohort", "P1"), ("--cohort", "P2")):
        found = kit.json("evaluation", "survey", "trio", "--period", "all", "--least", str(least), *cohort)
        totals += [(each, [r for r in found["rows"] if r["period"] == each["period"]]) for each in found["totals"]]
        published |= {(each["municipality"], each["period"]): each for each in found["rows"]}
    package = _package_rows(out)
    assert sorted(map(_seen, published.values())) == sorted(package), "both show the same of every row"
    for total, rows in totals:  # a sum is one of what is shown: it says nothing more
        shown_answers = [each["answers"] for each in rows if each["answers"] is not None]
        assert (total["answers"] or 0) == sum(shown_answers)
        tops = [each["top"] for each in rows if each["answers"] is not None]
        assert total["top"] in (None, sum(filter(None, tops)))
        assert (total["top"] is None) == (None in tops or not tops)
    candidates = _candidates(least)
    for place, row in published.items():
        possible = candidates[_look(row)]
        assert truth[place] in possible, "the attacker does not lose the truth"
        _nothing_small_is_certain(possible, max(3, least), place)


def _look(row):
    """What a row looks like from outside."""
    return tuple(row[key] for key in ("invited", "answers", "top", "mean", "sd")) + tuple(row["hidden"])


def _candidates(least):
    """Every way of answering, by what it looks like."""
    scale, found = SurveyScale(1, 3, 3, 3), defaultdict(set)
    for counts in product(range(15), repeat=3):
        if 0 < sum(counts) <= 14:
            figures = figures_of(counts, scale)
            for silent in range(9):
                visible = shown(
                    GivenAnswers(sum(counts), sum(counts) + silent, counts[2], *figures, counts), scale, least
                )
                mean, sd = (None if each is None else float(each) for each in (visible.mean, visible.sd))
                look = (visible.invited, visible.answers, visible.top, mean, sd, *visible.hidden)
                found[look].add((*counts, silent))
    return found


def _nothing_small_is_certain(possible, few, place):
    secrets = {
        "answers": {sum(each[:3]) for each in possible},
        "outside the top box": {each[0] + each[1] for each in possible},
        "silent": {each[3] for each in possible},
        **{f"answer {n + 1}": {each[n] for each in possible} for n in range(3)},
    }
    for name, values in secrets.items():
        assert len(values) > 1 or not 0 < min(values) < few, (place, name, values)


def _package_rows(out):
    """The rows of the package, which must agree with its table of measurements."""
    with (out / "csv" / "surveys.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with (out / "csv" / "measurements.csv").open(encoding="utf-8-sig", newline="") as file:
        figures = {(e["municipality"], e["period"]): e for e in csv.DictReader(file) if e["indicator"] == "trio"}
    assert "counts" not in rows[0]
    for row in rows:
        figure = figures[row["municipality"], row["period"]]
        assert (figure["value"], figure["denominator"]) == (row["top"], row["answers"])
    names = ("period", "invited", "answers", "top", "mean", "sd")
    return [tuple("" if row[name] == ":" else row[name] for name in names) for row in rows]


def _seen(row):
    names = ("invited", "answers", "top", "mean", "sd")
    return row["period"], *("" if row[name] is None else f"{row[name]:g}" for name in names)
