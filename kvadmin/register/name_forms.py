"""The forms a municipality's name takes: in a register, and in what people write in a list.

Pure text: nothing here knows which municipalities exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kvadmin.register.counties import county_named
from kvadmin.wording.folding import fold_plain, squash

#: Sámi, Kven and genitive forms by Norwegian name; an entry of a register gets them whatever its number is.
#: Compiled for look-up only, genitives and older spellings included; official spellings are Kartverket's business.
_OTHER_FORMS = """
Kautokeino: Guovdageaidnu, Guovdageainnu, Koutokeino
Karasjok: Kárášjohka, Kárášjoga, Kaarasjoki
Tana: Deatnu, Deanu, Teno
Nesseby: Unjárga, Unjárgga, Uuniemi
Porsanger: Porsáŋgu, Porsángu, Porsáŋggu, Porsanki
Kåfjord: Gáivuotna, Gáivuona, Kaivuono
Storfjord: Omasvuotna, Omasvuona, Omasvuono
Lavangen: Loabák, Loabát, Loabága
Tysfjord: Divtasvuodna, Divtasvuona
Snåsa: Snåase, Snåasen
Røyrvik: Raarvihke, Raarvihken, Raavrevijhke
Evenes: Evenášši, Evenássi
Fauske: Fuossko, Fuosko
Hamarøy: Hábmer, Hápmir
Sortland: Suortá
Nordreisa: Ráisa, Raisi
Tromsø: Romsa
Hammerfest: Hámmerfeasta, Hammerfesti
Alta: Áltá, Alattio
Harstad: Hárstták
Tjeldsund: Dielddanuorri
Balsfjord: Báhccavuotna, Paatsivuono
Målselv: Málatvuopmi, Málatvuomi
Skånland: Skánit
Sør-Varanger: Mátta-Várjjat, Etelä-Varanki
Vadsø: Čáhcesuolu, Vesisaari
Vardø: Várggát, Vuorea
Kvalsund: Fálesnuorri, Valasnuora
Nordkapp: Davvinjárga
Lebesby: Davvesiida
Gamvik: Gáŋgaviika
Berlevåg: Bearalváhki
Båtsfjord: Báhcavuotna
Måsøy: Muosát
Loppa: Láhppi
Hasvik: Ákŋoluokta
Hattfjelldal: Aarborte
Røros: Rosse, Plassje
Trondheim: Tråante
Bodø: Bådåddjo, Bådådjo
Narvik: Áhkkánjárga
Lyngen: Ivgu, Yykeä
Skjervøy: Skiervá, Kierua
Kvænangen: Návuotna, Naavuono
Gratangen: Rivtták
Bardu: Bearddu
"""
OTHER_FORMS = {
    fold_plain(name): tuple(form.strip() for form in forms.split(","))
    for name, _, forms in (line.partition(":") for line in _OTHER_FORMS.strip().splitlines())
}

_MUNICIPALITY_WORD = re.compile(
    r"[\s,]*\b(bykommune|herreds?kommune|landkommune|kommun[ea]n?|komm|kom|heradskommune|herad|"
    r"gielda|suohkan|tj[iï]elte|komuuni|municipality)\b\.?(?P<after>.*)$",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"^\s*(kommune[nr]?\s*[:.]?\s+|(rådmannen|rådmann|ordføreren|ordfører|ordføraren|ordførar|formannskapet"
    r"|the municipality of|municipality of|søknad fra|søknad frå|fra|frå)\s+(i\s+)?)",
    re.IGNORECASE,
)
_BY_HAND_OF = re.compile(r"\s*[,(]?\s*\b(v/|v\.\s|ved\s|att\.?:?\s|c/o\s).*$", re.IGNORECASE)
#: A number counts when it stands in front, at the end or alone in parentheses, not in the midst of a remark.
_NUMBER = re.compile(
    r"^(?:nr\.?\s*|k-)?(\d{3,4})(?![\d.])(?=\W|$)|\(\s*(?:nr\.?\s*)?(\d{4})\s*\)|(?<=[\s,;:–—-])(\d{4})$",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\s*(?:(?<![\d(])\d\)|[*†‡¹²³]+)\s*$")
_PARENTHESES = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_CUT = re.compile(r"\s*(?:,|\s[-–—]\s|/|\s(?:i|på|in)\s|[\s-])\s*", re.IGNORECASE)
_COMPASS = re.compile(r"\s+([NSØV]|i\s+[NS])\.?$")
_PARALLEL = re.compile(r"\s+[-–—]\s+|\s*/\s*|\s*\|\s*")
_ANY_DASH = re.compile(r"\s*[-–—/|]\s*")


def forms_of(name: str) -> tuple[str, ...]:
    """The names in a register's name: whole, without ``(county)``, and its parallel names one by one."""
    bare = squash(_PARENTHESES.sub(" ", name))
    parts = [part for part in _PARALLEL.split(bare) if part]
    return tuple(dict.fromkeys(form for form in (squash(name), bare, *parts) if form))


def other_forms(*names: str) -> tuple[str, ...]:
    """Sámi, Kven and genitive forms that belong to any of the names."""
    return tuple(form for name in names for form in OTHER_FORMS.get(fold_plain(name), ()))


def parallel_parts(text: str) -> tuple[str, ...]:
    """The parts of ``Kautokeino-Guovdageaidnu`` or ``Snåsa / Snåase``; one part when there is no dash."""
    return tuple(part for part in _ANY_DASH.split(squash(text)) if part)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a cell: this name, in this county if the cell says so."""

    name: str
    county: str | None = None


@dataclass(frozen=True, slots=True)
class NameCell:
    """What a name cell says: possible readings (most literal first) and a number found in the text."""

    text: str
    readings: tuple[Reading, ...]
    number: str = ""


def read_name(text: str) -> NameCell:
    """Read a name cell: suffix ``kommune``, county qualifiers, parentheses and numbers taken apart."""
    text = squash(text).strip(" \"'«»*;:")
    text = _FOOTNOTE.sub("", text)
    number = ""
    if found := _NUMBER.search(text):
        number = (found[1] or found[2] or found[3]).zfill(4)
        text = squash(text[: found.start()] + " " + text[found.end() :]).strip(" -–—,;:")
    readings: dict[Reading, None] = {}
    county = next((name for part in _PARENTHESES.findall(text) if (name := county_named(part))), None)
    bare = squash(_PARENTHESES.sub(" ", text))
    for name in dict.fromkeys((text, bare, *_without_frame(bare))):
        _add(readings, name, county)
    return NameCell(text, tuple(readings), number)


def _without_frame(text: str) -> list[str]:
    """The name without ``kommune``, ``v/rådmannen`` and what stands in front or behind."""
    found = []
    text = _BY_HAND_OF.sub("", text)
    found.append(text)
    if front := _FRONT.match(text):
        text = text[front.end() :]
        found.append(text)
    if match := _MUNICIPALITY_WORD.search(text):
        found.append(text[: match.start()] + (match["after"] if county_named(match["after"].strip(" ,-–—()i")) else ""))
    return [squash(name).strip(" ,;:-–—.") for name in found]


def _add(readings: dict[Reading, None], name: str, county: str | None) -> None:
    if not name:
        return
    readings.setdefault(Reading(name, county))
    if _COMPASS.search(name):
        readings.setdefault(Reading(_COMPASS.sub("", name), county))
    for match in _qualifications(name):
        readings.setdefault(match)


def _qualifications(text: str) -> list[Reading]:
    """``Bø i Telemark``, ``Nes, Akershus``, ``Herøy Nordland``: every cut whose end names a county."""
    found = []
    for cut in _CUT.finditer(text):
        name, place = text[: cut.start()], text[cut.end() :]
        place = re.sub(r"^(i|på|in)\s+", "", place.strip(" ,-–—."), flags=re.IGNORECASE)
        if name and (county := county_named(place)):
            found.append(Reading(name.strip(" ,-–—"), county))
    return found
