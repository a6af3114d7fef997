"""``kvadmin_annotations``, used by strangers that are really installed: marks on charts that move no limit."""

from __future__ import annotations

import json

import pytest
from plugins.evaluation.office import S, indicator, long_csv, office

from extension.stranger import STAR, Site

HEAD = STAR + "from datetime import date\n"


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path / "site")


@pytest.fixture
def programme(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit)
    assert kit.run("evaluation", "import", long_csv(tmp_path, S)).code == 0
    return tmp_path / "programme"


def run(site, programme, *args, code=0):
    ran = site.kvadmin("-C", str(programme), "--today", "2012-06-10", *args)
    assert ran.code == code, ran.err
    return ran


def signals(site, programme):
    ran = run(site, programme, "evaluation", "signals", "syk", "--format", "json")
    return json.loads(ran.out)["series"][0], ran.err


def test_what_a_plugin_says_stands_on_the_chart_and_moves_nothing(site, programme, tmp_path):
    before, _ = signals(site, programme)
    site.install(
        "measures",
        HEAD + "@hookimpl\ndef kvadmin_annotations(snapshot, indicator, municipality):\n"
        "    return [Annotation(date(2009, 5, 4), f'Ny vaktordning {indicator}', f'Ny vaktordning i {municipality}')]\n",
    )
    after, _ = signals(site, programme)
    assert after.pop("annotations") == [
        {
            "period": "2009-Q2",
            "day": "2009-05-04",
            "nb": "Ny vaktordning syk",
            "nn": "Ny vaktordning i 0301",
            "plugin": "measures",
        }
    ]
    assert before.pop("annotations") == []
    assert after == before
    out = tmp_path / "one.svg"
    run(site, programme, "evaluation", "chart", "syk", "--out", str(out), "--language", "nn")
    svg = out.read_text(encoding="utf-8")
    assert "[1]  2. kvartal 2009: Ny vaktordning i 0301" in svg
    assert "[1] 2. kvartal 2009: Ny vaktordning i 0301" in svg.split("</desc>")[0], "the text alternative says it too"


ABSURD = (
    ("Annotation(date(9, 1, 1), 'Tidlig', 'Tidleg')", "0009-01-01, which no series has"),
    ("Annotation(date(2009, 1, 1), ' ', '')", "says nothing"),
    ("Annotation(date(2009, 1, 1), 'x' * 201, 'x')", "more than 200 characters"),
    ("Annotation('2009-01-01', 'Tekst', 'Tekst')", "day is str, not date"),
    ("Annotation(date(2009, 1, 1), None, 'Tekst')", "nb is NoneType, not str"),
    ("'Tekst'", "returned str, not Annotation"),
)


@pytest.mark.parametrize(("answer", "said"), ABSURD)
def test_an_absurd_answer_is_left_out_and_named(site, programme, answer, said):
    site.install(
        "absurd",
        HEAD + "@hookimpl\ndef kvadmin_annotations():\n"
        f"    return [{answer}, Annotation(date(2009, 1, 1), 'Rett', 'Rett')]\n",
    )
    series, err = signals(site, programme)
    assert [each["nb"] for each in series["annotations"]] == ["Rett"]
    assert said in err


def test_a_plugin_that_says_it_twice_or_far_too_much(site, programme):
    site.install(
        "chatter",
        HEAD + "@hookimpl\ndef kvadmin_annotations():\n"
        "    return [Annotation(date(2009, 1, 1), 'Rett', 'Rett')] * 2"
        " + [Annotation(date(2010, 1, 1), str(n), '') for n in range(1000)]\n",
    )
    series, _ = signals(site, programme)
    assert len(series["annotations"]) == 59, "sixty are heard, one of them twice"
    assert series["annotations"][1]["nn"], "what only one form says, both say"
