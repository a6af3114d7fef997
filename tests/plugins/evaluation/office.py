"""A small programme with an indicator: the municipalities of S, a merged one, and figures to import."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kvadmin.api.records import Cohort, Contact, Membership
from kvadmin.testing import Kit

S = (9.8, 9.1, 8.6, 9.5, 9.9, 9.2, 8.7, 9.4, 9.7, 9.0, 8.8, 9.6, 9.3, 8.4, 7.9, 8.2, 8.0, 7.6, 7.3, 7.5)
TODAY = "2012-03-01"


def quarters(count: int) -> list[str]:
    return [f"{2007 + k // 4}-Q{k % 4 + 1}" for k in range(count)]


def office(folder: Path, *, today: str = TODAY) -> Kit:
    """Oslo, Halden, Bø twice, Ramnes that became part of Re in 2002, and Re."""
    kit = Kit(folder, today=today)
    person = Contact(id="project-leader", name="Kari Prøvesen", email="kari@oslo.example", phone="+4722334455")
    kit.municipality("0301", "Oslo", region="Østlandet", population=560484, contacts=[person])
    kit.municipality("0101", "Halden", region="Østlandet", population=28000)
    kit.municipality("0821", "Bø", county="Telemark", region="Østlandet", population=5400)
    kit.municipality("1867", "Bø", county="Nordland", region="Nord-Norge", population=2800)
    kit.municipality("0718", "Ramnes", valid_to=date(2001, 12, 31), successors=["0716"])
    kit.municipality("0716", "Re", valid_from=date(2002, 1, 1), region="Østlandet", population=8000)
    return kit


def members(kit: Kit, *numbers: str, cohort: str = "P1") -> None:
    start = date(2007, 3, 26)
    kit.add(Cohort(id=cohort, name=cohort, memberships=[Membership(municipality=n, start=start) for n in numbers]))


def indicator(kit: Kit, name: str = "syk", *more: str) -> None:
    given = ("--direction", "decrease", "--period", "quarter", "--target", "8.0")
    ran = kit.run("evaluation", "indicators", "add", name, *given, *more)
    assert ran.code == 0, ran.err


def csv_file(folder: Path, *lines: str, name: str = "in.csv") -> str:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def long_csv(folder: Path, values, *, number: str = "0301", name: str = "syk", file: str = "long.csv") -> str:
    rows = [f"{name},{number},{p},{v}" for p, v in zip(quarters(len(values)), values, strict=True) if v is not None]
    return csv_file(folder, "indicator,municipality,period,value", *rows, name=file)
