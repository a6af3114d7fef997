"""Whether the lines of a postal address surely name nobody: only such an address is kept outside the programme folder.

``Rådhuset``, ``Karl Johans gate 15 B``, ``Postboks 54 Sentrum`` and ``0037 Oslo`` name nobody; ``v/ Kari Nordmann``,
``Att. Kari`` and whatever else is not of a known form may.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kvadmin.wording.folding import fold, squash

_OFFICES = frozenset(
    "kommune kommunehus kommunehuset herad heradshus heradshuset herredshus herredshuset rådhus rådhuset tinghus "
    "tinghuset postmottak servicekontor servicekontoret servicetorg servicetorget administrasjonsbygget "
    "administrasjonsbygg administrasjonen sentrum i og".split()
)
_WORD = r"[^\W\d_][\w.'-]*"
_PLACE = rf"(?:[A-Z]{{1,2}}-)?\d{{4}} {_WORD}(?: {_WORD})?"
_BOX = rf"(?i:postboks|postbox|boks|pb\.?|p\.?b\.?) \d{{1,5}}(?: {_WORD})?"
_OLD = "(?:Øvre|Nedre|Store|Lille|Vestre|Østre|Nordre|Søndre|Gamle)"
#: One word, or the end of the name says by a small letter that it is a street and no person.
_STREET = rf"(?:{_WORD}|{_WORD}(?: {_WORD})?(?: [a-zæøå][\w.'-]*)|{_OLD} {_WORD})"
_FORMS = rf"{_PLACE}|{_BOX}|{_STREET} \d{{1,4}}(?: ?[A-Za-z])?"


def name_nobody(lines: Iterable[str], known: Collection[str]) -> bool:
    """Whether every line is of a form in which no person stands.

    Args:
        lines: The lines of an address; a comma parts two as well.
        known: Folded words that are the name of the office or of its place.
    """
    pieces = [piece for line in lines for piece in squash(line).split(", ")]
    return all(re.fullmatch(_FORMS, piece) or _OFFICES.issuperset(_others(piece, known)) for piece in pieces)


def _others(piece: str, known: Collection[str]) -> list[str]:
    return [word for word in fold(piece).split() if word not in known]
