"""What the text of a cell says of being named on a list: a yes counts only when nothing in it is unclear.

A consent is never guessed. A text is a yes, a no or "only in my network" when every word of it is one that people use
to say so; any other word (men, hvis, ikke, etter avtale ...) may say the contrary, so such a text is no consent.
"""

from __future__ import annotations

from kvadmin.api.wording import fold

_YES = frozenset(
    "ja jada jo joda jepp jau yes yep y j ja-takk ok okay okei greit enig einig samtykke samtykker samtykkjer "
    "samtykka samtykt samtykket godtar godtek godkjent godkjenner godkjenn aksepterer aksepterar aksepteres true "
    "sann sant list liste alle deltakerliste deltakarliste x 1 on checked avkrysset avkryssa agree agreed accept "
    "accepted consent sure gjerne absolutt selvfølgelig sjølvsagt klart fint bra".split()
)
_NO = frozenset(
    "nei nope no n none ingen ikke ikkje false usann usant 0 off unchecked reservert reserverer reserverar avslår "
    "nei-takk decline declined".split()
)
#: Words that change nothing about a yes.
_BESIDE_YES = frozenset(
    "takk gjerne det den er går hele heile heilt helt fint greit bra ok okay i orden for til å at av meg min mitt mine "
    "navn navnet namn namnet jeg eg vi kan skal vil og står stå på lista listen liste list listet vises visast føres "
    "opp deltakerliste deltakerlisten deltakarliste deltakarlista please of course thank thanks you i my name the "
    "be on that is fine selvfølgelig selvsagt sjølvsagt absolutt klart gitt gjeve herved dette".split()
)
#: Words that change nothing about a no.
_BESIDE_NO = frozenset(
    "takk helst heller ikke ikkje ønsker ønskjer vil vi jeg eg å stå på lista listen liste deltakerlisten "
    "deltakarlista mitt navn namn navnet namnet det samtykke samtykker samtykkjer samtykka thanks thank you "
    "please not i do want".split()
)
_NETWORK = frozenset("network networks nettverk nettverket nettverka".split())
#: Words that keep it to the network, or change nothing.
_BESIDE_NETWORK = frozenset(
    "kun bare berre only just eget eige eiget mitt vårt vår min innen innad innenfor innanfor internt i på til "
    "for the men but my our own within in to med deling deles delast vises visast synlig synleg".split()
)
#: Words that may stand in front of a yes.
_SPEAKERS = frozenset("jeg eg vi i det that is er går herved".split())
#: How boxes and pictures are ticked, and not.
_TICKS = str.maketrans({"✓": " ja ", "✔": " ja ", "☑": " ja ", "✅": " ja ", "👍": " ja ", "\ufe0f": ""})
_CROSSES = str.maketrans({"✗": " nei ", "✘": " nei ", "❌": " nei ", "☐": " nei ", "👎": " nei "})


def consent_in(text: str) -> str | None:
    """``list``, ``network`` or ``none`` when the text clearly says so; None when it does not.

    >>> consent_in("Ja, det er greit"), consent_in("Kun i nettverket"), consent_in("Ja, men ikke på listen")
    ('list', 'network', None)
    """
    words = fold(text.translate(_TICKS).translate(_CROSSES)).split()
    said = set(words)
    if not words or "?" in text:
        return None
    if said & _NETWORK:
        return "network" if said <= _NETWORK | _BESIDE_NETWORK | _YES | _BESIDE_YES else None
    if said & _NO and said <= _NO | _BESIDE_NO:
        return "none"
    if said & _YES and _begins_with_yes(words) and said <= _YES | _BESIDE_YES:
        return "list"
    return None


def _begins_with_yes(words: list[str]) -> bool:
    """``Ja …``, also ``Jeg samtykker`` and ``I agree``; ``Det er greit`` is one, too."""
    first = next((word for word in words if word not in _SPEAKERS), "")
    return first in _YES
