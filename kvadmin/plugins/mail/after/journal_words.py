"""The words of the journal in bokmål, nynorsk and English: headings, states, events."""

from __future__ import annotations

from datetime import date

from kvadmin.api import UsageError, tr
from kvadmin.api.wording import LANGUAGE_NAMES, Language, day, near_names

_LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
_HEADINGS = {
    "year": ("År", "År", "Year"),
    "sequence": ("Løpenr.", "Løpenr.", "Sequence no."),
    "journal_date": ("Journaldato", "Journaldato", "Journal date"),
    "case": ("Sak", "Sak", "Case"),
    "document": ("Dok.nr.", "Dok.nr.", "Document"),
    "document_date": ("Dokumentdato", "Dokumentdato", "Document date"),
    "date": ("Dato", "Dato", "Date"),
    "direction": ("Inn/ut", "Inn/ut", "In/out"),
    "party": ("Part", "Part", "Party"),
    "recipient": ("Fra eller til", "Frå eller til", "From or to"),
    "subject": ("Tittel", "Tittel", "Subject"),
    "copies": ("Kopi til", "Kopi til", "Copies to"),
    "officer": ("Saksbehandler", "Saksbehandlar", "Officer"),
    "access": ("Tilgangskode", "Tilgangskode", "Access code"),
    "legal_basis": ("Hjemmel", "Heimel", "Legal basis"),
    "channel": ("Måte", "Måte", "By"),
    "form": ("Målform", "Målform", "Form"),
    "attachments": ("Vedlegg", "Vedlegg", "Attachments"),
    "files": ("Filer", "Filer", "Files"),
    "status": ("Status", "Status", "Status"),
    "remark": ("Merknad", "Merknad", "Remark"),
    "mailing": ("Utsending", "Utsending", "Mailing"),
    "journal": ("Journal", "Journal", "Journal"),
}
#: States of letters, and what happens to them; a state and the event that leads to it may share a word.
_WORDS = {
    "in": ("inn", "inn", "in"),
    "out": ("ut", "ut", "out"),
    "e-mail": ("e-post", "e-post", "e-mail"),
    "post": ("post", "post", "post"),
    "planned": ("planlagt", "planlagt", "planned"),
    "approved": ("godkjent", "godkjend", "approved"),
    "written": ("skrevet", "skriven", "written"),
    "handed-over": ("overlevert", "overlevert", "handed over"),
    "sent": ("sendt", "send", "sent"),
    "unknown": ("uvisst om sendt", "uvisst om send", "not known whether sent"),
    "refused": ("avvist", "avvist", "refused"),
    "deferred": ("utsatt av mottakeren", "utsett av mottakaren", "put off"),
    "bounced": ("kom i retur", "kom i retur", "came back"),
    "came": ("kommet fram", "kome fram", "came"),
    "not-came": ("ikke kommet fram", "ikkje kome fram", "did not come"),
    "withdrawn": ("trukket tilbake", "trekt tilbake", "withdrawn"),
    "posted": ("postlagt", "postlagt", "posted"),
    "printed": ("skrevet ut", "skriven ut", "printed"),
    "found": ("funnet blant sendte", "funnen blant sende", "found among what was sent"),
    "received": ("mottatt", "motteken", "received"),
    "gone": ("finnes ikke lenger", "finst ikkje lenger", "no longer there"),
}
_BY = {"e-mail": ("med e-post", "med e-post", "by e-mail"), "post": ("med post", "med post", "by post")}
_APPLICATION = ("Søknad om deltakelse i {}", "Søknad om deltaking i {}", "Application to {}")
_FINGERPRINT = ("fingeravtrykk {}", "fingeravtrykk {}", "fingerprint {}")
_MUNICIPALITY = ("{} kommune", "{} kommune", "{} municipality")
_MISSING = {
    "letter": ("brevet finnes ikke lenger", "brevet finst ikkje lenger", "the letter is no longer there"),
    "application": ("søknaden finnes ikke lenger", "søknaden finst ikkje lenger", "the application is no longer there"),
}


def journal_language(given: str, programme: str) -> Language:
    """The language of the journal: the one `given`, else the programme's; raises UsageError for another one."""
    found: Language | None = next((each for each in _LANGUAGES if each == (given or programme)), None)
    if found is None:
        raise UsageError(
            tr("{language!r} is not a language of the journal", language=given or programme),
            where="--language",
            hint=tr("nb, nn or en"),
            near=near_names(given or programme, LANGUAGE_NAMES),
            code="unknown-word",
        )
    return found


def heading(key: str, language: Language) -> str:
    """The heading of a column."""
    return _in(_HEADINGS[key], language)


def said(word: str, language: Language) -> str:
    """A state, an event, a direction or a channel; one that has no word here is shown as it is."""
    return _in(_WORDS[word], language) if word in _WORDS else word


def event_words(what: str, on: str, channel: str, why: str, language: Language) -> str:
    """What happened to a letter: ``sendt med e-post 10. juni 2008``, ``kom i retur 11. juni 2008: mailbox unknown``."""
    parts = [said(what, language)]
    if what in ("sent", "unknown", "refused") and channel in _BY:
        parts.append(_in(_BY[channel], language))
    if on:
        parts.append(_day(on, language))
    return " ".join(parts) + (f": {why}" if why else "")


def fingerprint_words(fingerprint: str, language: Language) -> str:
    """What a letter hands out as evidence."""
    return _in(_FINGERPRINT, language).format(fingerprint)


def application_title(cohort: str, language: Language) -> str:
    """What an application is called in the journal."""
    return _in(_APPLICATION, language).format(cohort)


def municipality_called(name: str, language: Language) -> str:
    """A municipality as a sender or a recipient."""
    return _in(_MUNICIPALITY, language).format(name)


def missing(kind: str, language: Language) -> str:
    """That a document which has a number is gone; `kind` is ``letter`` or ``application``."""
    return _in(_MISSING[kind], language)


def _in(words: tuple[str, ...], language: Language) -> str:
    return words[_LANGUAGES.index(language)]


def _day(text: str, language: Language) -> str:
    try:
        return day(date.fromisoformat(text), language)
    except ValueError:
        return text
