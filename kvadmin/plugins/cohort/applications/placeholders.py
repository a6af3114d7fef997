"""Telling content from what only holds its place: ``-``, ``?``, ``kommer``, ``ettersendes``, ``under arbeid``.

A text counts as content unless all of it says that there is none yet: ``Ingen økning i fraværet`` and
``Ikke over 7 %`` are goals, ``ingen`` and ``ikke oppgitt`` are not.
"""

from __future__ import annotations

import re

from kvadmin.api.wording import fold

#: Words that say there is nothing, alone or with the words of _TAIL behind them.
_NOTHING = (
    r"vurderes|vurderast|uklart?|åpent?|ope|ikke svar|ikkje svar|"
    r"nei|no|ikke|ikkje|ingen|inga|ingenting|none|nil|null|nothing|0|tom|tomt|blank|blankt|ukjent|unknown|uavklart|"
    r"uavklara|mangler|manglar|mangel|missing|n a|na|i a|ia|tbd|tba|todo|xx+|ikke aktuelt|ikkje aktuelt|not yet|"
    r"not provided|not available|not applicable|vet ikke|veit ikkje|ikke enda|ikkje enno|false|usikker|usikkert|"
    r"se merknad|sjå merknad|dårlig utfylt|pending|open"
)
#: What may follow without making it content.
_TAIL = (
    r"( (oppgitt|oppgjeve|opplyst|vedlagt|med|mottatt|motteke|motteken|klart?|klare|ferdig|avklart|avklara|utfylt|"
    r"besvart|svart|levert|sendt|angitt|angjeve|aktuelt|relevant|utarbeidet|utarbeidd|utarbeida|bestemt|fastsatt|"
    r"fastsett|satt|sett|enda|ennå|enno|endå|foreløpig|førebels|i|søknaden|her|nå|no|spesifisert|beskrevet|beskrive|"
    r"omtalt|nevnt|nemnt|konkretisert|skrevet|skrive|behandlet|behandla|handsama|vedtatt|vedteke|provided|given|"
    r"yet|stated|received|politisk|tilgjengelig|tilgjengeleg|noe|noko|opplysninger|opplysningar|er|det|dette|"
    r"resultatmål|mål|tiltak|tidsplan|vedtak|protokoll|saksnummer|saksnr))*"
)
_EMPTY = re.compile(rf"({_NOTHING}){_TAIL}")

#: It is on its way: not here, whatever it says of when.
_COMING = re.compile(
    r"(kommer|kjem|kommer på|følger|følgjer|fylgjer|blir|vert|will follow|to follow|to come|coming|follows)"
    r"( (senere|seinare|snart|snarest|etter hvert|etter kvart|i|på|den|innen|innan|før|neste|uke|veke|til|høsten|"
    r"etter|eiga|eigen|egen|sak|ferien|møtet|påske|"
    r"hausten|våren|sommeren|sumaren|later|soon|in|by|next|week|ettersendt|ettersend|sendt|send|avklart|avklara|"
    r"utarbeidet|utarbeidd|laget|laga|oversendt|januar|februar|mars|april|mai|juni|juli|august|september|oktober|"
    r"november|desember|may|june|post|posten|e|epost|\d+|eget|eiga|eige|brev|vedlegg))*"
)
_SHORT = 70
_SURELY_LATER = re.compile(
    r"\bettersend\w*|\bettersend|\bunder (arbeid|utarbeid\w*|utvikling|planlegging|avklaring|behandling|handsaming)\b|"
    r"^(må|skal|bør|kan) (avklares|avklarast|avklara|utarbeides|utarbeidast|lages|lagast|ettersendes|suppleres)\b|"
    r"^(avklares|avklarast|avventer|avventar|venter|ventar|purret|purra|etterlyst|etterspurt|etterspurd)\b|"
    r"^(sendes?|vert sendt?|blir sendt|leveres|leverast) (senere|seinare|innen|innan|i uke|i veke|etter)|"
    r"^(mangler|manglar)\b|\b(mangler|manglar|missing)$|\bto be (submitted|sent|decided|confirmed|supplied)\b|"
    r"\bwork in progress\b|\bwill be (sent|submitted|supplied)\b"
)
_ELSEWHERE = re.compile(
    r"(se|sjå|jf|jamfør|jfr|fremgår av|framgår av|framgår|vist i|see|cf) (\w+ ){0,2}?(vedlegg|attach|søknad|plan)"
)
_ERROR = re.compile(r"^#(N/A|I/T|REF!|REFERANSE!|VALUE!|VERDI!|NAME\?|NAVN\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")


def is_content(text: str) -> bool:
    """Whether a cell says something, and not only that something is missing or will come."""
    folded = fold(text)
    if any(tick in text for tick in "✓✔☑√"):
        return True
    if not folded or _ERROR.match(text.strip()):
        return False
    if _EMPTY.fullmatch(folded) or _COMING.fullmatch(folded):
        return False
    return not (len(folded) <= _SHORT and _SURELY_LATER.search(folded))


def refers_to_attachment(text: str) -> bool:
    """Whether the content is elsewhere: ``se vedlegg``, ``jf. vedlegg 2``. It counts, and is worth a look."""
    folded = fold(text)
    return len(folded) <= _SHORT and bool(_ELSEWHERE.match(folded))
