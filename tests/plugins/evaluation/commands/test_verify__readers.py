"""A package is read with something else than what wrote it, and what that could not be is said."""

from __future__ import annotations

import json
import shutil

import pyreadstat
import pytest
from plugins.evaluation.office import indicator, long_csv, members, office

from kvadmin.api.records import ProjectPlan
from kvadmin.plugins.evaluation.package.manifest import MANIFEST, file_hash


@pytest.fixture
def package(tmp_path):
    kit = office(tmp_path / "programme")
    members(kit, "0301")
    kit.add(ProjectPlan(cohort="P1", municipality="0301", effect_goals=["Mål"]))
    out = tmp_path / "package"
    ran = kit.run("evaluation", "export", "--profile", "private", "--out", str(out))
    assert ran.code == 0, ran.err
    return kit, out


def test_what_is_not_installed_is_named(package, monkeypatch):
    kit, out = package
    monkeypatch.setenv("PATH", "/nowhere")
    ran = kit.run("evaluation", "verify", str(out))
    assert ran.code == 0
    assert "sav was read only by what wrote it: PSPP is not installed" in ran.out
    readers = {each["format"]: each for each in kit.json("evaluation", "verify", str(out))["readers"]}
    assert readers["sav"] == {"format": "sav", "reader": "pyreadstat", "independent": False}
    assert readers["parquet"]["independent"]


def test_formats_that_are_not_there_have_no_reader(package, tmp_path):
    kit, _ = package
    out = tmp_path / "csv"
    kit.run("evaluation", "export", "--profile", "private", "--out", str(out), "--formats", "csv")
    assert [each["format"] for each in kit.json("evaluation", "verify", str(out))["readers"]] == ["csv"]


@pytest.mark.parametrize("path", ["spss/plans.sav", "stata/plans.dta", "parquet/plans.parquet"])
def test_another_content_under_a_right_hash_is_found(package, path):
    """The file of another table, with the manifest made to fit: only reading it tells."""
    kit, out = package
    other = path.replace("plans", "memberships")
    shutil.copy(out / other, out / path)
    found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    found["files"][path] = file_hash(out / path)
    (out / MANIFEST).write_text(json.dumps(found), encoding="utf-8")
    ran = kit.run("evaluation", "verify", str(out), "--format", "json")
    assert ran.code == 1
    assert [each["file"] for each in json.loads(ran.out)["problems"]] == [path]


@pytest.mark.parametrize("reader", ["PSPP", "pyreadstat"])
@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({}, "SPSS takes : of value for a figure"),
        ({"value": [{"lo": -99, "hi": -1}]}, "SPSS takes -3 of value for missing"),
    ],
)
def test_what_a_sav_declares_to_be_missing_is_what_is_missing(tmp_path, monkeypatch, reader, declared, told):
    """The cells are right; SPSS would still reckon with a code, or without a figure."""
    if reader == "PSPP" and not shutil.which("pspp-convert"):
        pytest.skip("PSPP is not installed")
    kit = office(tmp_path / "programme")
    indicator(kit)
    assert kit.run("evaluation", "import", long_csv(tmp_path, [-3, ":"])).code == 0
    out = tmp_path / "package"
    kit.run("evaluation", "export", "--profile", "private", "--out", str(out))
    sav = out / "spss" / "measurements.sav"
    frame, meta = pyreadstat.read_sav(sav, user_missing=True)
    kept = {name: ranges for name, ranges in meta.missing_ranges.items() if name != "value"}
    pyreadstat.write_sav(frame, sav, missing_ranges={**kept, **declared}, variable_format=meta.original_variable_types)
    if reader == "pyreadstat":
        monkeypatch.setenv("PATH", "/nowhere")
    ran = kit.run("evaluation", "verify", str(out), "--format", "json")
    assert ran.code == 1
    assert told in [each["problem"] for each in json.loads(ran.out)["problems"]]
