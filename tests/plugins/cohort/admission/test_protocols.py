from __future__ import annotations

import json
import random
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest

from kvadmin.errors import Conflict, InvalidData
from kvadmin.plugins.cohort.admission import (
    ApplicationStanding,
    Ruling,
    ScoreCriterion,
    admission_json,
    admit,
    protocol_bytes,
    read_protocol,
    require_same_inputs,
    verify,
)

THREE = ("region:Nord=1..", "form:y=1..", "region:Øst=..2")


@pytest.fixture
def admission(ten, call):
    return admit(call(5, *THREE), ten, software="kvadmin 1")


@pytest.fixture
def document(admission):
    return read_protocol(protocol_bytes(admission))


def test_the_report_has_the_names_and_the_order_of_the_contract(admission):
    found = admission_json(admission, dry_run=True)
    names = ["schema", "cohort", "dry_run", "capacity", "lottery_seed", "input_sha256", "decisions"]
    assert list(found)[:7] == names
    assert [found[name] for name in names[:4]] == [1, "P3", True, 5]
    row = found["decisions"][1]
    assert list(row)[:9] == [
        "municipality",
        "name",
        "outcome",
        "reason",
        "rank",
        "score",
        "ticket",
        "waitlist_position",
        "quota",
    ]
    assert (row["municipality"], row["rank"], row["score"], row["quota"]) == ("0301", 2, "8.00", None)
    assert row["ticket"].startswith("2fc4d5cc")
    assert len(row["ticket"]) == 64
    assert sum(found["counts"].values()) == 10


def test_any_order_of_applicants_and_quotas_gives_the_same_bytes(ten, call, admission):
    rng = random.Random(7)
    for _ in range(20):
        rows, quotas = rng.sample(ten, len(ten)), rng.sample(THREE, 3)
        assert protocol_bytes(admit(call(5, *quotas), rows, software="kvadmin 1")) == protocol_bytes(admission)


def test_the_hash_can_be_repeated_from_the_protocol(document):
    text = json.dumps(document["inputs"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert sha256(text.encode()).hexdigest() == document["input_sha256"]


def test_only_what_decides_is_hashed(ten, call, admission):
    def digest(applicants, this_call=None):
        return admit(this_call or call(5, *THREE), applicants, software="x").input_sha256

    same = [replace(a, name="other", missing=("x",), attributes={**a.attributes, "county": "1"}) for a in ten]
    assert digest(same) == admission.input_sha256
    accepted = replace(ten[0], ruling=Ruling.ACCEPTED, late_reason="strike")
    for changed in (
        replace(ten[0], score=Decimal("9.01")),
        replace(ten[0], complete=False),
        replace(ten[0], standing=ApplicationStanding.WITHDRAWN),
        replace(ten[0], attributes={"region": "Nord", "form": "b"}),
        replace(ten[0], unresolved=True),
        replace(ten[0], member_of="P1"),
        accepted,
    ):
        assert digest((changed, *ten[1:])) != admission.input_sha256
    assert digest(ten, call(6, *THREE)) != admission.input_sha256
    assert digest(ten, replace(call(5, *THREE), lottery_seed="x")) != admission.input_sha256


def test_weights_are_the_same_however_they_are_written(ten, call):
    one, two = (
        admit(call(5, criteria=(ScoreCriterion("a", Decimal(text)),)), ten, software="x").input_sha256
        for text in ("20", "2.00E+1")
    )
    assert one == two


def test_an_unchanged_folder_verifies(ten, call, document):
    found = verify(document, call(5, *reversed(THREE)), ten[::-1], software="kvadmin 1")
    assert found.identical
    assert found.notes == ()
    later = verify(document, call(5, *THREE), ten, software="kvadmin 2")
    assert later.identical
    assert "kvadmin 1" in later.notes[0]


def test_differences_are_told_in_words(ten, call, document):
    now = (replace(ten[0], score=Decimal("1.5")), *ten[1:9])
    found = verify(document, call(6, "region:Nord=1.."), now, software="kvadmin 1").differences
    assert "the capacity: was 5, is now 6" in found
    assert "the quotas: was form:y=1.., region:Nord=1.., region:Øst=..2, is now region:Nord=1.." in found
    assert "0101: score was 9.00, is now 1.50" in found
    assert "1421: was among the applications, is no longer" in found
    assert (
        "0101: the protocol says admitted (admitted-score), the rule now gives waitlisted (waitlisted-capacity)"
        in found
    )
    assert "1421: the protocol has a decision (waitlisted (waitlisted-capacity)), the rule now has none" in found


def test_quotas_that_can_no_longer_be_met_are_a_difference(ten, call, document):
    found = verify(document, call(5, *THREE), ten[:6], software="kvadmin 1")
    assert not found.identical
    assert "the rule refuses" in found.differences[-1]


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (lambda d: d["decisions"][0].update(outcome="waitlisted"), "0101: the protocol says waitlisted"),
        (lambda d: d["decisions"][3].update(score="9.50"), "0501: score in the protocol 9.50"),
        (lambda d: d["decisions"][3].update(quotas=[]), "0501: quota in the protocol none"),
        (lambda d: d["decisions"].pop(), "1421: the protocol has no decision"),
        (lambda d: d["decisions"].append(d["decisions"][0]), "two decisions on one municipality"),
        (lambda d: d["decisions"].reverse(), "order of rank"),
        (lambda d: d.update(capacity=6), "says the capacity is 6, its own inputs say 5"),
        (lambda d: d.update(lottery_seed="other"), "says the lottery seed is other"),
        (lambda d: d.update(input_sha256="0" * 64), "do not give its input_sha256"),
        (lambda d: d["inputs"]["applicants"][0].update(score="1.00"), "0101: score was 1.00, is now 9.00"),
        (lambda d: d["inputs"].update(extra=1), "do not give its input_sha256"),
    ],
)
def test_a_protocol_that_was_changed_does_not_verify(ten, call, document, tamper, words):
    changed = deepcopy(document)
    tamper(changed)
    found = verify(changed, call(5, *THREE), ten, software="kvadmin 1").differences
    assert any(words in line for line in found), found


def test_an_expected_protocol_demands_the_same_inputs(ten, call, document, admission):
    require_same_inputs(document, admission)
    changed = admit(call(5, *THREE), (replace(ten[0], score=Decimal("9.01")), *ten[1:]), software="kvadmin 1")
    with pytest.raises(Conflict) as caught:
        require_same_inputs(document, changed)
    assert caught.value.exit_code == 5
    assert "0101: score was 9.00, is now 9.01" in caught.value.details


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"schema": 2}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_protocol_is_bad_input(data):
    with pytest.raises(InvalidData) as caught:
        read_protocol(data, where="p.json")
    assert caught.value.where == "p.json"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.pop("kind"),
        lambda d: d.update(inputs=[]),
        lambda d: d.update(decisions={}),
        lambda d: d["inputs"].pop("members"),
        lambda d: d["inputs"].update(applicants=[1]),
        lambda d: d["inputs"].update(members=[{"number": "1", "reason": None, "quotas": [], "attributes": 1}]),
        lambda d: d["decisions"][0].pop("ticket"),
        lambda d: d["decisions"][0].update(municipality=301),
        lambda d: d["decisions"][0].update(quotas=["what"]),
        lambda d: d["decisions"][0].update(quotas="what"),
        lambda d: d["decisions"][0].update(quotas=[1]),
    ],
)
def test_a_spoilt_protocol_is_bad_input(document, spoil):
    spoil(document)
    with pytest.raises(InvalidData):
        read_protocol(json.dumps(document).encode())
