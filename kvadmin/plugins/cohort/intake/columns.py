"""The columns of a list of applications, by the headings secretariats give them in bokmål, nynorsk and English."""

from __future__ import annotations

from typing import Any

from kvadmin.api.imports import WHO_FIELDS, Importer, parse_fields

#: As :func:`~kvadmin.api.imports.parse_fields` reads it.
_TABLE = """
municipality: Søker | Søkar | Søkerkommune | Søkarkommune | Søkende kommune | Kommune/søker | Avsender | Avsendar
municipality: Søkjar | Søkjarkommune | Applicant | Applicant municipality
municipality ? Navn | Namn | Name | Innsender | Innsendar | Submitted by | Sender
municipality ~ søkerkommune | søkarkommune | søkjarkommune | hvem søker | kven søkjer

received: Mottatt | Mottatt dato | Dato mottatt | Motteke | Motteken | Motteke dato | Dato motteke | Mottatt den
received: Mottaksdato
received: Innkommet | Innkommet dato | Innkommen | Innkomen | Innkome | Innkomne | Kom inn | Inn | Inn dato | Dato inn
received: Søknad mottatt | Søknad motteken | Søknaden mottatt | Ankommet | Ankomstdato | Mott | Mott.dato
received: Journaldato
received: Registrert | Registrert dato | Reg.dato | Journalført | Stemplet inn | Registered
received: Søknadsdato | Søknad dato | Innsendt | Innlevert | Levert | Received | Date received
received ? Dato | Date | Completion time | Fullføringstidspunkt | Fullført | Tidsmerke | Tidsstempel | Timestamp
received: Received on
received: Received date | Date of receipt | Arrived | Date of arrival
received ~ mottok vi | kom søknad | når mottatt | når motteke
received ~ mottatt -per | mottak dato | motteke -per | innkom | received -by | receipt date

postmark: Poststemplet | Poststempel | Poststempla | Postmerket | Postmark | Postmarked | Postlagt | Postdato
postmark ~ poststemp | postmark | postmerk | postlagt

channel: Kanal | Sendt per | Mottatt per | Motteke per | Motteken per | Forsendelse | Sendemåte | Channel
channel: Received by
channel ~ mottatt per | motteke per | sendt per

withdrawn: Trukket | Trekt | Withdrawn | Søknad trukket | Søknad trekt | Trukket søknad | Har trukket seg
withdrawn: Har trekt seg | Trekt søknad
withdrawn: Trukket dato | Dato trukket | Trekt dato | Dato trekt | Date withdrawn | Withdrawal date | Withdrawn on
withdrawn ~ søknad trukket | søknad trekt | application withdrawn

status: Status | Tilstand | State | Status søknad | Søknadsstatus | Behandlingsstatus

note: Merknad | Merknader | Merknadar | Kommentar | Kommentarer | Kommentarar | Anmerkning | Anmerkninger | Notat
note: Notater | Anm | Mrk | Obs
note: Annet | Anna | Merk | Diverse | Intern merknad | Note | Notes | Remark | Remarks | Comment | Comments
note ~ merknad | kommentar | remark | comment

contact: Kontaktperson | Kontakt | Kontaktperson navn | Kontaktperson namn | Kontakt navn | Kontakt namn | Contact name
contact: Kontaktpersonar | Kontaktpersoner | Prosjektleder | Prosjektleiar | Contact
contact: Contact person
contact ~ kontaktperson -post -mail -tlf -telefon -mobil | contact -mail -phone

email: E-post | E-postadresse | Epostadresse | E-mail | Email | Mail | E-mail address
email ~ e-post | epost | e-mail

phone: Tlf | Tlf.nr | Telefon | Telefonnummer | Mobil | Mob | Phone | Telephone | Mobile
phone ~ telefon | phone | tlf

population: Innb | Innbyggere | Innbyggjarar | Innbyggertall | Innbyggjartal | Folketall | Folketal | Population
population: Inhabitants
population ~ innbygg | folketal

document_number: Arkivsak | Arkivsaksnr | Arkivsaksnummer | Jnr | Journalnr | Journalnummer | Dok.nr | Dokumentnr
document_number: Arkivref | Journalpost
document_number: Case file | Our reference | Vår ref | ePhorte | Record no
document_number ~ arkiv | journaln | dokument nr

attachments: Vedlegg | Antall vedlegg | Tal på vedlegg | Attachments | Enclosures
attachments ~ vedlegg | attachment

political_treatment: Politisk behandlet | Politisk behandling | Politisk handsama | Politisk handsaming | Politisk sak
political_treatment: Politisk vedtak | Vedtak | Behandlet politisk | Handsama politisk
political_treatment ? Saksnr | Saksnummer | Sak | Sak nr | Case | Case no | Case number
political_treatment: Saksgang | Politisk saksnr | Utvalgssak | Kommunestyresak | Kommunestyrevedtak
political_treatment: Political treatment
political_treatment: Political case | Political decision | Council case | Council decision
political_treatment: Treated politically
political_treatment ~ politisk -dato | political -date | vedtak -dato | kommunestyr -dato
political_treatment ~ council case | utval sak | utvalg sak | organ sak | body case

case_body: Utvalg | Utval | Organ | Politisk organ | Politisk utvalg | Politisk utval | Behandlet av | Handsama av
case_body: Vedtatt av
case_body: Vedteke av | Body | Political body | Committee | Decided by
case_body ~ politisk organ -sak | political body -case

decision_date: Vedtaksdato | Dato for vedtak | Vedtatt dato | Vedteken dato | Behandlet dato | Behandlingsdato
decision_date: Møtedato
decision_date: Handsama dato | Handsamingsdato | Dato politisk behandling | Dato politisk vedtak | Vedtatt
decision_date: Vedteke | Vedteken | Saksdato
decision_date: Decision date | Date of decision | Decided | Date decided | Decided on | Meeting date
decision_date ~ når vedtak | når vedtatt | når vedteke | vedteke dato
decision_date ~ vedtak dato | behandl dato | handsam dato | decision date | politisk dato | møtedato | vedtatt dato

quality_focus: Innsatsområder kvalitet | Innsatsområde kvalitet | Innsatsområder | Innsatsområde
quality_focus: Kvalitet innsatsområder
quality_focus: Tiltak kvalitet | Kvalitetstiltak | Innsats kvalitet | Kvalitet | Satsingsområder | Satsingsområde
quality_focus: Focus areas | Focus areas quality | Quality focus areas | Quality measures | Quality
quality_focus ~ innsatsområd -syk -sjuk -mål | kvalitet tiltak -mål | kvalitet innsats -mål
quality_focus ~ quality focus -goal -target
quality_focus ~ quality measure -goal -target | satsingsområd -syk -sjuk -mål | kvalitet område -mål

quality_goal: Resultatmål kvalitet | Mål kvalitet | Kvalitetsmål | Kvalitet resultatmål | Resultatmål | Quality goal
quality_goal: Quality goals | Quality result goal | Result goals quality | Quality target | Quality targets
quality_goal ~ kvalitet mål -tiltak -innsats | resultatmål -syk -sjuk -frav -innsats -tiltak
quality_goal ~ quality goal -measure -focus
quality_goal ~ quality target -measure -focus | quality result

sick_leave_measures: Tiltak sykefravær | Tiltak sjukefråvær | Sykefravær tiltak | Sjukefråvær tiltak
sick_leave_measures: Sykefraværstiltak
sick_leave_measures: Sykefravær | Sjukefråvær | Nærvær | Nærværstiltak | Innsatsområder sykefravær | Fravær tiltak
sick_leave_measures: Innsatsområde sjukefråvær | Sick leave measures | Measures against sick leave | Sick leave
sick_leave_measures: Sickness absence measures | Absence measures
sick_leave_measures ~ sykefrav -mål | sjukefrav -mål | nærvær -mål | fravær tiltak -mål
sick_leave_measures ~ sick -goal -target -result | absence -goal -target -result

sick_leave_goal: Mål sykefravær | Mål sjukefråvær | Sykefravær mål | Sjukefråvær mål | Resultatmål sykefravær
sick_leave_goal: Sykefraværsmål
sick_leave_goal: Resultatmål sjukefråvær | Måltall sykefravær | Måltal sjukefråvær | Nærværsmål | Sick leave goal
sick_leave_goal: Sick leave target | Sick leave result goal | Goal sick leave | Sickness absence goal | Absence target
sick_leave_goal ~ sykefrav mål -tiltak | sjukefrav mål -tiltak | nærvær mål -tiltak | fravær mål -tiltak
sick_leave_goal ~ sick goal -measure | sick target -measure | absence goal -measure | absence target -measure
sick_leave_goal ~ sick result

quality_both: Innsatsområder og resultatmål kvalitet | Tiltak og mål kvalitet | Quality measures and goals
quality_both ~ kvalitet innsats mål | kvalitet tiltak mål | quality measure goal | quality focus goal
quality_both ~ quality focus target
quality_both = quality_focus quality_goal

sick_leave_both: Tiltak og mål sykefravær | Tiltak og mål sjukefråvær | Sick leave measures and goal
sick_leave_both ~ sykefrav tiltak mål | sjukefråv tiltak mål | fravær tiltak mål | sick measure goal
sick_leave_both ~ sick measure target
sick_leave_both = sick_leave_measures sick_leave_goal

tripartite_cooperation: Trepartssamarbeid | Trepartssamarbeidet | Trepart | Partssamarbeid | 3-partssamarbeid
tripartite_cooperation: Tripartite cooperation | Tripartite | Three-party cooperation | Tripartite collaboration
tripartite_cooperation ~ trepart | partssamarbeid | tripart | three part | 3-part

timetable: Tidsplan | Overordnet tidsplan | Overordna tidsplan | Fremdriftsplan | Framdriftsplan | Framdrift
timetable: Fremdrift
timetable: Timetable | Time table | Schedule | Overall timetable | Time plan | Timeplan | Plan | Milepæler | Milepælar
timetable ~ tidsplan | fremdrift | framdrift | timetable | schedule | time plan

joint_preparation: Samarbeid om søknaden | Samarbeid om søknad | Samarbeid søknad | Samarbeid | Forankring
joint_preparation: Medvirkning
joint_preparation: Medverknad | Felles utarbeiding | Felles utarbeidelse | Involvering | Joint preparation
joint_preparation: Prepared jointly
joint_preparation: Joint work on the application | Cooperation on the application | Cooperation
joint_preparation ~ samarbeid søknad | samarbeid folkev | samarbeid tillitsv | joint | cooperat applic | medvirkning
joint_preparation ~ medverknad | forankring | collaborat applic | utarbeid søknad | worked together
"""


_ITEMS = (
    "quality_focus sick_leave_measures quality_both sick_leave_both tripartite_cooperation timetable joint_preparation"
)
_SEVERAL = "note status contact email phone document_number attachments channel"
_MORE: dict[str, dict[str, Any]] = {
    **{name: {"kind": "words"} for name in _ITEMS.split()},
    **{name: {"many": True} for name in _SEVERAL.split()},
    "political_treatment": {"kind": "case", "help": "the body and the number of the case"},
    "received": {"kind": "date", "help": "the day the application was received"},
    "postmark": {"kind": "date", "help": "the day of the postmark"},
    "decision_date": {"kind": "date", "help": "the day of the political decision"},
    "email": {"kind": "email", "many": True},
    "phone": {"kind": "phone", "many": True},
    "population": {"kind": "figure"},
    "withdrawn": {"kind": "yes-no", "help": "yes, a date or a remark: the application is withdrawn"},
}

#: Headings that get their meaning from the one above them.
_GENERIC = (
    "Dato Date Navn Namn Name Nr Nummer No Saksnr Status Samarbeid Plan Tiltak Mål Resultatmål "
    "Innsatsområde Innsatsområder Kvalitet"
).split()

_NEEDS = (("municipality", "number"), ("received",))

#: A further sheet may lack the dates when another one has them; its rows then need a person.
_LESSER = (
    ("municipality", "number"),
    ("political_treatment", "quality_focus", "quality_goal", "sick_leave_measures", "sick_leave_goal", "timetable"),
)

#: A list of applications tells who and when.
APPLICATIONS = Importer(
    "applications",
    parse_fields(_TABLE, WHO_FIELDS, more=_MORE),
    _NEEDS,
    _LESSER,
    tuple(_GENERIC),
    help="one application of a municipality",
)
