"""Lists of other hands, written when the reading was done: line breaks in headings, two sheets, roles as columns."""

from __future__ import annotations

from dataclasses import replace

from reading_proofs.list_files import CsvManner, Sheet, struck
from reading_proofs.office_file import Question, applicant, heads, line, listed, office_list, place
from reading_proofs.people import figure, membership, person, score

_A = ("1702", "1703", "1711", "1717", "1718", "1721", "1723", "1724", "1729", "1736")
_B = ("1804", "1805", "1811", "1812", "1813", "1815", "1820", "1822", "1824", "1825")
_C = ("0631", "0632", "0633", "0702", "0704", "0706", "0709", "0711", "0714", "0716")
_OWN = {
    "reader": lambda _entry, at: ("AK", "LM")[at % 2],
    "grade": lambda _entry, at: at % 6 + 1,
    "when": lambda _entry, at: f"uke {at % 20 + 23}",
    "ok": lambda _entry, at: ("x", None)[at % 2],
}
_ENGLISH_DAYS = CsvManner("utf-8", ",", day="%d %B %Y", decimal=".")


def _applications():
    columns = heads(
        "Komm.\nnr = number | Kommune\n(navn) = name | Mottatt\ndato = received |"
        "1) Innsats-områder\nkvalitet = quality_focus | Resultatmål\nkvalitet = quality_goal |"
        "2) Tiltak mot\nsykefravær = sick_leave_measures | Mål for\nsykefravær = sick_leave_goal |"
        "3) Trepart = tripartite_cooperation | 4) Fremdrifts-plan = timetable |"
        "Politisk\nbehandling = political_treatment | Felles utarbeidelse = joint_preparation |"
        "Karakter\n(1-6) = !grade | Svar sendt = !when | Leser = !reader",
        **_OWN,
    )
    entries = [applicant(number, at) for at, number in enumerate(_A)]
    entries[1].cells["timetable"] = "ettersendes"
    entries[1].right["missing"] = ["timetable"]
    entries[4].change = struck
    entries[4].right["outcome"] = "withdrawn"
    top = [["Kvalitetskommuner – søknader"], ["Oppdatert 3.6.2008 av AK"], []]
    for form in ("xlsx", "xls", "ods"):
        yield office_list(f"gjest/linjeskift.{form}", "applications", columns, entries, top=top)
    columns = heads(
        "Søknad nr = !reader | Innsendar = name | Innsendt = received | Fylkesnamn = county |"
        "Kva vil de gjere for kvaliteten (tiltak)? = quality_focus | Kva er måla for kvalitet? = quality_goal |"
        "Tiltak for å redusere sjukefråværet = sick_leave_measures | Måltal sjukefråvær = sick_leave_goal |"
        "Korleis sikrar de trepartssamarbeidet? = tripartite_cooperation | Tidsplan/framdrift = timetable |"
        "Vedtak (utval og saksnr.) = political_treatment | Medverknad frå tillitsvalde = joint_preparation",
        **_OWN,
    )
    entries = [applicant(number, at) for at, number in enumerate(_B)]
    entries[0].right["outcome"] = "rejected"  # Bodø is in the first cohort
    yield office_list("gjest/nynorsk.csv", "applications", columns, entries, manner=CsvManner("utf-8-sig", "\t"))
    columns = heads(
        "Municipality code = number | Applicant = name | Received on = received | Quality focus areas = quality_focus |"
        "Quality targets = quality_goal | Measures against sick leave = sick_leave_measures |"
        "Sick leave target = sick_leave_goal | Tripartite collaboration = tripartite_cooperation | Schedule = timetable |"
        "Council case = political_treatment | Prepared jointly = joint_preparation | Approved? = !ok | Reviewer = !reader",
        **_OWN,
    )
    entries = [applicant(number, at) for at, number in enumerate(_C)]
    yield office_list("gjest/english.csv", "applications", columns, entries, manner=_ENGLISH_DAYS)


def _two_sheets():
    """A sheet for those by post and one for those by e-mail, with other columns in another order; and a sheet of notes."""
    columns = heads(
        "Nr = number | Kommune = name | Mottatt = received | Politisk behandlet = political_treatment |"
        "Tidsplan = timetable | Mål kvalitet = quality_goal"
    )
    other = heads(
        "Tidsplan = timetable | Inn dato = received | Kommunenavn = name | Politisk vedtak = political_treatment"
    )
    entries = [applicant(number, at) for at, number in enumerate(_A[:5])]
    rows, right, _ = listed(other, [applicant(number, at) for at, number in enumerate(_C[:5])], asks_items=True)
    more = (Sheet(rows, "E-post"), Sheet([["Ring dem som mangler vedtak"], ["AK, 3. juni"]], "Notater"))
    further = {("E-post", at): each for at, each in right.items()}
    for form in ("xlsx", "ods", "xls"):
        yield office_list(
            f"gjest/to-ark.{form}", "applications", columns, entries, sheet="Post", more=more, further=further
        )


def _hard_rows():
    """Applicants that are none, misspelt, or two at once."""
    columns = heads("Kommune = name | Fylke = county | Mottatt = received | Politisk behandlet = political_treatment")
    odd = (
        ("Telemark fylkeskommune", "Telemark", {"outcome": "rejected", "municipality": None}),
        ("Svalbard", None, {"outcome": "rejected"}),
        ("Steinkjær", "Nord-Trøndelag", {"outcome": "confirm", "municipality": "1702"}),
        ("Sande og Hof", "Vestfold", {"outcome": "manual", "municipality": None}),
        ("Herøy", None, {"outcome": "manual", "municipality": None}),
        ("Herøy", "Nordland", {"outcome": "imported", "municipality": "1818"}),
        ("Tromsø kommune, oppvekst", "Troms", {"outcome": "rejected", "municipality": "1902"}),
        ("Guovdageaidnu - Kautokeino", "Finnmark", {"outcome": "imported", "municipality": "2011"}),
    )
    entries = []
    for at, (name, county, right) in enumerate(odd):
        entry = applicant("1702", at, name=name, county=county)
        entry.right = {**right, "received": entry.right["received"]}
        entries.append(entry)
    entries.append(line("I alt", None, "8 søknader"))
    for form in ("xlsx", "csv"):
        yield office_list(f"gjest/vanskelige.{form}", "applications", columns, entries)


def _again():
    """The list of last month once more: one is new, one is corrected, the rest stands as it was; in old formats."""
    columns = heads(
        "Nr = number | Kommune = name | Mottatt = received | Tidsplan = timetable | Mål kvalitet = quality_goal"
    )
    for form in ("ods", "xls"):
        first = [applicant(number, at) for at, number in enumerate(_B[1:6])]
        older = office_list(f"gjest/mai/oversikt.{form}", "applications", columns, first)
        newer = [applicant(number, at) for at, number in enumerate(_B[1:6])]
        for entry in newer:
            entry.right["outcome"] = {"duplicate", "unchanged", "known"}
        newer[2].cells["timetable"] = "Fra august 2008 til juni 2009"
        newer[2].right |= {"outcome": "supersedes", "stored": {"contents.timetable": "Fra august 2008 til juni 2009"}}
        newer.append(applicant("1825", 7))
        yield office_list(f"gjest/juni/oversikt.{form}", "applications", columns, newer, earlier=older)


def _people():
    columns = heads(
        "Etternavn = last | Fornavn = first | Kommune/virksomhet = municipality | Stilling = title | Mail = email |"
        "Status = status | Kan stå på liste = consent | Rom = !grade",
        **_OWN,
    )
    entries = [person(number, at, status="Påmeldt") for at, number in enumerate(_A)]
    entries[2].cells["status"] = "Avmeldt"
    entries[2].right["outcome"] = {"imported", "cancelled"}
    entries[2].right["stored"]["status"] = "cancelled"
    entries[3].cells["status"] = "Venteliste"
    entries[3].right["outcome"] = {"imported", "waiting"}
    entries[3].right["stored"]["status"] = "waiting"
    question = Question(("municipality", "--map"), ("--map", "Kommune/virksomhet=municipality"), needed=False)
    yield office_list("gjest/deltakere.xlsx", "registrations", columns, entries, asked=question)
    columns = heads(
        "Kommune = municipality | Ordførar = mayor | E-post ordførar = mayor_mail | Rådmann = chief | E-post rådmann = chief_mail"
    )
    entries, right = [], {}
    for at, number in enumerate(_B[:4]):
        one, two = person(number, 2 * at), person(number, 2 * at + 1)
        cells = {"municipality": place(number), "mayor": one.cells["name"], "mayor_mail": one.cells["email"]}
        cells |= {"chief": two.cells["name"], "chief_mail": two.cells["email"]}
        stored = {"name": one.cells["name"], "role": "mayor", "email": one.cells["email"]}
        one.cells, one.right = cells, {}
        entries.append(one)
        right["Ark1", at + 2] = {"outcome": "imported", "municipality": number, "stored": stored}
    yield office_list("gjest/roller.xlsx", "contacts", columns, entries, further=right)


def _others():
    columns = heads(
        "Kommune (nr og navn) = both | År = year | Kvartal = part | Sykefravær (%) = value | Kilde = !reader",
        both=lambda entry, _at: f"{entry.cells['number']} {entry.cells['name']}",
        **_OWN,
    )
    entries = [figure(number, at, year=2008, part=1) for at, number in enumerate(_C)]
    entries += [line("06 Buskerud", 2008, 1, 7.1), line("Landet", 2008, 1, 6.9)]
    words = ("--indicator", "sykefravaer")
    question = Question(("value", "--map"), ("--map", "Sykefravær (%)=value"), needed=False)
    for form in ("xlsx", "csv"):
        yield office_list(f"gjest/kvartal.{form}", "measurements", columns, entries, options=words, asked=question)
    columns = heads(
        "Pulje = cohort | Kommunenummer = number | Kommunenavn = name | Deltok fra = from | Deltok til = to |"
        "Årsak til at de sluttet = reason | Kontrollert = !ok",
        **_OWN,
    )
    entries = [membership(number, at) for at, number in enumerate(_A)]
    yield office_list("gjest/deltakelse.xls", "memberships", columns, entries)
    applied = office_list(
        "gjest/soknader.csv", "applications", heads("Kommune = name | Mottatt = received"),
        [applicant(number, at) for at, number in enumerate(_C)],
    )  # fmt: skip
    columns = heads("Plass = !grade | Kommune = name | Poengsum = weighted | Maks = !one | Lesere = !reader", **_OWN)
    entries = [score(number, at) for at, number in enumerate(_C)]
    entries.append(line(None, "Snitt", 5.2))
    made = office_list("gjest/poeng.ods", "scores", columns, entries, earlier=applied)
    yield replace(made, left_out=("Plass", "Maks", "Lesere"))


def files():
    """The files of this office."""
    yield from _applications()
    yield from _two_sheets()
    yield from _hard_rows()
    yield from _again()
    yield from _people()
    yield from _others()
