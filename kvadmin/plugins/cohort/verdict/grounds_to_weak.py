"""The grounds that make a verdict ``weak``, as sentences in bokmål, nynorsk and English."""

from __future__ import annotations

from collections.abc import Mapping

#: Code -> sentence (nb, nn, en).
WEAK_GROUNDS: Mapping[str, tuple[str, str, str]] = {
    "fixed": (
        "Frøet er satt av sekretariatet, som kunne velge blant mange.",
        "Frøet er sett av sekretariatet, som kunne velje blant mange.",
        "The seed was set by the secretariat, which could choose among many.",
    ),
    "committed": (
        "Frøet er en hemmelighet som sekretariatet kjente, og kunne velge blant mange.",
        "Frøet er ein løyndom som sekretariatet kjende, og kunne velje blant mange.",
        "The seed is a secret that the secretariat knew and could choose among many.",
    ),
    "empty-seed": (
        "Det er ikke satt noe frø: alle kunne regne ut loddene på forhånd.",
        "Det er ikkje sett noko frø: alle kunne rekne ut lodda på førehand.",
        "There is no seed: anybody could work out the tickets beforehand.",
    ),
    "not-drawn": (
        "Ingen trekning var ført inn da opptaket ble gjort; ingen plass var avhengig av loddet.",
        "Inga trekking var ført inn då opptaket vart gjort; ingen plass var avhengig av loddet.",
        "No draw was entered when the admission was made; no place depended on the lot.",
    ),
    "seed-set-again": (
        "Frøet ble satt på nytt {on} av {who}, fra {old} til {new}; {reason}.",
        "Frøet vart sett på nytt {on} av {who}, frå {old} til {new}; {reason}.",
        "The seed was set again on {on} by {who}, from {old} to {new}; {reason}.",
    ),
    "no-deadline": (
        "Utlysningen har ingen søknadsfrist som kilden til trekningen kunne navngis innen.",
        "Utlysinga har ingen søknadsfrist som kjelda til trekkinga kunne namngjevast innan.",
        "The call has no deadline before which the source of the draw could be named.",
    ),
    "named-unknown": (
        "Det står ikke når kilden til trekningen ble navngitt.",
        "Det står ikkje når kjelda til trekkinga vart namngjeven.",
        "It is not said when the source of the draw was named.",
    ),
    "named-by-hand": (
        "Kilden til trekningen er endret utenfor kvadmin, oppdaget {on}: det er ikke sikkert når.",
        "Kjelda til trekkinga er endra utanfor kvadmin, oppdaga {on}: det er ikkje sikkert når.",
        "The source of the draw was changed outside kvadmin, noticed on {on}: it is not certain when.",
    ),
    "named-late": (
        "Kilden til trekningen ble navngitt {named}, etter søknadsfristen {deadline}.",
        "Kjelda til trekkinga vart namngjeven {named}, etter søknadsfristen {deadline}.",
        "The source of the draw was named on {named}, after the deadline, {deadline}.",
    ),
    "deadline-moved": (
        (
            "Kilden ble navngitt {named}, etter den fristen som gjaldt før ({old}). Den ble flyttet {on} av "
            "{who}; {reason}."
        ),
        (
            "Kjelda vart namngjeven {named}, etter den fristen som galdt før ({old}). Han vart flytta {on} av "
            "{who}; {reason}."
        ),
        (
            "The source was named on {named}, after the deadline of before ({old}). That was moved on {on} by "
            "{who}; {reason}."
        ),
    ),
    "no-freeze": (
        "Listen ble ikke lukket før trekningen.",
        "Lista vart ikkje lukka før trekkinga.",
        "The list was not closed before the draw.",
    ),
    "frozen-late": (
        "Listen ble lukket {on}, og ikke før dagen for trekningen, {day}.",
        "Lista vart lukka {on}, og ikkje før dagen for trekkinga, {day}.",
        "The list was closed on {on}, not before the day of the draw, {day}.",
    ),
    "drawn-early": (
        "Trekningen er ført inn {on}, før dagen den er på, {day}.",
        "Trekkinga er ført inn {on}, før dagen ho er på, {day}.",
        "The draw was entered on {on}, before its day, {day}.",
    ),
    "secret-lost": (
        "Hemmeligheten som utlysningen var bundet til, er tapt, så bare den offentlige verdien er brukt; {reason}.",
        "Løyndommen som utlysinga var bunden til, er tapt, så berre den offentlege verdien er brukt; {reason}.",
        "The secret that the call was bound to is lost, so that the public value alone was used; {reason}.",
    ),
    "draw-corrected": (
        "Trekningen ble rettet {on} av {who}, fra {old} til {new}, før noe opptak var kjørt eller prøvd; {reason}.",
        "Trekkinga vart retta {on} av {who}, frå {old} til {new}, før noko opptak var køyrt eller prøvd; {reason}.",
        (
            "The draw was corrected on {on} by {who}, from {old} to {new}, before any admission was run or "
            "tried; {reason}."
        ),
    ),
    "taken-back": (
        "Endret etter at listen var lukket, og ført tilbake igjen: {what} ({on}, {who}; {reason}).",
        "Endra etter at lista var lukka, og ført attende igjen: {what} ({on}, {who}; {reason}).",
        "Changed after the list was closed, and taken back again: {what} ({on}, {who}; {reason}).",
    ),
    "freeze-undone": (
        "En lukking av listen ble tatt tilbake {on} av {who}; {reason}.",
        "Ei lukking av lista vart teken tilbake {on} av {who}; {reason}.",
        "A closing of the list was taken back on {on} by {who}; {reason}.",
    ),
    "draw-undone": (
        "En innført trekning ble tatt tilbake {on} av {who}; {reason}.",
        "Ei innført trekking vart teken tilbake {on} av {who}; {reason}.",
        "A draw that was entered was taken back on {on} by {who}; {reason}.",
    ),
    "look-undone": (
        "Det ble slettet {on} av {who} at noen hadde prøvd hva trekningen gir; {reason}.",
        "Det vart sletta {on} av {who} at nokon hadde prøvd kva trekkinga gjev; {reason}.",
        "It was taken out on {on} by {who} that somebody had tried what the draw gives; {reason}.",
    ),
    "call-replaced": (
        "Utlysningen ble fjernet eller skrevet helt på nytt {on} av {who}: hva den sa før, er usikkert; {reason}.",
        "Utlysinga vart fjerna eller skriven heilt på nytt {on} av {who}: kva ho sa før, er usikkert; {reason}.",
        "The call was taken away or written wholly anew on {on} by {who}: what it said before is uncertain; {reason}.",
    ),
    "protocol-by-hand": (
        "Historikken i programmappen vet ikke hvem som skrev protokollen, eller når.",
        "Historikken i programmappa veit ikkje kven som skreiv protokollen, eller når.",
        "The history of the programme folder does not know who wrote the protocol, or when.",
    ),
    "days-mixed": (
        (
            "Dagene følger ikke klokken i historikken: {step} er oppgitt til {given}, og ble ført {clock}, mens "
            "andre steg følger den."
        ),
        (
            "Dagane følgjer ikkje klokka i historikken: {step} er oppgjeven til {given}, og vart ført {clock}, "
            "medan andre steg følgjer henne."
        ),
        (
            "The days do not follow the clock of the history: {step} is said to be of {given}, and was written "
            "on {clock}, while other steps follow it."
        ),
    ),
    "days-backwards": (
        (
            "Dagene følger ikke rekkefølgen i historikken: {step} er oppgitt til {given}, men kom etter "
            "{earlier}, som er oppgitt til {before}."
        ),
        (
            "Dagane følgjer ikkje rekkjefølgja i historikken: {step} er oppgjeven til {given}, men kom etter "
            "{earlier}, som er oppgjeven til {before}."
        ),
        (
            "The days do not follow the order of the history: {step} is said to be of {given}, and came after "
            "{earlier}, which is said to be of {before}."
        ),
    ),
    "history-silent": (
        "Historikken i programmappen vet ikke om {step}.",
        "Historikken i programmappa veit ikkje om {step}.",
        "The history of the programme folder does not know of {step}.",
    ),
}
