"""A text that a format cannot hold stops the export before anything is written, by its table, variable and place."""

from __future__ import annotations

import pytest
from plugins.evaluation.office import members, office

from kvadmin.api.records import ProjectPlan


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    members(kit, "0301", "0101")
    kit.add(ProjectPlan(cohort="P1", municipality="0101", effect_goals=["å" * 20_000]))
    return kit


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_refused_by_name(kit, tmp_path, dry):
    out = tmp_path / "new" / "package"
    ran = kit.run("evaluation", "export", "--profile", "private", "--out", str(out), *dry)
    assert ran.code == 3, ran.err
    assert "plans.effect_goals, 0101 P1 (row 1): a text of 40,000 bytes, and SPSS (.sav)" in ran.err
    assert "Excel" not in ran.err  # 20,000 characters are few to it
    assert "--formats csv,parquet,xlsx,dta,docx" in ran.err
    assert not out.parent.exists()


def test_the_other_formats_hold_it(kit, tmp_path):
    out = tmp_path / "package"
    formats = ("--formats", "csv,parquet,xlsx,dta,docx")
    ran = kit.run("evaluation", "export", "--profile", "private", "--out", str(out), *formats)
    assert ran.code == 0, ran.err
    assert kit.json("evaluation", "verify", str(out))["ok"]


def test_a_package_that_is_there_stays(kit, tmp_path):
    out = tmp_path / "package"
    kit.run("evaluation", "export", "--profile", "private", "--out", str(out), "--formats", "csv")
    before = (out / "manifest.json").read_bytes()
    assert kit.run("evaluation", "export", "--profile", "private", "--out", str(out)).code == 3
    assert (out / "manifest.json").read_bytes() == before


def test_keys_that_the_data_do_not_keep_are_said(kit, tmp_path):
    import json

    kit.add(ProjectPlan(cohort="P1", municipality="0821"))
    ran = kit.run("evaluation", "export", "--profile", "private", "--out", str(tmp_path / "p"), "--formats", "csv")
    assert "plans: municipality, cohort 0821 P1 is not in memberships" in ran.err
    described = json.loads((tmp_path / "p" / "datapackage.json").read_text(encoding="utf-8"))
    plans = next(each["schema"] for each in described["resources"] if each["name"] == "plans")
    assert [key["reference"]["resource"] for key in plans["foreignKeys"]] == ["municipalities"]
