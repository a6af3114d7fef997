"""Figures that may be shown, and the chart of them."""

from __future__ import annotations

import random
import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from kvadmin_website.figures.agreed_figures import AgreedFigures
from kvadmin_website.figures.figure_chart import axis_ticks
from kvadmin_website.figures.result_figure import result_figure
from kvadmin_website.pages.page_words import words_of

from kvadmin.api.records import Cohort, Indicator, Membership

SHARE = Indicator(id="x", nb="Andel", unit="%", numerator="fornøyde", denominator="svar")
RATE = Indicator(id="x", nb="Fall", unit="per 1 000", numerator="fall", denominator="plasser", per=Decimal(1000))
PLAIN = Indicator(id="x", nb="Sykefravær", nn="Sjukefråvær", unit="%", direction="decrease", target=Decimal("7.5"))


class Files:
    """A folder with one file of figures."""

    def __init__(self, text):
        self.text = text

    def read_file(self, path):
        return self.text.encode() if path == "measurements/x.csv" else None


def series(rows, indicator=PLAIN, today=date(2010, 1, 1), columns="municipality,period,value"):
    text = "\n".join([columns, *rows, ""])
    return AgreedFigures(Files(text), {"x": indicator}, today).series("x", "0301")


def test_figures_of_too_few_are_hidden():
    rows = [
        f"0301,2008-Q{at},{value},{under}"
        for at, (value, under) in enumerate([("4", "40"), ("36", "40"), ("20", "40"), ("0", "40")], 1)
    ]
    found = series(rows, SHARE, columns="municipality,period,value,denominator")
    assert [each.hidden for each in found.points] == [True, True, False, False]
    assert [each.value for each in found.points] == [None, None, Decimal(50), Decimal(0)]
    assert series(["0301,2008-Q1,2,4"], SHARE, columns="municipality,period,value,denominator") is None


def test_a_count_of_few_persons_is_hidden_also_where_nothing_says_among_how_many():
    persons = Indicator(id="x", nb="Langtidssyke", unit="Personer")
    rows = ["0301,2008-Q1,3", "0301,2008-Q2,0", "0301,2008-Q3,5"]
    assert [each.value for each in series(rows, persons).points] == [None, Decimal(0), Decimal(5)]
    several = ["0301,2008-Q1,2,a", "0301,2008-Q1,40,b", "0301,2008-Q2,9,a"]
    found = series(several, persons, columns="municipality,period,value,sample")
    assert [each.hidden for each in found.points] == [True, False]
    days = Indicator(id="x", nb="Ventetid", unit="dager")
    assert [each.value for each in series(rows, days).points] == [Decimal(3), Decimal(0), Decimal(5)]


def test_a_rate_hides_its_count_alone():
    columns = "municipality,period,value,denominator"
    found = series(["0301,2007-Q4,3,5000", "0301,2008-Q1,5,2000"], RATE, columns=columns)
    assert [each.value for each in found.points] == [None, Decimal("2.5")]


def test_marks_and_other_municipalities_are_no_figures():
    found = series(["0301,2008-Q1,:", "0301,2008-Q2,8.5", "0602,2008-Q3,9"])
    assert [(each.period, each.value) for each in found.points] == [("2008-Q1", None), ("2008-Q2", Decimal("8.5"))]
    assert series(["0301,2008-Q1,:"]) is None


def test_observations_of_one_period_count_together():
    columns = "municipality,period,value,denominator,sample"
    found = series(["0301,2008-Q1,10,20,a", "0301,2008-Q1,20,80,b"], SHARE, columns=columns)
    assert [each.value for each in found.points] == [Decimal(30)]


@pytest.mark.parametrize(
    ("period", "kind", "over"),
    [("2008-Q2", "quarter", (2008, 7, 1)), ("2008-06", "month", (2008, 7, 1)), ("2008", "year", (2009, 1, 1))],
)
def test_a_period_is_shown_when_it_is_over(period, kind, over):
    from datetime import timedelta

    from msgspec.structs import replace

    indicator, day = replace(PLAIN, period=kind), date(*over)
    assert series([f"0301,{period},8"], indicator, day) is not None
    assert series([f"0301,{period},8"], indicator, day - timedelta(days=1)) is None


@pytest.mark.parametrize("seed", range(5))
def test_an_axis_spans_its_values_by_round_steps(seed):
    chance = random.Random(seed)
    for _ in range(400):
        size = 10 ** chance.uniform(-3, 6)
        check_axis(chance.uniform(-size, size), chance.choice((0, chance.uniform(0, size))))
    check_axis(0, 0)


def check_axis(low, span):
    ticks = axis_ticks(low, low + span)
    assert ticks[0] <= low + 1e-6 * max(1, abs(low))
    assert ticks[-1] >= low + span - 1e-6 * max(1, abs(low) + span)
    assert 2 <= len(ticks) <= 8
    assert ticks == sorted(set(ticks))


@pytest.mark.parametrize("form", ["nb", "nn"])
def test_the_chart_has_words_and_the_table_has_all(form):
    rows = [
        f"0301,{year}-Q{part},{8 + part / 10 - (year - 2005) / 4}"
        for year in (2005, 2006, 2008)
        for part in (1, 2, 3, 4)
    ]
    figure = result_figure(series(rows), "Oslo", date(2006, 8, 1), words_of(form), form, "r1")
    root = ET.fromstring(str(figure.chart))
    labelled = root.get("aria-labelledby").split()
    texts = {each.get("id"): each.text for each in root.iter() if each.get("id")}
    assert all(texts[each] for each in labelled)
    assert ("Sjukefråvær" if form == "nn" else "Sykefravær") in texts["r1-t"]
    assert len([each for each in root.iter() if each.get("class") == "dot"]) == len(rows)
    line = next(each for each in root.iter() if each.get("class") == "line").get("d")
    assert len(re.findall("M", line)) == 2, "the year without figures breaks the line"
    assert [year for year, _ in figure.rows] == ["2005", "2006", "2007", "2008"]
    assert figure.rows[2][1] == ("–",) * 4
    for point in root.iter():
        if point.get("class") == "dot":
            assert 0 < float(point.get("cx")) < 460
            assert 0 < float(point.get("cy")) < 250


def test_only_what_was_agreed_is_shown(office, tmp_path):
    office.add(Cohort(id="P1", name="P", memberships=[
        Membership(municipality=number, start=date(2007, 3, 26)) for number in ("0301", "1201")
    ]))  # fmt: skip
    (office.folder / "indicators.yaml").write_text("indicators:\n  - id: x\n    nb: Fravær\n  - id: y\n    nb: Annet\n")
    (office.folder / "measurements").mkdir()
    for name in "xy":
        (office.folder / f"measurements/{name}.csv").write_text(
            f"municipality,period,value\n0301,2007-Q1,11.{len(name)}7\n1201,2007-Q1,12.47\n"
        )
    office.write("site.yaml", "agreed:\n  '0301': [x]\n  '0402': [x]\n")
    office.build(tmp_path / "out")
    shown = {path.stem: path.read_text("utf-8") for path in (tmp_path / "out/nb/municipalities").iterdir()}
    assert "11,17" in shown["0301"]
    assert "Annet" not in shown["0301"]
    assert "12,47" not in "".join(shown.values())
