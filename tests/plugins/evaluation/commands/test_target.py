"""Targets from a period on, of all and of one municipality, and a second one."""

from __future__ import annotations

import pytest
from plugins.evaluation.office import S, indicator, long_csv, members, office


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit)
    for number in ("0301", "0101"):
        ran = kit.run("evaluation", "import", long_csv(tmp_path, S, number=number))
        assert ran.code == 0, ran.err
    return kit


def target(kit, *more, code=0):
    ran = kit.run("evaluation", "target", *more)
    assert ran.code == code, ran.err
    return ran


def steps(kit, number="0301", key="target"):
    (series,) = kit.json("evaluation", "signals", "syk", "--municipality", number)["series"]
    return [point[key] for point in series["points"]]


def test_targets_by_period(kit):
    assert steps(kit) == [8.0] * 20
    target(kit, "set", "syk", "--from", "2008K1", "--to", "9,5")
    target(kit, "set", "syk", "--from", "2010-Q1", "--to", "7.5")
    target(kit, "set", "syk", "--from", "2009-Q1", "--to", "6", "--municipality", "Halden")
    target(kit, "set", "syk", "--from", "2011-Q1", "--to", "none", "--second")
    target(kit, "set", "syk", "--from", "2010-Q1", "--to", "7", "--second")
    assert steps(kit) == [8.0] * 4 + [9.5] * 8 + [7.5] * 8
    assert steps(kit, "0101") == [8.0] * 4 + [9.5] * 4 + [6.0] * 12, "from then on it follows its own"
    assert steps(kit, key="second_target") == [None] * 12 + [7.0] * 4 + [None] * 4
    assert kit.json("evaluation", "signals", "syk", "--municipality", "0301")["series"][0]["target"] == 7.5
    assert [each["second"] for each in kit.json("evaluation", "target", "list")["targets"]].count(True) == 2


@pytest.mark.parametrize(
    ("to", "verdict"), [("12", "consistent_pass"), ("8.5", "inconsistent"), ("3", "consistent_fail")]
)
def test_assurance_is_judged_by_the_target_of_the_last_point(kit, to, verdict):
    target(kit, "set", "syk", "--from", "2011-Q4", "--to", to)
    (series,) = kit.json("evaluation", "signals", "syk", "--municipality", "0301")["series"]
    assert series["assurance"] == verdict
    target(kit, "set", "syk", "--from", "2012-Q1", "--to", "1")
    assert kit.json("evaluation", "signals", "syk", "--municipality", "0301")["series"][0]["assurance"] == verdict


def test_a_target_that_ends(kit):
    target(kit, "set", "syk", "--from", "2011-Q1", "--to", "none")
    (series,) = kit.json("evaluation", "signals", "syk", "--municipality", "0301")["series"]
    assert (series["target"], series["assurance"]) == (None, None)


def test_setting_it_again_and_taking_it_away(kit):
    target(kit, "set", "syk", "--from", "2008-Q1", "--to", "9")
    target(kit, "set", "syk", "--from", "2008-Q1", "--to", "8.5")
    assert steps(kit)[-1] == 8.5
    assert "2008-Q1" in target(kit, "remove", "syk", "--from", "2008-Q2", code=4).err
    target(kit, "remove", "syk", "--from", "2008-Q1", "--second", code=4)
    target(kit, "remove", "syk", "--from", "2008-Q1")
    assert steps(kit)[-1] == 8.0
    assert target(kit, "set", "syk", "--from", "2008", "--to", "9", code=3)
    assert target(kit, "set", "syk", "--from", "2008-Q1", "--to", "much", code=2)


def test_targets_are_drawn_as_steps(kit, tmp_path):
    target(kit, "set", "syk", "--from", "2009-Q1", "--to", "9")
    target(kit, "set", "syk", "--from", "2009-Q1", "--to", "7", "--second")
    out = tmp_path / "one.svg"
    assert kit.run("evaluation", "chart", "syk", "--municipality", "0301", "--out", str(out)).code == 0
    svg = out.read_text(encoding="utf-8")
    line = svg.split('class="target" d="')[1].split('"')[0]
    assert (line.count("M"), line.count("H"), line.count("V")) == (1, 2, 1)
    assert 'class="target second"' in svg
    assert "Mål 9,0" in svg
    assert "Mål II 7,0" in svg


def test_pages_of_each_network(kit, tmp_path):
    from kvadmin.api.records import Network, Networks

    members(kit, "0301", "0101", "0821", "1867")
    chart = ("evaluation", "chart", "syk", "--cohort", "P1", "--by", "network", "--out", str(tmp_path / "out"))
    ran = kit.run(*chart, "--page", "multiples")
    assert ran.code == 4
    assert "no networks" in ran.err
    two = [
        Network(id="1", name="Øst", members=["0301", "0101", "0821"]),
        Network(id="2", name="Nord", members=["1867"]),
    ]
    kit.add(Networks(cohort="P1", networks=two))
    files = kit.json(*chart, "--page", "multiples")["files"]
    assert [name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] for name in files] == ["syk-1.svg"], "nobody in 2 has figures"
    svg = (tmp_path / "out" / "syk-1.svg").read_text(encoding="utf-8")
    assert "Nettverk 1 Øst: syk" in svg
    assert "Median i nettverket" in svg
    assert "Uten tall: 0821 Bø" in svg
    assert kit.run(*chart).code == 2
    assert "network" in kit.run(*chart[:5], "--page", "multiples", "--by", "netwrk", "--out", "x").err
