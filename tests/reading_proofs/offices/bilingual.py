"""An office that writes every heading in two languages, with months before days and clock times as Americans do."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from reading_proofs.list_files import CsvManner, Marked
from reading_proofs.office_file import applicant, heads, line, office_list, place
from reading_proofs.people import contact, figure, membership, person, score

_TROMS = ("1901", "1911", "1913", "1915", "1917", "1920", "1922", "1923", "1924", "1925")
_NORDLAND = ("1811", "1812", "1813", "1815", "1816", "1820", "1822", "1824", "1825", "1826")
_FINNMARK = ("2003", "2004", "2014", "2017", "2018", "2019", "2020", "2022", "2023", "2024")
_TRONDELAG = ("1601", "1612", "1617", "1620", "1621", "1622", "1624", "1627", "1630", "1632")
_BUSKERUD = ("0602", "0604", "0605", "0612", "0617", "0618", "0619", "0620", "0621", "0622")
_OWN = {
    "running": lambda _entry, at: at + 1,
    "reader": lambda _entry, at: ("AB", "CD")[at % 2],
    "ok": lambda _entry, at: ("yes", "no", "")[at % 3],
}
_BILINGUAL = heads(
    "Løpenr. / Running no. = !running | Kommunenr. / Municipality no. = number | Søker / Municipality = name |"
    "Fylke / County = county | Mottatt (received) = received |"
    "Innsatsområder kvalitet / Quality focus = quality_focus |"
    "Resultatmål kvalitet / Quality goal = quality_goal |"
    "Tiltak sykefravær / Sick leave measures = sick_leave_measures |"
    "Mål sykefravær / Sick leave goal = sick_leave_goal | Trepartssamarbeid / Tripartite cooperation ="
    "tripartite_cooperation | Tidsplan / Timetable = timetable | Politisk behandling / Political treatment ="
    "political_treatment | Vedtaksdato (decision date) = decision_date |"
    "Samarbeid om søknaden / Joint preparation = joint_preparation | Leser / Reader = !reader",
    **_OWN,
)
_ENGLISH = (
    "Municipality number = number | Municipality name = name | Date received = received | Focus areas = quality_focus |"
    "Quality goals = quality_goal | Sick leave measures = sick_leave_measures | Sick leave goal = sick_leave_goal |"
    "Tripartite cooperation = tripartite_cooperation | Overall timetable = timetable |"
    "Political treatment = political_treatment | Joint preparation = joint_preparation"
)


def _doubtful(numbers):
    """Whole ones; a number of another one, a formula for a number, a name that only the county settles, a lack."""
    entries = [applicant(number, at) for at, number in enumerate(numbers)]
    entries[2].cells["number"] = numbers[5]
    entries[2].right |= {"outcome": "manual", "municipality": None}
    entries[3].cells["number"] = f'="{numbers[3]}"'
    entries[4] = applicant("0713", 4, number=None)
    entries[6].cells["timetable"] = "tbd"
    entries[6].right["missing"] = ["timetable"]
    entries[7].cells["name"] = f"{place(numbers[7])} municipality"
    return entries


def _applications():
    for form, numbers in (("xlsx", _TROMS), ("ods", _NORDLAND), ("xls", _FINNMARK), ("csv", _TRONDELAG)):
        yield office_list(f"tosprak/soknader.{form}", "applications", _BILINGUAL, _doubtful(numbers))


def _month_first():
    """The fifth of May as 5/5, the ninth as 5/9: only the later days of the column say which comes first."""
    entries = [applicant(number, at + 8) for at, number in enumerate(_BUSKERUD)]
    manner = CsvManner("utf-8", ",", day="%-m/%-d/%Y", decimal=".")
    yield office_list("tosprak/month-first.csv", "applications", heads(_ENGLISH), entries, manner=manner)
    entries = []
    for at, number in enumerate(_BUSKERUD):
        entry = applicant(number, at + 6)
        day = entry.cells["received"]
        entry.cells["received"] = datetime.combine(day, time(8, 5)) + timedelta(minutes=at * 47)
        entries.append(entry)
    manner = CsvManner("utf-8", ",", moment="%-m/%-d/%Y %-I:%M:%S %p", day="%-m/%-d/%Y", decimal=".")
    yield office_list("tosprak/am-pm.csv", "applications", heads(_ENGLISH), entries, manner=manner)


def _people():
    columns = heads(
        "Navn / Name = name | Stilling / Title = title | Kommune / Municipality = municipality |"
        "E-post / E-mail = email | Samtykke / Consent = consent | Withdrawn? = off | Seat ok? = !ok",
        **_OWN,
    )
    entries = [person(number, at, consent="Ja / Yes" if at % 2 else "yes") for at, number in enumerate(_TROMS)]
    entries[3].cells["off"] = "yes"
    entries[3].right["outcome"] = {"imported", "cancelled"}
    entries[3].right["stored"]["status"] = "cancelled"
    entries[6].cells["off"] = "no"
    yield office_list("tosprak/participants.xlsx", "registrations", columns, entries)
    columns = heads(
        "Municipality = municipality | Full name = name | Position = title | Role = role | E-mail = email |"
        "Phone = phone | Last checked by = !reader",
        **_OWN,
    )
    roles = (("Mayor", "mayor"), ("Chief executive", "chief-executive"), ("Project leader", "project-leader"),
             ("Employee representative", "employee-representative"))  # fmt: skip
    entries = [contact(_FINNMARK[at], 80 + at, *each) for at, each in enumerate(roles)]
    yield office_list("tosprak/contacts.xlsx", "contacts", columns, entries)


def _others():
    columns = heads(
        "Group = cohort | Municipality no. = number | Name = !place | From = from | To = to |"
        "Reason for leaving = reason",
        place=lambda entry, _at: entry.cells["name"],
    )
    entries = [membership(number, at) for at, number in enumerate(_NORDLAND)]
    manner = CsvManner("utf-8", ",", day="%Y-%m-%d")
    yield office_list("tosprak/memberships.csv", "memberships", columns, entries, manner=manner)
    applied = office_list(
        "tosprak/basis.xlsx", "applications", _BILINGUAL, [applicant(number, at) for at, number in enumerate(_TROMS)]
    )
    columns = heads(
        "Municipality = name | Quality (max 10) = !one | Sick leave (max 10) = !two | Score = weighted |"
        "Reader = !reader",
        **_OWN,
    )
    entries = [score(number, at) for at, number in enumerate(_TROMS)]
    entries.append(line("Average", 5.5, 5.0, 5.3))
    yield office_list("tosprak/scores.xlsx", "scores", columns, entries, earlier=applied)
    columns = heads("Indicator = indicator | Municipality number = number | Period = period | Value = value")
    for form in ("ods", "xls", "xlsx"):
        entries = [figure(number, at) for at, number in enumerate(_TRONDELAG)]
        for entry in entries:
            entry.cells["value"] = Marked(round(entry.cells["value"] / 100, 4), percent=True)
        yield office_list(f"tosprak/figures.{form}", "measurements", columns, entries)


def files():
    """The files of this office."""
    yield from _applications()
    yield from _month_first()
    yield from _people()
    yield from _others()
