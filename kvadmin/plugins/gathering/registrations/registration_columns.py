"""The columns of a list of registrations, in bokmål, nynorsk and English, and as the questions of a form."""

from __future__ import annotations

from typing import Any

from kvadmin.api.imports import WHO_FIELDS, Importer, parse_fields

#: As :func:`~kvadmin.api.imports.parse_fields` reads it.
_TABLE = """
name: Navn | Namn | Fullt navn | Fullt namn | Full name | Deltakernavn | Deltakarnamn | Participant name
name: Deltaker | Deltakar | Participant | Navn på deltaker | Namn på deltakar | Deltakers navn | Deltakerens navn
name: Fornavn og etternavn | For- og etternavn | Førenamn og etternamn | First and last name
name ~ hva heter du | kva heiter du | what is your name | ditt navn | navnet ditt -liste | namnet ditt -liste
name ~ your name -list -municipal | your full name -list
first_name: Fornavn | Fornamn | Førenamn | Given name | First name
last_name: Etternavn | Etternamn | Family name | Last name | Surname

title: Stilling | Tittel | Stillingstittel | Funksjon | Position | Job title
title ~ hva er stilling | kva er stilling | hvilken stilling | kva stilling | stillingen din | stillinga di
title ~ what is position | job title | your position | your title
employer: Arbeidsgiver | Arbeidsgivar | Arbeidsgjevar | Virksomhet | Verksemd | Organisasjon | Organisation
employer: Organization | Arbeidssted | Arbeidsstad | Arbeidsplass | Workplace | Enhet | Eining
employer ~ hvor arbeider | hvor jobber | kvar arbeider | kvar jobbar | where work
party: Part | Parti | Partsrepresentant | Representerer | Representerar
party ~ hvem representerer | kven representerer
role: Rolle | Funksjon i programmet
email: E-post | Epost | E-postadresse | Epostadresse | Mail | E-mail | Email | Email address | E-mail address
email: Mailadresse
email ~ e-post -leder -leiar -sjef | epost -leder -leiar -sjef | e-mail -manager -leader
email ~ mailadresse -leder -leiar

consent: Samtykke | Samtykker | Samtykkjer | Deltakerliste | Deltakarliste | På deltakerlisten | På deltakarlista
consent: Vises på liste | Visast på liste | Samtykke til liste | Samtykke til deltakerliste | Consent to be listed
consent ~ samtykker du -bilde -foto -film -lagr -behandl -person -nyhet -ikke
consent ~ samtykkjer du -bilete -foto -film -lagr -handsam -person -nyheit -ikkje
consent ~ samtykk list -reserv -ikke -ikkje -uten -utan | consent list -not
consent ~ deltakerlist -reserv -ikke -ikkje -uten -mot | deltakarlist -reserv -ikke -ikkje -utan -mot
consent ~ stå på list -reserv -ikke -ikkje | står på list -reserv -ikke -ikkje
consent ~ navn på list -reserv -ikke -ikkje -uten -mot | namn på list -reserv -ikke -ikkje -utan -mot
consent ~ participant list -not -without
objection: Reservert | Reservasjon | Reserverer seg | Reserverer seg mot liste | Reservert mot liste
objection ~ reserv list | reserv deltak | ikke list | ikkje list | ikke deltak | ikkje deltak | not list
other_consent ~ samtykk bilde | samtykk bilete | samtykk foto | samtykk film | samtykk video | samtykk opptak
other_consent ~ samtykk personopplysning | samtykk lagr | samtykk behandl | samtykk handsam | samtykk gdpr
other_consent ~ samtykk nyhetsbrev | samtykk nyheitsbrev | samtykk personvern | consent photo | consent gdpr
other_consent ~ consent privacy | consent newsletter | consent storage | consent video

status: Status | Påmeldingsstatus | Påmelding | Påmeldt | Påmeld | Registration status
cancelled: Avmeldt | Avmeld | Cancelled | Canceled | Withdrawn | Kommer ikke | Kjem ikkje | Deltar ikke | Deltek ikkje
cancelled: Kan ikke komme | Kan ikkje komme | Meldt avbud | Avbud | Forfall | Trukket | Trukket seg | Trekt seg
cancelled ~ avmeldt | avbud
waiting: Venteliste | På venteliste | Waiting list | Waitlist | Waitlisted | On waiting list
waiting ~ venteliste
coming: Kommer | Kjem | Attending | Coming | Møter | Kommer du | Kjem du | Deltar du | Deltek du | Will you attend
coming ~ kommer du samling | kjem du samling | deltar du samling -dag | deltek du samling -dag | kan du delta samling
days: Dager | Dagar | Deltar | Deltek | Days
days ~ hvilke dag | kva dag | which day

diet: Kosthold | Kosthald | Kostvaner | Allergi | Allergier | Allergiar | Diett | Matallergi | Spesialkost | Kost
diet: Allergies | Food | Mat | Kosthensyn | Kostomsyn | Diet | Dietary needs
diet ~ allergi | kosthold | kosthald | dietary | matønsk | hensyn mat | omsyn mat
access: Tilrettelegging | Tilgjengelighet | Tilgjenge | Særskilte behov | Særlege behov | Access needs
access: Accessibility
access ~ tilrettelegging | accessib
sort_as: Sorteres som | Sorterast som | Sortering | Sort as | Alfabetiseres under
note: Merknad | Merknader | Kommentar | Kommentarer | Comment | Comments | Notat
"""
_MORE: dict[str, dict[str, Any]] = {
    "name": {"kind": "person", "help": "the person, given name first or family name with a comma"},
    "email": {"kind": "email"},
    "consent": {"help": "whether the name may be on the list: list, network or none; yes is list"},
    "objection": {"help": "yes keeps the name off every list"},
    "other_consent": {"many": True, "help": "another consent (photos, storing): it is not read"},
    "status": {"help": "active, cancelled or waiting"},
    "cancelled": {"help": "yes: has cancelled"},
    "waiting": {"help": "yes: is on the waiting list"},
    "coming": {"help": "no: does not come"},
    "diet": {"many": True, "sensitive": True, "help": "kept apart, never shown"},
    "access": {"many": True, "sensitive": True, "help": "kept apart, never shown"},
    "note": {"many": True},
}

REGISTRATIONS = Importer(
    "registrations",
    parse_fields(_TABLE, WHO_FIELDS, _MORE),
    needs=(("name", "last_name"),),
    help="one person who comes to a gathering",
)
