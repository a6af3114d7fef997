"""Tables of distances: what they may look like, and what is refused with the pairs named."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from kvadmin.api import InvalidData
from kvadmin.api.hooks import Place
from kvadmin.plugins.network.solver.places import PlaceSet
from kvadmin.plugins.network.splitting.distance_file import read_distances

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
        ("from,to,km\na,b,1\na,b,2\na,c,2\nb,c,3\n", "line 3, column 3: a - b stands twice"),
        ("from,to,km\na,b,-1\na,c,2\nb,c,3\n", "'-1' is no distance"),
        ("from,to,km\na,b,nan\na,c,2\nb,c,3\n", "'nan' is no distance"),
        ("from,to,km\na,b\na,c,2\nb,c,3\n", "'' is no distance"),
        ("from,to,km\na,b,1e12\na,c,2\nb,c,3\n", "'1e12' is no distance"),
        ("from,to,km\na,b,1_0\na,c,2\nb,c,3\n", "'1_0' is no distance"),
        ("from,to,km\na,b,20,5\na,c,2\nb,c,3\n", "line 2, column 4: '5' stands beyond the heading"),
        ("km,a,b,c\na,0,1,5,2\nb,1,5,0,3\nc,2,3,0\n", "line 2, column 5: '2' stands beyond the heading"),
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


SQUARE = [[0, 10, 20], [10, 0, 30], [20, 30, 0]]


def values(table):
    return table.block(np.arange(3), np.arange(3)).tolist()


@pytest.mark.parametrize(
    "text",
    [
        "minutes,a,b,c\na,0,10,20\nb,10,0,30\nc,20,30,0\n",
        "Minutter;c;A;b\nb;30;10;-\na;20;;10,0\nc;0;20;30\n",
        "min,a,b,c,x\na,,,\nb,10\nc,20,30,,7\nx,1,2,3,4\n",
        "min,a,b,c\na,,10,20\n\nb,,,30\n",
    ],
)
def test_a_square_has_its_unit_in_the_corner(tmp_path, text):
    table = read(tmp_path, text)
    assert (table.unit, values(table)) == ("min", SQUARE)


def test_a_workbook_is_read_with_all_its_decimals(tmp_path):
    book = Workbook()
    page = book.active
    for row in (["km", "a", "b", "c"], ["a", 0, 1.25, 2], ["b", 1.25, 0, 3.5], ["c", 2, 3.5, 0]):
        page.append(row)
    page["C2"].number_format = "0"
    book.save(tmp_path / "roads.xlsx")
    table = read_distances(tmp_path / "roads.xlsx", PLACES)
    assert (table.unit, values(table)) == ("km", [[0, 1.25, 2], [1.25, 0, 3.5], [2, 3.5, 0]])
    page["D2"] = -2
    book.save(tmp_path / "roads.xlsx")
    with pytest.raises(InvalidData) as caught:
        read_distances(tmp_path / "roads.xlsx", PLACES)
    assert "Sheet!D2: a - c: '-2' is no distance" in "\n".join(caught.value.lines())


def test_a_workbook_with_two_sheets_is_not_guessed_at(tmp_path):
    book = Workbook()
    book.active.append(["km", "a"])
    book.create_sheet("other").append(["km", "a"])
    book.save(tmp_path / "roads.xlsx")
    with pytest.raises(InvalidData, match="several sheets"):
        read_distances(tmp_path / "roads.xlsx", PLACES)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (",a,b,c\na,0,1,2\nb,1,0,3\nc,2,3,0\n", "write km or minutes in the upper left cell"),
        ("miles,a,b,c\na,0,1,2\n", "write km or minutes in the upper left cell"),
        (
            "km,a,b,c\na,0,1,2\nb,1,5,3\nc,2,3,0\n",
            "line 3, column 3: b - b: the way from a place to itself is 5, not 0",
        ),
        ("km,a,b,c\na,0,1,2\nb,1,0,nan\nc,2,3,0\n", "line 3, column 4: b - c: 'nan' is no distance"),
        ("km,a,b,c\na,0,1,2\nb,1,0,inf\nc,2,3,0\n", "line 3, column 4: b - c: 'inf' is no distance"),
        ("km,a,b,b\na,0,1,2\nb,1,0,3\n", "line 1, column 4: b B stands there twice"),
        ("km,a,b,c\na,0,1,2\na,0,1,2\n", "line 3, column 1: a A stands there twice"),
        ("km,a,b,c\na,0,1,2\nb,9,0,3\nc,2,3,0\n", "a A - b B"),
        ("km,a,b\na,0,1\nb,1,0\n", "c C: not in the table"),
    ],
)
def test_what_is_not_certain_of_a_square_is_named(tmp_path, text, named):
    with pytest.raises(InvalidData) as caught:
        read(tmp_path, text)
    assert named in "\n".join(caught.value.lines())


def test_the_ways_there_and_back_must_be_equal(tmp_path):
    with pytest.raises(InvalidData, match="the way there and the way back differ for 1 pair"):
        read(tmp_path, "km,a,b,c\na,0,1,2\nb,9,0,3\nc,2,3,0\n")


TOWNS = PlaceSet(
    [
        Place("0301", "Oslo", 60, 10),
        Place("0236", "Nes", 60, 11),
        Place("0616", "Nes", 60, 9),
        Place("1601", "Trondheim", 63, 10),
    ]
)


def test_names_are_resolved_and_never_guessed(tmp_path):
    file = tmp_path / "roads.csv"
    file.write_text(
        "km;OSLO;236;616;Trondheim\n301;0;1;2;3\n0236;1;0;4;5\n0616;2;4;0;6\ntrondheim;3;5;6;0\n", encoding="utf-8"
    )
    assert read_distances(file, TOWNS).block(np.array([0]), np.arange(4)).tolist() == [[0, 1, 4, 5]]
    file.write_text("from,to,km\nOslo,Nes,1\n", encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        read_distances(file, TOWNS)
    assert "line 2, column 2: several places are called 'Nes'" in "\n".join(caught.value.lines())
    rows = "Oslo,0236,1\nOslo,0616,2\n0236,0616,4\nTrondhjem,Oslo,3\nTrondhjem,0236,5\nTrondhjem,0616,6\n"
    file.write_text("from,to,km\n" + rows, encoding="utf-8")
    with pytest.raises(InvalidData) as caught:
        read_distances(file, TOWNS)
    said = "\n".join(caught.value.lines())
    assert "unknown for 3 pair(s)" in said
    assert "1601 Trondheim is not in the table; is it 'Trondhjem'?" in said
