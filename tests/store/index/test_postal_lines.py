"""Which addresses may be kept outside the programme folder, and that others are not."""

from __future__ import annotations

from typing import ClassVar

import pytest
from store.index.index_states import filled, rows_in, town
from store.programme import opened
from store.records import TownOutline

from kvadmin.store.index.database import index_file
from kvadmin.store.index.postal_lines import name_nobody

KNOWN = {"nore", "og", "uvdal", "viken"}


class Addressed(TownOutline, kw_only=True):
    postal: ClassVar[frozenset[str]] = frozenset({"parts"})


@pytest.mark.parametrize(
    "lines",
    [
        ["Rådhuset", "0037 Oslo"],
        ["Nore og Uvdal kommune", "Sentrum, 3629 Nore"],
        ["Karl Johans gate 15 B", "N-0162 Oslo"],
        ["Nedre Torggate 5", "3015 Drammen"],
        ["Storgata 5a", "1472 Fjellhamar"],
        ["Postboks 54 Sentrum", "Pb. 7, 5003 Bergen"],
        ["Servicekontoret, Øvre Årdal 3", "6884 Øvre Årdal"],
        [],
    ],
)
def test_an_address_of_an_office_names_nobody(lines):
    assert name_nobody(lines, KNOWN)


@pytest.mark.parametrize(
    "line",
    [
        "Kari Nordmann",
        "v/ Kari Nordmann",
        "v/Kari",
        "c/o Nordmann",
        "Att. Kari Nordmann",
        "ved Kari",
        "Kari",
        "Nordmann, Kari",
        "Rådhuset v/Kari",
        "Rådhuset ved Kari Nordmann",
        "Kari Nordmann, Storgata 5",
        "Kari Nordmann 5",
        "Kari Nordmann Storgata 5",
        "kari@nore.example",
        "tlf 22 36 48 10",
        "22364810",
        "0037 Oslo v/Kari",
    ],
)
def test_what_may_be_about_somebody_is_no_such_address(line):
    assert not name_nobody(["Rådhuset", line], KNOWN)


@pytest.mark.usefixtures("eager_index")
def test_a_file_with_an_address_that_may_name_somebody_is_read_each_time(tmp_path):
    folder = filled(tmp_path / "programme")
    for number, parts in {"0108": "['v/ Tuva Vik', '0108 Town']", "0109": "[Rådhuset, '0109 Town']"}.items():
        (folder / "towns" / f"{number}.yaml").write_text(town(number, "Town", parts=parts), encoding="utf-8")
    for _ in range(2):
        found = opened(folder).snapshot().outlines(Addressed)
        assert [each.parts[0] for each in found if each.parts] == ["north", "v/ Tuva Vik", "Rådhuset"]
    assert "towns/0109.yaml" in rows_in(folder)
    assert b"Tuva Vik" not in index_file(folder).read_bytes()


@pytest.mark.usefixtures("eager_index")
@pytest.mark.parametrize(
    "written", ["Lie, Solveig", "SOLVEIG  LIE", "v/Solveig Lie", "22364810", "tlf. 22.36.48.10", "per@nore.example"]
)
def test_a_name_or_number_that_is_written_otherwise_is_found_in_what_would_be_kept(tmp_path, written):
    folder = filled(tmp_path / "programme")
    text = town("0108", "Town", parts=f"['{written}']", phone="22 36 48 10")
    (folder / "towns" / "0108.yaml").write_text(f"{text}mayor: {{municipality: Solveig Lie, from: 2008-01-01}}\n")
    opened(folder).snapshot().outlines(TownOutline)
    assert "towns/0108.yaml" not in rows_in(folder)
    assert "towns/0109.yaml" in rows_in(folder)
