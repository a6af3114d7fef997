"""The grounds that make a verdict ``changed``, as sentences in bokmål, nynorsk and English."""

from __future__ import annotations

from collections.abc import Mapping

#: Code -> sentence (nb, nn, en).
CHANGED_GROUNDS: Mapping[str, tuple[str, str, str]] = {
    "differs": (
        "Ikke slik listen var da den ble lukket: {what} ({on}, {who}; {reason}).",
        "Ikkje slik lista var då ho vart lukka: {what} ({on}, {who}; {reason}).",
        "Not as it was when the list was closed: {what} ({on}, {who}; {reason}).",
    ),
    "differs-untold": (
        "Ikke slik listen var da den ble lukket: {what}. Historikken sier ikke hvem som endret det.",
        "Ikkje slik lista var då ho vart lukka: {what}. Historikken seier ikkje kven som endra det.",
        "Not as it was when the list was closed: {what}. The history does not say who changed it.",
    ),
    "differs-more": (
        "I alt {count} ting er ikke slik listen var da den ble lukket.",
        "I alt {count} ting er ikkje slik lista var då ho vart lukka.",
        "In all {count} things are not as they were when the list was closed.",
    ),
    "frozen-file-gone": (
        "Den lukkede listen er borte: {file}.",
        "Den lukka lista er borte: {file}.",
        "The closed list is gone: {file}.",
    ),
    "frozen-file-changed": (
        "Den lukkede listen gir ikke lenger fingeravtrykket sitt: {file}.",
        "Den lukka lista gjev ikkje lenger fingeravtrykket sitt: {file}.",
        "The closed list no longer gives its fingerprint: {file}.",
    ),
    "freeze-edited": (
        "Opplysningene om lukkingen ble endret {on} av {who}; {reason}.",
        "Opplysningane om lukkinga vart endra {on} av {who}; {reason}.",
        "What was noted of the closing was changed on {on} by {who}; {reason}.",
    ),
    "draw-edited": (
        "Opplysningene om trekningen ble endret {on} av {who}; {reason}.",
        "Opplysningane om trekkinga vart endra {on} av {who}; {reason}.",
        "What was noted of the draw was changed on {on} by {who}; {reason}.",
    ),
    "protocol-edited": (
        "Protokollen ble endret {on} av {who}; {reason}.",
        "Protokollen vart endra {on} av {who}; {reason}.",
        "The protocol was changed on {on} by {who}; {reason}.",
    ),
    "protocol-gone": (
        "En protokoll ble fjernet for hånd {on} av {who}: {file}; {reason}.",
        "Ein protokoll vart fjerna for hand {on} av {who}: {file}; {reason}.",
        "A protocol was taken away by hand on {on} by {who}: {file}; {reason}.",
    ),
    "closed-again-after": (
        "Endret etter at en trekning var ført inn, og før listen ble lukket på nytt: {what} ({on}, {who}; {reason}).",
        "Endra etter at ei trekking var ført inn, og før lista vart lukka på nytt: {what} ({on}, {who}; {reason}).",
        "Changed after a draw had been entered and before the list was closed again: {what} ({on}, {who}; {reason}).",
    ),
    "declaration-changed": (
        "Kilden til loddtrekningen ble endret {on} av {who}, etter at listen var lukket; {reason}.",
        "Kjelda til loddtrekkinga vart endra {on} av {who}, etter at lista var lukka; {reason}.",
        "The source of the draw was changed on {on} by {who}, after the list was closed; {reason}.",
    ),
    "declaration-differs": (
        "Kilden til loddtrekningen er ikke den som gjaldt da listen ble lukket.",
        "Kjelda til loddtrekkinga er ikkje den som galdt då lista vart lukka.",
        "The source of the draw is not the one that held when the list was closed.",
    ),
    "seed-not-of-draw": (
        "Frøet er ikke det som trekningen gir.",
        "Frøet er ikkje det som trekkinga gjev.",
        "The seed is not what the draw gives.",
    ),
    "secret-wrong": (
        "Hemmeligheten er ikke den som var bundet i utlysningen.",
        "Løyndommen er ikkje den som var bunden i utlysinga.",
        "The secret is not the one that the call was bound to.",
    ),
    "other-seed": (
        "Opptaket er gjort med et annet frø enn det som ble trukket.",
        "Opptaket er gjort med eit anna frø enn det som vart trekt.",
        "The admission was made with another seed than was drawn.",
    ),
    "draw-corrected-after": (
        "Trekningen ble rettet {on} av {who}, fra {old} til {new}, etter at et opptak var kjørt eller prøvd; {reason}.",
        "Trekkinga vart retta {on} av {who}, frå {old} til {new}, etter at eit opptak var køyrt eller prøvd; {reason}.",
        "The draw was corrected on {on} by {who}, from {old} to {new}, after an admission was run or tried; {reason}.",
    ),
    "seed-set-after": (
        (
            "Frøet ble satt på nytt {on} av {who}, fra {old} til {new}, etter at et opptak var kjørt eller "
            "prøvd; {reason}."
        ),
        (
            "Frøet vart sett på nytt {on} av {who}, frå {old} til {new}, etter at eit opptak var køyrt eller "
            "prøvd; {reason}."
        ),
        "The seed was set again on {on} by {who}, from {old} to {new}, after an admission was run or tried; {reason}.",
    ),
}
