"""A messy workbook of applications, invented for the tests, and what must become of each of its rows.

Real are the municipalities' numbers and names. The fates are ruled by hand from what the contract says about such
rows; nothing here was printed by kvadmin. The call's deadline is 20 May 2008, P1 has 0105, P2 has 1103 as members.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from books import xlsx

SHEET, LATER = "Innkomne søknader", "Kom på e-post"
HEADINGS = {
    "number": "Kommunenummer",
    "name": "Kommune",
    "county": "Fylke",
    "received": "Mottatt",
    "case": "Politisk behandling (organ, sak)",
    "decided": "Vedtaksdato",
    "quality_focus": "Innsatsområder kvalitet",
    "quality_goal": "Resultatmål kvalitet",
    "sick_leave_measures": "Tiltak sykefravær",
    "sick_leave_goal": "Mål sykefravær",
    "tripartite_cooperation": "Trepartssamarbeid",
    "timetable": "Tidsplan",
    "joint_preparation": "Samarbeid om søknaden",
    "note": "Merknad",
}
#: What a complete application has under each item of the call.
COMPLETE = {
    "quality_focus": "Skole og omsorg: tiltak i alle tjenester",
    "quality_goal": "90 % fornøyde brukere",
    "sick_leave_measures": "Oppfølging fra første dag",
    "sick_leave_goal": "Fra 9 til 7 prosent",
    "tripartite_cooperation": "Partssammensatt utvalg hver måned",
    "timetable": "August 2008 - desember 2009",
    "political_treatment": "Kommunestyret, sak 12/08, 24.04.2008",
    "joint_preparation": "Ordfører, rådmann og tillitsvalgte skrev den sammen",
}
_ANSWERS = {
    "case": "Formannskapet, sak 21/08",
    "decided": date(2008, 4, 10),
    "quality_focus": "Bibliotek og kulturskole",
    "quality_goal": "Flere lånere: fra 3100 til 3600",
    "sick_leave_measures": "Samtale innen fjorten dager",
    "sick_leave_goal": "Under 7 % ved utgangen av 2009",
    "tripartite_cooperation": "Utvalg med to fra hver part",
    "timetable": "Høsten 2008 til sommeren 2009",
    "joint_preparation": "Skrevet av et utvalg med alle parter",
}
_FIRST_LINE = 4


@dataclass(frozen=True)
class Line:
    """A row as written, and its fate.

    Attributes:
        number: As it stands in the cell.
        name: As it stands in the cell.
        county: As it stands in the cell.
        received: As it stands in the cell.
        outcome: What becomes of it.
        settled: The number it is about, when that is sure (or suggested).
        day: The day received, as it is read.
        on_time: The ruling.
        candidates: Numbers it may be about.
        missing: Items that are missing.
        cells: Other cells that differ from a complete application.
        struck: Struck through, so withdrawn.
        replaces: The label of the row that it replaces.
        repeats: The label of the row that it repeats.
    """

    number: Any
    name: Any
    county: Any
    received: Any
    outcome: str
    settled: str | None
    day: str | None
    on_time: str = "on-time"
    candidates: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    cells: dict[str, Any] = field(default_factory=dict)
    struck: bool = False
    replaces: str = ""
    repeats: str = ""

    def written(self) -> list[Any]:
        cells = {"number": self.number, "name": self.name, "county": self.county, "received": self.received}
        return [(_ANSWERS | cells | self.cells).get(heading) for heading in HEADINGS]


#: Every row of the main sheet by a word for it, in order. 39584 is what a workbook counts for 16 May 2008.
LINES = {
    "oslo": Line(301, "Oslo", "Oslo", date(2008, 5, 9), "imported", "0301", "2008-05-09"),
    "halden": Line("0101", "Halden", "", "19.05.2008", "imported", "0101", "2008-05-19"),
    "aremark": Line(118, "Aremark", "Østfold", "2.5.08", "imported", "0118", "2008-05-02"),
    "two languages": Line(
        None, "Kautokeino/Guovdageaidnu", "Finnmark", "2008-05-18", "imported", "2011", "2008-05-18"
    ),
    "alta": Line("2012", "Alta kommune", "", "15. mai 2008", "imported", "2012", "2008-05-15"),
    "county settles": Line(None, "Herøy", "Nordland", 39584, "imported", "1818", "2008-05-16"),
    "ambiguous": Line(
        None, "Nes", "", date(2008, 5, 13), "manual", None, "2008-05-13", candidates=("0236", "0616")
    ),
    "misspelt": Line(None, "Lillehammr", "Oppland", "8/5-08", "confirm", "0501", "2008-05-08"),
    "conflict": Line(
        "0704", "Horten", "Vestfold", date(2008, 5, 15), "manual", None, "2008-05-15", candidates=("0701", "0704")
    ),
    "merged": Line(1214, "Ølen", "", date(2008, 5, 15), "manual", None, "2008-05-15", candidates=("1160",)),
    "vague day": Line("0427", "Elverum", "", "midten av mai 2008", "manual", "0427", None, "unknown"),
    "no such day": Line("0417", "Stange", "Hedmark", "30.02.2008", "manual", "0417", None, "unknown"),
    "posted in time": Line(
        "0412", "Ringsaker", "", "22.05.2008", "imported", "0412", "2008-05-22", "to-be-judged",
        cells={"note": "Poststemplet 19.05.2008"},
    ),
    "late": Line("0402", "Kongsvinger", "", date(2008, 5, 23), "imported", "0402", "2008-05-23", "late"),
    "no case": Line(
        "0602", "Drammen", "Buskerud", "7/5-08", "imported", "0602", "2008-05-07",
        missing=("political_treatment",), cells={"case": None, "decided": None},
    ),
    "placeholders": Line(
        "0904", "Grimstad", "", "2008-05-06", "imported", "0904", "2008-05-06",
        missing=("joint_preparation", "timetable"), cells={"timetable": None, "joint_preparation": "?"},
    ),
    "struck": Line("1106", "Haugesund", "", "05.05.2008", "withdrawn", "1106", "2008-05-05", struck=True),
    "first version": Line("1201", "Bergen", "", "12.05.2008", "superseded", "1201", "2008-05-12"),
    "second version": Line(
        "1201", "BERGEN KOMMUNE", "", "16.05.2008", "supersedes", "1201", "2008-05-16",
        cells={"timetable": "Hele 2009"}, replaces="first version",
    ),
    "member of P1": Line("0105", "Sarpsborg", "", "05.05.2008", "rejected", "0105", "2008-05-05"),
    "member of P2": Line(1103, "Stavanger", "Rogaland", "05.05.2008", "rejected", "1103", "2008-05-05"),
    "effort": Line("0806", "Skien", "", "05.05.2008", "imported", "0806", "2008-05-05"),
    "a county": Line(1100, "Rogaland fylkeskommune", "Rogaland", "05.05.2008", "rejected", None, "2008-05-05"),
    "svalbard": Line(None, "Svalbard", "", "05.05.2008", "rejected", None, "2008-05-05"),
    "baerum": Line("0219", "Bærum", "Akershus", "20.05.2008", "imported", "0219", "2008-05-20"),
    "asker": Line(" 220 ", "ASKER", "", "20. mai 2008", "imported", "0220", "2008-05-20"),
    "lorenskog": Line("0230", "", "", "4.5.2008", "imported", "0230", "2008-05-04"),
    "farsund": Line(None, "Farsund\u00a0", "Vest-Agder", "2008-05-19", "imported", "1003", "2008-05-19"),
}  # fmt: skip
#: The second sheet: the same columns in another order.
LATER_LINES = {
    "kvinesdal": Line("1037", "Kvinesdal", "", "19.05.2008", "imported", "1037", "2008-05-19"),
    "halden again": Line(
        101, "Halden", "Østfold", "19.05.2008", "duplicate", "0101", "2008-05-19", repeats="halden"
    ),
}  # fmt: skip
#: Counted by hand from the two tables, and the row of totals that is skipped.
COUNTS = {
    "confirm": 1, "duplicate": 1, "imported": 16, "manual": 5, "rejected": 4, "skipped": 1, "superseded": 1,
    "supersedes": 1, "withdrawn": 1,
}  # fmt: skip
#: 16 imported, Bergen's newer version and the misspelt one stand; two are incomplete, one is late, one to be judged.
SUMMARY = {"applications": 18, "complete_on_time": 14, "incomplete": 2, "late": 1, "to_be_judged": 1}


def places() -> dict[str, tuple[str, int]]:
    """Sheet and row of every line, by its word."""
    return {word: (SHEET, at) for at, word in enumerate(LINES, _FIRST_LINE)} | {
        word: (LATER, at) for at, word in enumerate(LATER_LINES, 2)
    }


def ref(word: str) -> str:
    """How the command line names a row of the workbook."""
    return "{}:{}".format(*places()[word])


TOTAL = (SHEET, _FIRST_LINE + len(LINES))


def workbook() -> bytes:
    """The workbook: a title above the headings, a total below the rows, a second list and a sheet of notes."""
    lines = [each.written() for each in LINES.values()]
    order = [1, 3, 0, 2, *range(4, len(HEADINGS))]
    later = [list(HEADINGS.values()), *(each.written() for each in LATER_LINES.values())]

    def strike(book: Any) -> None:
        from openpyxl.styles import Font

        for word, each in LINES.items():
            if each.struck:
                for cell in book[SHEET][places()[word][1]]:
                    cell.font = Font(strike=True)

    return xlsx(
        (SHEET, [["Søknader til pulje 3 (oppdiktet)"], [], list(HEADINGS.values()), *lines, ["Sum", len(lines)]]),
        (LATER, [[row[at] for at in order] for row in later]),
        ("Notater", [["Ring dem som mangler saksnummer"]]),
        then=strike,
    )
