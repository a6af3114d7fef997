"""Histories read column by column are those that the chart's own reader gives, whatever is in the file."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from kvadmin.api import InvalidData
from kvadmin.api.records import Indicator, SeriesEvent
from kvadmin.plugins.evaluation.measurements.judged_series import ChartChoice, judge_series
from kvadmin.plugins.evaluation.measurements.value_files import parse_values
from kvadmin.plugins.evaluation.periods import parse_period
from kvadmin.plugins.evaluation.progress import figures
from kvadmin.plugins.evaluation.progress.figure_history import SCALE, history_of
from kvadmin.plugins.evaluation.progress.figures import histories

PATH = "measurements/syk.csv"
PLAIN = "municipality,period,value\n"
NUMBERS = ("0101", "0301", "0821", "1867", "1902")


class Folder:
    """A snapshot with one file."""

    def __init__(self, text):
        self.text = text

    def read_file(self, path):
        assert path == PATH
        return self.text.encode()


def by_chart(text, indicator, wanted):
    rows = [row for row in parse_values(text.encode(), indicator, PATH) if row.municipality in wanted]
    kind = rows[0].period.kind if rows else "quarter"
    return {
        each.municipality: history_of(each.placed, kind, parse_period(each.placed.series.periods[0], kind))
        for each in judge_series(rows, indicator, ChartChoice())
    }


def drawn(rng, *, sizes):
    kind = rng.choice(["quarter", "month", "year"])
    names = {"quarter": [f"{2005 + k // 4}-Q{k % 4 + 1}" for k in range(20)]}
    names["month"] = [f"{2005 + k // 12}-{k % 12 + 1:02}" for k in range(20)]
    names["year"] = [str(1990 + k) for k in range(20)]
    lines = [PLAIN.strip() + (",denominator" if sizes else "")]
    for number in NUMBERS[: rng.randrange(1, 6)]:
        bare = rng.random() < 0.2
        for name in names[kind]:
            if rng.random() < 0.2:
                continue
            value = (
                rng.choice([":", "..", "-99"]) if rng.random() < 0.1 else f"{rng.uniform(-5, 99):.{rng.randrange(4)}f}"
            )
            size = "" if bare or rng.random() < 0.1 else str(rng.randrange(1, 900))
            lines.append(f"{number},{name},{value}" + (f",{size}" if sizes else ""))
    events = [
        SeriesEvent(
            kind=(what := rng.choice(["freeze", "rebase", "exclude", "annotation", "known"])),
            at=rng.choice(names[kind]),
            why="w",
            municipality=who,
            mean=Decimal(8) if what == "known" else None,
        )
        for who in (None, "0301", "0301")
        if rng.random() < 0.5
    ]
    per = rng.choice([None, Decimal(1000)])
    return "\n".join(lines) + "\n", Indicator(id="syk", unit="%", period=kind, events=events, per=per)


def alike(one, other):
    assert one.keys() == other.keys()
    for number, found in one.items():
        there = other[number]
        assert found[:2] == there[:2]
        assert list(found.values) == list(there.values)
        assert found[3:] == there[3:]


@pytest.mark.parametrize("sizes", [False, True])
@pytest.mark.parametrize("few", [False, True])
def test_column_by_column_is_value_by_value(sizes, few, monkeypatch):
    rng = random.Random(2008)
    careful = []
    monkeypatch.setattr(figures, "judge_series", lambda *given: careful.append(1) or judge_series(*given))
    for _ in range(60):
        text, indicator = drawn(rng, sizes=sizes)
        wanted = set(rng.sample(NUMBERS, 2)) if few else {*NUMBERS, "9999"}
        alike(histories(Folder(text), indicator, wanted), by_chart(text, indicator, wanted))
    assert not careful


def test_several_observations_of_a_period_are_their_mean():
    text = "municipality,period,value,sample\n0301,2007-Q1,8.0,a\n0301,2007-Q1,9.0,b\n0301,2007-Q2,8.4,a\n"
    (found,) = histories(Folder(text), Indicator(id="syk"), set(NUMBERS)).values()
    assert [value / SCALE for value in found.values] == [8.5, 8.4]


def test_quotes_and_other_orders_of_columns_are_read_as_well():
    text = 'period,municipality,value\n2007-Q1,"0301",8.0\n2007-Q2,0301,8.2\n'
    (found,) = histories(Folder(text), Indicator(id="syk"), set(NUMBERS)).values()
    assert [value / SCALE for value in found.values] == [8.0, 8.2]


@pytest.mark.parametrize(
    "row",
    [
        "0301,2007-Q2,8,1\n",
        "0301,2007-Q1,9\n",
        "0301,2006-Q4,9\n",
        "0301,2007-Q5,9\n",
        "0301,2007K2,9\n",
        "0301,2007-Q2,x\n",
        "0301,2007-Q2,\n",
        "0301,2007-Q2,9,\n",
        "0301,2007-Q2\n0301,2007-Q3,8,9\n",
    ],
)
@pytest.mark.parametrize("wanted", [{"0301"}, {*NUMBERS, "9999"}])
def test_what_is_wrong_in_a_file_is_said_by_the_reader_that_knows_the_place(row, wanted):
    text = f"{PLAIN}0301,2007-Q1,8\n{row}"
    with pytest.raises(InvalidData) as caught:
        histories(Folder(text), Indicator(id="syk"), wanted)
    assert caught.value.where == f"{PATH}:3"


def test_for_one_municipality_only_its_rows_are_looked_at():
    text = f"{PLAIN}0301,2007-Q1,8\n0301,2007-Q2,9\n0821,2007-Q1,wrong\n"
    assert len(histories(Folder(text), Indicator(id="syk"), {"0301"})["0301"].values) == 2
    with pytest.raises(InvalidData):
        histories(Folder(text), Indicator(id="syk"), set(NUMBERS))


def test_nothing_is_reported():
    assert histories(Folder(PLAIN), Indicator(id="syk"), set(NUMBERS)) == {}
