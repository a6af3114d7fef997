"""An office that exports from its archive system: case numbers, readers, journal entries, ISO days, old encodings."""

from __future__ import annotations

from dataclasses import replace

from reading_proofs.list_files import CsvManner, struck
from reading_proofs.office_file import Question, applicant, heads, office_list, place
from reading_proofs.people import contact, figure, membership, person

_ISO = {"day": "%Y-%m-%d", "moment": "%Y-%m-%d %H:%M"}
_CP1252 = CsvManner("cp1252", **_ISO)
_OWN = {
    "case": lambda _entry, at: f"08/{112 + at}",
    "post": lambda _entry, at: f"2008/{4410 + at * 3}-{at % 4 + 1}",
    "reader": lambda _entry, at: ("Kari Lesar", "Ola Dømesen")[at % 2],
    "subject": lambda entry, _at: f"Søknad om deltakelse - {place(entry.right['municipality'])}",
    "closed": lambda _entry, at: ("J", "N")[at % 2],
    "changed": lambda _entry, at: f"2008-06-0{at % 9 + 1}",
}
_CONTENTS = (
    "Innsatsområder kvalitet = quality_focus | Resultatmål kvalitet = quality_goal |"
    "Tiltak sykefravær = sick_leave_measures | Mål sykefravær = sick_leave_goal |"
    "Trepartssamarbeid = tripartite_cooperation | Tidsplan = timetable |"
)
_LAST = "Vedtaksdato = decision_date | Samarbeid om søknaden = joint_preparation"
_SOUTH = ("0904", "0906", "0911", "0914", "0929", "0937", "0938", "0941", "1002", "1003")
_TELEMARK = ("0805", "0806", "0815", "0817", "0819", "0822", "0826", "0827", "0828", "0829")
_VESTFOLD = ("0702", "0704", "0706", "0709", "0711", "0714", "0716", "0719", "0722", "0723")
_LETTERS = ("0214", "1504", "1504", "0419", "1121", "0528", "1743", "1923", "0122", "0412")
_NORTH = ("1805", "1813", "1860", "1867", "1870", "1902", "1936", "1940", "1943", "2030")


def _whole(numbers, **cells):
    return [applicant(number, at, **cells) for at, number in enumerate(numbers)]


def _journals():
    first = "Saksnr = !case | Journalpost = post | Dok.tittel = !subject | Mottatt = received | Avsender = name |"
    rest = "Saksbeh. = !reader |" + _CONTENTS + "Politisk behandling = political_treatment |" + _LAST
    question = Question(("Saksnr", "political_treatment", "--ignore"), ("--ignore", "Saksnr"), needed=False)
    entries = _whole(_SOUTH)
    for entry, text in zip(entries[2:], ("Ikke behandlet ennå", "nei", "Behandles 12.9.08", None), strict=False):
        entry.cells |= {"political_treatment": text, "decision_date": None}
        entry.right["missing"] = ["political_treatment"]
    for entry in entries[6:]:
        entry.cells["name"] = f"{place(entry.right['municipality'])} kommune"
    columns = heads(first + rest + "| Avsluttet = !closed", **_OWN)
    yield office_list("arkiv/journal.csv", "applications", columns, entries, manner=_CP1252, asked=question)

    first = "Arkivsaksnr = post | Journaldato = received | Avsender = name | Tittel = !subject | Saksbeh. = !reader |"
    entries = _whole(_TELEMARK)
    entries[4].change = struck
    entries[4].right["outcome"] = "withdrawn"
    columns = heads(first + _CONTENTS + "Politisk vedtak = political_treatment |" + _LAST, **_OWN)
    yield office_list("arkiv/journal.xls", "applications", columns, entries)

    entries = _whole(_VESTFOLD)
    for at, text in ((1, "Ja"), (2, "Nei"), (5, "Ja")):
        entries[at].cells["off"] = text
        entries[at].right["outcome"] = "withdrawn" if text == "Ja" else "imported"
    columns = heads(first + _CONTENTS + "Politisk vedtak = political_treatment |" + _LAST + "| Trukket = off", **_OWN)
    yield office_list("arkiv/uttrekk.ods", "applications", columns, entries)


def _encodings():
    """No numbers: only the letters of the names say who it is. The last is UTF-8 that was decoded once too often."""
    numbers = tuple(dict.fromkeys(_LETTERS))
    columns = heads("Avsender = name | Mottatt = received |" + _CONTENTS + "Politisk vedtak = political_treatment")
    for name, encoding in (("dos", "cp850"), ("mac", "mac_roman"), ("utf16", "utf-16")):
        manner = CsvManner(encoding, **_ISO)
        yield office_list(f"arkiv/postliste-{name}.csv", "applications", columns, _whole(numbers), manner=manner)
    made = office_list("arkiv/postliste-dobbel.csv", "applications", columns, _whole(numbers))
    yield replace(made, content=made.content.decode("cp1252").encode("utf-8"))


def _spoilt():
    """Marks that no person sees, and a quotation mark that is never closed."""
    columns = heads(
        "Komm.nr = number | Avsender = name | Mottatt = received |"
        + _CONTENTS
        + "Politisk vedtak = political_treatment"
    )
    entries = _whole(_NORTH[:5])
    manner = CsvManner(
        "utf-8-sig",
        spoilt=(("Narvik", "\u200eNarvik\u200f"), ("Leksehjelp", "Leksehjelp\x0b")),
        **_ISO,
    )
    made = office_list("arkiv/usynlig.csv", "applications", columns, entries, manner=manner)
    yield replace(made, content=made.content + b"\x1a")
    manner = CsvManner(spoilt=(("Faste kontakter", '"Faste kontakter'), ("Måltider på", 'Måltider "på')), **_ISO)
    yield office_list("arkiv/apent-sitat.csv", "applications", columns, entries, manner=manner, refused=("line 3",))


def _lists():
    columns = heads(
        "Navn = name | Tittel = title | Kommunenr = number | E-postadresse = email | Samtykke = consent |"
        "Journalpost = !post | Saksbeh. = !reader",
        **_OWN,
    )
    entries = [person(number, at) for at, number in enumerate(_TELEMARK)]
    manner = CsvManner("utf-16", "\t", **_ISO)
    yield office_list("arkiv/deltakere.csv", "registrations", columns, entries, manner=manner)
    columns = heads(
        "Saksnr = !case | Gruppe = cohort | Komm.nr = number | Fra dato = from | Til dato = to | Årsak = reason |"
        "Saksbeh. = !reader | Sist endret = !changed",
        **_OWN,
    )
    entries = [membership(number, at) for at, number in enumerate(_SOUTH)]
    yield office_list("arkiv/medlemmer.csv", "memberships", columns, entries, manner=_CP1252)
    columns = heads(
        "Komm.nr = number | Navn = name | Tittel = title | Rolle = role | E-postadresse = email | Telefon = phone |"
        "Saksbeh. = !reader | Sist endret = !changed",
        **_OWN,
    )
    roles = (("Ordfører", "mayor"), ("Rådmann", "chief-executive"), ("Hovedtillitsvalgt", "employee-representative"),
             ("Prosjektleder", "project-leader"), ("Postmottak", "mail-desk"))  # fmt: skip
    entries = [contact(_VESTFOLD[at], 70 + at, *each) for at, each in enumerate(roles)]
    yield office_list("arkiv/kontakter.csv", "contacts", columns, entries, manner=_CP1252)
    columns = heads(
        "Indikator = indicator | Knr = number | Kommune = name | Periode = period | Verdi = value |"
        "Registrert av = !reader",
        **_OWN,
    )
    entries = [figure(number, at) for at, number in enumerate(_SOUTH)]
    yield office_list("arkiv/maltall.csv", "measurements", columns, entries, manner=_CP1252)


def files():
    """The files of this office."""
    yield from _journals()
    yield from _encodings()
    yield from _spoilt()
    yield from _lists()
