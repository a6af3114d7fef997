"""What happens to a series, by command: left-out figures, annotations, known levels; listing and taking away."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from statistics import fmean

import pytest
from plugins.evaluation.office import S, indicator, long_csv, office

SPIKE = (8.1, 7.9, 8.3, 8.0, 8.2, 7.8, 8.1, 14.9, 8.0, 8.2, 7.9, 8.1, 8.3, 8.0, 7.7, 8.2)


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit)
    return kit


def imported(kit, tmp_path, values, number="0301"):
    ran = kit.run("evaluation", "import", long_csv(tmp_path, values, number=number))
    assert ran.code == 0, ran.err


def event(kit, *more, code=0):
    ran = kit.run("evaluation", "event", *more)
    assert ran.code == code, ran.err
    return ran


def judged(kit, *more):
    return kit.json("evaluation", "signals", "syk", "--municipality", "0301", *more)["series"][0]


@pytest.mark.parametrize("preset", ["ptd", "qicharts2", "qcc"])
def test_a_figure_that_is_left_out_counts_for_nothing(kit, tmp_path, preset):
    imported(kit, tmp_path, SPIKE)
    before = judged(kit, "--preset", preset)
    assert before["points"][7]["label"] == "Above UCL"
    event(kit, "add", "syk", "--kind", "exclude", "--at", "2008K4", "--why", "a strike")
    after = judged(kit, "--preset", preset)
    assert after["segments"][0]["mean"] == pytest.approx(fmean(v for v in SPIKE if v != 14.9), abs=1e-10)
    assert after["segments"][0]["upper"] < before["segments"][0]["upper"]
    assert [p["period"] for p in after["points"] if p["excluded"]] == ["2008-Q4"]
    assert [p["label"] for p in after["points"] if p["excluded"]] == [None]
    assert after["points"][7]["value"] == 14.9, "it is shown all the same"
    assert any("Left out" in note and "2008-Q4" in note for note in after["notes"])


def test_neighbours_of_a_left_out_figure(kit, tmp_path):
    """qicharts2 joins them, the other presets see a gap: the moving range between them counts in one and not there."""
    values = [1.0, 3.0, 50.0, 9.0, 11.0] * 3
    imported(kit, tmp_path, values)
    for at in ("2007-Q3", "2008-Q4", "2010-Q1"):
        event(kit, "add", "syk", "--kind", "exclude", "--at", at, "--why", "x")
    counted = [None if v == 50.0 else v for v in values]
    bridged = [v for v in counted if v is not None]

    def ranges(given):
        return [abs(b - a) for a, b in pairwise(given) if a is not None and b is not None]

    for preset, factor, given in (
        ("ptd", 2.66, counted),
        ("qicharts2", 3 / 1.128, bridged),
        ("qcc", 3 / 1.128, counted),
    ):
        (segment,) = judged(kit, "--preset", preset)["segments"]
        wide = factor * fmean(ranges(given))
        assert segment["upper"] - segment["mean"] == pytest.approx(wide, rel=1e-9), preset


def test_the_last_figure_left_out_decides_neither_icon(kit, tmp_path):
    imported(kit, tmp_path, [*SPIKE[:7], 8.0, 8.2, 7.9, 8.1, 8.3, 8.0, 7.7, 8.2, 14.9])
    assert judged(kit)["variation"] == "concern"
    event(kit, "add", "syk", "--kind", "exclude", "--at", "2010-Q4", "--why", "a strike")
    assert judged(kit)["variation"] == "common_cause"


@pytest.mark.parametrize("preset", ["ptd", "qicharts2", "qcc"])
def test_mean_and_sigma_known_in_advance(kit, tmp_path, preset):
    imported(kit, tmp_path, S)
    event(
        kit,
        "add",
        "syk",
        "--kind",
        "known",
        "--at",
        "2009-Q1",
        "--mean",
        "8,5",
        "--sigma",
        "0.4",
        "--why",
        "the branch",
    )
    found = judged(kit, "--preset", preset)
    assert [each["from"] for each in found["segments"]] == ["2007-Q1", "2009-Q1"]
    first, second = found["segments"]
    assert first["known"] is None
    assert second["known"] == {"mean": 8.5, "sigma": 0.4}
    assert [second[key] for key in ("mean", "lower", "upper")] == pytest.approx([8.5, 7.3, 9.7], abs=1e-10)
    said = " ".join(found["notes"])
    assert "From 2009-Q1 mean 8.5 and sigma 0.4 are known in advance" in said
    assert "Short group from 2009-Q1" not in said, "limits that are known are no trial limits"
    assert ("NHSRplotthedots knows no mean" in said, "but no sigma" in said) == (preset == "ptd", preset == "qicharts2")


def test_a_mean_alone_takes_its_spread_from_the_figures(kit, tmp_path):
    imported(kit, tmp_path, S)
    event(kit, "add", "syk", "--kind", "known", "--at", "2001-Q1", "--mean", "9", "--why", "the branch")
    (segment,) = judged(kit, "--preset", "ptd-unscreened")["segments"]
    width = 2.66 * fmean(abs(b - a) for a, b in pairwise(S))
    assert [segment["mean"], segment["upper"]] == pytest.approx([9, 9 + width])


def test_a_known_share_on_a_p_chart(kit, tmp_path):
    indicator(kit, "andel", "--unit", "%", "--denominator", "svar", "--numerator", "ja")
    rows = [f"andel,0301,{2007 + k // 4}-Q{k % 4 + 1},{20 + k},{50 + 5 * k}" for k in range(12)]
    path = tmp_path / "p.csv"
    path.write_text("indicator,municipality,period,value,denominator\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert kit.run("evaluation", "import", str(path)).code == 0
    event(
        kit,
        "add",
        "andel",
        "--kind",
        "known",
        "--at",
        "2007-Q1",
        "--mean",
        "40",
        "--sigma",
        "3",
        "--why",
        "the country",
    )
    found = kit.json("evaluation", "signals", "andel", "--preset", "qicharts2", "--chart", "p")["series"][0]
    for k, point in enumerate(found["points"]):
        wide = 300 * (0.4 * 0.6 / (50 + 5 * k)) ** 0.5
        assert [point["mean"], point["lower"], point["upper"]] == pytest.approx([40, max(0, 40 - wide), 40 + wide])
    assert any("known sigma" in note and "p chart has none" in note for note in found["notes"])
    event(kit, "add", "andel", "--kind", "known", "--at", "2008-Q1", "--mean", "140", "--why", "wrong")
    ran = kit.run("evaluation", "signals", "andel", "--preset", "qicharts2", "--chart", "p")
    assert ran.code != 0
    assert "no share" in ran.err


def test_a_rebase_after_it_ends_what_was_known(kit, tmp_path):
    imported(kit, tmp_path, S)
    event(kit, "add", "syk", "--kind", "known", "--at", "2005-Q1", "--mean", "9", "--sigma", "1", "--why", "a")
    event(kit, "add", "syk", "--kind", "rebase", "--at", "2006-Q1", "--why", "b")
    assert [each["known"] for each in judged(kit)["segments"]] == [None]


def test_annotations_move_nothing(kit, tmp_path):
    imported(kit, tmp_path, S)
    before = judged(kit)
    for at, why in (("2009-Q1", "Ny vaktordning"), ("2009-Q1", "Ny leder"), ("2020-Q1", "Later")):
        event(kit, "add", "syk", "--kind", "annotation", "--at", at, "--why", why)
    event(kit, "add", "syk", "--kind", "annotation", "--at", "2008-Q1", "--why", "There", "--municipality", "0101")
    after = judged(kit)
    assert [(each["period"], each["nb"]) for each in after.pop("annotations")] == [
        ("2009-Q1", "Ny leder"),
        ("2009-Q1", "Ny vaktordning"),
        ("2020-Q1", "Later"),
    ]
    assert before.pop("annotations") == []
    assert after == before
    out = tmp_path / "one.svg"
    assert kit.run("evaluation", "chart", "syk", "--out", str(out), "--language", "nb").code == 0
    svg = out.read_text(encoding="utf-8")
    assert "[1]  1. kvartal 2009: Ny leder; Ny vaktordning" in svg
    assert "Utenfor tallene, 1. kvartal 2020: Later" in svg, (
        "said below the chart, since no point of it carries the mark"
    )
    assert svg.count('class="number"') == 1


def test_marks_of_a_crowded_chart_lie_beside_each_other(tmp_path):
    kit = office(tmp_path / "programme", today="2020-03-01")
    indicator(kit)
    imported(kit, tmp_path, S * 2)
    for k in range(40):
        at = f"{2007 + k // 4}-Q{k % 4 + 1}"
        event(kit, "add", "syk", "--kind", "annotation", "--at", at, "--why", f"nr. {k}")
    event(kit, "add", "syk", "--kind", "rebase", "--at", "2010-Q1", "--why", "x")
    out = tmp_path / "one.svg"
    assert kit.run("evaluation", "chart", "syk", "--out", str(out)).code == 0
    svg = out.read_text(encoding="utf-8")
    marks = [(float(x), float(y)) for x, y in re.findall(r'class="number"[^>]*translate\(([\d.]+) ([\d.]+)\)', svg)]
    marks += [(float(x), float(y)) for x, y in re.findall(r'class="flag" cx="([\d.]+)" cy="([\d.]+)"', svg)]
    assert len(marks) == 41
    for k, (x, y) in enumerate(marks):
        assert 40 < x < 625
        assert all(abs(x - a) >= 14 or abs(y - b) >= 14 for a, b in marks[:k])


def test_listing_and_taking_away(kit, tmp_path):
    imported(kit, tmp_path, S)
    event(kit, "add", "syk", "--kind", "freeze", "--at", "2008-Q4", "--why", "before", "--municipality", "0301")
    event(kit, "add", "syk", "--kind", "annotation", "--at", "2008-Q4", "--why", "one")
    event(kit, "add", "syk", "--kind", "annotation", "--at", "2008-Q4", "--why", "two")
    listed = kit.json("evaluation", "event", "list")["events"]
    assert [(e["indicator"], e["kind"], e["municipality"], e["why"]) for e in listed] == [
        ("syk", "annotation", None, "one"),
        ("syk", "annotation", None, "two"),
        ("syk", "freeze", "0301", "before"),
    ]
    assert len(kit.json("evaluation", "event", "list", "syk", "--municipality", "0101")["events"]) == 2
    remove = ("remove", "syk", "--at", "2008-Q4", "--kind")
    assert "freeze 2008-Q4 (0301): before" in event(kit, *remove, "freeze", code=4).err
    event(kit, *remove, "freeze", "--municipality", "0301")
    assert "--reason" in event(kit, *remove, "annotation", code=4).err
    event(kit, *remove, "annotation", "--reason", "one")
    event(kit, *remove, "annotation")
    assert kit.json("evaluation", "event", "list") == {"schema": 1, "events": []}


def test_what_cannot_be_is_refused(kit, tmp_path):
    imported(kit, tmp_path, S)
    add = ("add", "syk", "--at", "2008-Q4", "--why", "x", "--kind")
    for more, said in (
        (("exclud",), "unknown kind"),
        (("target",), "targets are no events"),
        (("known",), "nothing is known"),
        (("known", "--sigma", "0"), "a sigma of 0"),
        (("freeze", "--mean", "3"), "freeze has no mean"),
        (("exclude", "--at", "2020-Q1"), "no figure of 2020-Q1"),
        (("exclude", "--municipality", "0101"), "no figure of 2008-Q4"),
    ):
        ran = kit.run("evaluation", "event", *add, *more)
        assert ran.code in (2, 3, 4), more
        assert said in ran.err, ran.err
    event(kit, *add, "exclude")
    assert "already" in event(kit, *add, "exclude", code=5).err


def findings(kit):
    ran = kit.run("check", "--format", "json")
    assert ran.code == 3
    return [each for each in json.loads(ran.out)["findings"] if each["code"].startswith("event")]


def test_what_check_finds(kit, tmp_path):
    imported(kit, tmp_path, [9.0, 8.0, None, 8.5, 8.0, 7.9])
    path = kit.folder / "indicators.yaml"
    text = path.read_text(encoding="utf-8")
    events = (
        "    events:\n"
        "      - {kind: exclude, at: 2007-Q3, why: nothing there}\n"
        "      - {kind: exclude, at: 2007-Q1, why: leaves one}\n"
        "      - {kind: rebase, at: 2007-Q4, why: new}\n"
        "      - {kind: rebase, at: 2007-Q4, why: again}\n"
        "      - {kind: rebase, at: 2030-Q1, why: to come}\n"
        "      - {kind: known, at: 2001-Q1, mean: 9, why: from before}\n"
    )
    path.write_text(text.rstrip("\n") + "\n" + events, encoding="utf-8")
    found = findings(kit)
    assert [(each["code"], each["severity"]) for each in found] == [
        ("event-empty", "warning"),
        ("event-exclude", "warning"),
        ("event-twice", "error"),
    ]
    path.write_text(
        text.rstrip("\n") + "\n    events:\n      - {kind: target, at: sometime, value: 8}\n", encoding="utf-8"
    )
    assert [each["code"] for each in findings(kit)] == ["event-at"]


def test_limits_cut_where_figures_end(kit, tmp_path):
    values = [0.4, 3.2, 0.1, 2.8, 0.3, 3.0, 0.2, 2.9, 0.4, 3.1, 0.2, 2.7, 0.1]
    indicator(kit, "andel", "--unit", "%")
    assert kit.run("evaluation", "import", long_csv(tmp_path, values, name="andel")).code == 0
    high = [100 - v for v in values]
    assert kit.run("evaluation", "import", long_csv(tmp_path, high, name="andel", number="0101")).code == 0
    whole = kit.json("evaluation", "signals", "andel")["series"]
    cut = kit.json("evaluation", "signals", "andel", "--cut-limits")["series"]
    assert [each["segments"][0]["lower"] < 0 for each in whole] == [False, True]
    assert [each["segments"][0]["upper"] > 100 for each in whole] == [True, False]
    assert cut[0]["segments"][0]["upper"] == cut[0]["points"][3]["upper"] == 100
    assert cut[1]["segments"][0]["lower"] == 0
    for one, other in zip(whole, cut, strict=True):
        assert [p["label"] for p in one["points"]] == [p["label"] for p in other["points"]]
        assert (one["variation"], one["assurance"]) == (other["variation"], other["assurance"])
    assert any("cut at 100" in note for note in cut[0]["notes"])
    assert any("cut at 0" in note for note in cut[1]["notes"])
    assert kit.run("evaluation", "import", long_csv(tmp_path, [-1, 3, -2, 2, 5], number="0821")).code == 0
    below = kit.json("evaluation", "signals", "syk", "--municipality", "0821", "--cut-limits")["series"][0]
    assert any("not cut at 0" in note for note in below["notes"])
    assert below["segments"][0]["lower"] < 0
