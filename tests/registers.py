"""Registers for tests: a few real municipalities of 2008, and all of them from the shared data."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from kvadmin.model.municipality import Municipality
from kvadmin.register.bodies import parse_bodies
from kvadmin.register.matching import Register
from kvadmin.register.succession import parse_succession
from kvadmin.resources import config_folder

DAY = date(2008, 5, 20)

_SOME = """
0101 Halden (Østfold)
0104 Moss (Østfold)
0105 Sarpsborg (Østfold)
0106 Fredrikstad (Østfold)
0111 Hvaler (Østfold)
0137 Våler (Østfold)
0213 Ski (Akershus)
0236 Nes (Akershus)
0301 Oslo (Oslo)
0418 Nord-Odal (Hedmark)
0426 Våler (Hedmark)
0441 Os (Hedmark)
0501 Lillehammer (Oppland)
0513 Skjåk (Oppland)
0514 Lom (Oppland)
0515 Vågå (Oppland)
0544 Øystre Slidre (Oppland)
0602 Drammen (Buskerud)
0616 Nes (Buskerud)
0624 Øvre Eiker (Buskerud)
0625 Nedre Eiker (Buskerud)
0633 Nore og Uvdal (Buskerud)
0704 Tønsberg (Vestfold)
0713 Sande (Vestfold)
0716 Re (Vestfold)
0701 Horten (Vestfold)
0821 Bø (Telemark)
1001 Kristiansand (Vest-Agder)
1106 Haugesund (Rogaland)
1160 Vindafjord (Rogaland)
1201 Bergen (Hordaland)
1238 Kvam (Hordaland)
1243 Os (Hordaland)
1411 Gulen (Sogn og Fjordane)
1412 Solund (Sogn og Fjordane)
1417 Vik (Sogn og Fjordane)
1504 Ålesund (Møre og Romsdal)
1505 Kristiansund (Møre og Romsdal)
1514 Sande (Møre og Romsdal)
1515 Herøy (Møre og Romsdal)
1601 Trondheim (Sør-Trøndelag)
1736 Snåsa (Nord-Trøndelag)
1804 Bodø (Nordland)
1805 Narvik (Nordland)
1818 Herøy (Nordland)
1849 Hamarøy (Nordland)
1850 Tysfjord (Nordland)
1867 Bø (Nordland)
1902 Tromsø (Troms)
1940 Gáivuotna - Kåfjord - Kaivuono (Troms)
2011 Guovdageaidnu - Kautokeino (Finnmark)
2021 Karasjok (Finnmark)
2030 Sør-Varanger (Finnmark)
"""


def some_entries() -> list[Municipality]:
    """About fifty municipalities of 2008, namesakes and two-language names among them."""
    entries = []
    for line in _SOME.strip().splitlines():
        number, _, rest = line.partition(" ")
        name, _, county = rest.rstrip(")").rpartition(" (")
        entries.append(Municipality(number=number, name=name, county=county))
    return entries


def register(entries: list[Municipality] | None = None, on: date | None = DAY) -> Register:
    """A register with what ships with kvadmin: successors and bodies."""
    folder = config_folder()
    return Register(
        some_entries() if entries is None else entries,
        on=on,
        succession=parse_succession((folder / "municipality-successors.csv").read_text(encoding="utf-8")),
        bodies=parse_bodies((folder / "non-municipal-bodies.csv").read_text(encoding="utf-8")),
    )


def shared_entries(shared: Path, file: str = "kommuner-2008.csv", name: str = "navn_norsk") -> list[Municipality]:
    """All municipalities of a shared register, under their Norwegian or their full names."""
    with (shared / "data" / file).open(encoding="utf-8") as lines:
        return [
            Municipality(number=row["kommunenummer"], name=row[name], county=row["fylke"])
            for row in csv.DictReader(lines)
        ]
