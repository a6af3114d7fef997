"""The words of the handouts in bokmål and nynorsk."""

from __future__ import annotations

from kvadmin.api import UsageError, tr
from kvadmin.api.records import Gathering, Programme
from kvadmin.api.wording import LANGUAGE_NAMES, Language, count, day_range, near_names

_WORDS: dict[str, tuple[str, str]] = {
    # titles
    "list": ("Deltakerliste", "Deltakarliste"),
    "index": ("Navneregister", "Namneregister"),
    "division": ("Nettverksinndeling", "Nettverksinndeling"),
    "programme": ("Program", "Program"),
    "signin": ("Fremmøteliste", "Frammøteliste"),
    "checkin": ("Innsjekking", "Innsjekking"),
    "groups": ("Bordgrupper", "Bordgrupper"),
    "badges": ("Navneskilt", "Namneskilt"),
    "code": ("Kode for innsjekking:", "Kode for innsjekking:"),
    "own_documents": ("Egne dokumenter", "Eigne dokument"),
    "contents": ("Innhold", "Innhald"),
    # columns
    "name": ("Navn", "Namn"),
    "title": ("Stilling", "Stilling"),
    "municipality": ("Kommune", "Kommune"),
    "from_where": ("Kommune/virksomhet", "Kommune/verksemd"),
    "organisation": ("Virksomhet", "Verksemd"),
    "party": ("Part", "Part"),
    "network": ("Nettverk", "Nettverk"),
    "here": ("Til stede", "Til stades"),
    "signature": ("Underskrift", "Underskrift"),
    "status": ("Status", "Status"),
    "time": ("Tid", "Tid"),
    "item": ("Innslag", "Innslag"),
    "speaker": ("Innleder", "Innleiar"),
    "room": ("Rom", "Rom"),
    "county": ("Fylke", "Fylke"),
    "population": ("Innbyggere", "Innbyggjarar"),
    "table": ("Bord", "Bord"),
    "no_table": ("Uten bord", "Utan bord"),
    "round": ("Runde", "Runde"),
    "parallel": ("Parallell", "Parallell"),
    # sentences
    "none": ("Ingen påmeldte.", "Ingen påmelde."),
    "no_agenda": ("Programmet er ikke fastsatt.", "Programmet er ikkje fastsett."),
    "no_networks": ("Kommunene er ikke delt inn i nettverk.", "Kommunane er ikkje delte inn i nettverk."),
    "no_groups": ("Bordgruppene er ikke satt opp.", "Bordgruppene er ikkje sette opp."),
    "others": ("Andre deltakere", "Andre deltakarar"),
    "without": ("Uten nettverk", "Utan nettverk"),
    "advisor": ("Veileder", "Rettleiar"),
    "host": ("Vertskommune", "Vertskommune"),
    "updated": ("Oppdatert", "Oppdatert"),
    "in_use": ("Til bruk under samlingen.", "Til bruk under samlinga."),
    "wrong": ("Feil?", "Feil?"),
    "walk_in": ("Påmelding ved døren", "Påmelding ved døra"),
    "internal": (
        "Bare for sekretariatet: listen har med dem som ikke vil stå på deltakerlisten.",
        "Berre for sekretariatet: lista har med dei som ikkje vil stå på deltakarlista.",
    ),
    "map": ("Kart over nettverkene i", "Kart over nettverka i"),
    "cancelled": ("AVLYST", "AVLYST"),
    "waiting": ("Venteliste", "Venteliste"),
    "whole_day": ("Hele dagen", "Heile dagen"),
}

#: Parties as people type them in bokmål, and what a list in nynorsk calls them.
_PARTIES_NN = {
    "administrasjon": "Administrasjon",
    "folkevalgt": "Folkevald",
    "folkevalgte": "Folkevalde",
    "tillitsvalgt": "Tillitsvald",
    "tillitsvalgte": "Tillitsvalde",
    "politiker": "Politikar",
    "ansatt": "Tilsett",
    "arbeidstaker": "Arbeidstakar",
    "arbeidsgiver": "Arbeidsgivar",
}
_PARTIES_NB = {new.casefold(): old.capitalize() for old, new in _PARTIES_NN.items()}


def word(key: str, language: Language) -> str:
    """A word or sentence in the language form."""
    return _WORDS[key][language == "nn"]


def read_handout_language(text: str) -> Language:
    """``nb`` or ``nn`` as a person types it.

    Raises:
        UsageError: Another language.
    """
    known: dict[str, Language] = {"nb": "nb", "nn": "nn", "bokmal": "nb", "bokmål": "nb", "nynorsk": "nn"}
    found = known.get(text.strip().casefold())
    if found is None:
        raise UsageError(
            tr("{text!r} is not a form that handouts are written in", text=text),
            where="--language",
            hint=tr("nb or nn"),
            near=near_names(text, {each: LANGUAGE_NAMES[each] for each in ("nb", "nn")}),
        )
    return found


def handout_language(text: str, programme: Programme) -> Language:
    """The form asked for, else the programme's."""
    return read_handout_language(text or programme.language or "nb")


def party_name(text: str, language: Language) -> str:
    """``Tillitsvalgt`` is ``Tillitsvald`` in a list in nynorsk; what nobody knows stays as typed."""
    known = _PARTIES_NN if language == "nn" else _PARTIES_NB
    return known.get(text.strip().casefold(), text)


def hidden_count_line(number: int, language: Language) -> str:
    """``2 påmeldte står ikke på listen.``; nothing when everybody is on it."""
    if not number:
        return ""
    said = count(number, "registered", language)
    return f"{said} står ikkje på lista." if language == "nn" else f"{said} står ikke på listen."


def occasion_line(gathering: Gathering, language: Language) -> str:
    """``Oppstartssamling, pulje 3 · 27.–28. august 2008 · Oslo``."""
    name = gathering.title(language)
    name = f"{word('cancelled', language)}: {name}" if gathering.cancelled else name
    parts = (name, day_range(gathering.start, gathering.to, language), gathering.place)
    return " · ".join(part for part in parts if part)


def footer_line(gathering: Gathering, language: Language, email: str = "") -> str:
    """``Oppstartssamling, 27.–28. august 2008. Til bruk under samlingen. Feil? post@example.org``."""
    when = day_range(gathering.start, gathering.to, language)
    wrong = f" {word('wrong', language)} {email}" if email else ""
    return f"{gathering.title(language)}, {when}. {word('in_use', language)}{wrong}"
