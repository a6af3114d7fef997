"""The words of visit reports, in bokmål and nynorsk."""

from __future__ import annotations

from typing import Literal

#: The forms of Norwegian that a report is written in.
Form = Literal["nb", "nn"]

_WORDS: dict[Form, dict[str, str]] = {
    "nb": {
        "title_visit": "Rapport fra besøk",
        "title_phone": "Notat fra telefonsamtale",
        "title_email": "Notat fra e-post",
        "title_other": "Notat fra kontakt",
        "title_all": "Veiledning og besøk",
        "municipality": "Kommune",
        "day": "Dato",
        "how": "Kontaktform",
        "who": "Fra sekretariatet",
        "spoken_with": "Fra kommunen",
        "duration": "Varighet",
        "minutes_one": "{number} minutt",
        "minutes": "{number} minutter",
        "cohort": "Pulje",
        "note": "Hva det gjaldt",
        "agreed": "Avtalt",
        "next": "Neste kontakt",
        "next_is": "{how}, {day}",
        "next_who": "{how}, {day}, ved {who}",
        "no_note": "Det er ikke notert noe om innholdet.",
        "no_agreed": "Det er ikke notert noen avtale.",
        "count_one": "Én kontakt, {day}",
        "count": "{number} kontakter, {first} til {last}",
        "by_phone": "{number} på telefon",
        "by_email": "{number} på e-post",
        "by_visit": "{number} besøk",
        "with": "{who} og {spoken_with}",
        "heading": "{day}: {how}",
    },
    "nn": {
        "title_visit": "Rapport frå besøk",
        "title_phone": "Notat frå telefonsamtale",
        "title_email": "Notat frå e-post",
        "title_other": "Notat frå kontakt",
        "title_all": "Rettleiing og besøk",
        "municipality": "Kommune",
        "day": "Dato",
        "how": "Kontaktform",
        "who": "Frå sekretariatet",
        "spoken_with": "Frå kommunen",
        "duration": "Varigheit",
        "minutes_one": "{number} minutt",
        "minutes": "{number} minutt",
        "cohort": "Pulje",
        "note": "Kva det gjaldt",
        "agreed": "Avtalt",
        "next": "Neste kontakt",
        "next_is": "{how}, {day}",
        "next_who": "{how}, {day}, ved {who}",
        "no_note": "Det er ikkje notert noko om innhaldet.",
        "no_agreed": "Det er ikkje notert nokon avtale.",
        "count_one": "Éin kontakt, {day}",
        "count": "{number} kontaktar, {first} til {last}",
        "by_phone": "{number} på telefon",
        "by_email": "{number} på e-post",
        "by_visit": "{number} besøk",
        "with": "{who} og {spoken_with}",
        "heading": "{day}: {how}",
    },
}


def word(key: str, form: Form, **values: object) -> str:
    """A text of a report."""
    return _WORDS[form][key].format(**values)
