"""What a text says of whether somebody comes: in words, or by yes and no under a heading such as ``Avmeldt``."""

from __future__ import annotations

from kvadmin.api import tr
from kvadmin.api.imports import read_yes_no
from kvadmin.api.wording import fold

_STATUS_WORDS = {
    "active": "active aktiv påmeldt påmeld registered registrert bekreftet bekrefta confirmed kommer kjem deltar "
    "deltek ja",
    "cancelled": "cancelled canceled withdrawn avmeldt avmeld avlyst kansellert annullert avbestilt meldt-avbud "
    "avbud meldt-av forfall meldt-forfall meldt-frafall trukket trukke kommer-ikke kjem-ikkje deltar-ikke deltek-ikkje",
    "waiting": "waiting waitlisted waiting-list venteliste på-venteliste venter ventar",
}
_STATUS = {word: value for value, words in _STATUS_WORDS.items() for word in words.split()}
#: With these in front it is a cancellation, whatever reason or day follows.
_GONE = frozenset("avmeldt avmeld cancelled canceled kansellert avbestilt".split())

#: What stands beside ``venteliste``: ``Plass nr. 2 på venteliste``.
_IN_LINE = frozenset("på i nr nummer plass står venteliste ventelista ventelisten".split())


def read_status(text: str) -> str:
    """``active``, ``cancelled`` or ``waiting``, also in Norwegian.

    Raises:
        ValueError: It is none of these.
    """
    words = fold(text).split()
    found = _STATUS.get("-".join(words))
    if found is None and words[:1] and words[0] in _GONE and not {"ikke", "ikkje"} & set(words):
        found = "cancelled"
    if found is None and "venteliste" in words and all(word in _IN_LINE or word.isdecimal() for word in words):
        found = "waiting"
    if found is None or "?" in text:
        raise ValueError(tr("{text!r} is no status (active or cancelled)", text=text[:40]))
    return found


def said_yes_no(text: str, *yes: str) -> bool | None:
    """Whether a cell says yes; None of a blank one.

    Args:
        text: Of the cell.
        yes: Further words that mean yes there: those of the heading.

    Raises:
        ValueError: It says neither.
    """
    said = fold(text)
    if said and said in {fold(each) for each in yes}:
        return True
    found = read_yes_no(text)
    if found is None and (said or "?" in text):
        raise ValueError(tr("{text!r} is neither yes nor no", text=text[:40]))
    return found
