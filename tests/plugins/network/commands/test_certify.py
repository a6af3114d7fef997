"""network certify: a proof that goes out of the house, and what is never certified."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count

import pytest
from extension.stranger import STAR, Site
from support import folder_bytes

from kvadmin.plugins.network.certificate.split_verifier import Places, verified


def check(program, certificate):
    """The program as an outsider runs it: without anything of kvadmin on its way."""
    command = [sys.executable, "-I", str(program), str(certificate)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def split_file(cli, places_file, tmp_path):
    """What ``network split --places`` printed."""
    file = tmp_path / "split.json"
    cli("network", "split", "--places", places_file, "--size", "4..6", "--format", "json", "-o", file, check=True)
    return file


def test_a_file_is_certified_and_checked(cli, split_file, tmp_path):
    out, program = tmp_path / "c.json", tmp_path / "check.py"
    data = cli(
        "network", "certify", split_file, "--out", out, "--standalone", program, "--format", "json", check=True
    ).json
    assert data["proven"] is True
    assert data["counts"] == [3, 3]
    assert data["objective"] == data["bound"]
    assert data["checked"][-1].startswith("Verdict: no split is shorter")
    ran = check(program, out)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == data["checked"]
    assert len(program.read_text(encoding="utf-8").splitlines()) <= 200


def test_a_cohort_is_certified_and_nothing_of_it_changes(split_kit, tmp_path):
    before = folder_bytes(split_kit.folder)
    ran = split_kit.run(
        "network", "certify", "P1", "--out", str(tmp_path / "c.json"), "--standalone", str(tmp_path / "check.py")
    )
    assert ran.code == 0, ran.err
    assert "no split is shorter" in ran.out
    assert folder_bytes(split_kit.folder) == before
    assert check(tmp_path / "check.py", tmp_path / "c.json").returncode == 0
    data = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    assert (data["schema"], data["certificate"], data["cohort"]) == (1, "network-split", "P1")


def test_the_rules_and_locks_of_a_cohort_go_along(split_kit, tmp_path):
    split_kit.run("network", "split", "P1", "--size", "4..6", "--apart", "1001,1002", "--networks", "3", "--yes")
    number = next(each for each in split_kit.json("network", "list")["networks"] if "3001" in each["members"])
    assert split_kit.run("network", "lock", number["id"], "1003", "1004", "--cohort", "P1").code == 0
    data = split_kit.json("network", "certify", "P1", "--out", str(tmp_path / "c.json"))
    assert data["locked"] == [number["members"]]
    rules = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["rules"]
    assert rules["apart"] == [["1001", "1002"]] or ["1001", "1002"] in rules["apart"]
    assert data["counts"] == [3, 3]


def test_a_municipality_moved_by_hand_is_dearer_and_said_so(split_kit, tmp_path):
    assert split_kit.run("network", "move", "1001", "2", "--cohort", "P1", "--anyway").code == 0
    data = split_kit.json("network", "certify", "P1", "--out", str(tmp_path / "c.json"))
    assert data["proven"] is False
    assert data["above"] == pytest.approx(data["objective"] - data["bound"], abs=1e-3)
    assert data["above"] > 100
    assert "km above the best" in data["checked"][-1]


def test_a_member_moved_in_the_file_is_refused(cli, split_file, tmp_path):
    data = json.loads(split_file.read_text(encoding="utf-8"))
    one, two = data["networks"][:2]
    one["members"][0], two["members"][0] = two["members"][0], one["members"][0]
    split_file.write_text(json.dumps(data), encoding="utf-8")
    ran = cli("network", "certify", split_file, "--out", tmp_path / "c.json")
    assert ran.code == 3
    assert "the file says that the split costs" in ran.err
    assert not (tmp_path / "c.json").exists()


@pytest.mark.parametrize("number", [99, -3, 4])
def test_another_number_of_networks_than_there_are_is_refused(cli, split_file, tmp_path, number):
    data = json.loads(split_file.read_text(encoding="utf-8"))
    data["settings"]["networks"] = number
    split_file.write_text(json.dumps(data), encoding="utf-8")
    ran = cli("network", "certify", split_file, "--out", tmp_path / "c.json")
    assert ran.code == 3
    assert f"the file says {number} networks, and holds 3" in ran.err


def test_no_file_is_written_over_another_of_them(cli, split_file, tmp_path):
    before = split_file.read_bytes()
    assert cli("network", "certify", split_file, "--out", split_file).code == 2
    assert cli("network", "certify", split_file, "--out", tmp_path / "c", "--standalone", split_file).code == 2
    assert cli("network", "certify", split_file, "--out", tmp_path / "c", "--standalone", tmp_path / "c").code == 2
    assert split_file.read_bytes() == before
    assert not (tmp_path / "c").exists()


def test_a_dry_run_writes_nothing(cli, split_file, tmp_path):
    ran = cli("network", "certify", split_file, "--out", tmp_path / "c.json", "--dry-run", check=True)
    assert "was not written" in ran.err
    assert not (tmp_path / "c.json").exists()


def test_without_a_split_there_is_nothing_to_certify(cli, kit, tmp_path):
    assert cli("network", "certify", "--out", tmp_path / "c.json").code == 2
    assert cli("network", "certify", tmp_path / "none.json", "--out", tmp_path / "c.json").code == 2
    assert kit.run("network", "certify", "P1", "--out", str(tmp_path / "c.json")).code == 4


def test_a_stranger_s_rules_are_refused_here_and_elsewhere(cli, places_file, tmp_path):
    site = Site(tmp_path / "site")
    site.install(
        "office",
        "import numpy as np\n" + STAR + "class Odd:\n    name = 'odd sizes'\n"
        "    def cost(self, members):\n        return np.full(len(members), 7.0 * (members.shape[1] % 2))\n"
        "@hookimpl\ndef kvadmin_network_rules(places):\n    return [Odd()]\n",
    )
    split = tmp_path / "split.json"
    ran = site.kvadmin(
        "network", "split", "--places", str(places_file), "--size", "4..6", "--format", "json", "-o", str(split)
    )
    assert ran.code == 0, ran.err
    # also where the plugin is not: the file names it
    ran = cli("network", "certify", split, "--out", tmp_path / "c.json")
    assert ran.code == 1
    assert "odd sizes" in ran.err
    assert not (tmp_path / "c.json").exists()


@pytest.mark.parametrize(("name", "networks"), [("no36", 6), ("no138", 23)])
def test_the_reference_splits(cli, shared, tmp_path, name, networks):
    """Small versions of our own stand in tests/plugins/network/certificate."""
    cases, split = shared / "cases" / "network", tmp_path / "split.json"
    wanted = ("--size", "5..7", "--networks", networks, "--format", "json", "-o", split)
    cli("network", "split", "--places", cases / f"{name}.csv", *wanted, check=True)
    ran = cli("network", "certify", split, "--out", tmp_path / "c.json", "--standalone", tmp_path / "check.py")
    assert ran.code == 0, ran.err
    best = json.loads((cases / f"{name}.best.json").read_text(encoding="utf-8"))["best"]
    assert json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["bound"] == pytest.approx(best, abs=1e-3)
    found = check(tmp_path / "check.py", tmp_path / "c.json")
    assert found.returncode == 0, found.stderr
    assert "Verdict: no split is shorter" in found.stdout
    # two members exchanged, the sum made right: a shorter split is shown soon (half a minute is about 500,000 sets)
    data = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    one, two = data["networks"][0], data["networks"][-1]
    one[0], two[0] = two[0], one[0]
    places, steps = Places(data, lambda: None), count(1)
    data["bound"] = data["objective"] = sum(places.cost([places.at[x] for x in g], networks) for g in data["networks"])
    with pytest.raises(SystemExit, match="there is a shorter split"):
        list(verified(data, lambda: assert_below(next(steps), 500_000)))


def assert_below(tried, most):
    assert tried < most
