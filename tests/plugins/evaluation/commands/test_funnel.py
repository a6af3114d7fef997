"""``evaluation funnel`` through the command line: of an indicator, of a file, as picture, for the public."""

from __future__ import annotations

import json
import re

import pytest
from plugins.evaluation.office import csv_file, indicator, members, office

from kvadmin.api import Session
from kvadmin.api.hooks import ExtraField
from kvadmin.plugins.evaluation.comparison.case_file import method_of, rows_of
from kvadmin.plugins.evaluation.comparison.funnel import funnel

FIGURES = {"0101": (40, 400), "0301": (900, 9000), "0716": (12, 80), "0821": (3, 50), "1867": (9, 45)}
CASE = {
    "data_type": "PR",
    "multiplier": 100,
    "trim_by": 0.2,
    "draw_unadjusted": True,
    "group": ["B", "A", "C", "D", "A"],
    "numerator": [3, 40, 90, 17, 2],
    "denominator": [30, 100, 450, 33, 10],
}


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit, "klager", "--unit", "%", "--numerator", "klager", "--denominator", "saker")
    rows = [
        f"klager,{number},{period},{top // 2},{size // 2}"
        for number, (top, size) in FIGURES.items()
        for period in ("2011-Q1", "2011-Q2")
    ]
    path = csv_file(tmp_path, "indicator,municipality,period,value,denominator", *rows)
    assert kit.run("evaluation", "import", path).code == 0
    return kit


def one(kit, *words):
    (found,) = kit.json("evaluation", "funnel", *words)["funnels"]
    return found


def test_values_are_summed_over_the_periods(kit):
    found = one(kit, "klager", "--period", "2011")
    assert (found["period"], found["method"], found["multiplier"]) == ("2011-Q1..2011-Q4", "proportion", 100)
    by_group = {each["group"]: each for each in found["groups"]}
    assert list(by_group) == sorted(FIGURES)
    assert (by_group["0301"]["numerator"], by_group["0301"]["denominator"]) == (900, 9000)
    assert by_group["0301"]["value"] == pytest.approx(10.0)
    assert (by_group["0301"]["name"], by_group["0301"]["periods"]) == ("Oslo", 2)
    assert one(kit, "klager")["period"] == "2011-Q2"


def test_a_file_gives_what_the_function_gives_with_every_digit(kit, tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps({"input": CASE}), encoding="utf-8")
    found = one(kit, "--file", str(path))
    wanted = funnel(rows_of(CASE), method_of(CASE))
    assert (found["target"], found["phi"], found["tau2"]) == (wanted.target, wanted.phi, wanted.tau2)
    for said, each in zip(found["groups"], wanted.groups, strict=True):
        assert [said[name] for name in ("lcl95", "ucl95", "lcl99", "ucl99")] == list(each.limits)
        assert [said[name] for name in ("od95lcl", "od95ucl", "od99lcl", "od99ucl")] == list(each.od_limits)
        assert (said["z"], said["z_used"], said["cut"]) == (each.z, each.z_used, each.cut)
        assert (said["outlier95"], said["outlier99"]) == (each.outlier95, each.outlier99)


def test_options_say_more_than_the_file(kit, tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    words = ("--method", "ratio", "--ratio-method", "cqc", "--trim", "0.05", "--multiplier", "1", "--limits", "one")
    found = one(kit, "--file", str(path), *words)
    assert (found["method"], found["ratio_method"], found["multiplier"], found["trim"]) == ("ratio", "cqc", 1, 0.05)
    assert "cqc-limits" in [note["code"] for note in found["notes"]]
    assert found["groups"][0]["package"].keys() == {"od95lcl", "od95ucl", "od99lcl", "od99ucl"}
    assert not one(kit, "--file", str(path), "--over-dispersion", "no")["draw_adjusted"]


def test_no_programme_folder_is_needed(tmp_path, cli, monkeypatch):
    monkeypatch.chdir(tmp_path)
    csv_file(tmp_path, "group,numerator,denominator", "A,3,9", "B,4,20", name="counts.csv")
    ran = cli("evaluation", "funnel", "--file", "counts.csv", "--method", "proportion")
    assert ran.code == 0, ran.err
    assert "target 0.2414" in ran.out


def test_what_cannot_be_compared_is_left_out_and_named(kit, tmp_path):
    path = csv_file(tmp_path, "group,numerator,denominator", "A,3,9", "B,,9", "C,4,3", "D,1,0", "E,-1,5", "F,4,20")
    found = one(kit, "--file", path, "--method", "proportion")
    assert {each["group"]: each["left_out"] for each in found["groups"]} == {
        "A": None, "B": "missing-value", "C": "above-denominator", "D": "no-denominator", "E": "negative", "F": None,
    }  # fmt: skip
    assert "left out" in kit.run("evaluation", "funnel", "--file", path, "--method", "proportion").out


def test_a_cohort_and_those_like_one(kit):
    members(kit, "0301", "0101", "0716")
    assert [each["group"] for each in one(kit, "klager", "--cohort", "P1")["groups"]] == ["0101", "0301", "0716"]
    found = one(kit, "klager", "--period", "2011", "--similar-to", "Halden", "--count", "2")
    assert [each["group"] for each in found["groups"]] == ["0101", "0716", "0821"]
    assert [each["municipality"] for each in found["similar"]["members"]] == ["0716", "0821"]
    assert found["similar"]["value"] == pytest.approx(10.0)
    assert (found["similar"]["lowest"], found["similar"]["highest"]) == (pytest.approx(4.0), pytest.approx(15.0))
    assert not found["similar"]["by_centrality"]
    said = kit.run("evaluation", "funnel", "klager", "--similar-to", "0101").out
    assert "the register says nothing of centrality" in said


def test_the_public_never_sees_what_a_small_count_is_part_of(kit):
    found = one(kit, "klager", "--period", "2011", "--profile", "public")
    assert [each["group"] for each in found["groups"]] == ["0101", "0301", "0716"]
    assert found["hidden"] == 2
    shown = {each["group"]: FIGURES[each["group"]] for each in found["groups"]}
    total = sum(top for top, _ in shown.values()) / sum(size for _, size in shown.values())
    assert found["target"] == pytest.approx(total)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "missing-value"),
        (("klager", "--file", "x.csv"), "missing-value"),
        (("klager", "--method", "proporton"), "unknown-word"),
        (("klager", "--method", "ratio", "--ratio-method", "dhs"), "unknown-word"),
        (("klager", "--limits", "none"), "unknown-word"),
        (("klager", "--over-dispersion", "maybe"), "unknown-word"),
        (("klager", "--trim", "0.6"), "bad-value"),
        (("klager", "--multiplier", "0"), "bad-value"),
        (("klager", "--count", "0"), "bad-value"),
        (("klager", "--profile", "secret"), "unknown-word"),
        (("klager", "--period", "1999"), "nothing-to-do"),
        (("klager", "--out", "x.gif"), "unknown-format"),
        (("klager", "--out", "x.svg", "--language", "se"), "unknown-word"),
        (("syk",), "chart-does-not-fit"),
        (("nobody",), "unknown-indicator"),
    ],
)
def test_what_cannot_be_is_said(kit, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    indicator(kit)
    path = csv_file(tmp_path, "indicator,municipality,period,value", "syk,0301,2011-Q1,9.5")
    assert kit.run("evaluation", "import", path).code == 0
    ran = kit.run("--format", "json", "evaluation", "funnel", *words)
    assert ran.code != 0
    assert json.loads(ran.err.splitlines()[-1])["error"]["code"] == code
    assert not list(tmp_path.glob("x.*"))


def test_a_file_wants_its_kind_and_no_periods(kit, tmp_path):
    path = csv_file(tmp_path, "group,numerator,denominator", "A,3,9")
    assert "--method" in kit.run("evaluation", "funnel", "--file", path).err
    assert kit.run("evaluation", "funnel", "--file", path, "--method", "rate", "--period", "2008").code == 2


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_picture_says_in_words_what_it_shows(kit, tmp_path, language):
    out = tmp_path / "klager.svg"
    found = one(kit, "klager", "--period", "2011", "--out", str(out), "--language", language)
    svg = out.read_text(encoding="utf-8")
    described = re.search(r"<desc[^>]*>(.*?)</desc>", svg)[1]
    for each in found["groups"]:
        assert (each["name"] in described) == bool(each["outlier95"])
    assert f'lang="{language}"' in svg
    assert svg.count("<title>") == len(found["groups"])
    again = tmp_path / "again.svg"
    one(kit, "klager", "--period", "2011", "--out", str(again), "--language", language)
    assert again.read_bytes() == out.read_bytes()


def test_pixels_a_page_and_a_folder_of_all(kit, tmp_path):
    for ending, begin in ((".png", b"\x89PNG"), (".pdf", b"%PDF")):
        out = tmp_path / f"klager{ending}"
        assert kit.run("evaluation", "funnel", "klager", "--out", str(out)).code == 0
        assert out.read_bytes().startswith(begin)
    data = kit.json("evaluation", "funnel", "all", "--period", "2011", "--out", str(tmp_path / "all"))
    assert [each["indicator"] for each in data["funnels"]] == ["klager"]
    assert (tmp_path / "all" / "klager-funnel.svg").is_file()


def test_nothing_is_written_by_a_dry_run(kit, tmp_path):
    assert kit.run("--dry-run", "evaluation", "funnel", "klager", "--out", str(tmp_path / "k.svg")).code == 0
    assert not (tmp_path / "k.svg").exists()


def test_an_indicator_without_denominators_is_passed_over_among_all(kit, tmp_path):
    indicator(kit)
    path = csv_file(tmp_path, "indicator,municipality,period,value", "syk,0301,2011-Q1,9.5")
    assert kit.run("evaluation", "import", path).code == 0
    ran = kit.run("evaluation", "funnel", "all")
    assert (ran.code, "syk" in ran.err) == (0, True)


def test_centrality_counts_where_a_plugin_gave_it(kit, monkeypatch):
    fields = [ExtraField("municipalities", "ssb_centrality", "int")]
    gather = Session.gather
    monkeypatch.setattr(
        Session,
        "gather",
        lambda run, hook, **more: gather(run, hook, **more) + (fields if hook == "kvadmin_fields" else []),
    )
    for number, value in (("0101", 2), ("0716", 6), ("0821", 2)):
        path = next((kit.folder / "municipalities").glob(f"{number}*"))
        path.write_text(path.read_text(encoding="utf-8") + f"ssb_centrality: {value}\n", encoding="utf-8")
    found = one(kit, "klager", "--period", "2011", "--similar-to", "Halden", "--count", "2")["similar"]
    assert found["by_centrality"]
    assert [(each["municipality"], each["centrality"]) for each in found["members"]] == [("0821", 0.0), ("0716", 2.0)]


def test_what_a_person_has_excluded_is_not_counted_and_said(kit):
    for number in ("0101", "0821"):
        event = ("--municipality", number, "--kind", "exclude", "--at", "2011-Q2", "--why", "streik")
        assert kit.run("evaluation", "event", "add", "klager", *event).code == 0
    for command, rows in (("funnel", "groups"), ("ranks", "municipalities")):
        ran = kit.run("evaluation", command, "klager", "--period", "2011", "--format", "json")
        assert "klager: 2 excluded figures are not counted: 0101 2011-Q2, 0821 2011-Q2" in " ".join(ran.err.split())
        (found,) = json.loads(ran.out)["funnels" if command == "funnel" else "ranks"]
        counted = {each.get("group") or each["municipality"]: each for each in found[rows]}
        assert (counted["0101"]["numerator"], counted["0101"]["denominator"], counted["0101"]["periods"]) == (
            20,
            200,
            1,
        )
        assert (counted["0301"]["numerator"], counted["0301"]["periods"]) == (900, 2)
    assert "excluded" not in kit.run("evaluation", "funnel", "klager", "--period", "2011-Q1").err
