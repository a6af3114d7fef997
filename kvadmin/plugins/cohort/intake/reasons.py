"""Why a row had its outcome: codes for programs, words for people in bokmål, nynorsk and English."""

from __future__ import annotations

from kvadmin.api import tr

_TABLE = """
complete
    komplett og i tide
    komplett og i tide
    complete and in time
incomplete
    ufullstendig
    ufullstendig
    incomplete
late
    mottatt etter fristen
    motteken etter fristen
    received after the deadline
late-postmarked
    mottatt etter fristen, poststemplet før: må vurderes
    motteken etter fristen, poststempla før: må vurderast
    received after the deadline, postmarked before: to be judged
to-be-judged
    i tide eller ikke: må vurderes
    i tide eller ikkje: må vurderast
    in time or not: to be judged
not-a-municipality
    ikke en kommune
    ikkje ein kommune
    not a municipality
already-member
    allerede med i en pulje
    alt med i ei pulje
    already in a cohort
ambiguous-name
    flere kommuner heter dette
    fleire kommunar heiter dette
    several municipalities bear the name
unknown-name
    ukjent kommunenavn
    ukjent kommunenamn
    no municipality bears the name
unknown-number
    ukjent kommunenummer
    ukjent kommunenummer
    no municipality has the number
number-name-conflict
    nummer og navn stemmer ikke
    nummer og namn stemmer ikkje
    number and name do not agree
abolished
    kommunen finnes ikke på denne datoen
    kommunen finst ikkje på denne datoen
    the municipality does not exist on the date
several-municipalities
    flere kommuner i samme rad
    fleire kommunar i same rad
    several municipalities in one row
no-identity
    verken nummer eller navn
    verken nummer eller namn
    neither number nor name
no-date
    ingen mottatt-dato
    ingen motteken-dato
    no date of receipt
imprecise-date
    upresis dato
    upresis dato
    the date is not precise
impossible-date
    datoen finnes ikke
    datoen finst ikkje
    no calendar has the date
ambiguous-date
    flere datoer
    fleire datoar
    more than one date
ambiguous-order
    dag eller måned først: datoen kan leses på to måter
    dag eller månad først: datoen kan lesast på to måtar
    day or month first: the date can be read in two ways
decision-date-order
    dag eller måned først: vedtaksdatoen kan leses på to måter
    dag eller månad først: vedtaksdatoen kan lesast på to måtar
    day or month first: the date of the decision can be read in two ways
unclear-withdrawal
    trukket eller ikke: kan ikke leses
    trekt eller ikkje: kan ikkje lesast
    withdrawn or not: it cannot be read
unreadable-date
    datoen kan ikke leses
    datoen kan ikkje lesast
    the date cannot be read
implausible-date
    datoen ligger mer enn et år fra fristen
    datoen ligg meir enn eit år frå fristen
    the date lies more than a year from the deadline
misspelt-name
    trolig skrivefeil i navnet
    truleg skrivefeil i namnet
    the name is probably misspelt
damaged-letters
    bokstaver i navnet er ødelagt, eller det står et spørsmålstegn ved det
    bokstavar i namnet er øydelagde, eller det står eit spørjeteikn ved det
    letters of the name are damaged, or a question mark stands at it
county-disagrees
    fylket stemmer ikke med navnet
    fylket stemmer ikkje med namnet
    the county does not agree with the name
duplicate
    samme søknad én gang til
    same søknad éin gong til
    the same application once more
newer-version
    nyere versjon, erstatter en tidligere
    nyare versjon, erstattar ein tidlegare
    a newer version that replaces an earlier one
older-version
    erstattet av en nyere versjon
    erstatta av ein nyare versjon
    replaced by a newer version
said-before
    det samme som en nyere liste har rettet
    det same som ei nyare liste har retta
    the same as what a newer list has corrected
supplied-since
    mangler noe som søknaden har, kanskje ettersendt
    manglar noko som søknaden har, kanskje ettersendt
    lacks what the application has, perhaps supplied since
date-moved
    bare mottatt-datoen er en annen: rettet, eller en eldre liste
    berre motteken-datoen er ein annan: retta, eller ei eldre liste
    only the date of receipt differs: corrected, or an older list
withdrawn
    trukket
    trekt
    withdrawn
total-row
    sumrad
    sumrad
    a total
group-row
    overskrift for et fylke
    overskrift for eit fylke
    heads the rows of a county
note-row
    merknadsrad
    merknadsrad
    a note
repeated-header
    overskriftsrad én gang til
    overskriftsrad éin gong til
    the header once more
continuation-row
    fortsettelse av raden over
    framhald av rada over
    continues the row above
already-decided
    søknaden er allerede avgjort
    søknaden er alt avgjord
    the application has been decided already
withdrawn-before
    søknaden er trukket tidligere
    søknaden er trekt tidlegare
    the application was withdrawn before
merged
    kommunen er slått sammen med en annen
    kommunen er slått saman med ein annan
    the municipality has been merged into another
rejected-by-hand
    avvist
    avvist
    rejected by a person
"""


def _read(table: str) -> dict[str, tuple[str, str, str]]:
    lines = [line.strip() for line in table.strip().splitlines()]
    return {lines[at]: (lines[at + 1], lines[at + 2], lines[at + 3]) for at in range(0, len(lines), 4)}


#: Reason code -> what people read (nb, nn, en).
REASONS = _read(_TABLE)


#: Codes that a person may reject a waiting row with. What is incomplete or late is no reason: it is taken in, and the
#: admission rule decides on it in the open. A row that was taken back is ``withdrawn``, which is no rejection.
REJECTIONS = tuple(
    """not-a-municipality already-member already-decided withdrawn withdrawn-before duplicate older-version merged
    abolished unknown-name unknown-number number-name-conflict ambiguous-name several-municipalities no-identity no-date
    impossible-date unreadable-date total-row note-row rejected-by-hand""".split()
)
#: Says nothing by itself: a person has to say why.
OWN_REASON = "rejected-by-hand"


def reason_in_words(code: str) -> str:
    """The reason on the screen; a code that a person made up stands for itself."""
    return tr(REASONS[code][2]) if code in REASONS else code
