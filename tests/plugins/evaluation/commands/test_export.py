"""The evaluator's package: the same in every format, nothing of a person in the public one, checked by anybody."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import date

import pyarrow.parquet as pq
import pyreadstat
import pytest
from openpyxl import load_workbook
from plugins.evaluation.office import S, csv_file, indicator, long_csv, members, office

from kvadmin.api.records import Application, Gathering, Registration, Registrations, StateChange
from kvadmin.plugins.evaluation.package.tables.public_tables import grid_of
from kvadmin.plugins.evaluation.suppression import derivable

SECRETS = ("Kari Prøvesen", "kari@oslo.example", "22334455", "Ola Dømehaug", "ola@", "Oslo", "Halden", "08/77")


@pytest.fixture
def kit(tmp_path):
    kit = office(tmp_path / "programme")
    indicator(kit, "syk", "--unit", "%")
    indicator(kit, "klage")
    kit.run("evaluation", "import", long_csv(tmp_path, S))
    figures = (
        "klage,0301,2007-Q1,3,90",
        "klage,0301,2007-Q2,40,90",
        "klage,0101,2007-Q1,:,",
        "klage,0101,2007-Q2,88,90",
    )
    ran = kit.run(
        "evaluation", "import", csv_file(tmp_path, "indicator,municipality,period,value,denominator", *figures)
    )
    assert ran.code == 0, ran.err
    members(kit, "0301", "0101")
    kit.run(
        "plan",
        "set",
        "P1",
        "0301",
        "--status",
        "in-progress",
        "--report",
        "=HYPERLINK(1) Kari Prøvesen",
        "--project-goal",
        "Less",
    )
    steps = [StateChange(state="complete", date=date(2008, 5, 1), who="Ola Dømehaug", why="ring 22334455")]
    kit.add(
        Application(
            cohort="P1",
            municipality="0301",
            state="complete",
            contact="Kari Prøvesen",
            case_number="08/77",
            changes=steps,
        ),
        Gathering(id="besok-oslo", name="Besøk i Oslo", kind="visit", start=date(2008, 9, 1)),
        Gathering(id="start", name="Start", start=date(2008, 8, 27)),
    )
    for gathering, number, count in (
        ("start", "0301", 7),
        ("start", "0101", 2),
        ("besok-oslo", "0301", 9),
        ("besok-oslo", "0101", 8),
    ):
        people = [
            Registration(id=f"{number}{k}", name=f"Ola Dømehaug {k}", email=f"ola@{k}.example") for k in range(count)
        ]
        kit.add(Registrations(gathering=gathering, municipality=number, people=people))
    return kit


def export(kit, out, profile="private", *more, code=0):
    ran = kit.run("evaluation", "export", "--profile", profile, "--out", str(out), *more, "--format", "json")
    assert ran.code == code, ran.err
    return json.loads(ran.out) if code == 0 else ran


def rows(out, name):
    with (out / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything(out):
    """All bytes of a package, workbooks and documents unpacked."""
    for path in sorted(out.rglob("*")):
        if path.suffix in (".xlsx", ".docx"):
            shutil.unpack_archive(path, out.parent / "unpacked" / path.name, "zip")
    found = [p for root in (out, out.parent / "unpacked") for p in root.rglob("*") if p.is_file()]
    return b"\n".join(p.read_bytes() for p in found if p.suffix not in (".odttf", ".ttf"))


def test_private_is_the_same_in_every_format(kit, tmp_path):
    out = tmp_path / "private"
    made = export(kit, out)
    assert kit.json("evaluation", "verify", str(out))["ok"]
    assert made["package_sha256"] == export(kit, tmp_path / "again")["package_sha256"]
    assert {p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()} == {
        p.relative_to(tmp_path / "again"): p.read_bytes() for p in (tmp_path / "again").rglob("*") if p.is_file()
    }
    long = rows(out, "measurements")
    assert {"indicator": "klage", "municipality": "0101", "period": "2007-Q1", "value": ":"}.items() <= long[0].items()
    assert rows(out, "plan_reports")[0]["text"].startswith("'=HYPERLINK")
    assert pq.read_table(out / "parquet" / "measurements.parquet").column("municipality")[0].as_py() == "0101"
    assert load_workbook(out / "package.xlsx")["measurements"]["B2"].value == "0101"


def test_statistics_programs_get_labels_and_missing_codes(kit, tmp_path):
    export(kit, tmp_path / "p")
    frame, meta = pyreadstat.read_sav(tmp_path / "p" / "spss" / "measurements.sav", user_missing=True)
    assert frame["value"].tolist()[0] == -98
    assert meta.variable_value_labels["value"][-98.0] == "Undertrykt/Undertrykt"
    assert {"lo": -98.0, "hi": -98.0} in meta.missing_ranges["value"]
    assert meta.original_variable_types["municipality"].startswith("A")
    assert frame["municipality"].tolist()[0] == "0101"
    plain, _ = pyreadstat.read_sav(tmp_path / "p" / "spss" / "measurements.sav")
    assert plain["value"].isna().tolist()[0]
    _, states = pyreadstat.read_sav(tmp_path / "p" / "spss" / "applications.sav")
    assert states.variable_value_labels["state"][3.0] == "Fullstendig/Fullstendig"
    assert states.column_names_to_labels["received"] == "Mottatt / Motteken"
    stata, told = pyreadstat.read_dta(tmp_path / "p" / "stata" / "measurements.dta", user_missing=True)
    assert stata["value"].tolist()[0] == "b"
    assert told.variable_value_labels["value"]["b"] == "Undertrykt/Undertrykt"


def test_the_public_package_tells_of_nobody(kit, tmp_path):
    out = tmp_path / "public"
    made = export(kit, out, "public")
    assert kit.json("evaluation", "verify", str(out))["ok"]
    seen = everything(out)
    for secret in SECRETS:
        assert secret.encode() not in seen, secret
        assert secret.encode("utf-16-le") not in seen, secret
    assert not re.search(rb"[\w.]+@[\w.]+\.\w", b"".join(p.read_bytes() for p in (out / "csv").iterdir()))
    key = (kit.folder / ".kvadmin" / "pseudonyms.key").read_text(encoding="ascii").strip()
    assert key.encode() not in seen
    assert all(each["derivable"] == 0 for each in made["suppression"])
    klage = sorted(row["value"] for row in rows(out, "measurements") if row["indicator"] == "klage")
    assert klage == ["40", ":", ":", ":"]  # 3 of 90 is small, 88 of 90 is nearly everybody
    cells = {cell for path in (out / "csv").iterdir() for row in rows(out, path.stem) for cell in row.values()}
    assert not cells & {"0301", "0101", "0821"}


def test_small_attendance_cannot_be_worked_out(kit, tmp_path):
    out = tmp_path / "public"
    export(kit, out, "public")
    grid = grid_of([tuple(row.values()) for row in rows(out, "attendance")])
    assert len(grid.hidden) >= 4
    assert derivable(grid) == []


def test_pseudonyms_are_stable_with_the_key_and_only_with_it(kit, tmp_path):
    first, second = export(kit, tmp_path / "a", "public"), export(kit, tmp_path / "b", "public")
    assert first["package_sha256"] == second["package_sha256"]
    key = tmp_path / "other.key"
    key.write_text("ab" * 32, encoding="ascii")
    other = export(kit, tmp_path / "c", "public", "--key", str(key))
    assert other["key_id"] != first["key_id"]
    names = [{row["municipality"] for row in rows(tmp_path / name, "municipalities")} for name in "abc"]
    assert names[0] == names[1]
    assert not names[0] & names[2]


def test_keys_that_cannot_be(kit, tmp_path):
    assert export(kit, tmp_path / "x", "public", "--key", str(tmp_path / "none.key"), code=2)
    bad = tmp_path / "bad.key"
    bad.write_text("secret", encoding="ascii")
    assert export(kit, tmp_path / "x", "public", "--key", str(bad), code=3)
    assert export(kit, tmp_path / "x", "public", "--key", str(tmp_path / "x" / "in.key"), code=1)
    assert not (tmp_path / "x").exists()


def test_a_leak_stops_the_export(kit, tmp_path):
    kit.run("evaluation", "indicators", "set", "syk", "--label-nb", "Fravær (ring Kari Prøvesen)")
    ran = export(kit, tmp_path / "out", "public", code=1)
    assert "indicators.label_nb" in ran.err
    assert "Kari" not in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "path", ["csv/measurements.csv", "spss/plans.sav", "package.xlsx", "codebook.nb.md", "manifest.json"]
)
def test_whatever_is_changed_is_found(kit, tmp_path, path):
    out = tmp_path / "out"
    export(kit, out)
    target = out / path
    data = target.read_bytes()
    target.write_bytes(data.replace(b"9.8", b"8.8") if b"9.8" in data else data.replace(b"private", b"Private") + b"\n")
    # A manifest that names no profile is none, and nothing can be compared with it.
    assert kit.run("evaluation", "verify", str(out)).code == (3 if path == "manifest.json" else 1)
    target.write_bytes(data)
    (out / "extra.txt").write_text("x", encoding="utf-8")
    assert "extra.txt" in kit.run("evaluation", "verify", str(out)).out


def test_one_hidden_count_alone_is_found_by_the_audit(kit, tmp_path):
    """A package whose other counts are shown gives the hidden one away, whatever its hashes say."""
    from kvadmin.plugins.evaluation.package import manifest
    from kvadmin.plugins.evaluation.package.tables.public_tables import Pseudonyms

    out = tmp_path / "out"
    export(kit, out, "public", "--formats", "csv")
    names = Pseudonyms(bytes.fromhex((kit.folder / ".kvadmin" / "pseudonyms.key").read_text(encoding="ascii")))
    counts = {("0301", "start"): 7, ("0101", "start"): 2, ("0301", "besok-oslo"): 9, ("0101", "besok-oslo"): 8}
    lines = ["municipality,gathering,persons"]
    for number in ("0301", "0101"):
        who = names.municipality(number)
        shown = {g: counts[number, g] for g in ("start", "besok-oslo")}
        lines += [f"{who},{names.gathering(g)},{':' if n == 2 else n}" for g, n in shown.items()]
        lines.append(f"{who},total,{sum(shown.values())}")
    lines += [f"total,{names.gathering(g)},{counts['0301', g] + counts['0101', g]}" for g in ("start", "besok-oslo")]
    (out / "csv" / "attendance.csv").write_text("\n".join([*lines, "total,total,26", ""]), encoding="utf-8")
    problems = manifest.check_package(out).problems
    assert ("csv/attendance.csv", "1 hidden counts can be worked out from the others") in problems


def test_nothing_else_in_the_folder_is_lost(kit, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.txt").write_text("mine", encoding="utf-8")
    assert "other files" in export(kit, out, code=1).err
    assert [p.name for p in out.iterdir()] == ["thesis.txt"]
    (out / "thesis.txt").unlink()
    export(kit, out)
    export(kit, out, "private", "--formats", "csv")
    assert not (out / "spss").exists()
    assert export(kit, out, "secret", code=2)
    assert export(kit, out, "private", "--formats", "csv,doc", code=2)
    assert kit.run("evaluation", "verify", str(tmp_path)).code == 3


def test_variables_that_two_indicators_share_are_refused(kit, tmp_path):
    file = kit.folder / "indicators.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("id: klage\n", "id: klage\n    variable: SYK\n"), encoding="utf-8"
    )
    ran = export(kit, tmp_path / "out", code=3)
    assert "'SYK_2' would do" in ran.err or "would do" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_line_that_is_no_value_is_named_as_it_stands_in_the_file(kit, tmp_path):
    """The package reads a municipality at a time; the line was counted from where its own begin."""
    values = kit.folder / "measurements" / "syk.csv"
    lines = values.read_text(encoding="utf-8").splitlines()
    first = f"0101,2007-Q1,9.8\n0101,2007-Q2,9.8\n{lines[1].rpartition(',')[0]},abc"
    values.write_text("\n".join([lines[0], first, *lines[2:], ""]), encoding="utf-8")
    ran = kit.run("evaluation", "export", "--profile", "private", "--out", str(tmp_path / "out"))
    assert ran.code == 3
    assert "measurements/syk.csv:4" in ran.err
