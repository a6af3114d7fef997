"""Headings as offices write them, one at a time: bilingual, bracketed, nynorsk, as questions, and those that only look so.

Each stands over cells of its kind, in a list that is otherwise plain. What it is to be taken as is written by hand.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from kvadmin.errors import InvalidData
from kvadmin.reading.importer import Importer
from kvadmin.reading.opening import read_bytes
from kvadmin.reading.tables import find_tables
from reading_proofs.office_file import register

#: ``importer field cells: headings``; the field ``-`` is none: the column is to be left out by name, unasked.
_TABLE = """
applications municipality places: Søker / Municipality | Municipality / Kommune | Kommune (municipality)
applications municipality places: Kommune⏎Municipality | Navn på søkerkommune | Søkarkommune | Søkjarkommune
applications municipality places: Hvilken kommune representerer dere? | Kva kommune representerer de?
applications municipality places: Which municipality do you represent? | Hvilken kommune kommer dere fra?
applications municipality places: Kva for kommune søkjer de for? | Kommunens navn | Søkjar | Søkjar / Applicant
applications municipality places: Kommune: | 1. Kommune | Applicant (municipality) | Namn på kommunen
applications number numbers: Kommunenr. / No. | Komm.-nr. | Kommunenummer (4 siffer)
applications number numbers: Hva er kommunenummeret deres? | Kommune nr | K-nr | Municipality code
applications number numbers: Kommunenr (SSB)
applications received days: Mottatt (received) | Mottatt / Received | Når mottok vi søknaden?
applications received days: Når ble søknaden mottatt? | Når kom søknaden inn? | Mottatt dato (dd.mm.åååå)
applications received days: Innkomen dato | Motteken | Dato for mottak | Date of receipt / Mottatt
applications received days: Søknad motteken dato | When was the application received? | Received on (date)
applications received days: Mottaksdato / Date received | Registrert mottatt
applications postmark days: Poststemplet dato | Postmark (poststempel)
applications quality_focus words: Innsatsområder for kvalitet | a) Innsatsområde kvalitet / Focus
applications quality_focus words: Hvilke innsatsområder har dere valgt for kvalitet?
applications quality_focus words: Beskriv tiltakene for kvalitet | Kva tiltak har de for kvalitet?
applications quality_focus words: What are your focus areas for quality?
applications quality_goal words: Resultatmål for kvalitet / Quality goal | Hva er målet for kvalitet?
applications quality_goal words: Kvalitetsmål | Mål (kvalitet)
applications sick_leave_measures words: Tiltak mot sykefravær | b) Tiltak mot sykefravær
applications sick_leave_measures words: Hvordan vil dere redusere sykefraværet? | Tiltak for å få ned sykefraværet
applications sick_leave_measures words: Kva tiltak har de mot sjukefråvær? | Sick leave: measures
applications sick_leave_measures words: Sykefravær – tiltak
applications sick_leave_goal words: Mål for sykefraværet | Hva er målet for sykefraværet? | Sykefravær - mål
applications sick_leave_goal words: Resultatmål sjukefråvær / Sick leave goal
applications tripartite_cooperation words: Hvordan sikres trepartssamarbeidet? | c) Trepartssamarbeid
applications tripartite_cooperation words: How is tripartite cooperation secured?
applications timetable words: d) Framdriftsplan / Timetable | Overordnet tidsplan (høst 2008) | Hva er tidsplanen?
applications timetable words: Kva er tidsplanen?
applications joint_preparation words: Samarbeid om søknaden (alle parter)
applications joint_preparation words: Hvordan har partene samarbeidet om søknaden? | Medverknad i søknaden
applications political_treatment cases: Politisk behandling (organ, saksnr.)
applications political_treatment cases: Hvor er søknaden politisk behandlet? | Politisk vedtak (sak)
applications political_treatment cases: Kvar er søknaden handsama politisk?
applications political_treatment cases: Political treatment / Politisk behandling | Kommunestyresak | Utvalgssak
applications political_treatment cases: Where was it treated politically?
applications decision_date days: Vedtaksdato / Decision date | Når ble vedtaket fattet? | Dato for politisk vedtak
applications decision_date days: Vedteke dato
applications withdrawn yes-no: Trukket? | Withdrawn? | Søknaden trukket (ja/nei) | Er søknaden trukket?
applications withdrawn yes-no: Trekt søknad | Trekt?
applications withdrawn days: Trukket dato | Dato trukket | Date withdrawn
applications - points: Poeng kvalitet | Poeng sykefravær | Score tidsplan | Kvalitet (1-5) | Vekt sykefravær
applications - points: Trepart poeng | Vurdering tidsplan | Karakter kvalitet | Rangering kvalitet
applications - points: Points quality | Quality score | Antall tiltak kvalitet | Budsjett tiltak sykefravær
applications - yes-no: Tidsplan ok? | Tidsplan OK | Tidsplan sjekket | Mål nådd?
applications - shares: Sykefravær 2007 | Sykefravær 2007 (%) | Sykefravær i prosent | Sjukefråvær %
applications - shares: Sick leave 2007
applications - names: Saksbeh. | Saksbehandler | Leser 1 | Reader | Registrert av | Mottatt av
applications - addresses: Saksbehandler epost | Reviewer email
applications - days: Sendt kvittering | Kvittering sendt | Frist | Purret dato | Oppdatert | Sist endret
applications - days: Start time
applications - files: Saksnr. | Saksnummer
registrations name names: Fullt navn | Navn / Name | Hva heter du? | Kva heiter du? | What is your name?
registrations name names: Ditt navn | Namnet ditt | Navn på deltaker | Deltakarnamn | Your full name
registrations municipality places: Kommune / Municipality | Hvilken kommune kommer du fra?
registrations municipality places: Kva kommune jobbar du i?
registrations municipality places: Which municipality are you from? | Kommunen din
registrations email addresses: E-post / E-mail | Hva er e-postadressen din? | E-postadressa di | Your e-mail
registrations email addresses: E-post (jobb) | Epost | Mailadresse
registrations consent yes-no: Samtykke / Consent | Kan navnet ditt stå på deltakerlisten?
registrations consent yes-no: Kan namnet ditt stå på deltakarlista? | Samtykker du til å stå på deltakerlisten?
registrations consent yes-no: Samtykkjer du? | Do you consent to be listed?
registrations cancelled yes-no: Avmeldt | Avmeldt? | Meldt avbud | Cancelled?
registrations waiting yes-no: Venteliste
registrations diet needs: Har du allergier? | Allergier / Allergies | Matallergi eller andre hensyn | Kosthensyn?
registrations diet needs: Spesielle hensyn til mat | Do you have any allergies?
registrations title titles: Stilling / Title | Hva er stillingen din? | Kva er stillinga di?
registrations title titles: Job title / stilling | Stilling/tittel | Tittel (stilling)
registrations - points: ID | Rom
registrations - yes-no: Betalt?
registrations - names: Registrert av | Leders navn
registrations - addresses: Leders e-post
memberships from days: Fra og med | Frå og med | Med fra | F.o.m. | Startdato / Start date | Med frå
memberships to ends: Til og med | T.o.m. | Sluttet | Slutta | Med til
memberships reason reasons: Grunn til slutt | Reason for leaving | Sluttårsak
memberships number numbers: Komm.nr | Kommune nr | Municipality no. | Kommune / Municipality
"""
_CELLS = {
    "places": "Moss | Ås | Gulen | Hol",
    "numbers": "0104 | 0214 | 1411 | 0620",
    "days": "05.05.2008 | 06.05.2008 | 19.05.2008 | 7.5.2008",
    "ends": "01.06.2008 | | 02.06.2008 |",
    "words": "Skole og SFO | Leksehjelp | Sykehjem | Faste kontakter",
    "cases": "KS 12/08 24.04.2008 | KS 13/08 24.04.2008 | F-sak 3/08 | KS 9/08",
    "files": "2008/112 | 2008/113 | 2008/114 | 2008/115",
    "points": "4 | 3 | 5 | 2",
    "shares": "7,8 | 8,1 | 6,5 | 9,2",
    "yes-no": "ja | nei | ja |",
    "names": "Kari Dømesen | Ola Prøve | Siv Utkast | Per Tenkt",
    "addresses": "a@x.example | b@x.example | c@x.example | d@x.example",
    "titles": "Rektor | Styrer | Lærer | Sjef",
    "needs": "nei | nøtter | |",
    "reasons": "Trakk seg | | |",
}
#: Columns of the plain list, and which of them a field takes the place of.
_PLAIN = {
    "applications": {"Kommune": ("places", "municipality"), "Mottatt": ("days", "received")},
    "registrations": {"Navn": ("names", "name"), "Arbeidsgiver": ("titles", "employer"), "Merknad": ("needs", "note")},
    "memberships": {"Gruppe": ("reasons", "cohort"), "Kommune": ("places", "municipality"), "Fra": ("days", "from")},
}


@dataclass(frozen=True)
class Probe:
    """A heading, the kind of its cells, and the field it is to be taken as (None: no field)."""

    importer: str
    field: str | None
    cells: str
    heading: str


def probes() -> Iterator[Probe]:
    """Every heading of the table."""
    for line in _TABLE.strip().splitlines():
        key, _, headings = line.partition(": ")
        importer, field, cells = key.split()
        for heading in headings.split(" | "):
            yield Probe(importer, None if field == "-" else field, cells, heading.replace("⏎", "\n"))


def taken_as(probe: Probe, importer: Importer) -> str | None:
    """What the column under the heading is taken as; ``asked`` or ``refused`` when the list is not read so."""
    plain = {name: cells for name, (cells, field) in _PLAIN[probe.importer].items() if field != probe.field}
    columns = {**plain, probe.heading: probe.cells}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(columns)
    cells = [[cell.strip() for cell in _CELLS[kind].split("|")] for kind in columns.values()]
    writer.writerows(zip(*cells, strict=True))
    try:
        tables = find_tables(read_bytes(out.getvalue().encode(), "liste.csv"), importer, None, _is_place)
    except InvalidData:
        return "refused"
    last = tables.tables[0].columns.uses[-1]
    return "asked" if last.why == "doubt" else last.field


def _is_place(text: str) -> bool:
    return text in register() or any(name.partition(" (")[0] == text for name, _ in register().values())
