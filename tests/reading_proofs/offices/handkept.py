"""An office with a workbook kept by hand: points, ok?, years, strike-through, notes, totals, two lists side by side."""

from __future__ import annotations

from dataclasses import replace

from reading_proofs.list_files import Marked, Sheet, marked, struck, written
from reading_proofs.office_file import ITEMS, OfficeFile, Question, applicant, county, heads, line, office_list
from reading_proofs.people import figure, membership, person, score

_A = ("1001", "1002", "1003", "1014", "1018", "1021", "1026", "1027", "1029", "1032")
_B = ("1101", "1102", "1103", "1106", "1111", "1114", "1119", "1120", "1121", "1122")
_C = ("1201", "1211", "1216", "1219", "1221", "1222", "1223", "1224", "1228", "1231")
_D = ("1401", "1411", "1412", "1413", "1416", "1417", "1419", "1420", "1422", "1424")
_OWN = {
    "points": lambda _entry, at: at % 5 + 1,
    "ok": lambda _entry, at: ("ok", "nei", None)[at % 3],
    "absence": lambda _entry, at: 6.5 + at / 10,
    "reader": lambda _entry, at: ("MA", "TK")[at % 2],
    "done": lambda _entry, at: f"{at % 27 + 1}.6.",
    "inhabitants": lambda _entry, at: 2000 + 731 * at,
}
_CONTENTS = (
    "Innsatsområder kvalitet = quality_focus | Resultatmål kvalitet = quality_goal |"
    "Tiltak sykefravær = sick_leave_measures | Mål sykefravær = sick_leave_goal |"
    "Trepart = tripartite_cooperation | Tidsplan = timetable | Politisk behandlet = political_treatment |"
    "Samarbeid om søknaden = joint_preparation"
)
_PLAIN = "Nr = number | Kommune = name | Mottatt = received |" + _CONTENTS


def _points():
    """Headings that only contain the word: points, shares, years and ok? beside the real columns, which have lacks."""
    columns = heads(
        _PLAIN + "| Poeng kvalitet = !points | Poeng sykefravær = !points | Poeng sykefravær mål = !points |"
        "Tidsplan ok? = !ok | Sykefravær 2006 (%) = !absence | Sykefravær 2007 (%) = !absence |"
        "Trepart score = !points | Kvittering sendt = !done | Leser = !reader",
        **_OWN,
    )
    for form, numbers in (("xlsx", _A), ("csv", _B)):
        entries = [applicant(number, at) for at, number in enumerate(numbers)]
        lacks = ("sick_leave_measures", "sick_leave_goal", "timetable", "tripartite_cooperation", "quality_goal")
        for entry, item in zip(entries[1:], lacks, strict=False):
            entry.cells[item] = None
            entry.right["missing"] = [item]
        yield office_list(f"hand/poeng.{form}", "applications", columns, entries)
    columns = heads("Nr = number | Kommune = name | Mottatt = received | Tidsplan ok? = !ok | Poeng kvalitet = !points",
                    **_OWN)  # fmt: skip
    entries = [applicant(number, at) for at, number in enumerate(_C)]
    yield office_list("hand/bare-poeng.xlsx", "applications", columns, entries)


def _marks():
    """Struck out, noted as withdrawn where the format has notes, hidden rows that are applications all the same."""
    columns = heads(_PLAIN + "| Merknad = note")
    for form, numbers in (("xlsx", _B), ("ods", _C), ("xls", _D)):
        entries = [applicant(number, at) for at, number in enumerate(numbers)]
        for at in (1, 4):
            entries[at].change = struck
            entries[at].right["outcome"] = "withdrawn"
        if form != "xls":
            entries[2].change = lambda row: [row[0], replace(marked(row[1]), note="trukket 3. juni"), *row[2:]]
            entries[2].right["outcome"] = "withdrawn"
        entries[7].cells["note"] = "ringte 2.6., trekker ikke søknaden"
        entries.append(line("Sum", f"{len(numbers)} søknader"))
        entries.append(line("Overstrøket = trukket"))
        yield office_list(f"hand/strek.{form}", "applications", columns, entries, hidden_rows=(6,))


def _groups():
    """Counties as lines between, a title above, a hidden column, sums, the headings once more at a page break."""
    columns = heads(
        "Kommune = name | Mottatt = received |" + _CONTENTS + "| Innbyggere = population | Leser = !reader",
        population=_OWN["inhabitants"],
        reader=_OWN["reader"],
    )
    entries, at = [], 0
    for numbers in (("0236", "0214"), ("0441", "0426"), ("0616", "0602"), ("1818", "1867")):
        entries.append(line(county(numbers[0]).upper()))
        for number in numbers:
            entries.append(applicant(number, at))
            at += 1
        entries.append(line("Delsum", len(numbers)))
    entries.insert(6, line(*(each.heading for each in columns)))
    top = [["Søknader pulje 3"], ["sist oppdatert 6.6.08"], []]
    hidden = (len(columns) - 1,)
    for form in ("xlsx", "xls", "ods"):
        yield office_list(f"hand/fylker.{form}", "applications", columns, entries, top=top, hidden_columns=hidden)


def _side_by_side():
    """Two lists beside each other under one title; both are to be read."""
    columns = heads("Kommune = name | Mottatt = received | Politisk behandlet = political_treatment")
    left = [applicant(number, at) for at, number in enumerate(_A[:5])]
    right = [applicant(number, at) for at, number in enumerate(_D[:5])]
    cells = [[each.cells[head.holds] for head in columns] for each in (*left, *right)]
    headings = [head.heading for head in columns]
    rows = [["Post", None, None, None, "E-post"], [*headings, None, *headings]]
    rows += [[*cells[at], None, *cells[at + 5]] for at in range(5)]
    lacks = [item for item in ITEMS if item != "political_treatment"]
    ruled = {
        ("Ark1", at % 5 + 3, each.right["municipality"]): each.right | {"missing": lacks}
        for at, each in enumerate((*left, *right))
    }
    yield OfficeFile("hand/to-lister.xlsx", "applications", written([Sheet(rows)], "xlsx"), ruled)


def _again():
    """The list of the week before, then this week's: a correction, a new one, and what was there already."""
    columns = heads(_PLAIN)
    first = [applicant(number, at) for at, number in enumerate(_A[:6])]
    first[1].cells["timetable"] = None
    first.append(applicant("1029", 8, number=None, name="Lindesnss"))
    for form in ("xlsx", "csv"):
        older = office_list(f"hand/uke22/liste.{form}", "applications", columns, first)
        newer = [applicant(number, at) for at, number in enumerate(_A[:6])]
        for entry in newer:
            entry.right["outcome"] = {"duplicate", "unchanged", "known"}
        newer[1].right["outcome"] = "supersedes"
        newer[3].cells["quality_goal"] = "Fra 3,9 til 4,4 i 2009"
        newer[3].right |= {"outcome": "supersedes", "stored": {"contents.quality_goal": "Fra 3,9 til 4,4 i 2009"}}
        waiting = applicant("1029", 8, number=None, name="Lindesnss")
        waiting.right["outcome"] = "confirm"
        newer += [waiting, applicant("1032", 9)]
        yield office_list(f"hand/uke23/liste.{form}", "applications", columns, newer, earlier=older)


def _doubts():
    """Where a required field is in doubt, or two columns would do equally well, a question is right."""
    columns = heads("Nr = number | Kommune = name | Mottatt = received | Dato mottatt = !second |" + _CONTENTS,
                    second=lambda entry, _at: entry.cells["decision_date"])  # fmt: skip
    entries = [applicant(number, at) for at, number in enumerate(_B)]
    question = Question(("Mottatt", "Dato mottatt", "received", "--ignore"), ("--ignore", "Dato mottatt"))
    yield office_list("hand/to-datoer.xlsx", "applications", columns, entries, asked=question)
    columns = heads("Nr = number | Kommune = name | Kom hit = received |" + _CONTENTS)
    entries = [applicant(number, at) for at, number in enumerate(_C)]
    question = Question(("received", "Kom hit", "--map"), ("--map", "Kom hit=received"))
    yield office_list("hand/kom-hit.xlsx", "applications", columns, entries, asked=question)
    columns = heads("Hvem = name | Mottatt = received |" + _CONTENTS)
    entries = [applicant(number, at) for at, number in enumerate(_D)]
    question = Question(("municipality", "Hvem", "--map"), ("--map", "Hvem=municipality"))
    yield office_list("hand/hvem.ods", "applications", columns, entries, asked=question)
    columns = heads("Kommune = name | Periode = period | Verdi = value")
    entries = [figure(number, at, value=text, period="2007") for at, (number, text) in enumerate(
        zip(_A[:4], ("12.345,6", "1.234", "12.345", "123.456"), strict=True))]  # fmt: skip
    yield office_list(
        "hand/tusen.csv", "measurements", columns, entries, refused=("Verdi",), options=("--indicator", "arsverk"),
        setup=(("evaluation", "indicators", "add", "arsverk", "--period", "year", "--direction", "neutral"),),
    )  # fmt: skip


def _people():
    """The same person twice, an odd address, consent in words, people on the waiting list, people who cancelled."""
    columns = heads(
        "Navn = name | Stilling = title | Kommune = municipality | E-post = email | Samtykke = consent |"
        "Venteliste = waits | Avmeldt = off | Betalt? = !ok",
        **_OWN,
    )
    entries = [person(number, at) for at, number in enumerate(_A)]
    entries[1].cells["email"] = "kommer@senere"
    entries[1].right |= {"said": "kommer@senere|e-mail|address"}
    entries[1].right["stored"]["email"] = ""
    entries[2].cells["consent"] = "spør på nytt"
    entries[2].right |= {"said": "consent|spør på nytt"}
    entries[2].right["stored"]["consent"] = "none"
    entries[4].cells["off"] = "x"
    entries[4].right["outcome"] = {"imported", "cancelled"}
    entries[4].right["stored"]["status"] = "cancelled"
    entries[5].cells["off"] = "nei"
    entries[6].cells["waits"] = "ja"
    entries[6].right |= {"outcome": {"waiting", "imported"}}
    entries[6].right["stored"]["status"] = "waiting"
    again = person(_A[0], 0)
    again.cells["name"] = f"{again.cells['last']}, {again.cells['first']}"
    again.right = {"outcome": {"duplicate", "unchanged", "updated"}, "municipality": _A[0]}
    entries += [again, line("Sum", 11)]
    for form in ("xlsx", "csv"):
        yield office_list(f"hand/pameldte.{form}", "registrations", columns, entries)


def _others():
    columns = heads(
        "Pulje = cohort | Kommune = name | Med fra = from | Sluttet = to | Årsak = reason | Ok? = !ok", **_OWN
    )
    entries = [membership(number, at) for at, number in enumerate(_B)]
    for entry in entries[1:]:
        entry.cells["cohort"] = None  # the group's cell is merged over its rows
    made = office_list("hand/grupper.xlsx", "memberships", columns, entries)
    rows = [[each.heading for each in columns]]
    rows += [[None if head.holds == "cohort" and at else each.cells.get(head.holds) if isinstance(head.holds, str)
              else head.holds(each, at) for head in columns] for at, each in enumerate(entries)]  # fmt: skip
    yield replace(made, content=written([Sheet(rows, merges=((2, 1, len(rows), 1),))], "xlsx"))
    applied = office_list(
        "hand/grunnlag.xlsx", "applications", heads(_PLAIN), [applicant(number, at) for at, number in enumerate(_C)]
    )
    columns = heads(
        "Kommune = name | Leser 1 = !one | Leser 2 = !two | Sum = !sum | Vektet poengsum = weighted | Ferdig = !done",
        **_OWN,
    )
    entries = [score(number, at) for at, number in enumerate(_C)]
    entries += [line("Gjennomsnitt", 5.1, 5.2, 10.3, 5.12), line("Median", 5, 5, 10, 5), line("MA har lest alle")]
    question = Question(("Vektet poengsum", "score", "--map"), ("--map", "Vektet poengsum=score"), needed=False)
    yield office_list("hand/poengliste.xls", "scores", columns, entries, earlier=applied, asked=question)
    yield from _by_year()


def _by_year():
    """The year above its quarters, once; shares shown as per cent; a mean below."""
    columns = heads(
        "Kommune > Navn = name | 2007 > 1. kvartal = first | 2007 > 2. kvartal = second | 2008 > 1. kvartal = third"
    )
    periods = {"first": "2007-Q1", "second": "2007-Q2", "third": "2008-Q1"}
    for form in ("xlsx", "ods"):
        right, entries = {}, []
        for at, number in enumerate(_D[:6]):
            entry = figure(number, at)
            for step, (name, period) in enumerate(periods.items()):
                value = round(5 + at / 10 + step, 1)
                entry.cells[name] = Marked(round(value / 100, 4), percent=True)
                right["Ark1", at + 3, period] = entry.right | {"period": period, "value": f"{value:.1f}"}
            entry.right = {}
            entries.append(entry)
        entries.append(line("Snitt", *(Marked(share, percent=True) for share in (0.052, 0.062, 0.072))))
        words = ("--indicator", "sykefravaer")
        yield office_list(
            f"hand/kvartal.{form}", "measurements", columns, entries, merged=form == "ods", further=right, options=words
        )


def files():
    """The files of this office."""
    yield from _points()
    yield from _marks()
    yield from _groups()
    yield from _side_by_side()
    yield from _again()
    yield from _doubts()
    yield from _people()
    yield from _others()
