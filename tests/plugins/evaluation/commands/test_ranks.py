"""``evaluation ranks`` through the command line."""

from __future__ import annotations

import pytest
from plugins.evaluation.office import csv_file, indicator, office, quarters
from plugins.evaluation.results_office import QUARTERS, numbers, results_office

from kvadmin.plugins.evaluation.comparison.intervals import Confidence, garwood, wilson


@pytest.fixture
def kit(tmp_path):
    return office(tmp_path / "programme")


def imported(
    kit, tmp_path, rows, *, name="klager", more=("--unit", "%", "--numerator", "klager", "--denominator", "saker")
):
    indicator(kit, name, *more)
    heading = "indicator,municipality,period,value,denominator"[: None if rows[0].count(",") == 4 else -12]
    ran = kit.run("evaluation", "import", csv_file(tmp_path, heading, *rows))
    assert ran.code == 0, ran.err


def one(kit, *words):
    (found,) = kit.json("evaluation", "ranks", *words)["ranks"]
    return found


FIGURES = {"0101": (40, 400), "0301": (1800, 9000), "0716": (8, 80), "0821": (5, 50), "1867": (9, 45)}


def test_proportions_have_wilsons_interval_and_equal_values_share_ranks(kit, tmp_path):
    imported(kit, tmp_path, [f"klager,{n},2011-Q1,{top},{size}" for n, (top, size) in FIGURES.items()])
    found = one(kit, "klager")
    assert (found["method"], found["best"], found["compared"]) == ("wilson", "low", 5)
    by_number = {each["municipality"]: each for each in found["municipalities"]}
    assert {n: (each["rank"], each["rank_last"]) for n, each in by_number.items()} == {
        **dict.fromkeys(("0101", "0716", "0821"), (1, 3)),
        **dict.fromkeys(("0301", "1867"), (4, 5)),
    }
    for number, (top, size) in FIGURES.items():
        own = wilson(top, size, Confidence.of(0.95), 100)
        assert (by_number[number]["lower"], by_number[number]["upper"]) == pytest.approx(own)
    oslo, halden = by_number["0301"], by_number["0101"]
    assert (halden["rank_lower"], halden["rank_upper"]) == (1, 4)
    assert (oslo["rank_lower"], oslo["rank_upper"]) == (2, 5)
    assert found["quartiles"] == pytest.approx([10, 10, 20])


def test_rates_have_garwoods_interval(kit, tmp_path):
    rows = [f"klager,{n},2011-Q1,{top},{size}" for n, (top, size) in FIGURES.items()]
    imported(kit, tmp_path, rows, more=("--per", "1000"))
    found = one(kit, "klager")
    assert found["method"] == "garwood"
    halden = next(each for each in found["municipalities"] if each["municipality"] == "0101")
    assert (halden["lower"], halden["upper"]) == pytest.approx(garwood(40, 400, Confidence.of(0.95), 1000))


def test_means_rest_on_their_own_process(kit, tmp_path):
    steady = [f"syk,0301,{p},{9 + k % 2 / 10}" for k, p in enumerate(quarters(16))]
    restless = [f"syk,0101,{p},{5 + k % 2 * 6}" for k, p in enumerate(quarters(16))]
    once = ["syk,0716,2010-Q4,3.0"]
    imported(kit, tmp_path, [*steady, *restless, *once], name="syk", more=())
    found = one(kit, "syk", "--period", "2010")
    assert found["method"] == "process"
    by_number = {each["municipality"]: each for each in found["municipalities"]}
    assert by_number["0716"]["lower"] is None
    assert (by_number["0716"]["rank_lower"], by_number["0716"]["rank_upper"]) == (1, 3)
    width = {n: each["upper"] - each["lower"] for n, each in by_number.items() if each["lower"] is not None}
    assert width["0101"] > 20 * width["0301"]


def test_where_nobody_is_surely_better_it_says_so(kit, tmp_path):
    imported(kit, tmp_path, ["klager,0101,2011-Q1,4,40", "klager,0301,2011-Q1,5,40"])
    assert "the order says nothing" in kit.run("evaluation", "ranks", "klager").out


def test_more_events_than_cases_and_nothing_reported_are_named(kit, tmp_path):
    imported(kit, tmp_path, ["klager,0101,2011-Q1,40,400", "klager,0301,2011-Q1,30,40", "klager,0716,2011-Q1,:,80"])
    file = kit.folder / "measurements" / "klager.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",30,40", ",50,40"), encoding="utf-8")
    found = one(kit, "klager")
    assert (found["left_out"], found["missing"], found["compared"]) == (["0301"], ["0716"], 1)


def test_small_counts_are_hidden_from_the_public(kit, tmp_path):
    imported(kit, tmp_path, ["klager,0101,2011-Q1,40,400", "klager,0301,2011-Q1,4,400"])
    found = one(kit, "klager", "--profile", "public")
    assert ([each["municipality"] for each in found["municipalities"]], found["hidden"]) == (["0101"], 1)


def test_all_in_one_run_and_those_like_one(kit, tmp_path):
    imported(kit, tmp_path, [f"klager,{n},2011-Q1,{top},{size}" for n, (top, size) in FIGURES.items()])
    assert [each["indicator"] for each in kit.json("evaluation", "ranks", "all")["ranks"]] == ["klager"]
    found = one(kit, "klager", "--similar-to", "0101", "--count", "1")
    assert [each["municipality"] for each in found["municipalities"]] == ["0101", "0716"]
    assert found["similar"]["own"] == "0101"


def test_nothing_to_rank(kit):
    indicator(kit)
    assert kit.run("evaluation", "ranks", "syk").code != 0


def test_the_interval_of_the_public_holds_no_hidden_figure_of_an_earlier_period(tmp_path):
    def limits(first):
        kit = results_office(tmp_path / f"truth{ord(first)}", {"P1": 3})
        kit.run("evaluation", "indicators", "add", "fall", "--unit", "antall", "--direction", "decrease", "--label-nb", "Fall",
                "--label-nn", "Fall", "--period", "quarter")  # fmt: skip
        rows = [
            f"fall,{who},{period},{value}"
            for who in numbers(3)
            for period, value in zip(QUARTERS, [first, 12, 15, 11, 14, 13], strict=False)
        ]
        file = tmp_path / "fall.csv"
        file.write_text("\n".join(["indicator,municipality,period,value", *rows]), encoding="utf-8")
        assert kit.run("evaluation", "import", str(file)).code == 0
        found = kit.json("evaluation", "ranks", "fall", "--period", "2006", "--profile", "public")["ranks"][0]
        return [(each["lower"], each["upper"]) for each in found["municipalities"]]

    assert limits("1") == limits("4") == limits(":")
