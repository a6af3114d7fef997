"""An office of the west that writes nynorsk: two lines of headings with groups above, counties as own lines."""

from __future__ import annotations

from reading_proofs.list_files import CsvManner, struck
from reading_proofs.office_file import Question, applicant, heads, line, office_list, place
from reading_proofs.people import contact, figure, membership, person, score

_READERS = {"reader": lambda _entry, at: ("MA", "TK", "BØ")[at % 3]}
_GROUPED = heads(
    "Søkjar > Knr. = number | Søkjar > Kommune = name | Søkjar > Fylke = county | Søknaden > Motteken = received |"
    "Søknaden > Sendt per = channel | Søknaden > Saksbeh. = !reader | Kvalitet > Innsatsområde = quality_focus |"
    "Kvalitet > Resultatmål = quality_goal | Sjukefråvær > Tiltak = sick_leave_measures |"
    "Sjukefråvær > Resultatmål = sick_leave_goal | Anna > Trepartssamarbeid = tripartite_cooperation |"
    "Anna > Framdriftsplan = timetable | Anna > Politisk handsaming = political_treatment |"
    "Anna > Vedtaksdato = decision_date | Anna > Samarbeid om søknaden = joint_preparation | Anna > Merknad = note",
    **_READERS,
)
_PLAIN = heads(
    "Knr = number | Kommune = name | Motteke dato = received | Innsatsområde kvalitet = quality_focus |"
    "Resultatmål kvalitet = quality_goal | Tiltak mot sjukefråvær = sick_leave_measures |"
    "Mål for sjukefråværet = sick_leave_goal | Trepartssamarbeid = tripartite_cooperation |"
    "Framdriftsplan = timetable | Politisk handsama (organ, sak) = political_treatment |"
    "Vedteken dato = decision_date | Samarbeid om søknaden = joint_preparation"
)


def _grouped_entries(numbers, marks):
    """Whole ones, and in the middle of them the usual lacks; a withdrawal where the format shows it."""
    entries = [applicant(number, at, channel="e-post") for at, number in enumerate(numbers)]
    lacks = {"timetable": "-", "sick_leave_goal": None, "quality_goal": "kjem seinare", "tripartite_cooperation": "?"}
    for entry, (item, text) in zip(entries[2:], lacks.items(), strict=False):
        entry.cells[item] = text
        entry.right["missing"] = [item]
    entries[1].cells["name"] = f"{place(numbers[1])} kommune"
    entries[0].cells["number"] = None
    entries[6].cells["note"] = "Søknaden er trekt 2. juni"
    entries[6].right["outcome"] = "withdrawn"
    if marks:
        entries[7].change = struck
        entries[7].right["outcome"] = "withdrawn"
    entries.append(line("Til saman", f"{len(numbers)} søknader"))
    return entries


_SOGN = ("1401", "1411", "1412", "1413", "1416", "1417", "1419", "1420", "1422", "1424")
_MORE = ("1502", "1504", "1505", "1511", "1516", "1517", "1519", "1520", "1524", "1525")
_HORDALAND = ("1201", "1211", "1216", "1219", "1221", "1222", "1223", "1224", "1228", "1231")
_ROGALAND = ("1101", "1102", "1103", "1106", "1111", "1114", "1119", "1120", "1121", "1122")
_TITLE = [["Søknader til pulje 3, frist 20. mai 2008"], []]


def _two_lines():
    for form, numbers in (("xlsx", _SOGN), ("ods", _MORE), ("xls", _HORDALAND)):
        entries = _grouped_entries(numbers, marks=True)
        yield office_list(f"vest/soknader.{form}", "applications", _GROUPED, entries, top=_TITLE, merged=True)
    entries = _grouped_entries(_ROGALAND, marks=False)
    yield office_list("vest/soknader.csv", "applications", _GROUPED, entries, manner=CsvManner("utf-8-sig"))


def _by_county():
    """A line with the county above its municipalities, a sum below them; no column says the county."""
    groups = {
        "Hedmark": ("0441", "0426", "0402"),
        "Møre og Romsdal": ("1515", "1528", "1529"),
        "Nordland": ("1818", "1867", "1870"),
        "Buskerud": ("0616", "0617"),
    }
    for form in ("xlsx", "csv"):
        entries, at = [], 0
        for county, numbers in groups.items():
            entries.append(line(county))
            for number in numbers:
                entries.append(applicant(number, at, number=None))
                at += 1
            entries.append(line(f"Sum {county}", len(numbers)))
        columns = [each for each in _PLAIN if each.holds != "number"]
        yield office_list(f"vest/fylkesvis.{form}", "applications", columns, entries)


def _people():
    columns = heads(
        "Førenamn = first | Etternamn = last | Stilling = title | Kommune = municipality | E-post = email |"
        "Kan namnet stå på deltakarlista? = consent | Kosthald = diet | Avmeld = off | Registrert av = !reader",
        **_READERS,
    )
    entries = [person(number, at) for at, number in enumerate(_SOGN)]
    entries[2].cells["consent"] = "nei"
    entries[2].right["stored"]["consent"] = "none"
    entries[4].cells["off"] = "ja"
    entries[4].right |= {"outcome": {"imported", "cancelled"}}
    entries[4].right["stored"]["status"] = "cancelled"
    entries[5].cells["off"] = "nei"
    entries.append(line("Til saman", "10"))
    yield office_list("vest/pamelde.xlsx", "registrations", columns, entries)
    columns = heads(
        "Namn = name | Kommunenr. = number | Tittel = title | E-postadresse = email | Samtykkjer = consent |"
        "Gruppe = !group",
        group=lambda _entry, at: f"Gruppe {at % 3 + 1}",
    )
    entries = [person(number, 20 + at) for at, number in enumerate(_MORE[:6])]
    yield office_list("vest/pamelde.ods", "registrations", columns, entries)
    columns = heads(
        "Kommune = municipality | Namn = name | Rolle = role | Stilling = title | E-post = email | Mobil = phone |"
        "Sist oppdatert = !when",
        when=lambda _entry, at: f"{at + 1}.2.2008",
    )
    no_mayor = frozenset(("politician", "elected-politician", "deputy-mayor", "other"))
    roles = (
        ("Ordførar", "mayor"), ("Varaordførar", no_mayor),
        ("Rådmann", "chief-executive"), ("Konst. rådmann", "chief-executive"), ("Prosjektleiar", "project-leader"),
        ("Hovudtillitsvald", "employee-representative"),
    )  # fmt: skip
    entries = [contact(_HORDALAND[at], 40 + at, *each) for at, each in enumerate(roles)]
    yield office_list("vest/adresseliste.xlsx", "contacts", columns, entries)


def _others():
    columns = heads(
        "Gruppe = cohort | Kommune = name | Frå og med = from | Til og med = to | Grunn til slutt = reason |"
        "Endra av = !reader",
        **_READERS,
    )
    entries = [membership(number, at) for at, number in enumerate(_MORE)]
    yield office_list("vest/medlemer.ods", "memberships", columns, entries)
    applied = office_list(
        "vest/grunnlag.xlsx", "applications", _PLAIN, [applicant(number, at) for at, number in enumerate(_SOGN)]
    )
    columns = heads(
        "Knr. = number | Kommune = name | Poeng kvalitet = !one | Poeng sjukefråvær = !two | Sum = !sum |"
        "Vekta sum = weighted | Lesar = !reader",
        **_READERS,
    )
    entries = [score(number, at) for at, number in enumerate(_SOGN)]
    entries.append(line("Snitt", None, 5.1, 5.2, 10.3, 5.12))
    entries.append(line("Merk: alle er lesne av to"))
    question = Question(("Vekta sum", "score", "--map"), ("--map", "Vekta sum=score"), needed=False)
    yield office_list("vest/poeng.xlsx", "scores", columns, entries, earlier=applied, asked=question)
    entries = [figure(number, at) for at, number in enumerate(_ROGALAND[:5])]
    right = {}
    for at, entry in enumerate(entries, 2):
        entry.cells["later"] = float(entry.cells["value"]) + 0.5
        right[None, at, "2008-Q1"] = entry.right
        right[None, at, "2008-Q2"] = entry.right | {"period": "2008-Q2", "value": f"{entry.cells['later']:.1f}"}
        entry.right = {}
    entries += [line("Rogaland", 6.5, 6.6), line("Landet", 6.9, 7.0)]
    columns = heads("Kommune = name | 1. kv. 2008 = value | 2. kv. 2008 = later")
    words = ("--indicator", "sykefravaer")
    yield office_list("vest/sjukefravaer.csv", "measurements", columns, entries, further=right, options=words)


def files():
    """The files of this office."""
    yield from _two_lines()
    yield from _by_county()
    yield from _people()
    yield from _others()
