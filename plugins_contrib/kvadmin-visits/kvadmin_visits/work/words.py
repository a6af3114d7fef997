"""The words for how one speaks with a municipality, as people type them and as documents say them."""

from __future__ import annotations

from kvadmin.api import UsageError, screen_language, tr
from kvadmin.api.wording import fold, near_names
from kvadmin_visits.records import Visit

#: What people also type; the words of documents are known besides.
_ALSO = {
    "phone": (
        "tlf", "tlf.", "telefonsamtale", "telefonmøte", "ringte", "oppringing", "oppringning", "samtale", "telephone",
        "call", "phone call", "mobil",
    ),
    "email": ("epost", "mail", "e-mail", "mejl", "brev", "post"),
    "visit": ("besøkte", "møte", "møtte", "meeting", "på besøk", "kommunebesøk", "vitjing"),
}  # fmt: skip
_SPELLINGS = {fold(text): word for word, names in Visit.HOWS.items() for text in (*_ALSO[word], *names, word)}


def read_how(text: str) -> str:
    """One of :attr:`Visit.HOWS`, typed in English, bokmål or nynorsk.

    Raises:
        UsageError: It is none of them.
    """
    found = _SPELLINGS.get(fold(text))
    if found is None:
        raise UsageError(
            tr("{text!r} is none of the words that may stand here", text=text),
            hint=tr("one of {words}", words=", ".join(Visit.HOWS)),
            near=near_names(text, {word: (*names, *_ALSO[word]) for word, names in Visit.HOWS.items()}),
            code="unknown-word",
        )
    return found


def how_word(how: str, language: str) -> str:
    """The word in a document, or on the screen in one of its three languages; an unknown one as it is."""
    if how not in Visit.HOWS or language == "en":
        return how
    return Visit.HOWS[how][language == "nn"]


def how_on_screen(how: str) -> str:
    """The word in the language of the screen."""
    return how_word(how, screen_language())
