"""An office that exports from web forms: questions as headings, the form's own columns, clock times, long answers."""

from __future__ import annotations

import csv
from datetime import date, datetime, time, timedelta

from reading_proofs.list_files import CsvManner
from reading_proofs.office_file import Question, applicant, heads, office_list
from reading_proofs.people import contact, figure, person

_AMERICAN = CsvManner("utf-8-sig", ",", moment="%-m/%-d/%Y %-I:%M:%S %p", day="%-m/%-d/%Y", decimal=".")
_OWN = {
    "id": lambda _entry, at: at + 1,
    "start": lambda entry, _at: _sent(entry) - timedelta(minutes=9),
    "nobody": lambda _entry, _at: "anonymous",
    "token": lambda _entry, at: f"a{at * 7919 % 10007:05d}",
    "millis": lambda _entry, at: 100_000 + at * 371,
}


def _sent(entry):
    """When the form was sent in: the day received, at a time of its own."""
    at = int(entry.cells["number"] or 301) % 600
    day = entry.cells["received"]
    return datetime.combine(day, time(9)) + timedelta(minutes=at)


_SENT = {"sent": lambda entry, _at: _sent(entry)}

_BOKMAL = (
    "Hvilken kommune søker? = name | Kommunenummer = number |"
    "Hvilke innsatsområder og tiltak har dere for kvalitet? = quality_focus |"
    "Hva er resultatmålet for kvalitet? = quality_goal |"
    "Hvilke tiltak har dere mot sykefravær? = sick_leave_measures |"
    "Hva er målet for sykefraværet? = sick_leave_goal |"
    "Hvordan er trepartssamarbeidet sikret? = tripartite_cooperation |"
    "Hva er den overordnede tidsplanen? = timetable | Hvor ble saken politisk behandlet (organ, saksnummer)? ="
    "political_treatment | Når ble vedtaket fattet (vedtaksdato)? = decision_date |"
    "Hvordan har partene samarbeidet om søknaden? = joint_preparation"
)
_NYNORSK = (
    "Kva kommune søkjer? = name | Når vart søknaden motteken? = received |"
    "Kva innsatsområde har de for kvalitet? = quality_focus | Kva er resultatmålet for kvalitet? = quality_goal |"
    "Kva tiltak har de mot sjukefråvær? = sick_leave_measures | Kva er målet for sjukefråværet? = sick_leave_goal |"
    "Korleis er trepartssamarbeidet sikra? = tripartite_cooperation | Kva er tidsplanen? = timetable |"
    "Kvar vart saka politisk handsama? = political_treatment |"
    "Korleis har partane samarbeidd om søknaden? = joint_preparation | Kan vi kontakte dykk om svara? = !nobody"
)
_ENGLISH = (
    "Which municipality is applying? = name | What is the municipality number? = number |"
    "When was the application received? = received | What are your focus areas for quality? = quality_focus |"
    "What is your quality goal? = quality_goal | What are your measures against sick leave? = sick_leave_measures |"
    "What is your sick leave goal? = sick_leave_goal |"
    "How is tripartite cooperation secured? = tripartite_cooperation |"
    "What is the overall timetable? = timetable | Where was it treated politically? = political_treatment |"
    "How was the application prepared jointly? = joint_preparation"
)
_EAST = ("0104", "0105", "0106", "0118", "0119", "0121", "0122", "0123", "0124", "0127")
_AKERSHUS = ("0211", "0214", "0215", "0216", "0217", "0219", "0220", "0221", "0226", "0227")
_INLAND = ("0402", "0403", "0412", "0417", "0418", "0419", "0420", "0425", "0427", "0428")
_HILLS = ("0501", "0512", "0517", "0519", "0520", "0521", "0522", "0528", "0533", "0534")


def _lacking(numbers, start=0):
    """Whole applications, four of them without an answer."""
    entries = [applicant(number, at) for at, number in enumerate(numbers, start)]
    lacks = (
        ("timetable", None),
        ("quality_goal", "Vet ikke"),
        ("sick_leave_measures", "-"),
        ("joint_preparation", "?"),
    )
    for entry, (item, text) in zip(entries[3:], lacks, strict=False):
        entry.cells[item] = text
        entry.right["missing"] = [item]
    return entries


def _applications():
    own = "ID = !id | Start time = !start | Completion time = sent | Email = !nobody | Name = !nobody |"
    columns = heads(own + _BOKMAL, **_OWN, **_SENT)
    question = Question(("received", "Completion time", "--map"), ("--map", "Completion time=received"), needed=False)
    yield office_list("skjema/svar.xlsx", "applications", columns, _lacking(_EAST), asked=question)
    entries = _lacking(_AKERSHUS, 14)  # decided on 4/15 and later: that column proves itself, too
    yield office_list("skjema/svar.csv", "applications", columns, entries, asked=question, manner=_AMERICAN)
    yield from _typed_days(columns)
    columns = heads(_NYNORSK, **_OWN)
    yield office_list("skjema/svar-nynorsk.ods", "applications", columns, _lacking(_HILLS))
    columns = heads(_ENGLISH)
    for form in ("xlsx", "xls"):
        yield office_list(f"skjema/answers.{form}", "applications", columns, _lacking(_INLAND))
    own = "$submission_id = !token | $created = sent | $answer_time_ms = !millis |"
    columns = heads(own + _BOKMAL, **_OWN, **_SENT)
    entries = _lacking(_HILLS)
    for entry in entries[:3]:
        entry.cells["quality_focus"] = 'Skole;\nbarnehage og "åpen dør"\n- helsestasjon'
    manner = CsvManner("utf-8-sig", ";", moment="%Y-%m-%dT%H:%M:%S", quoting=csv.QUOTE_ALL)
    question = Question(("received", "$created", "--map"), ("--map", "$created=received"), needed=False)
    made = office_list("skjema/uttrekk.csv", "applications", columns, entries, manner=manner, asked=question)
    yield _on_physical_lines(made, 2, 3)


def _typed_days(columns):
    """Decisions of 4/1 to 4/10: the form writes the month first, but whoever typed these may not have."""
    entries = _lacking(_EAST)
    answer = ("--date-order", "mdy")
    yield office_list("skjema/typet-svart.csv", "applications", columns, entries, manner=_AMERICAN, options=answer)
    entries = _lacking(_EAST)
    for entry in entries:
        entry.right = {"outcome": "manual", "municipality": entry.right["municipality"], "said": "--date-order"}
    del entries[3]  # 4/4 is one day, whichever comes first
    yield office_list("skjema/typet.csv", "applications", columns, entries, manner=_AMERICAN)


def _on_physical_lines(made, further, first_rows):
    """Rows of a csv are told by their physical line: cells of several lines push the later ones down."""
    from dataclasses import replace

    right = {}
    for (sheet, at), each in made.right.items():
        right[sheet, at + further * min(at - 2, first_rows)] = each
    return replace(made, right=right)


def _registrations():
    own = "ID = !id | Start time = !when | Completion time = !when | Email = !nobody | Name = !nobody |"
    when = {"when": lambda _entry, at: datetime.combine(date(2008, 6, 2), time(9, at))}
    columns = heads(
        own + "Hva heter du? = name | Hvilken kommune kommer du fra? = municipality | Hva er stillingen din? = title |"
        "Hva er e-postadressen din? = email | Kan navnet ditt stå på deltakerlisten? = consent |"
        "Har du allergier eller andre hensyn til maten? = diet",
        **_OWN, **when,
    )  # fmt: skip
    entries = [person(number, at, diet="Nøtter" if at == 3 else "Nei") for at, number in enumerate(_EAST)]
    entries[1].cells["consent"] = "Nei"
    entries[1].right["stored"]["consent"] = "none"
    yield office_list("skjema/pamelding.xlsx", "registrations", columns, entries)
    columns = heads(
        "Tidsmerke = !when | Kva heiter du? = name | Kva kommune kjem du frå? = municipality |"
        "Kva er stillinga di? = title | Kva er e-postadressa di? = email |"
        "Kan namnet ditt stå på deltakarlista? = consent | Har du allergiar? = diet",
        **when,
    )
    entries = [person(number, at, diet="nei") for at, number in enumerate(_AKERSHUS, 10)]
    yield office_list("skjema/pamelding-nynorsk.csv", "registrations", columns, entries, manner=CsvManner("utf-8-sig"))
    columns = heads(
        "Timestamp = !when | What is your full name? = name | Which municipality are you from? = municipality |"
        "What is your job title? = title | What is your e-mail address? = email |"
        "May your name be on the participant list? = consent | Do you have any allergies? = diet",
        **when,
    )
    entries = [person(number, at, consent="Yes", diet="No") for at, number in enumerate(_INLAND, 20)]
    yield office_list("skjema/registration.ods", "registrations", columns, entries)


def _others():
    columns = heads(
        "Tidsmerke = !when | Hvilken kommune gjelder det? = municipality | Hva heter kontaktpersonen? = name |"
        "Hvilken rolle har kontaktpersonen? = role | Hva er e-postadressen? = email | Hva er telefonnummeret? = phone",
        when=lambda _entry, at: datetime.combine(date(2008, 6, 2), time(9, at)),
    )
    roles = (("Prosjektleder", "project-leader"), ("Ordfører", "mayor"), ("Rådmann", "chief-executive"))
    entries = [contact(_HILLS[at], 60 + at, *each) for at, each in enumerate(roles * 2)]
    question = Question(("name", "--map"), ("--map", "Hva heter kontaktpersonen?=name"), needed=False)
    yield office_list("skjema/kontakter.csv", "contacts", columns, entries, asked=question)
    columns = heads(
        "Tidsmerke = !when | Hvilken kommune gjelder svaret? = name | Hvilket kvartal gjelder svaret? = quarter |"
        "Hva var sykefraværet (prosent)? = value",
        when=lambda _entry, at: datetime.combine(date(2008, 6, 2), time(9, at)),
    )
    entries = [figure(number, at) for at, number in enumerate(_EAST)]
    question = Question(("value", "--map"), ("--map", "Hva var sykefraværet (prosent)?=value"), needed=False)
    words = ("--indicator", "sykefravaer")
    yield office_list("skjema/fravaer.csv", "measurements", columns, entries, options=words, asked=question)


def files():
    """The files of this office."""
    yield from _applications()
    yield from _registrations()
    yield from _others()
