"""The chance of each application in the evaluator's package: in every format, both profiles, and nobody told apart."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import datetime
from decimal import Decimal
from math import isnan

import pyreadstat
import pytest
from applications import COMPLETE
from plugins.evaluation.office import office
from plugins.evaluation.package import outside

from kvadmin.api.records import Application, Cohort, Quota
from kvadmin.plugins.evaluation.package.dictionary import Variable
from kvadmin.plugins.evaluation.package.tables.added_variables import hide_rare
from kvadmin.plugins.evaluation.package.tables.private_tables import table

RECEIVED = datetime.fromisoformat("2008-05-14T00:00:00")
NORTH, SOUTH = range(1801, 1807), range(1001, 1009)
CHANCE = ("chance", "chance_low", "chance_high")


@pytest.fixture(scope="module")
def admitted(tmp_path_factory):
    """Fourteen compete for six places: two are certain, three go to the north's six, one to the other six of the south."""
    kit = office(tmp_path_factory.mktemp("chances") / "programme", today="2008-06-10")
    quotas = [Quota(field="region", value="Nord", min=3, max=3)]
    kit.add(Cohort(id="P3", name="Pulje 3", capacity=6, lottery_seed="x", quotas=quotas))
    for number in (*NORTH, *SOUTH):
        kit.municipality(f"{number}", f"K{number}", region="Nord" if number in NORTH else "Sør")
        score = Decimal(9) if number in SOUTH[:2] else Decimal(5)
        kit.add(_application(f"{number}", "complete", score))
    kit.add(_application("0301", "withdrawn", None))
    ran = kit.run("cohort", "admit", "P3")
    assert ran.code == 0, ran.err
    return kit


def _application(number, state, score):
    return Application(cohort="P3", municipality=number, state=state, received=RECEIVED, score=score, contents=COMPLETE)


@pytest.fixture(scope="module")
def packages(admitted, tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages")
    for profile in ("private", "public"):
        ran = admitted.run("evaluation", "export", "--profile", profile, "--out", str(folder / profile), "--least", "5")
        assert ran.code == 0, ran.err
    return folder


def rows(package):
    with (package / "csv" / "applications.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_private_package_has_each_chance(packages):
    found = {each["municipality"]: each for each in rows(packages / "private")}
    assert {number: each["chance"] for number, each in found.items()} == {
        **{f"{number}": "0.5" for number in NORTH},
        **{f"{number}": "0.166666667" for number in SOUTH[2:]},
        **{f"{number}": "1" for number in SOUTH[:2]},
        "0301": "",
    }
    assert all(each["chance_low"] == each["chance_high"] == each["chance"] for each in found.values())
    # A natural experiment: among those whose chance is the same, the lottery alone made the difference.
    north = Counter(found[f"{number}"]["state"] for number in NORTH)
    assert north == {"admitted": 3, "waitlisted": 3}


def test_the_private_package_has_the_reason_of_each_decision_with_its_label(packages):
    found = Counter(each["reason"] for each in rows(packages / "private"))
    assert found == {"waitlisted-capacity": 8, "admitted-lottery": 4, "admitted-score": 2, "withdrawn": 1}
    for form, label in (("nb", "Søknaden er trukket."), ("nn", "Søknaden er trekt.")):
        codebook = (packages / "private" / f"codebook.{form}.md").read_text(encoding="utf-8")
        assert "Grunn til vedtaket" in codebook
        assert label in codebook
    _, told = pyreadstat.read_sav(packages / "private" / "spss" / "applications.sav")
    assert any("Søknaden er trukket." in label for label in told.variable_value_labels["reason"].values())
    assert "reason" not in rows(packages / "public")[0]


def test_the_public_package_hides_a_chance_that_few_share(packages):
    """The two certain ones are too few, and what six others have goes with them, so that nothing can be worked out."""
    found = Counter(each["chance"] for each in rows(packages / "public"))
    assert found == {":": 8, "0.5": 6, "": 1}
    for name in CHANCE:
        assert Counter(each[name] for each in rows(packages / "public")) == found


def test_the_export_says_how_much_is_hidden(admitted, tmp_path):
    said = admitted.run("evaluation", "export", "--profile", "public", "--out", str(tmp_path / "p"))
    assert "applications: 6 figures that few share and 18 more are hidden" in said.out
    assert "municipality_counts: " in said.out


@pytest.mark.parametrize("profile", ["private", "public"])
def test_every_format_says_the_same_and_others_read_it(admitted, packages, profile):
    said = admitted.json("evaluation", "verify", str(packages / profile))
    assert said["ok"]
    assert all(each["independent"] for each in said["readers"] if each["format"] in ("xlsx", "csv"))
    frame, told = pyreadstat.read_sav(packages / profile / "spss" / "applications.sav", user_missing=True)
    assert told.column_names_to_labels["chance"] == (
        "Sjanse for plass før trekningen (0–1) / Sjanse for plass før trekninga (0–1)"
    )
    plain = [each["chance"] for each in rows(packages / profile)]
    mark = {":": -98.0} if profile == "public" else {}
    wanted = [None if cell == "" else mark.get(cell) or float(cell) for cell in plain]
    assert [None if isnan(cell) else cell for cell in frame["chance"].tolist()] == wanted


@pytest.mark.parametrize("profile", ["private", "public"])
def test_the_codebooks_and_the_description_have_it_with_the_keys(packages, profile):
    assert "Sjanse for plass før trekningen (0–1)" in (packages / profile / "codebook.nb.md").read_text("utf-8")
    assert "Sjanse for plass før trekninga (0–1)" in (packages / profile / "codebook.nn.md").read_text("utf-8")
    described = json.loads((packages / profile / "datapackage.json").read_text(encoding="utf-8"))
    schema = next(each["schema"] for each in described["resources"] if each["name"] == "applications")
    assert schema["primaryKey"] == ["municipality", "cohort"]
    assert {each["name"]: each["kind"] for each in schema["fields"]}.items() >= dict.fromkeys(CHANCE, "decimal").items()
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    report = frictionless.Package(str(packages / profile / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []


@pytest.mark.parametrize("profile", ["private", "public"])
def test_pandas_reads_it_as_the_csv_has_it(packages, profile):
    import pandas as pd

    fields, cells = outside.tables(packages / profile)["applications"]
    at = [each["name"] for each in fields].index("chance")
    frame = pd.read_stata(
        packages / profile / "stata" / "applications.dta", convert_categoricals=False, convert_missing=True
    )
    seen = [
        ("" if cell.string == "." else cell.string) if isinstance(cell, pd.io.stata.StataMissingValue) else cell
        for cell in frame["chance"].tolist()
    ]
    assert seen == [outside.wanted(fields[at], row[at], "dta") for row in cells]


def test_what_comes_after_the_admission_changes_no_chance(admitted, packages, tmp_path):
    first = next(each["municipality"] for each in rows(packages / "private") if each["state"] == "admitted")
    for words in (
        ("cohort", "withdraw", "P3", first, "--reason", "withdrawn"),
        ("cohort", "set", "P3", "capacity", "9"),
    ):
        assert admitted.run(*words).code == 0
    assert admitted.run("evaluation", "export", "--profile", "private", "--out", str(tmp_path / "p")).code == 0
    before = {each["municipality"]: each["chance"] for each in rows(packages / "private")}
    assert {each["municipality"]: each["chance"] for each in rows(tmp_path / "p")} == before


def test_without_an_admission_there_is_no_such_variable(tmp_path):
    kit = office(tmp_path / "programme")
    kit.add(Cohort(id="P3", name="Pulje 3", capacity=1))
    kit.add(Application(cohort="P3", municipality="0301", state="complete"))
    assert kit.run("evaluation", "export", "--profile", "private", "--out", str(tmp_path / "p")).code == 0
    assert "chance" not in rows(tmp_path / "p")[0]


WHO = (Variable("municipality", "K", "K"), Variable("cohort", "P", "P"), Variable("chance", "S", "S", "decimal"))


@pytest.mark.parametrize(
    ("counts", "shown", "rare", "more"),
    [
        ({"0": 6, "1": 7}, {"0": 6, "1": 7}, 0, 0),
        ({"0": 6, "0.5": 2, "1": 7}, {"1": 7, ":": 8}, 2, 6),
        ({"0": 2, "0.5": 2, "1": 7}, {":": 11}, 4, 7),
        ({"0": 3, "0.5": 2, "1": 7}, {":": 5, "1": 7}, 5, 0),
        ({"0.5": 2}, {":": 2}, 2, 0),
    ],
)
def test_rare_values_are_hidden_with_enough_others(counts, shown, rare, more):
    values = [("K", "P3", value) for value, n in counts.items() for _ in range(n)]
    found, few, beside = hide_rare(table("applications", "S", "S", WHO, values), frozenset({"chance"}), 5)
    assert Counter(row[2] for row in found.rows()) == shown
    assert (few, beside) == (rare, more)


def test_cohorts_are_judged_each_by_itself():
    values = [("K", "P1", "1")] * 9 + [("K", "P2", "1")] * 2 + [("K", "P2", "0")] * 9 + [("K", "P2", None)]
    found, _, _ = hide_rare(table("applications", "S", "S", WHO, values), frozenset({"chance"}), 5)
    assert Counter((row[1], row[2]) for row in found.rows()) == {("P1", "1"): 9, ("P2", ":"): 11, ("P2", None): 1}


@pytest.mark.parametrize(
    ("values", "words", "said"),
    [
        ("{('P3', '1801'): 'owes'}", "{'paid': ('Betalt', 'Betalt')}", "values without a label, or of two kinds: owes"),
        ("{('P3', '1801'): 'owes'}", "{}", "values without a label, or of two kinds: owes"),
        ("{('P3', '1801'): Decimal(1)}", "{'1': ('En', 'Ein')}", "values without a label, or of two kinds: 1"),
    ],
)
def test_words_without_labels_are_left_out_and_named(desk, values, words, said):
    from extension.stranger import STAR

    desk.install(
        "from decimal import Decimal\n" + STAR + "@hookimpl\ndef kvadmin_application_variables():\n"
        f"    return [ApplicationVariable('debt', 'Gjeld', 'Gjeld', {values}, words={words})]\n"
    )
    ran = desk.run("evaluation", "export", "--profile", "private", "--out", "p", "--dry-run")
    assert f"'debt' of the plugin 'roads' is left out: it has {said}" in ran.err
