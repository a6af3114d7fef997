from __future__ import annotations

import pytest

from kvadmin.errors import InvalidData
from kvadmin.reading.opening import read_bytes

HEAD = "Nr;Kommune;Tiltak;Mål\n"


def _texts(body: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_bytes((HEAD + body).encode(), "a.csv").sheets[0].rows[1:]]


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ('0301;Oslo;"Ja til barn;mål\n0105;Moss;Nye "tiltak";x\n', 2, "middle of a cell"),
        ('0301;Oslo;"Ja" til barn;mål\n', 2, "middle of a cell"),
        ('0301;Oslo;"to\nlinjer";"Ja" til;x\n', 3, "middle of a cell"),
        ('0301;Oslo;x;y\n0105;Moss;"aldri;z\n', 3, "never ends"),
        ('0301;Oslo;"aldri ""slutt"";z\n0105;Moss;a;b\n', 2, "never ends"),
        ('0301;Oslo;"a;b\n0105;Moss;Nye tiltak";x\n0106;Halden;y;z\n', 2, "swallows the next line"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_stray_mark_refuses_the_file_by_line(body, line, said, end):
    with pytest.raises(InvalidData, match=said) as caught:
        read_bytes((HEAD + body).replace("\n", end).encode(), "a.csv")
    assert caught.value.where == f"a.csv: line {line}"


@pytest.mark.parametrize(
    ("body", "cells"),
    [
        ('0301;Oslo;"a; b\nc; d";mål\n', ["0301", "Oslo", "a; b\nc; d", "mål"]),
        ('0301;Oslo;"to\r\nlinjer";\n', ["0301", "Oslo", "to\nlinjer", ""]),
        ('0301;"Oslo" ;x;y\n', ["0301", "Oslo", "x", "y"]),
        ('0301; "Oslo; by";x;y\n', ["0301", "Oslo; by", "x", "y"]),
        ('0301; "Oslo; ""by""";x;"y"\n', ["0301", 'Oslo; "by"', "x", "y"]),
        ('0301;Oslo;5" rør;x "y" z\n', ["0301", "Oslo", '5" rør', 'x "y" z']),
        ('"=""0301""";="0301";x;y\n', ['="0301"', '="0301"', "x", "y"]),
        ('"";"Oslo";"";""""\n', ["", "Oslo", "", '"']),
    ],
)
def test_marks_where_they_belong(body, cells):
    assert _texts(body) == [cells]


def test_lines_are_counted_the_slow_way_too():
    rows = read_bytes((HEAD + '0301; "Oslo\nby";x;y\n0105;Moss;a;b\n').encode(), "a.csv").sheets[0].rows
    assert [row.number for row in rows] == [1, 2, 4]
