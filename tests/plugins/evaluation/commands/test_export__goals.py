"""Goals in the evaluator's package: whole in the private one, and nothing that says whose they are in the public one."""

from __future__ import annotations

import csv
import random
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from plugins.evaluation.office import csv_file, members, office, quarters

from kvadmin.api.records import Goal, Indicator, MemberGoals
from kvadmin.plugins.evaluation.indicators.indicators_file import Indicators
from kvadmin.plugins.evaluation.package.dictionary import Variable
from kvadmin.plugins.evaluation.package.tables.private_tables import table
from kvadmin.plugins.evaluation.package.tables.public_tables import Pseudonyms, public_tables

NUMBERS = ("0101", "0301", "0716", "0821", "1867")


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme", today="2010-02-01")
    kit.add(Indicators(indicators=[Indicator(id="syk", nb="Sykefravær", direction="decrease")]))
    members(kit, *NUMBERS)
    for number in NUMBERS:
        goal = Goal(
            indicator="syk", start=Decimal("9.6"), to=Decimal("8.4"), direction="decrease", by=date(2010, 12, 31)
        )
        keep = Goal(indicator="syk", kind="keep", to=Decimal("9.9"), direction="decrease")
        kit.add(MemberGoals(cohort="P1", municipality=number, goals=[goal, keep] if number == "0301" else [goal]))
    values = [9.5, 9.7, 9.6, 9.5, 9.7, 8.2, 8.4, 8.3, 8.2, 8.4, 8.3, 8.4]
    lines = [f"syk,0301,{p},{v}" for p, v in zip(quarters(12), values, strict=True)]
    kit.run("evaluation", "import", csv_file(tmp_path, "indicator,municipality,period,value", *lines))
    return kit


def exported(kit, folder, profile, *more):
    ran = kit.run(
        *("evaluation", "export", "--profile", profile, "--out", str(folder), "--formats", "csv,xlsx,sav,dta"),
        *more,
    )
    assert ran.code == 0, ran.err
    path = folder / "csv" / "goals.csv"
    return ran, list(csv.DictReader(path.read_text("utf-8").splitlines())) if path.exists() else None


def test_the_private_package_has_them_whole(kit, tmp_path):
    _, found = exported(kit, tmp_path / "out", "private")
    assert [(each["municipality"], each["kind"], each["state"]) for each in found] == [
        ("0101", "reach", "no-figures"),
        ("0301", "keep", "met"),
        ("0301", "reach", "met"),
        ("0716", "reach", "no-figures"),
        ("0821", "reach", "no-figures"),
        ("1867", "reach", "no-figures"),
    ]
    oslo = found[2]
    assert (oslo["from_value"], oslo["to_value"], oslo["by_date"], oslo["mean"]) == (
        "9.6",
        "8.4",
        "2010-12-31",
        "8.314286",
    )
    assert (oslo["first_period"], oslo["last_period"], oslo["figures"]) == ("2008-Q2", "2009-Q4", "7")
    assert oslo["reasons"].split() == ["shift-better", "base-from-goal", "reached"]
    assert kit.run("evaluation", "verify", str(tmp_path / "out")).code == 0


def test_the_public_package_says_only_the_state_of_goals_that_enough_have(kit, tmp_path):
    ran, found = exported(kit, tmp_path / "out", "public", *_key(tmp_path))
    assert list(found[0]) == ["municipality", "cohort", "indicator", "kind", "direction", "state"]
    assert {each["kind"] for each in found} == {"reach"}
    assert len(found) == 5
    assert all(each["municipality"].startswith("K") for each in found)
    assert "goals: 1 goals of kinds that few have are left out" in ran.out


def test_none_are_there_where_too_few_have_one(kit, tmp_path):
    _, found = exported(kit, tmp_path / "out", "public", *_key(tmp_path), "--least", "6")
    assert found is None


@pytest.mark.parametrize("seed", range(30))
def test_every_goal_that_is_shown_is_one_of_enough_in_its_cohort(seed):
    """Drawn small programmes: two cohorts, two indicators, few members; tried on what is shown alone."""
    chance = random.Random(seed)
    rows = [
        (number, cohort, indicator, kind, "decrease", chance.choice(("met", "off-track")))
        for number in ("0101", "0301", "0716", "0821", "1867")
        for cohort in ("P1", "P2")
        for indicator in ("syk", "klager")
        for kind in ("reach", "keep")
        if chance.random() < 0.6
    ]
    least = chance.choice((2, 3, 4))
    names = ("municipality", "cohort", "indicator", "kind", "direction", "state")
    whole = table("goals", "Mål", "Mål", tuple(Variable(each, each, each) for each in names), rows)
    tables, hidden = public_tables([whole], Pseudonyms(b"k" * 32), least)
    shown = [row for each in tables for row in each.rows()]
    holders = Counter(row[1:5] for row in shown)
    assert all(count >= least for count in holders.values())
    assert len(shown) + sum(each.primary for each in hidden) == len(rows)
    assert {row[1:5] for row in shown} == {
        kind for kind, count in Counter(row[1:5] for row in rows).items() if count >= least
    }


def test_a_programme_without_goals_has_no_such_table(tmp_path):
    kit = office(tmp_path / "programme")
    _, found = exported(kit, tmp_path / "out", "private")
    assert found is None


def _key(folder):
    (folder / "k.key").write_text("ab" * 32, encoding="utf-8")
    return "--key", str(folder / "k.key")
