"""The ten applicants of the worked example, and short ways to write calls."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kvadmin.plugins.cohort.admission import Applicant, Call, parse_quota

SEED = "2008-06-10:07-11-19-23-28-30-33"
TEN = """
0101 9 Sør b
0301 8 Øst n
0402 8 Øst n
0501 8 Øst n
0602 7 Sør n
1504 7 Vest n
1818 5 Nord b
2011 4 Nord n
1526 3 Vest y
1421 2 Vest y
"""


@pytest.fixture
def ten():
    out = []
    for number, score, region, form in (line.split() for line in TEN.strip().splitlines()):
        attributes = {"region": region, "form": form}
        out.append(Applicant(number, f"K{number}", score=Decimal(score), attributes=attributes))
    return tuple(out)


@pytest.fixture
def call():
    def make(capacity, *quotas, **more):
        return Call("P3", capacity, SEED, quotas=tuple(parse_quota(text) for text in quotas), **more)

    return make
