"""One list arranged in every way: order of columns, columns nobody knows, three languages, four formats.

What must not change is the rows' outcomes and the records in the folder; what must not go without a word is a column.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from reading_proofs.import_runs import Desks, records_of
from reading_proofs.list_files import FORMATS, CsvManner
from reading_proofs.office_file import ITEMS, Entry, Head, applicant, office_list, register
from reading_proofs.people import membership, person
from reading_proofs.verdicts import RIGHT, judge_file, put

LANGUAGES = ("nb", "nn", "en")
PLACES = ("0104", "0214", "0403", "0620", "0713", "1411", "1504", "1902", "2030")
#: Field -> heading in each of the languages; all are declared, ``tests/benchmarks`` says so.
HEADINGS = {
    "applications": """
        number: Kommunenummer | Kommunenr | Municipality number
        name: Kommune | Kommunenamn | Municipality
        county: Fylke | Fylkesnamn | County
        received: Mottatt dato | Motteke dato | Date received
        contact: Kontaktperson | Kontaktpersonar | Contact person
        email: E-post | E-postadresse | E-mail
        phone: Telefon | Mobil | Phone
        political_treatment: Politisk behandlet | Politisk handsama | Political treatment
        decision_date: Vedtaksdato | Vedteken dato | Decision date
        quality_focus: Innsatsområder kvalitet | Innsatsområde kvalitet | Focus areas quality
        quality_goal: Resultatmål kvalitet | Mål kvalitet | Quality goal
        sick_leave_measures: Tiltak sykefravær | Tiltak sjukefråvær | Sick leave measures
        sick_leave_goal: Mål sykefravær | Mål sjukefråvær | Sick leave goal
        tripartite_cooperation: Trepartssamarbeid | Partssamarbeid | Tripartite cooperation
        timetable: Tidsplan | Framdriftsplan | Timetable
        joint_preparation: Samarbeid om søknaden | Felles utarbeiding | Joint preparation
    """,
    "registrations": """
        name: Fullt navn | Fullt namn | Full name
        title: Stilling | Stillingstittel | Job title
        employer: Arbeidsgiver | Arbeidsgivar | Workplace
        municipality: Kommune | Kommunenamn | Municipality
        email: E-post | E-postadresse | E-mail
        consent: Samtykke | Deltakarliste | Consent
        diet: Allergi | Kosthald | Diet
    """,
    "memberships": """
        cohort: Gruppe | Innsatsgruppe | Group
        number: Kommunenummer | Kommunenr | Number
        from: Fra dato | Frå dato | From
        to: Til dato | Sluttdato | To
        reason: Årsak | Grunn | Reason
    """,
}
#: Fields whose text is kept as it is written; of the others, what is read of them stands in the rows and records.
_KEPT = {*ITEMS, "contact", "email", "phone", "title", "employer", "diet", "reason"}
#: Headings of columns that no importer knows, though some look like one.
_UNKNOWN = (
    "Løpenr.", "Farge", "Lest av", "Mappe", "Poeng kvalitet", "Tidsplan ok?", "Saksbeh.", "Sist endra", "Reader",
    "Kvittering sendt", "Sykefravær 2006 (%)", "Skuff", "Sjekka", "Rabatt", "Hjelpekolonne", "Order",
)  # fmt: skip
#: What they hold: nothing that anybody could take for a remark, a name, an address or a municipality.
_FILLINGS = st.sampled_from((None, 0, 3, 17, 4.5, "blå", "grøn", "B-7", date(2007, 11, 5), "x"))
_MANNERS = (
    CsvManner(),
    CsvManner("utf-8-sig", ",", day="%Y-%m-%d"),
    CsvManner("cp1252", "\t", day="%-d.%-m.%y"),
    CsvManner("utf-16", ";", day="%Y-%m-%d", quoting=csv.QUOTE_ALL),
)


@dataclass(frozen=True)
class Arrangement:
    """How the list is laid out.

    Attributes:
        importer: Which list.
        language: Of its headings.
        order: Columns, the unknown ones behind the known.
        unknown: Headings that nobody knows, and what stands below each.
        form: Format of the file.
        manner: How a csv is written.
    """

    importer: str
    language: str
    order: tuple[int, ...]
    unknown: tuple[tuple[str, tuple[Any, ...]], ...]
    form: str
    manner: CsvManner


def headings(importer: str, language: str) -> dict[str, str]:
    """Field -> heading in the language."""
    at = LANGUAGES.index(language)
    lines = [line.partition(":") for line in HEADINGS[importer].strip().splitlines()]
    return {field.strip(): pieces.split("|")[at].strip() for field, _, pieces in lines}


@st.composite
def arrangements(draw: st.DrawFn, importers: Sequence[str] = tuple(HEADINGS)) -> Arrangement:
    """Any way to lay a list out."""
    importer = draw(st.sampled_from(importers))
    names = draw(st.lists(st.one_of(st.sampled_from(_UNKNOWN), _consonants()), max_size=4, unique_by=str.casefold))
    rows = len(entries(importer))
    unknown = tuple((name, tuple(draw(st.lists(_FILLINGS, min_size=rows, max_size=rows)))) for name in names)
    columns = len(headings(importer, "nb")) + len(unknown)
    return Arrangement(
        importer,
        draw(st.sampled_from(LANGUAGES)),
        tuple(draw(st.permutations(range(columns)))),
        unknown,
        draw(st.sampled_from(FORMATS)),
        draw(st.sampled_from(_MANNERS)),
    )


def _consonants():
    """A heading that is no word in any language."""
    return st.text("bcdfghjklmpqvwxz", min_size=6, max_size=12).map(str.capitalize)


def entries(importer: str) -> list[Entry]:
    """The lines of the list, with a few lacks, and what is right of each."""
    made = {"applications": _applicants, "registrations": _persons, "memberships": _memberships}
    return made[importer]()


def _applicants():
    found = []
    for at, number in enumerate(PLACES):
        who = person(number, at)
        cells = {"contact": who.cells["name"], "email": who.cells["email"], "phone": f"{900 + at} 12 345"}
        found.append(applicant(number, at, **cells))
    for at, item, text in ((2, "timetable", None), (4, "quality_goal", "-"), (5, "joint_preparation", "?")):
        found[at].cells[item] = text
        found[at].right["missing"] = [item]
    found[6].cells["number"] = None
    return found


def _persons():
    found = [
        person(number, at, employer="Skolen", diet="nøtter" if at == 3 else None) for at, number in enumerate(PLACES)
    ]
    found[1].cells["consent"] = "nei"
    found[1].right["stored"]["consent"] = "none"
    found[4].cells["email"] = None
    found[4].right["stored"]["email"] = ""
    return found


def _memberships():
    return [membership(number, at) for at, number in enumerate(PLACES)]


def arranged(layout: Arrangement):
    """The office file of an arrangement."""
    known = [Head(heading, field) for field, heading in headings(layout.importer, layout.language).items()]
    fillings = dict(layout.unknown)
    unknown = [Head(name, _filling(cells), left_out=any(cell is not None for cell in cells))
               for name, cells in fillings.items()]  # fmt: skip
    columns = [*known, *unknown]
    return office_list(
        f"lister/liste.{layout.form}",
        layout.importer,
        [columns[at] for at in layout.order],
        entries(layout.importer),
        manner=layout.manner,
    )


def _filling(cells):
    return lambda _entry, at: cells[at]


def plain(importer: str) -> Arrangement:
    """The list as it is declared: bokmål, .xlsx, nothing unknown."""
    order = tuple(range(len(headings(importer, "nb"))))
    return Arrangement(importer, "nb", order, (), "xlsx", CsvManner())


def register_lines() -> str:
    """A register of the places of these lists, as csv."""
    rows = [f"{number},{name},{county}" for number, (name, county) in register().items() if number in PLACES]
    return "\n".join(["number,name,county", *rows, ""])


class Trials:
    """Imports of arranged lists into copies of a small programme, each against the list as it is declared.

    Args:
        scratch: A folder for all of it.

    Attributes:
        faults: What is wrong with the lists as they are declared, by importer.
    """

    def __init__(self, scratch: str | Path) -> None:
        self._desks = Desks(scratch, register_lines())
        self._wanted: dict[str, Any] = {}
        self.faults = {importer: self.complaints(plain(importer)) + self._lost(importer) for importer in HEADINGS}

    def _lost(self, importer: str) -> list[str]:
        """Texts of the list that stand nowhere in the folder once it is taken in."""
        with self._desks.fresh() as desk:
            desk.take_in(importer, put(arranged(plain(importer)), desk.folder.parent))
            files = [file for file in desk.folder.rglob("*.yaml") if file.parent.name != "municipalities"]
            held = "".join(file.read_text(encoding="utf-8") for file in files).replace(" ", "")
        texts = {
            (at, field): text.replace(" ", "")
            for at, entry in enumerate(entries(importer))
            for field, text in entry.cells.items()
            if field in _KEPT and isinstance(text, str) and len(text) > 1
        }
        return [f"entry {at}: {field} {text!r} is nowhere" for (at, field), text in texts.items() if text not in held]

    def complaints(self, layout: Arrangement) -> list[str]:
        """What is wrong with the import of a list laid out so."""
        with self._desks.fresh() as desk:
            verdict = judge_file(desk, arranged(layout), desk.folder.parent)
            found = records_of(desk, layout.importer)
        wrong = [*verdict.wrong, *(f"column {name!r} is not mentioned" for name in verdict.silent_columns)]
        if set(verdict.rows) - {RIGHT} and not wrong:
            wrong.append(str(verdict.rows))
        wanted = self._wanted.setdefault(layout.importer, found)
        names = sorted({*found, *wanted})
        return wrong + [
            f"{name}: {found.get(name)}, not {wanted.get(name)}"
            for name in names
            if found.get(name) != wanted.get(name)
        ]
