"""The program that checks a protocol without kvadmin: what it is made of, its parts, and what it says."""

from __future__ import annotations

import ast
import itertools
import json
import random
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from admission_proofs.mutations import applied
from admission_proofs.programmes import SOFTWARE, many_quotas, programme
from hypothesis import given
from hypothesis import strategies as st

from kvadmin.plugins.cohort.admission import Applicant, Call, ScoreCriterion, admit, parse_quota, protocol, score_of
from kvadmin.plugins.cohort.standalone import check_admission
from kvadmin.plugins.cohort.standalone.check_admission import check, in_form, possible

PROGRAM = Path(check_admission.__file__)
SOURCE = PROGRAM.read_text(encoding="utf-8")
LOTTO = {"numbers": 7, "order": "ascending", "digits": 2, "separator": "-"}


def told(seed=0, **wanted):
    """A random protocol whose ``draw`` has these values."""
    for number in itertools.count(seed):
        for each in programme(number):
            if each.document["draw"] and all(each.document["draw"][key] == value for key, value in wanted.items()):
                return each
    raise AssertionError


def run(document, folder, *options, asked="", program=PROGRAM):
    file = folder / "protocol.json"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-I", "-W", "error", str(program), str(file), *options]
    return subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=False)


def test_at_most_200_lines_of_the_standard_library_for_python_3_8():
    assert len(SOURCE.splitlines()) <= 200
    assert max(map(len, SOURCE.splitlines())) <= 120
    tree = ast.parse(SOURCE, feature_version=(3, 8))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
    younger = {"removeprefix", "removesuffix", "bit_count", "pairwise", "batched", "strict"}
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {keyword.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for keyword in node.keywords}
    assert names & younger == set()


def test_not_a_line_of_it_is_kvadmins_own():
    """Lines that say something: long enough, and no import."""
    own = {line.strip() for line in SOURCE.splitlines() if len(line.strip()) > 40 and "import" not in line}
    folder = PROGRAM.parents[1]
    others = [each for each in folder.rglob("*.py") if each != PROGRAM]
    assert len(others) > 50
    for each in others:
        assert own & {line.strip() for line in each.read_text(encoding="utf-8").splitlines()} == set(), each


def test_the_worked_example_is_accepted():
    regions = {"0101": "Sør", "0301": "Øst", "0402": "Øst", "1818": "Nord"}
    rows = [Applicant(n, f"K{n}", score=Decimal(5), attributes={"region": r}) for n, r in regions.items()]
    quotas = (parse_quota("region:Øst=..1"), parse_quota("region:Nord=1.."))
    document = protocol(admit(Call("P3", 3, "2008", quotas=quotas), rows, software=SOFTWARE))
    assert check(document, {}, []) is None
    assert {"waitlisted-quota"} == {d["reason"] for d in document["decisions"] if d["outcome"] == "waitlisted"}


def test_what_a_reader_brings_is_compared(tmp_path):
    each = told(source="public")
    options = [f"--{name}={text}" for name, text in {"secret": "-", **each.brought}.items()]
    ran = run(each.document, tmp_path, *options)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"No difference: all {len(each.document['decisions'])} decisions" in ran.stdout
    assert "Not proved" not in ran.stdout
    assert "The protocol itself on its draw: sound. As the call says." in ran.stdout


@pytest.mark.parametrize(
    ("name", "other", "what"),
    [
        ("draw", "1 2 3 4 5 6 7", "published draw"),
        ("draw", "1 2 3 4 5 6 7 8", "published draw"),
        ("secret", "another one", "published secret"),
        ("fingerprint", "0" * 64, "fingerprint of the letter"),
    ],
)
def test_another_draw_secret_or_letter_is_a_difference(name, other, what, tmp_path):
    each = told(source="public")
    options = [f"--{key}={text}" for key, text in {"secret": "-", **each.brought, name: other}.items()]
    ran = run(each.document, tmp_path, *options)
    assert ran.returncode == 1
    assert ran.stdout.startswith(f"DIFFERENCE  {what}: the protocol says ")


def test_it_asks_for_what_is_not_given_and_says_what_skipping_leaves(tmp_path):
    each = told(source="public")
    ran = run(each.document, tmp_path, asked=f"{each.brought['draw']}\n-\n-\n")
    assert ran.returncode == 0
    assert ran.stdout.startswith("the published draw, or the seed that was announced (- skips): the secret")
    assert "Not proved: that the list decided from is the one that was closed." in ran.stdout
    assert "that the seed is what the draw gave" not in ran.stdout
    nothing = run(each.document, tmp_path)  # nobody there to be asked
    assert nothing.returncode == 0
    assert "Not proved: that the seed is what the draw gave." in nothing.stdout


def test_an_old_protocol_is_checked_as_far_as_it_goes(tmp_path):
    document = dict(told().document)
    for key in ("sha256", "points", "unfilled", "draw"):
        del document[key]
    ran = run(document, tmp_path, "--draw=-", "--secret=-", "--fingerprint=-")
    assert ran.returncode == 0, ran.stdout
    assert "Not proved: names, free text and scores" in ran.stdout
    document["decisions"] = document["decisions"][::-1]
    assert check(document, {}, [])[0] == "rank"


@pytest.mark.parametrize("document", [None, [], {}, {"schema": 1}, "x", {"inputs": {"call": 3}, "decisions": [1]}])
def test_what_is_no_protocol_is_a_difference_and_no_crash(document):
    assert check(document, {}, [])[0] == "form of the protocol"


def test_a_file_that_is_not_there_is_said(tmp_path):
    ran = subprocess.run(
        [sys.executable, "-I", str(PROGRAM), str(tmp_path / "none.json")], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert "invalid JSON file value: " in ran.stderr
    assert "none.json" in ran.stderr


def test_the_verdict_may_not_be_better_than_the_protocol_shows():
    each = told(source="public", verdict="sound")
    for patch in (
        [(["draw", "freeze", "on"], "2008-06-07")],
        [(["draw", "named", "named"], "2008-06-03")],
        [(["draw", "draws"], each.document["draw"]["draws"] * 2)],
        [(["draw", "named", "commitment"], "0" * 64)],
        [(["draw", "freeze"], None)],
    ):
        changed = applied(each.document, patch)
        del changed["sha256"]
        assert check(changed, {}, [])[0] == "verdict", patch


def test_a_draw_and_a_secret_give_the_seed_as_the_rule_has_it():
    each = told(source="public", secret=told(source="public").document["draw"]["secret"])
    assert each.document["draw"]["secret"] == ""
    mixed = next(t for t in (told(seed, source="public") for seed in range(100)) if t.document["draw"]["secret"])
    draw = mixed.document["draw"]
    assert mixed.document["lottery_seed"] == sha256(f"{draw['secret']}|{draw['value']}".encode()).hexdigest()
    assert check(mixed.document, mixed.brought, []) is None


@pytest.mark.parametrize(
    ("typed", "form", "gives"),
    [
        ("31 3 8 12 17 21 26", LOTTO, "03-08-12-17-21-26-31"),
        ("03081217212631", LOTTO, "03-08-12-17-21-26-31"),
        ("3, 8, 12, 17, 21, 26, 31", LOTTO, "03-08-12-17-21-26-31"),
        ("3 8 12", LOTTO, "3 numbers"),
        ("9 3 5", {"numbers": 3, "order": "as-drawn", "digits": 1, "separator": ""}, "935"),
        (" 7 ", {"numbers": 1, "order": "ascending", "digits": 3, "separator": "-"}, "007"),
    ],
)
def test_a_published_draw_in_the_form_of_the_call(typed, form, gives):
    assert in_form(typed, form) == gives


def test_possible_is_what_trying_everything_gives():
    rng = random.Random(15)
    answers = []
    for _ in range(400):
        masks = rng.sample(range(1, 16, 2), rng.randint(1, 5))
        cells = {mask: tuple(sorted((rng.randint(0, 2), rng.randint(0, 4)))) for mask in masks}
        rows = [(bit, low, low + rng.randint(0, 5)) for bit in (1, 2, 4, 8) for low in [rng.randint(0, 2)]]
        everything = itertools.product(*(range(low, high + 1) for low, high in cells.values()))
        wanted = any(
            all(
                low <= sum(n for mask, n in zip(cells, counts, strict=True) if mask & bit) <= high
                for bit, low, high in rows
            )
            for counts in everything
        )
        answers.append(wanted)
        assert possible(dict(cells), rows, [1000]) is wanted
    assert 40 < sum(answers) < 360


def test_eight_quotas_that_shut_out_only_together_are_proved():
    """The conflict takes all eight; trying every part of the sums does not end."""
    document = many_quotas()
    assert max(len(row["quotas"]) for row in document["decisions"] if row["reason"] == "waitlisted-quota") == 8
    beyond = []
    assert check(document, {}, beyond) is None
    assert beyond == []


@pytest.mark.parametrize("named", ["spared", "added"])
def test_quotas_that_do_not_shut_out_are_found_where_many_are_named(named):
    document = many_quotas()
    named_by = {len(row["quotas"]): row for row in document["decisions"] if row["reason"] == "waitlisted-quota"}
    row = named_by[max(named_by) if named == "spared" else 5]
    own, every = row["quotas"], document["inputs"]["call"]["quotas"]
    other = next((text for text in every if text not in own), "")
    row["quotas"] = own[:-1] if named == "spared" else [text for text in every if text in [*own, other]]
    row["quota"] = ", ".join(row["quotas"])
    del document["sha256"]
    assert check(document, {}, [])[:2] == ("shut out by quotas", row["municipality"])


def test_what_takes_too_many_steps_is_said_and_is_no_difference(tmp_path):
    document = many_quotas()
    program = tmp_path / "short.py"
    program.write_text(SOURCE.replace("[8000 >>", "[0 >>"), encoding="utf-8")
    ran = run(document, tmp_path, "--draw=-", "--secret=-", "--fingerprint=-", program=program)
    assert (ran.returncode, ran.stderr) == (0, "")
    for row in document["decisions"]:
        if row["reason"] == "waitlisted-quota" and len(row["quotas"]) < 3:
            continue  # these may need no step
        said = f"Not proved: the quotas named for {row['municipality']}: too much to try.\n" in ran.stdout
        assert said is (row["reason"] == "waitlisted-quota")
    assert "too much to try" not in run(document, tmp_path, "--draw=-", "--secret=-", "--fingerprint=-").stdout


_decimals = st.decimals(-50, 50, places=3)


@given(st.lists(st.tuples(_decimals, st.none() | _decimals), max_size=3), st.none() | _decimals)
def test_scores_are_kvadmins_scores(parts, own):
    names = [f"k{i}" for i in range(len(parts))]
    criteria = [ScoreCriterion(name, weight) for name, (weight, _) in zip(names, parts, strict=True)]
    points = {name: each for name, (_, each) in zip(names, parts, strict=True) if each is not None}
    theirs = score_of(Applicant("0301", score=own, points=points), criteria)
    row = {"points": {name: f"{each:f}" for name, each in points.items()}, "score": None if own is None else f"{own:f}"}
    plain = [{"name": each.name, "weight": f"{each.weight:f}"} for each in criteria]
    assert check_admission.score_of(plain, row) == (None if theirs is None else f"{theirs:f}")
