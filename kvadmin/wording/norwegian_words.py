"""Norwegian for the words of commands: ``kvadmin pulje vis P3`` is ``kvadmin cohort show P3``.

They are hidden names: help, history and programs know the English ones only. What a group has itself, a command of that
name of a plugin included, comes first; letters may be written without their strokes and rings (``soknad``).
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

#: English: Norwegian, in bokmål and nynorsk. A word that stands on several lines means the first that the group has.
_TABLE = """
init: opprett
demo: eksempel
programme: program programmet
check: sjekk kontroller
doctor: lege doktor
log: logg
undo: angre
menu: meny
redo: gjenta
migrate: migrer løft
reading: lesing
store: lager
copy: kopier
get: hent
put: legg-inn
edit: rediger
schema: skjema
write: skriv
plugins: tillegg
trace: spor
trust: klarer stol-på lit-på
untrust: mistro mistru
commands: kommandoer kommandoar
completion: utfylling fullføring
party: part
municipality: kommune kommuner kommunar
contact: kontakt kontakter kontaktar kontaktperson
cohort: pulje puljer innsatsgruppe
application: søknad søknader
network: nettverk
gathering: samling samlinger samlingar
participants: deltaker deltakere deltakar deltakarar
plan: prosjektplan prosjektplaner prosjektplanar planlegg
evaluation: evaluering
target: måltall måltal
survey: undersøkelse undersøking
mail: brev
journal: postjournal
sheet: regneark ark
out: ut
in: inn
new: ny nytt
list: liste
show: vis
set: sett endre
import: importer
add: legg-til
remove: fjern
forget: glem gløym
report: rapport
addresses: adresser
withdraw: trekk
admit: ta-opp opptak
verify: etterprøv kontroller
promote: opprykk rykk-opp
freeze: lukk lukking
draw: trekning trekking
odds: sjanser sjansar
confirm: bekreft stadfest
resolve: avgjør avgjer
missing: mangler manglar
accept-late: godta-sen godta-sein
score: poeng
split: del-inn inndeling
choices: valg val
explain: forklar
move: flytt
lock: lås
unlock: lås-opp
compare: sammenlign samanlikn
map: kart
export: eksporter eksport
repair: reparer
advisor: veileder rettleiar rådgiver rådgjevar
host: vert
rotation: turnus rundgang
wish: ønske ønskje
rename: navngi namngje
assign: fordel
give: gi gje
certify: bevis attester
renew-networks: forny-nettverk
calendar: kalender
cancel: avlys meld-av
checkin: oppmøte
feedback: tilbakemelding tilbakemeldinger tilbakemeldingar
form: skjema
ask: spør
certificates: deltakerbevis deltakarbevis
reconcile: avstem
invite: inviter
register: meld-på påmelding
agenda: program
pack: pakke
groups: grupper
badges: navneskilt namneskilt
catering: servering
forget-sensitive: glem-følsomt gløym-kjenslevart
overdue: forfalt forfalle
indicators: indikatorer indikatorar
goals: mål
propose: foreslå
event: hendelse hending
goals: mål måla
codes: koder kodar
signals: signaler signal
funnel: trakt traktdiagram
ranks: rangering
chart: diagram
preview: forhåndsvis førehandsvis
approve: godkjenn
drafts: utkast
resume: fortsett hald-fram
resend: send-igjen send-att
replan: planlegg-igjen planlegg-att
print: skriv-ut
letters: brev
bounces: returer returar
settle: gjør-opp gjer-opp
suppression: sperreliste
enable: slå-på
disable: slå-av
"""


def _plain(word: str) -> str:
    return word.lower().replace("ø", "o").replace("å", "a").replace("æ", "ae")


def _english() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _TABLE.split("\n"):
        english, _, words = line.partition(":")
        for word in words.split():
            found.setdefault(_plain(word), []).append(english)
    return found


def english_word(word: str, known: Container[str] | None = None) -> str | None:
    """The English of a Norwegian command word; None where there is none.

    Args:
        word: As typed.
        known: The names of the group's commands; any that there is when not given.
    """
    return next((each for each in _english().get(_plain(word), ()) if known is None or each in known), None)


def norwegian_words(english: str) -> list[str]:
    """The Norwegian words for the English word of a command, in bokmål and nynorsk."""
    found = (words for line in _TABLE.split("\n") for name, _, words in [line.partition(":")] if name == english)
    return [word for words in found for word in words.split()]


def in_english(group: Any, args: list[str]) -> list[str]:
    """The arguments of a group with its command words, and those of groups in it, in English."""
    said = list(args)
    for at, word in enumerate(args):
        children = getattr(group, "commands", None)
        if not children:
            break
        if word not in children:
            found = english_word(word, children)
            if found is None:
                break
            said[at] = found
        group = children[said[at]]
    return said
