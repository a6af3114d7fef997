"""The grounds that are against nothing, and what "before" rests on, as sentences in bokmål, nynorsk and English."""

from __future__ import annotations

from collections.abc import Mapping

#: Code -> sentence (nb, nn, en).
SAID_GROUNDS: Mapping[str, tuple[str, str, str]] = {
    "public": (
        "Kilden er en offentlig trekning, {name}. Den ble navngitt {named}, innen søknadsfristen {deadline}.",
        "Kjelda er ei offentleg trekking, {name}. Ho vart namngjeven {named}, innan søknadsfristen {deadline}.",
        "The source is a public draw, {name}. It was named on {named}, no later than the deadline, {deadline}.",
    ),
    "frozen": (
        "Listen ble lukket {on} (nr. {number}).",
        "Lista vart lukka {on} (nr. {number}).",
        "The list was closed on {on} (number {number}).",
    ),
    "frozen-before": (
        "Listen ble lukket {on} (nr. {number}), før trekningen {day}.",
        "Lista vart lukka {on} (nr. {number}), før trekkinga {day}.",
        "The list was closed on {on} (number {number}), before the draw on {day}.",
    ),
    "frozen-again": (
        "Listen ble lukket på nytt {on} av {who} (nr. {number}); {reason}.",
        "Lista vart lukka på nytt {on} av {who} (nr. {number}); {reason}.",
        "The list was closed again on {on} by {who} (number {number}); {reason}.",
    ),
    "drawn": (
        "Trekningen ga {value}, ført inn {on} av {who}.",
        "Trekkinga gav {value}, ført inn {on} av {who}.",
        "The draw gave {value}, entered on {on} by {who}.",
    ),
    "not-drawn-yet": (
        "Trekningen er ikke ført inn ennå.",
        "Trekkinga er ikkje ført inn enno.",
        "The draw has not been entered yet.",
    ),
    "substitute": (
        "Trekningen som var nevnt først, gjaldt ikke; reserven ble brukt: {name}; {reason}.",
        "Trekkinga som var nemnd først, galdt ikkje; reserven vart brukt: {name}; {reason}.",
        "The draw that was named first did not count; the substitute was used: {name}; {reason}.",
    ),
    "secret-mixed": (
        "Frøet er blandet med en hemmelighet som utlysningen var bundet til ved dens SHA-256.",
        "Frøet er blanda med ein løyndom som utlysinga var bunden til ved SHA-256 av han.",
        "The seed is mixed with a secret that the call was bound to by its SHA-256.",
    ),
    "unchanged": (
        "Ikke noe som avgjør, er endret etter at listen ble lukket.",
        "Ikkje noko som avgjer, er endra etter at lista vart lukka.",
        "Nothing that decides has been changed since the list was closed.",
    ),
    "no-effect": (
        "Endret etter at listen ble lukket, uten at det som avgjør, ble et annet: {what} ({on}, {who}; {reason}).",
        "Endra etter at lista vart lukka, utan at det som avgjer, vart eit anna: {what} ({on}, {who}; {reason}).",
        "Changed after the list was closed without changing what decides: {what} ({on}, {who}; {reason}).",
    ),
    "admission-undone": (
        "Et opptak ble kjørt og tatt tilbake {on} av {who}; {reason}.",
        "Eit opptak vart køyrt og teke tilbake {on} av {who}; {reason}.",
        "An admission was run and taken back on {on} by {who}; {reason}.",
    ),
    "days-given": (
        "Dagene er oppgitt av den som førte dem; klokken i historikken bekrefter ingen av dem.",
        "Dagane er oppgjevne av den som førte dei; klokka i historikken stadfestar ingen av dei.",
        "The days were given by whoever wrote (--today); none of them is confirmed by the clock of the history.",
    ),
    "rests-on-journal": (
        (
            "Hva som kom før hva, bygger på historikken i programmappen og på brevet med fingeravtrykket: sendt "
            "{sent} til {municipalities}, journalnummer {journal}."
        ),
        (
            "Kva som kom før kva, byggjer på historikken i programmappa og på brevet med fingeravtrykket: sendt "
            "{sent} til {municipalities}, journalnummer {journal}."
        ),
        (
            "What came before what rests on the history of the programme folder and on the letter with the "
            "fingerprint: sent on {sent} to {municipalities}, journal number {journal}."
        ),
    ),
    "rests-on-letter": (
        (
            "Hva som kom før hva, bygger på historikken i programmappen og på brevet med fingeravtrykket: sendt "
            "{sent} til {municipalities}, ennå uten journalnummer."
        ),
        (
            "Kva som kom før kva, byggjer på historikken i programmappa og på brevet med fingeravtrykket: sendt "
            "{sent} til {municipalities}, enno utan journalnummer."
        ),
        (
            "What came before what rests on the history of the programme folder and on the letter with the "
            "fingerprint: sent on {sent} to {municipalities}, without a journal number yet."
        ),
    ),
    "rests-without-letter": (
        "Hva som kom før hva, bygger bare på historikken i programmappen: ikke noe brev med fingeravtrykket er sendt.",
        (
            "Kva som kom før kva, byggjer berre på historikken i programmappa: ikkje noko brev med "
            "fingeravtrykket er sendt."
        ),
        (
            "What came before what rests on the history of the programme folder alone: no letter with the fingerprint "
            "has been sent."
        ),
    ),
    "rests-on-history": (
        "Hva som kom før hva, bygger bare på historikken i programmappen.",
        "Kva som kom før kva, byggjer berre på historikken i programmappa.",
        "What came before what rests on the history of the programme folder alone.",
    ),
}
