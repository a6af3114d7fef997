"""Who is the same to the rule: the fewer groups there are, the more chances can be exact."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kvadmin.plugins.cohort.admission import KeptMember
from kvadmin.plugins.cohort.admission.lotteries import Lotteries
from kvadmin.plugins.cohort.admission.odds import chances_in


@pytest.fixture
def equals(ten):
    return tuple(replace(each, score=Decimal(0)) for each in ten)


def test_quotas_that_cannot_be_missed_make_no_groups(call, equals):
    # Nine of ten are admitted: at least one of the two of the north is, whatever is drawn.
    idle = Lotteries(call(9, "region:Nord=1.."), equals)
    assert len(idle.start) == 1
    assert {number: each.value for number, each in chances_in(idle).items()} == dict.fromkeys(
        (each.number for each in equals), Fraction(9, 10)
    )
    assert len(Lotteries(call(9, "region:Nord=2.."), equals).start) == 2


def test_ties_and_groups_are_those_of_the_ones_that_compete(call, ten):
    lots = Lotteries(call(4, "region:Nord=..1"), ten, (KeptMember("2011"), KeptMember("0999")))
    assert lots.ties == [
        ("0101",), ("0301", "0402", "0501"), ("0602", "1504"), ("1818",), ("1526",), ("1421",),
    ]  # fmt: skip
    assert (sum(lots.start), lots.full, sum(lots.witness)) == (2, 4, 4)
    assert lots.group["1818"] != lots.group["0101"]
    assert lots.up_to[-1] == tuple(map(sum, zip(lots.start, *lots.sizes, strict=True)))
