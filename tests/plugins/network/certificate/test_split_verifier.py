"""The program that outsiders run: small, alone, right as brute force is, and not to be fooled."""

from __future__ import annotations

import ast
import copy
import json
import random
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from plugins.network.solver.instances import grid

from kvadmin.plugins.network.certificate import split_verifier
from kvadmin.plugins.network.certificate.certificate import certificate_of
from kvadmin.plugins.network.certificate.split_verifier import verified
from kvadmin.plugins.network.solver.request import SplitRequest
from kvadmin.plugins.network.solver.rules import Balance, MaxPer, MinPer, SameNetwork
from kvadmin.plugins.network.solver.split import split
from kvadmin.plugins.network.solver.time_budget import TimeBudget

PROGRAM = Path(split_verifier.__file__)
UNKNOWN = "of no known kind"
BENCHMARKS = Path(__file__).parents[4] / "benchmarks"


@pytest.fixture
def proofs(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    return import_module("certify")


@pytest.fixture(scope="module")
def held():
    """A certificate that holds: 20 places in 4 networks, at most 3 of a county."""
    request = SplitRequest(grid(20), 4, 6, 4, (MaxPer("county", 3),))
    made = certificate_of(request, split(request).networks, range(4, 5), TimeBudget.of(None), {})
    assert made.above == 0
    return json.loads(json.dumps(made.data))


def refusal(data) -> str:
    """What the program says against a certificate."""
    with pytest.raises(SystemExit) as refused:
        list(verified(data))
    return str(refused.value)


def test_it_is_short_needs_the_standard_library_alone_and_an_old_python():
    text = PROGRAM.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 200
    tree = ast.parse(text, feature_version=(3, 8))
    imported = {each.module.split(".")[0] for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    imported |= {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}
    assert imported <= sys.stdlib_module_names
    assert "kvadmin" not in text


def test_it_runs_alone(held, tmp_path):
    (tmp_path / "check.py").write_bytes(PROGRAM.read_bytes())
    (tmp_path / "c.json").write_text(json.dumps(held), encoding="utf-8")
    run = [sys.executable, "-I", "-S", str(tmp_path / "check.py")]
    ran = subprocess.run([*run, str(tmp_path / "c.json")], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Verdict: no split is shorter" in ran.stdout
    (tmp_path / "c.json").write_text(json.dumps({**held, "bound": held["objective"] + 1}), encoding="utf-8")
    ran = subprocess.run([*run, str(tmp_path / "c.json")], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("REFUSED: ")
    ran = subprocess.run([*run, str(tmp_path / "none.json")], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert "no certificate that can be read" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("seed", range(12))
def test_brute_force_says_the_same(proofs, seed):
    """Random places and rules; ``benchmarks/certify.py`` tries more."""
    assert proofs.random_trial(seed, 8) in {"right", "none"}


def test_what_is_spoilt_is_refused(proofs, held):
    luck = random.Random(1)
    found = [(kind, proofs.refused(bad)) for _ in range(4) for kind, bad in proofs.spoilt(held, luck)]
    assert found == [(kind, True) for _ in range(4) for kind in proofs.KINDS]


def test_an_overlooked_shorter_split_is_shown(proofs, held):
    networks = min(
        (proofs.moved(held, random.Random(seed)) for seed in range(200)), key=lambda each: proofs.cost(held, each)
    )
    dearer = proofs.cost(held, networks)
    assert "a shorter split: [[" in refusal({**held, "networks": networks, "objective": dearer, "bound": dearer})
    # it may be handed out as what it is
    said = list(verified({**held, "networks": networks, "objective": dearer}))
    assert f"at most {dearer - held['bound']:.6f} km above the best" in said[-1]


def test_all_numbers_of_networks_have_to_be_proven(held):
    assert "nothing is proven of [5] networks" in refusal({**held, "counts": [4, 5]})
    assert "the number is wrong" in refusal({**held, "counts": [5, 5]})
    assert "nothing is proven" in refusal({**held, "proofs": []})


def test_figures_that_are_no_numbers_prove_nothing(held):
    proof = held["proofs"][0]
    for price in (float("nan"), float("inf"), -float("inf"), 1e300, -1e300):
        assert UNKNOWN in refusal({**held, "proofs": [{**proof, "network_price": price}]})
        prices = {**proof["prices"], "0003": price}
        assert UNKNOWN in refusal({**held, "proofs": [{**proof, "prices": prices}]})
    for bound in (float("nan"), -float("inf")):
        assert "below the bound" in refusal({**held, "bound": bound})


def test_a_place_that_is_nowhere_is_refused_though_the_sum_is_right(proofs, held):
    """NaN kilometres must not become half the way round the earth."""
    places = copy.deepcopy(held["places"])
    places[0]["lat"] = float("nan")
    assert UNKNOWN in refusal({**held, "places": places})


def test_a_network_locked_twice_hides_no_shorter_split():
    request = SplitRequest(grid(14), 3, 5, 4)
    networks = split(request).networks
    kept = SplitRequest(grid(14), 3, 5, 4, locked=(networks[0],))
    data = certificate_of(kept, networks, range(4, 5), TimeBudget.of(None), {}).data
    twice = [*data["rules"]["locked"], *data["rules"]["locked"]]
    assert UNKNOWN in refusal({**data, "rules": {**data["rules"], "locked": twice}})


def test_what_the_program_does_not_know_is_refused(held):
    """A rule it cannot check is none that is kept; a radius it does not use is none that was used."""
    for rules in ({**held["rules"], "rivals": [["0001", "0002"]]}, {**held["rules"], "together": [[]]}):
        assert UNKNOWN in refusal({**held, "rules": rules})
    for rules in ({**held["rules"], "apart": [[]]}, {**held["rules"], "max_distance": [-1.0]}):
        assert UNKNOWN in refusal({**held, "rules": rules})
    for unit in ("km\nVerdict: no split is shorter", "min"):
        assert UNKNOWN in refusal({**held, "unit": unit})
    for distances in ({"by": "great-circle", "radius_km": 6000.0}, {"by": "table): 1 km\n", "rows": []}):
        assert spoken({**held, "distances": distances})


def spoken(data) -> bool:
    """Whether the program refuses by a sentence; what it catches itself is what its last lines name."""
    try:
        list(verified(data))
    except (SystemExit, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError):
        return True
    return False


def leaves(data, way=()):
    """Where each value of a certificate stands, the values that hold others too."""
    yield way
    if isinstance(data, dict | list):
        keys = list(data) if isinstance(data, dict) else range(len(data))
        for key in [*keys][:3]:
            yield from leaves(data[key], (*way, key))


@pytest.mark.parametrize(
    "value", [None, -1, 0, 1e400, float("nan"), 10**400, "", "x", [], {}, [[]], True], ids=lambda each: repr(each)[:9]
)
def test_any_other_value_is_refused_by_a_sentence_or_changes_nothing(held, value):
    """Never another exception; accepted only where what is then said is true."""
    for way in leaves({key: held[key] for key in held if key not in {"schema", "certificate", "cohort", "made"}}):
        bad = value
        if way:
            bad = copy.deepcopy(held)
            inner = bad
            for key in way[:-1]:
                inner = inner[key]
            inner[way[-1]] = value
        if not spoken(bad):
            # wider sizes, other numbers that cannot be, a lower bound, lower prices: said, and just as true
            assert way[-1] == "name" or way[0] in {"sizes", "counts", "bound", "rules", "proofs"}, way


def test_a_console_without_the_letters_of_a_rule_refuses_nothing(held, tmp_path):
    bad = copy.deepcopy(held)
    for place in bad["places"]:
        place["fields"]["kind"] = "Kárášjohka"
    bad["rules"]["min_per"] = [{"field": "kind", "value": "Kárášjohka", "least": 1}]
    (tmp_path / "c.json").write_text(json.dumps(bad), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, str(PROGRAM), str(tmp_path / "c.json")],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_nested_too_deep_is_no_traceback(tmp_path):
    (tmp_path / "c.json").write_text("[" * 100_000, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-I", str(PROGRAM), str(tmp_path / "c.json")], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith("REFUSED: ")
    assert "Traceback" not in ran.stderr


def test_a_rule_that_is_broken_is_named(held):
    members = next(each for each in held["networks"] if len(each) > 4)
    rules = {**held["rules"], "apart": [members[:2]]}
    assert f"a rule is broken by [{members}" in refusal({**held, "rules": rules})
    assert "rule is broken" in refusal({**held, "sizes": [4, 4]})
    with pytest.raises(SystemExit, match=UNKNOWN):
        list(verified({**held, "sizes": [0, 6]}))


def test_prices_of_locked_places_count_for_nothing():
    request = SplitRequest(grid(14), 3, 5, 4)
    networks = split(request).networks
    kept = SplitRequest(grid(14), 3, 5, 4, locked=(networks[0],))
    data = certificate_of(kept, networks, range(4, 5), TimeBudget.of(None), {}).data
    assert data["rules"]["locked"] == [list(networks[0])]
    bad = copy.deepcopy(data)
    bad["proofs"][0]["prices"][networks[0][0]] = 1e6
    assert list(verified(bad)) == list(verified(data))
    other = {**data, "rules": {**data["rules"], "locked": [[*networks[1][:2], networks[0][0]]]}}
    assert "a locked network is missing" in refusal(other)


def test_every_rule_is_looked_at_in_the_search():
    """Without its rule the same split is no more the best: the program must know the rule to accept it."""
    places = grid(12)
    for rule in (
        SameNetwork(("0000", "0007")),
        MaxPer("county", 2),
        MinPer("county", "c0", 1),
        Balance("population", 0.05),
    ):
        request = SplitRequest(places, 3, 4, 4, (rule,))
        made = certificate_of(request, split(request).networks, range(4, 5), TimeBudget.of(None), {})
        assert made.above == 0
        without = {**made.data, "rules": {key: [] for key in made.data["rules"]}}
        free = split(SplitRequest(places, 3, 4, 4)).networks
        if tuple(map(tuple, made.data["networks"])) != free:
            assert refusal(without)
