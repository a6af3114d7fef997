"""What every plugin promises."""

from __future__ import annotations

from kvadmin.testing import conformance

LINES = [
    'measure add P1 0415 "Ny vaktordning" responsible Hjemmetjenesten planned_end 2008-06-01',
    "measure add P1 0415 Kompetanseplan",
    "measure list --cohort P1",
    "measure show 0415-1",
    "measure set 0415-1 start 2008-03-01",
    "measure step 0415-1 prepare --done 2008-03-10 --parties politicians,administration,employees",
    "measure remove 0415-2",
    "measure parties --cohort P1",
    'cycle add 0415-1 "Ønsketurnus" start 2008-03-01',
    "cycle add 0415-1 Heltid",
    "cycle list",
    "cycle set 0415-1 1 end 2008-05-01 learned Kveldsvaktene",
    "cycle remove 0415-1 2",
    'drivers new P1 0415 "Sykefraværet er under 7 %"',
    "drivers add P1-0415 primary Ledelse",
    "drivers add P1-0415 primary Medvirkning",
    "drivers set P1-0415 p1 text Nærvær",
    "drivers remove P1-0415 p2",
    "drivers list",
    "drivers show P1-0415",
]
REFUSED = [
    "measure add P1 1601 Ny",
    "measure show 0415-9",
    "measure set 0415-1 strat 2008-03-01",
    "measure remove 0415-9",
    "cycle set 0415-1 9 end 2008-05-01",
    "cycle remove 0415-1 9",
    "drivers new P9 0415 Mål",
    "drivers add P1-0415 primary ''",
]


def test_it_keeps_the_promises_of_every_plugin(kit, tmp_path):
    measures, drivers = tmp_path / "tiltak.csv", tmp_path / "drivere.csv"
    measures.write_text("Kommune;Tiltak;Frist\nLøten;Felles kurs;01.12.2008\n", encoding="utf-8")
    drivers.write_text("Primærdriver;Sekundærdriver\nKompetanse;Kurs\n", encoding="utf-8")
    files = [
        ["measure", "import", "P1", str(measures)],
        ["drivers", "import", "P1-0415", str(drivers)],
        ["drivers", "draw", "P1-0415", str(tmp_path / "drivere.svg")],
    ]
    conformance.check("improvement", kit, [*LINES, *files], refused=REFUSED)
