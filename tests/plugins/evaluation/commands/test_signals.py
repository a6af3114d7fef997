"""The issue's series S and its companions through the command line: the contract's JSON, digit by digit."""

from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook
from plugins.evaluation.office import S, csv_file, indicator, long_csv, office, quarters

SPIKE = (8.1, 7.9, 8.3, 8.0, 8.2, 7.8, 8.1, 14.9, 8.0, 8.2, 7.9, 8.1, 8.3, 8.0, 7.7, 8.2)


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit)
    return kit


def imported(kit, tmp_path, values, **more):
    ran = kit.run("evaluation", "import", long_csv(tmp_path, values, **more))
    assert ran.code == 0, ran.err


def judged(kit, *more):
    return kit.json("evaluation", "signals", "syk", "--municipality", "0301", *more)["series"][0]


def labels(series):
    return {at: point["label"] for at, point in enumerate(series["points"], 1) if point["label"]}


def test_s_by_ptd(kit, tmp_path):
    imported(kit, tmp_path, S)
    found = judged(kit, "--preset", "ptd")
    assert (found["indicator"], found["municipality"], found["preset"]) == ("syk", "0301", "ptd")
    (segment,) = found["segments"]
    assert (segment["from"], segment["mean"], segment["lower"], segment["upper"]) == ("2007-Q1", 8.775, 7.445, 10.105)
    below = dict.fromkeys((14, 15, 16, 17), "7 Points Below CL")
    assert labels(found) == below | {18: "2 in 3 Below CL", 19: "Below LCL", 20: "2 in 3 Below CL"}
    assert [point["period"] for point in found["points"]] == quarters(20)
    assert (found["variation"], found["assurance"], found["notes"]) == ("improvement", "inconsistent", [])


def test_s_frozen_and_rebased(kit, tmp_path):
    imported(kit, tmp_path, S)
    event = ("evaluation", "event", "add", "syk", "--municipality", "0301")
    assert kit.run(*event, "--kind", "freeze", "--at", "2009K4", "--why", "before the measures").code == 0
    (segment,) = judged(kit)["segments"]
    assert segment["mean"] == pytest.approx(9.275, rel=1e-8)
    assert (segment["lower"], segment["upper"]) == pytest.approx((7.727364, 10.822636), rel=1e-6)
    assert kit.run("undo", "--yes").code == 0
    assert kit.run(*event, "--kind", "rebase", "--at", "2010-Q1", "--why", "a new register").code == 0
    found = judged(kit)
    assert found["segments"][1]["from"] == "2010-Q1"
    assert [found["segments"][1][key] for key in ("mean", "lower", "upper")] == pytest.approx([8.025, 6.961, 9.089])
    assert list(labels(found)) == [13]
    assert any("Short group" in note for note in found["notes"])


def test_events_of_one_municipality_leave_the_others_alone(kit, tmp_path):
    imported(kit, tmp_path, S)
    imported(kit, tmp_path, S, number="0101")
    kit.run(
        "evaluation",
        "event",
        "add",
        "syk",
        "--municipality",
        "0101",
        "--kind",
        "rebase",
        "--at",
        "2010-Q1",
        "--why",
        "x",
    )
    found = {each["municipality"]: len(each["segments"]) for each in kit.json("evaluation", "signals", "syk")["series"]}
    assert found == {"0101": 2, "0301": 1}


def test_s_by_qicharts2(kit, tmp_path):
    imported(kit, tmp_path, S)
    run = judged(kit, "--preset", "qicharts2", "--chart", "run")["segments"][0]
    assert (run["mean"], run["runs"]["longest"], run["runs"]["crossings"], run["runs"]["signal"]) == (8.9, 7, 7, False)
    single = judged(kit, "--preset", "qicharts2", "--chart", "i")["segments"][0]
    assert (single["lower"], single["upper"]) == pytest.approx((7.4452, 10.1048), abs=5e-5)
    assert (single["runs"]["crossings"], single["runs"]["crossings_min"], single["runs"]["signal"]) == (5, 6, True)


def test_screening(kit, tmp_path):
    imported(kit, tmp_path, SPIKE)
    screened, plain = judged(kit), judged(kit, "--preset", "ptd-unscreened")
    assert [screened["segments"][0][k] for k in ("mean", "lower", "upper")] == pytest.approx(
        [8.48125, 7.703712, 9.258788], rel=1e-6
    )
    assert [plain["segments"][0][k] for k in ("lower", "upper")] == pytest.approx([5.377917, 11.584583], rel=1e-6)
    assert judged(kit, "--screen-mr", "no")["segments"] == plain["segments"]


def test_gaps_and_constants_are_answered(kit, tmp_path):
    imported(kit, tmp_path, [None if at in (4, 5, 13) else v for at, v in enumerate(S)])
    found = judged(kit)
    assert [point["value"] for point in found["points"]].count(None) == 3
    imported(kit, tmp_path, (5.5,) * 14, number="0101")
    constant = kit.json("evaluation", "signals", "syk", "--municipality", "Halden")["series"][0]
    assert (constant["segments"][0]["lower"], constant["segments"][0]["upper"]) == (5.5, 5.5)
    assert any("No variation" in note for note in constant["notes"])


def test_a_p_chart_needs_denominators(kit, tmp_path):
    imported(kit, tmp_path, S)
    assert kit.run("evaluation", "signals", "syk", "--preset", "qicharts2", "--chart", "p").code == 2
    indicator(kit, "andel")
    rows = [f"andel,0301,{p},{k + 3},{100 + k}" for k, p in enumerate(quarters(12))]
    file = csv_file(tmp_path, "indicator,municipality,period,value,denominator", *rows)
    assert kit.run("evaluation", "import", file).code == 0
    found = kit.json("evaluation", "signals", "andel", "--preset", "qicharts2", "--chart", "p")["series"][0]
    total = sum(k + 3 for k in range(12)) / sum(100 + k for k in range(12))
    assert found["segments"][0]["mean"] == pytest.approx(total)
    assert found["points"][0]["value"] == pytest.approx(0.03)


@pytest.mark.parametrize("chart", ["p", "u", "xbar"])
def test_one_with_nothing_but_missing_marks_does_not_keep_the_others_out(kit, tmp_path, chart):
    indicator(kit, "andel")
    rows = [
        f"andel,{number},{period},{value},{'' if chart == 'xbar' or value == ':' else 100},{sample}"
        for number, values in (("0101", (":", ":")), ("0301", (7, 9)))
        for period, value in zip(("2007-Q1", "2007-Q2"), values, strict=True)
        for sample in ((1, 2) if chart == "xbar" and value != ":" else ("",))
    ]
    head = "indicator,municipality,period,value,denominator,sample"
    assert kit.run("evaluation", "import", csv_file(tmp_path, head, *rows)).code == 0
    empty, full = kit.json("evaluation", "signals", "andel", "--preset", "qicharts2", "--chart", chart)["series"]
    assert (empty["municipality"], empty["notes"]) == ("0101", ["No values from 2007-Q1 on"])
    assert full["segments"][0]["mean"] == pytest.approx(8 if chart == "xbar" else 0.08)


def test_samples_make_an_xbar_chart(kit, tmp_path):
    rows = [f"syk,0301,{p},{8 + k % 3 + n / 10},{n}" for k, p in enumerate(quarters(8)) for n in range(4)]
    assert (
        kit.run("evaluation", "import", csv_file(tmp_path, "indicator,municipality,period,value,sample", *rows)).code
        == 0
    )
    found = judged(kit, "--preset", "qicharts2", "--chart", "xbar")
    assert found["points"][0]["value"] == pytest.approx(8.15)
    assert found["segments"][0]["lower"] is not None


def test_the_terminal_shows_a_line(kit, tmp_path):
    imported(kit, tmp_path, S)
    out = kit.run("evaluation", "signals", "syk").out
    assert "█▆▄▇█▆▅▇▇▆▅▇▆▄▃▃▃▂▁▂" in out
    assert ".............vvvvvvv" in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nothing",), 4),
        (("syk", "--municipality", "0101"), 4),
        (("syk", "--municipality", "Bø"), 4),
        (("syk", "--preset", "magic"), 2),
        (("syk", "--chart", "pie"), 2),
        (("syk", "--chart", "run"), 2),
        (("syk", "--screen-mr", "perhaps"), 2),
    ],
)
def test_wrong_questions(kit, tmp_path, arguments, code):
    imported(kit, tmp_path, S)
    assert kit.run("evaluation", "signals", *arguments).code == code


def test_events_that_cannot_be(kit):
    add = ("evaluation", "event", "add", "syk", "--kind")
    assert kit.run(*add, "freeze", "--at", "2007-13", "--why", "x").code == 3
    assert kit.run(*add, "thaw", "--at", "2007-Q1", "--why", "x").code == 2
    assert kit.run(*add, "freeze", "--at", "2007-Q1", "--why", " ").code == 2
    assert kit.run(*add, "freeze", "--at", "2007-Q1", "--why", "x").code == 0
    assert kit.run(*add, "freeze", "--at", "1. kv. 2007", "--why", "y").code == 5


def test_figures_of_signals_are_figures(kit, tmp_path):
    imported(kit, tmp_path, S)
    out = kit.run("evaluation", "signals", "syk", "--format", "csv", "--excel").out.lstrip("\ufeff")
    row = next(csv.DictReader(out.splitlines()[1:], delimiter=";"))  # below the title of the first table
    assert (row["Last"], row["Mean"]) == ("7,5", "8,775")
    assert float(row["Lower"].replace(",", ".")) < 8.775 < float(row["Upper"].replace(",", "."))
    path = tmp_path / "signals.xlsx"
    assert kit.run("evaluation", "signals", "syk", "-o", str(path)).code == 0
    cells = [cell.value for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert 7.5 in cells
    assert 8.775 in cells


def test_who_listens_hears_the_signals_in_words(kit, tmp_path, monkeypatch):
    imported(kit, tmp_path, SPIKE)
    words = ("evaluation", "signals", "syk", "--municipality", "0301", "--preset", "qicharts2")
    for_programs = kit.run(*words, "--format", "csv").out
    monkeypatch.setenv("KVADMIN_ACCESSIBLE", "1")
    heard = kit.run(*words).out
    assert "Signals: 2008-Q4 Above UCL, 2010-Q3 Below LCL\n" in heard
    assert "Series:" not in heard
    assert kit.run(*words, "--format", "csv").out == for_programs
