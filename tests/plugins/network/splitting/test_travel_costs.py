"""Tables of distances: what they may look like, and what is refused with the pairs named."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest

from kvadmin.api import InvalidData
from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.splitting.travel_costs import read_distances

PLACES = PlaceSet([Place(name, name.upper(), 60.0, 5.0 + at) for at, name in enumerate("abc")])


def read(tmp_path: Path, text: str):
    file = tmp_path / "roads.csv"
    file.write_text(text, encoding="utf-8")
    return read_distances(file, PLACES)


def test_a_pair_given_once_counts_both_ways(tmp_path):
    table = read(tmp_path, 'from,to,minutes\na,b,10\nc,a,20\nb,c,"30"\nx,y,5\n\n')
    at = np.arange(3)
    assert table.unit == "min"
    assert table.block(at, at).tolist() == [[0, 10, 20], [10, 0, 30], [20, 30, 0]]


def test_norwegian_headings_in_any_order(tmp_path):
    assert read(tmp_path, "km,til,fra\n1.5,a,b\n2,b,c\n3,c,a\n").unit == "km"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("from,to,km\na,b,1\na,c,2\n", "b B - c C"),
        ("from,to,km\na,b,1\nb,a,2\na,c,2\nb,c,3\n", "a A - b B"),
        ("from,to,km\na,b,1\na,b,2\na,c,2\nb,c,3\n", "line 3: a - b stands twice"),
        ("from,to,km\na,b,-1\na,c,2\nb,c,3\n", "'-1' is no distance"),
        ("from,to,km\na,b,nan\na,c,2\nb,c,3\n", "'nan' is no distance"),
        ("from,to,km\na,b\na,c,2\nb,c,3\n", "'' is no distance"),
        ("a,b,c\n", "from,to,km"),
        ("from,to,km,minutes\n", "from,to,km"),
        ("", "from,to,km"),
    ],
)
def test_holes_and_contradictions_are_named(tmp_path, text, named):
    with pytest.raises(InvalidData) as caught:
        read(tmp_path, text)
    assert named in "\n".join(caught.value.lines())


def test_the_split_follows_the_table(cli, places_file, tmp_path):
    ids = [f"x-{c}00{p}" for c in (1, 2, 3) for p in (1, 2, 3, 4, 5)]
    near = {
        frozenset(pair) for at in range(5) for pair in itertools.combinations([ids[at], ids[at + 5], ids[at + 10]], 2)
    }
    rows = [f"{a},{b},{1 if frozenset((a, b)) in near else 100}" for a, b in itertools.combinations(ids, 2)]
    file = tmp_path / "roads.csv"
    file.write_text("from,to,minutes\n" + "\n".join(rows) + "\n", encoding="utf-8")
    ran = cli(
        "network",
        "split",
        "--places",
        places_file,
        "--size",
        "3..3",
        "--distances",
        file,
        "--format",
        "json",
        check=True,
    )
    assert ran.json["objective"] == 15
    assert ran.json["networks"][0]["members"] == ["x-1001", "x-2001", "x-3001"]
    file.write_text("from,to,minutes\n" + "\n".join(rows[1:]) + "\n", encoding="utf-8")
    ran = cli("network", "split", "--places", places_file, "--size", "3..3", "--distances", file)
    assert (ran.code, ran.out) == (3, "")
    assert "x-1001 Agderby A - x-1002 Agderby B" in ran.err


def test_norwegian_excel_saves_semicolons(tmp_path):
    assert read(tmp_path, "fra;til;km\na;b;1,5\nb;c;2\nc;a;3\n").block(np.arange(1), np.arange(3)).tolist() == [
        [0, 1.5, 3]
    ]
