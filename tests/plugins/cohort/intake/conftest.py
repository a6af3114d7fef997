"""A list of applications in a few words, and judging it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from books import xlsx
from registers import register

from kvadmin.plugins.cohort.intake.columns import APPLICATIONS
from kvadmin.plugins.cohort.intake.records import IntakeRow
from kvadmin.plugins.cohort.intake.row_judgement import judge
from kvadmin.plugins.cohort.intake.row_outcomes import IntakeJudgement, IntakeRowOutcome
from kvadmin.plugins.cohort.intake.row_records import ImportAct, ImportedFile, intake_record
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables

DEADLINE = datetime(2008, 5, 20, 23, 59)  # noqa: DTZ001 - the programme's local time

HEADER = {
    "number": "Komm.nr",
    "name": "Kommune",
    "county": "Fylke",
    "received": "Mottatt dato",
    "case": "Politisk behandlet (utvalg, saksnr.)",
    "decided": "Vedtaksdato",
    "focus": "1. Innsatsområder kvalitet",
    "goal": "Resultatmål kvalitet",
    "measures": "2. Tiltak sykefravær",
    "level": "Mål sykefravær",
    "parties": "3. Trepartssamarbeid",
    "plan": "4. Tidsplan",
    "joint": "Samarbeid om søknaden",
    "email": "E-post",
    "note": "Merknad",
}
_WHOLE = {
    "received": "19.05.2008",
    "case": "KS 34/08",
    "decided": "24.04.2008",
    "focus": "Oppvekst",
    "goal": "Fra 4,2 til 4,8",
    "measures": "Nærværsprosjekt",
    "level": "Fra 9 til 8 %",
    "parties": "Styringsgruppe",
    "plan": "Aug 2008 - des 2009",
    "joint": "Felles møte",
}


def row(**said: Any) -> list[Any]:
    """A whole application with these cells different."""
    return [(_WHOLE | said).get(name) for name in HEADER]


def judged(data: bytes, name: str = "list.xlsx", **options: Any) -> IntakeJudgement:
    """Judge a file."""
    tables = find_tables(read_bytes(data, name), APPLICATIONS)
    return judge(tables, **{"register": register(), "deadline": DEADLINE, "cohort": "P3", **options})


def kept(judgement: IntakeJudgement) -> list[IntakeRow]:
    """The rows as the programme folder keeps them."""
    act = ImportAct("P3", date(2008, 6, 10), "Kari")
    return intake_record(list(judgement.rows), ImportedFile("list.xlsx", "0" * 64), act).rows


List = Callable[..., list[IntakeRowOutcome]]


@pytest.fixture
def listed() -> List:
    """Judge rows made by :func:`row`; options of ``judge`` by name, ``then`` changes the workbook."""

    def run(*rows: list[Any], then: Any = None, **options: Any) -> list[IntakeRowOutcome]:
        return list(judged(xlsx(("Ark1", [list(HEADER.values()), *rows]), then=then), **options).rows)

    return run
