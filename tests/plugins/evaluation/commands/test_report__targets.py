"""Lines and middles of the charts in reports, where targets are set by period and figures are left out."""

from __future__ import annotations

import re

import pytest
from plugins.evaluation.results_office import numbers, results_office

FIRST = numbers(1)[0]


@pytest.fixture
def kit(tmp_path):
    return results_office(tmp_path / "programme", {"P1": 6})


def test_the_goal_is_the_line_of_its_chart_whatever_targets_are_set_by_period(kit, tmp_path):
    page = page_of(kit, tmp_path / "before", FIRST)
    for more in ((), ("--second",)):
        target = ("--from", "2006-Q1", "--to", "7.0", *more)
        assert kit.run("evaluation", "target", "set", "sykefravaer", *target).code == 0
    assert page_of(kit, tmp_path / "after", FIRST) == page


def test_small_charts_for_the_public_have_no_target_line(kit, tmp_path):
    plain = page_of(kit, tmp_path / "plain", "network:1", "--for", "council")
    assert kit.run("evaluation", "target", "set", "sykefravaer", "--from", "2006-Q1", "--to", "7.0").code == 0
    assert len(re.findall('class="target', page_of(kit, tmp_path / "with", "network:1", "--for", "council"))) == len(
        re.findall('class="target', plain)
    )


def test_the_middle_municipality_is_one_of_those_whose_figures_count(kit, tmp_path):
    plain = page_of(kit, tmp_path / "plain", "cohort:P1")
    for number in numbers(6)[:2]:
        event = ("--municipality", number, "--kind", "exclude", "--at", "2006-Q1", "--why", "streik")
        assert kit.run("evaluation", "event", "add", "sykefravaer", *event).code == 0
    changed = page_of(kit, tmp_path / "without", "cohort:P1")
    assert changed.count("<circle") == plain.count("<circle") - 1  # four figures are too few for a middle


def page_of(kit, out, subject, *words):
    """The page of one report."""
    ran = kit.run("evaluation", "report", subject, "--as", "html", "--out", str(out), *words)
    assert ran.code == 0, ran.err
    (page,) = out.glob("*.html")
    return page.read_text(encoding="utf-8")


def test_what_a_chart_shows_of_earlier_signals_is_not_denied_by_its_sentence(kit, tmp_path):
    parts = [
        part
        for number in numbers(6)
        for part in page_of(kit, tmp_path / number, number, "--language", "nb").split("<h3>")[1:]
    ]
    earlier = [part for part in parts if "Tidligere i figuren" in part]
    assert earlier
    assert all("Sju punkter" in part for part in earlier)
    assert not [part for part in parts if "ingen endring er påvist" in part and "Sju punkter" in part]
