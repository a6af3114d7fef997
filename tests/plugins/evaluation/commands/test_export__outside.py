"""The package opened as evaluators open it, by PSPP, R (haven, foreign), pandas and frictionless: equal to the csv."""

from __future__ import annotations

import json
import shutil
import subprocess

import pandas as pd
import pytest
from plugins.evaluation.hostile import LONGEST, STRL, hostile
from plugins.evaluation.package import outside

PROFILES = ("private", "public")


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    kit = hostile(folder / "programme", folder)
    for profile in PROFILES:
        ran = kit.run("evaluation", "export", "--profile", profile, "--out", str(folder / profile))
        assert ran.code == 0, ran.err
    return kit, folder


def r_packages():
    if not shutil.which("Rscript"):
        return "R is not installed (Debian: r-base-core)"
    asked = subprocess.run(
        ["Rscript", "-e", "library(haven); library(foreign)"], capture_output=True, text=True, check=False
    )
    return "" if asked.returncode == 0 else "R has no haven and foreign (Debian: r-cran-haven, r-cran-foreign)"


@pytest.mark.parametrize("kind", ["sav", "empty"])
@pytest.mark.parametrize("profile", PROFILES)
def test_pspp_reads_every_table(packages, profile, kind, tmp_path):
    """With the codes as they are, and as PSPP computes: without what is missing, and with every figure."""
    if not shutil.which("pspp-convert"):
        pytest.skip("PSPP is not installed (Debian: pspp)")
    package = packages[1] / profile

    def read(name):
        sav, out = package / "spss" / f"{name}.sav", tmp_path / f"{name}.csv"
        ran = subprocess.run(
            ["pspp-convert", "-O", "csv", *(["--recode"] if kind == "empty" else []), str(sav), str(out)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return outside.csv_rows(out)

    found, compared = outside.differences(package, kind, read)
    assert found == []
    assert compared > 100


@pytest.mark.parametrize("profile", PROFILES)
def test_r_reads_every_table(packages, profile, tmp_path):
    if lacking := r_packages():
        pytest.skip(lacking)
    package = packages[1] / profile
    outside.in_r(package, tmp_path)
    for folder, kind in (("haven-sav", "sav"), ("haven-plain", "empty"), ("haven-dta", "dta")):
        found, compared = outside.differences(
            package, kind, lambda name, folder=folder: outside.csv_rows(tmp_path / folder / f"{name}.csv")
        )
        assert (folder, found) == (folder, [])
        assert compared > 100

    def first_parts(name):
        """What the codebook says of foreign: a text over 255 bytes becomes several variables, the first called as it."""
        header, rows = outside.csv_rows(tmp_path / "foreign-sav" / f"{name}.csv")
        names = [each["name"] for each in outside.tables(package)[name][0]]
        places = [header.index(one) for one in names]
        return names, [[row[at].rstrip() for at in places] for row in rows]  # SPSS pads its texts with blanks

    found, _ = outside.differences(package, "sav", first_parts)
    long = {"project_goals", "label_nb", "label_nn"}
    assert [each for each in found if each[2] not in long] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_pandas_reads_every_table(packages, profile):
    package = packages[1] / profile

    def text(cell):
        if isinstance(cell, pd.io.stata.StataMissingValue):
            return "" if cell.string == "." else cell.string
        return repr(cell) if isinstance(cell, float) else str(cell)

    def read(name):
        path = package / "stata" / f"{name}.dta"
        assert path.read_bytes()[:40].startswith(b"<stata_dta><header><release>118<")
        frame = pd.read_stata(path, convert_categoricals=False, convert_missing=True, convert_dates=False)
        days = {each["name"] for each in outside.tables(package)[name][0] if each["kind"] == "date"}
        cells = {column: [text(cell) for cell in frame[column].tolist()] for column in frame}
        for column in days:
            begin = pd.Timestamp("1960-01-01")
            cells[column] = [
                str((begin + pd.Timedelta(days=float(cell))).date()) if cell else "" for cell in cells[column]
            ]
        return list(frame), [list(row) for row in zip(*cells.values(), strict=True)]

    found, compared = outside.differences(package, "dta", read)
    assert found == []
    assert compared > 100
    for name in outside.tables(package):
        pd.read_stata(package / "stata" / f"{name}.dta")  # as an evaluator would first try it
    frame = pd.read_parquet(package / "parquet" / "measurements.parquet")
    assert frame["value"].dtype == "float64"


@pytest.mark.parametrize("profile", PROFILES)
def test_frictionless_finds_nothing(packages, profile):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    package = packages[1] / profile
    report = frictionless.Package(str(package / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []
    described = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    schemas = {each["name"]: each["schema"] for each in described["resources"]}
    assert schemas["measurements"]["primaryKey"] == ["indicator", "municipality", "period", "sample"]
    to = {key["reference"]["resource"] for key in schemas["measurements"]["foreignKeys"]}
    assert to == {"indicators", "municipalities"}


def test_frictionless_sees_a_row_that_belongs_to_nobody(packages, tmp_path):
    """The keys are really tried: without the municipality its figures are an error."""
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    copy = tmp_path / "copy"
    shutil.copytree(packages[1] / "private", copy)
    path = copy / "csv" / "municipalities.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("0540")), encoding="utf-8", newline="")
    report = frictionless.Package(str(copy / "datapackage.json")).validate()
    assert "foreign-key" in {each[0] for each in report.flatten(["type"])}


def test_what_was_hard_is_there(packages):
    """The csv that all are compared with has the texts, the figure and the codes; the numbers of SPSS are apart."""
    read = outside.tables(packages[1] / "private")
    fields, rows = read["plans"]
    at = [each["name"] for each in fields].index("project_goals")
    texts = [row[at] for row in rows]
    assert LONGEST in texts
    assert f"{STRL}\nx\ny" in texts
    assert any(text.startswith("=1+1\n+47") for text in texts)
    fields, rows = read["measurements_wide"]
    names = [each["name"] for each in fields]
    saldo, many = fields[names.index("saldo")], fields[names.index("mange")]
    assert "-98" in {row[names.index("saldo")] for row in rows}
    assert [(each["code"], each["own"]) for each in saldo["missing"]] == [(-997, -97), (-998, -98), (-999, -99)]
    assert len(many["missing"]) == 6
    low, high = min(each["code"] for each in many["missing"]), max(each["code"] for each in many["missing"])
    figures = {
        float(row[names.index("mange")]) for row in rows if row[names.index("mange")][1:].replace(".", "").isdigit()
    }
    assert figures == {-1.5}
    assert not any(low <= figure <= high for figure in figures)
    book = (packages[1] / "private" / "codebook.nn.md").read_text(encoding="utf-8")
    assert "Kodane i .sav er flytta frå -97, -98, -99" in book


@pytest.mark.parametrize("profile", PROFILES)
def test_verify_reads_with_others(packages, profile):
    said = packages[0].json("evaluation", "verify", str(packages[1] / profile))
    assert said["ok"]
    readers = {each["format"]: each for each in said["readers"]}
    assert set(readers) == {"csv", "parquet", "sav", "dta", "xlsx"}
    assert readers["dta"] == {"format": "dta", "reader": "pandas", "independent": True}
    assert readers["sav"]["independent"] is bool(shutil.which("pspp-convert"))
