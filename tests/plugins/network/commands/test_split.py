"""network split: the contract's JSON, places from files, cohorts, locks, history, and bad input that writes nothing."""

from __future__ import annotations

import json
import os
import pty
import random
import select
import signal
import subprocess
import sys

import pytest
from brute_force import pair_km, positions
from support import folder_bytes

from kvadmin.testing import Kit


def of_places(cli, file, *more, code=0):
    ran = cli("network", "split", "--places", file, "--size", "4..6", *more, "--format", "json")
    assert ran.code == code, ran.err
    return ran


def members(data) -> list[list[str]]:
    return [each["members"] for each in data["networks"]]


def test_the_json_of_the_contract(cli, places_file):
    data = of_places(cli, places_file).json
    assert list(data)[:8] == [
        "schema", "cohort", "objective", "objective_km", "bound", "bound_scope", "terms", "networks"
    ]  # fmt: skip
    assert data["cohort"] is None
    assert data["bound_scope"] == "all"
    assert data["bound"] <= data["objective"]
    assert [each["id"] for each in data["networks"]] == ["1", "2", "3"]
    assert [each["name"] for each in data["networks"]] == ["Agder", "Hedmark", "Troms"]
    assert {len(each) for each in members(data)} == {5}
    assert all(each["advisor"] is None for each in data["networks"])


def test_the_figures_are_those_of_brute_force(cli, places_file):
    data = of_places(cli, places_file).json
    at = positions(places_file)
    assert data["objective_km"] == pytest.approx(pair_km(members(data), at), abs=1e-3)
    for each in data["networks"]:
        assert each["sum_km"] == pytest.approx(pair_km([each["members"]], at), abs=1e-3)


def test_the_balance_formula_of_the_contract(cli, places_file):
    data = of_places(cli, places_file, "--networks", "3", "--balance", "population=0.01").json
    people = {f"x-{c}00{p + 1}": 3000 + 4000 * p for c in (1, 2, 3) for p in range(5)}
    sums = [sum(people[m] for m in each) for each in members(data)]
    mean = sum(sums) / len(sums)
    term = 0.01 * sum(abs(each - mean) for each in sums)
    assert data["terms"]["balance:population"] == pytest.approx(term, abs=1e-3)
    assert data["objective"] == pytest.approx(data["objective_km"] + term, abs=1e-3)


def test_the_order_of_rows_does_not_matter(cli, places_file, tmp_path):
    head, *rows = places_file.read_text(encoding="utf-8").splitlines()
    random.Random(5).shuffle(rows)
    other = tmp_path / "shuffled.csv"
    other.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    assert of_places(cli, places_file).out == of_places(cli, other).out


def test_norwegian_excel_saves_another_csv(cli, places_file, tmp_path):
    other = tmp_path / "norsk.csv"
    text = places_file.read_text(encoding="utf-8").replace("id,name,county", "kommunenummer,navn,fylke")
    other.write_text(text.replace(".", "\0").replace(",", ";").replace("\0", ","), encoding="utf-8-sig")
    assert members(of_places(cli, other).json) == members(of_places(cli, places_file).json)


def test_rules_by_id_and_by_name(cli, places_file):
    data = of_places(cli, places_file, "--together", "x-1001,Hedmarkby A", "--apart", "x-3001,x-3002").json
    home = {m: each["id"] for each in data["networks"] for m in each["members"]}
    assert home["x-1001"] == home["x-2001"]
    assert home["x-3001"] != home["x-3002"]


def test_alternatives_that_are_not_there_are_told(cli, places_file):
    ran = of_places(cli, places_file, "--alternatives", "1")
    assert (ran.json["alternatives"], ran.json["alternatives_ended"]) == ([], "none")
    assert "0 other splits; it is proven that there are no more" in ran.err


def test_alternatives_stand_below_the_split(cli, tmp_path):
    file = tmp_path / "even.csv"
    rows = [f"p{at:02},{60 + at // 4 / 10:.1f},{10 + at % 4 / 5:.1f}" for at in range(12)]
    file.write_text("\n".join(("id,lat,lon", *rows)), encoding="utf-8")
    ran = cli("network", "split", "--places", file, "--size", "4..4", "--alternatives", "1")
    assert ran.code == 0, ran.err
    assert "Other split 1: 0.4 km dearer" in ran.out
    assert "1 other splits (" in ran.err


def test_a_limit_of_nothing_still_answers_and_says_that_it_cut(cli, places_file):
    ran = of_places(cli, places_file, "--time-limit", "0")
    assert ran.json["cut_short"] is True
    assert sum(map(len, members(ran.json))) == 15
    assert "time limit ended the search" in ran.err


def test_a_further_proof_says_what_it_came_to(cli, places_file):
    plain, ran = of_places(cli, places_file), of_places(cli, places_file, "--prove", "30")
    assert "Proven: no split is better than this one." in ran.err
    assert "Proven" not in plain.err
    assert (ran.json["objective"], ran.json["bound"]) == (plain.json["objective"], plain.json["bound"])
    assert ran.json["cut_short"] is False


def test_a_proof_that_had_no_time_says_so(cli, places_file):
    ran = of_places(cli, places_file, "--time-limit", "0", "--prove", "30")
    assert "too short to prove anything" in ran.err or "Proven" in ran.err


def test_rules_at_odds_are_named_as_they_were_typed(cli, places_file):
    ran = of_places(
        cli, places_file, "--together", "x-1001,x-1002", "--together", "x-1002,Agderby C", "--apart", "x-1001,x-1003",
        "--max-per", "county=4", code=1,
    )  # fmt: skip
    error = json.loads(ran.err.splitlines()[-1])["error"]
    assert error["code"] == "no-solution"
    said = "--together x-1001,x-1002; --together 'x-1002,Agderby C'; --apart x-1001,x-1003"
    assert error["details"][-1] == f"rules that cannot all be met: {said}"


def test_no_programme_folder_is_looked_at_or_made(cli, places_file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = folder_bytes(tmp_path)
    of_places(cli, places_file)
    assert folder_bytes(tmp_path) == before


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--size", "7..5"], 2, "no range"),
        (["--size", "many"], 2, "no size"),
        (["--size", "0..3"], 2, "no range"),
        (["--size", "4..6", "--networks", "9"], 1, "possible: 3 to 3 networks"),
        (["--size", "20..30"], 1, "fewer than the smallest network"),
        (["--size", "4..6", "--together", "x-1001"], 2, "fewer than two"),
        (["--size", "4..6", "--together", "x-1001,x-9999"], 4, "not among the 15 places"),
        (["--size", "4..6", "--together", "x-1001,x-1002", "--apart", "x-1001,x-1002"], 1, "cannot all be met"),
        (["--size", "4..6", "--max-per", "colour=2"], 4, "no field 'colour'"),
        (["--size", "4..6", "--max-per", "county=many"], 2, "not a whole number"),
        (["--size", "4..6", "--max-per", "county"], 2, "no such rule"),
        (["--size", "4..6", "--min-per", "kind:city=1"], 4, "no place has kind 'city'"),
        (["--size", "4..6", "--balance", "name=1"], 3, "is not a number"),
        (["--size", "4..6", "--balance", "population=-1"], 2, "not a number from 0"),
        (["--size", "4..6", "--max-distance", "far"], 2, "not a number"),
        (["--size", "4..6", "--max-distance", "1"], 1, "greatest distance 1"),
        (["--size", "4..6", "--theme", "5"], 4, "no field 'focus_areas'"),
        (["--size", "4..6", "--time-limit", "-1"], 2, "not a number from 0"),
        (["--size", "4..6", "--prove", "soon"], 2, "not a number from 0"),
        (["--size", "4..6", "--alternatives", "-1"], 2, "cannot be shown"),
        (["--size", "4..6", "P1"], 2, "a cohort, or a file"),
        ([], 2, "size of the networks is missing"),
    ],
)  # fmt: skip
def test_bad_options(cli, places_file, options, code, words):
    ran = cli("network", "split", "--places", places_file, *options)
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert words in ran.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,name\n1,A\n", "missing: lat, lon"),
        ("id,lat,lon\n1,60,\n", "line 2: 1: no coordinates"),
        ("id,lat,lon\n1,960,5\n", "no place on the globe"),
        ("id,lat,lon\n1,nan,5\n", "no place on the globe"),
        ("id,lat,lon\n,60,5\n", "no id"),
        ("id,lat,lon\n1,60,5\n1,61,5\n", "more than once"),
        ("id,lat,lon,population\n1,60,5,few\n", "population 'few' is not a number"),
        ("id,id,lat,lon\n1,2,60,5\n", "twice in the heading"),
        ("", "missing: id, lat, lon"),
    ],
)
def test_bad_files(cli, tmp_path, text, words):
    file = tmp_path / "bad.csv"
    file.write_text(text, encoding="utf-8")
    ran = cli("network", "split", "--places", file, "--size", "1..2")
    assert (ran.code, ran.out) == (3, "")
    assert words in ran.err


def test_a_file_without_rows_or_that_is_not_there(cli, tmp_path):
    file = tmp_path / "none.csv"
    file.write_text("id,lat,lon\n", encoding="utf-8")
    assert cli("network", "split", "--places", file, "--size", "1..2").code == 1
    assert cli("network", "split", "--places", tmp_path / "missing.csv", "--size", "1..2").code == 2
    file.write_bytes(b"id,lat,lon\n\x81\xfe,60,5\n")
    assert cli("network", "split", "--places", file, "--size", "1..2").code == 3


def test_ctrl_c_shows_the_best_so_far_and_writes_nothing(kit: Kit, tmp_path):
    rng = random.Random(1)
    file = tmp_path / "many.csv"
    rows = [f"p{i:04},{rng.uniform(50, 60):.4f},{rng.uniform(5, 15):.4f}" for i in range(1500)]
    file.write_text("id,lat,lon\n" + "\n".join(rows) + "\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "kvadmin",
        "network",
        "split",
        "--places",
        str(file),
        "--size",
        "5..7",
        "--networks",
        "250",
    ]
    terminal, far_end = pty.openpty()  # the progress line is for terminals only
    running = subprocess.Popen(
        [*command, "--format", "json"], stdout=subprocess.PIPE, stderr=far_end,
        env={**os.environ, "KVADMIN_CONFIG": str(tmp_path / "none.toml")},
    )  # fmt: skip
    os.close(far_end)
    seen = b""
    while b"annealing" not in seen:  # the search is under way, and Ctrl-C is caught
        assert select.select([terminal], [], [], 60)[0], seen
        seen += os.read(terminal, 4096)
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=60)
    os.close(terminal)
    assert running.returncode == 130, out
    data = json.loads(out)
    assert sorted(m for each in members(data) for m in each) == sorted(row.split(",")[0] for row in rows)
    assert data["cut_short"] is True


def test_a_cohort_is_split_and_kept(kit: Kit):
    data = kit.json("network", "split", "P1", "--size", "4..6", "--seed", "7")
    assert data["cohort"] == "P1"
    assert [each["name"] for each in data["networks"]] == ["Agder", "Hedmark", "Troms"]
    text = (kit.folder / "networks" / "P1.yaml").read_text(encoding="utf-8")
    assert "seed: 7" in text
    assert f"objective_km: '{data['objective_km']:.2f}'" in text
    entry = kit.json("log")["entries"][-1]
    assert entry["command"] == "network split"


def test_a_dry_run_writes_nothing(kit: Kit):
    before = kit.files()
    ran = kit.run("network", "split", "P1", "--size", "4..6", "--dry-run")
    assert ran.code == 0
    assert "Dry run" in ran.err
    assert {k: v for k, v in kit.files().items() if ".kvadmin" not in k} == {
        k: v for k, v in before.items() if ".kvadmin" not in k
    }


def test_members_are_those_of_the_day(kit: Kit):
    assert kit.run("cohort", "withdraw", "P1", "1001", "--reason", "withdrawn", "--on", "2008-05-01").code == 0
    now = kit.json("network", "split", "P1", "--size", "4..6", "--dry-run")
    then = kit.json("network", "split", "P1", "--size", "4..6", "--as-of", "2008-02-01", "--dry-run")
    assert sum(map(len, members(now))) == 14
    assert sum(map(len, members(then))) == 15
    assert kit.run("network", "split", "P1", "--size", "4..6", "--as-of", "2007-01-01").code == 1  # nobody yet


def test_locks_hold_in_a_new_split(split_kit: Kit):
    first = split_kit.json("network", "list", "P1")["networks"]
    assert split_kit.run("network", "lock", "1").code == 0
    split_kit.run("network", "rename", "1", "Fjorden")
    again = split_kit.json("network", "split", "P1", "--size", "4..6", "--together", "2001,3001")
    kept = next(each for each in again["networks"] if each["members"] == first[0]["members"])
    assert (kept["id"], kept["name"], kept["locked"]) == ("1", "Fjorden", True)
    refused = split_kit.run("network", "split", "P1", "--size", "4..6", "--together", "1001,3001")
    assert refused.code == 1
    assert "lock" in refused.err or "cannot all be met" in refused.err


def test_members_without_coordinates_are_named(kit: Kit):
    for number in ("2002", "3003"):
        file = next((kit.folder / "municipalities").glob(f"{number}*"))
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("lat")]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = kit.files()
    ran = kit.run("network", "split", "P1", "--size", "4..6")
    assert ran.code == 3
    assert "2002 Hedmarkby B" in ran.err
    assert "3003 Tromsby C" in ran.err
    assert kit.files() == before


@pytest.mark.parametrize(
    ("options", "code"),
    [(["P9", "--size", "4..6"], 4), (["P1", "--size", "4..6", "--networks", "20"], 1), (["P1", "--size", "6..4"], 2),
     (["P1", "--size", "4..6", "--theme", "9"], 1)],
)  # fmt: skip
def test_a_refused_split_changes_no_byte(kit: Kit, options, code):
    before = kit.files()
    ran = kit.run("network", "split", *options)
    assert ran.code == code, ran.err
    assert kit.files() == before


def test_themes_of_the_applications(kit: Kit):
    folder = kit.folder / "applications" / "P1"
    folder.mkdir(parents=True)
    for number, theme in {"1001": "eldre", "2001": "eldre", "1002": "skole", "2002": "skole"}.items():
        (folder / f"{number}.yaml").write_text(
            f"cohort: P1\nmunicipality: '{number}'\nfocus_areas:\n  - {theme}\n", encoding="utf-8"
        )
    data = kit.json("network", "split", "P1", "--size", "4..6", "--theme", "1")
    pairs = sum(len(each) * (len(each) - 1) // 2 for each in members(data))
    assert data["terms"]["theme:focus_areas"] == pairs  # in the clusters nobody shares a theme with another


def test_a_file_in_cp1252(cli, places_file, tmp_path):
    file = tmp_path / "excel.csv"
    file.write_bytes(places_file.read_text(encoding="utf-8").replace(",", ";").encode("cp1252"))
    assert of_places(cli, file).out == of_places(cli, places_file).out


def test_ids_with_commas_are_named_in_quotation_marks(cli, tmp_path):
    rows = [f'"{place}",{60 + at / 10},{10 + at % 3}' for at, place in enumerate(("a, 1", "b, 2", *"cdefghij"))]
    file = tmp_path / "odd.csv"
    file.write_text("\n".join(("id,lat,lon", *rows)), encoding="utf-8")
    data = of_places(cli, file, "--together", '"a, 1", "b, 2"', "--apart", '"a, 1",j').json
    assert [sorted({"a, 1", "b, 2", "j"} & set(each)) for each in members(data)] in (
        [["a, 1", "b, 2"], ["j"]], [["j"], ["a, 1", "b, 2"]],
    )  # fmt: skip


def test_a_rule_about_a_column_that_is_not_there(cli, tmp_path):
    file = tmp_path / "bare.csv"
    file.write_text("\n".join(("id,lat,lon", *(f"p{at},60,{at}" for at in range(8)))), encoding="utf-8")
    assert "county" in of_places(cli, file, "--max-per", "county=2", code=4).err
