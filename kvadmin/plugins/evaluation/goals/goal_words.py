"""The words that goals are written with, bokmål and nynorsk, and what each does in a sentence.

The list is closed: a word that is not in it may change what a goal says («i hjemmetjenesten», «helst», «korttids-»), so
a sentence with one is left to a person.
"""

from __future__ import annotations

from decimal import Decimal

#: What a word or phrase does -> the phrases, in small letters, separated by ``|``. The letters are those of the
#: patterns in :mod:`.goal_grammar`; a blank stands for words that change nothing.
_PHRASES = {
    # from, to, by (so much), on, of, in, and
    "a": "fra|frå",
    "t": "til",
    "m": "med",
    "p": "på",
    "v": "av",
    "i": "i",
    "g": "og",
    # downwards; upwards; the same as nouns, which may tell of what was; as a participle («redusert»); as something
    # that happens («går ned»)
    "D": "redusere|reduseres|reduserast|senke|senkes"
    "|senkast|minske|minskes|minskast|minke|ned|få ned|få redusert|gå ned|komme ned|kome ned|komma ned|bringe ned",
    "U": "øke|økes|auke|aukast|aukes|heve|heves|hevast|opp|forbedre|forbedres|betre|betrast",
    "E": "reduksjon|reduksjonen|ein reduksjon|en reduksjon|nedgang|nedgangen|en nedgang|ein nedgang",
    "A": "økning|økningen|auking|en økning|ei auking",
    "R": "redusert|senket|senka|minsket|minska|kommet ned|kome seg ned",
    "G": "går ned|synker|minker|minkar",
    # to keep; steady; to reach; «mål om»; a goal, which is one of a time; shall
    "K": "holde|holdes|halde|haldast|opprettholde|opprettholdes|oppretthalde|oppretthaldast|beholde|beholdes|behalde"
    "|stabilisere|stabiliseres|stabiliserast|bevare|bevares|bevarast|halde fast ved|holde fast ved"
    "|holde fast på|halde fast på|videreføre|videreføres|vidareføre|vidareførast",
    "L": "stabilt|stabil",
    "O": "oppnå|oppnås|oppnåast",
    "M": "mål :|målet :|resultatmål :|resultatmålet :|effektmål :|prosjektmål :|hovedmål :|hovudmål :|målsetting :"
    "|målsetjing :|mål om|målsetting om|målsetjing om|mål på|målet om",
    "h": "mål|målet|resultatmål|effektmål",
    "s": "skal|må|vi vil|vi skal|vi må|målsettingen er å|målsettingen er at|målsettingen er|målsetjinga er å"
    "|målsetjinga er at|målsetjinga er|målet er at|målet er å|målet er|målet vårt er å|målet vårt er at|målet vårt er"
    "|mål er å|mål er at|vårt mål er å|vårt mål er at",
    # under; a limit that is not passed, above and below; at least; over
    "u": "under|ned under|få ned under|komme ned under|kome ned under|lavere enn|lågare enn|mindre enn",
    "x": "maks|maksimalt|maksimum|høyst|høgst|maks.|ikke {over}|ikkje {over}|ikke overstige|ikkje overstige"
    "|ikke overskride|ikkje overskride|ikke gå over|ikkje gå over|ikke komme over|ikkje kome over",
    "y": "ikke {under}|ikkje {under}|ikke gå under|ikkje gå under|ikke falle under|ikkje falle under|ikke komme under"
    "|ikkje kome under",
    "n": "minst|minimum",
    "o": "over|mer enn|meir enn|høyere enn|høgare enn",
    # level; now; is; was; has and had; a colon
    "N": "nivå|nivået|eit nivå|et nivå",
    "d": "dagens|i dag|nåværende|noverande|dagens nivå",
    "e": "er",
    "b": "var",
    "H": "har|hadde",
    "z": ":",
    " ": "det|den|et|en|ein|ei|eit|kommunen|kommunens|kommunen sitt|i kommunen|for kommunen|i hele kommunen"
    "|i heile kommunen|for hele kommunen|for heile kommunen|i kommunen som helhet|i kommunen som heilskap"
    "|for kommunen som helhet|for kommunen som heilskap|samlet|samlede|samla|totalt|totale|total|vårt|å|at"
    "|være|vere|ligge|liggje|bli|komme|kome|få|bringe|ha|oss|seg",
}
_OVER = (
    "over|være over|vere over|ligge over|liggje over|høyere enn|høgare enn|være høyere enn|vere høgare enn|mer enn"
    "|meir enn|være mer enn|vere meir enn|bli høyere enn|bli høgare enn"
).split("|")
_UNDER = (
    "under|være under|vere under|ligge under|liggje under|lavere enn|lågare enn|mindre enn|være lavere enn"
    "|vere lågare enn|være mindre enn|vere mindre enn"
).split("|")


def _table() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for code, phrases in _PHRASES.items():
        for phrase in phrases.split("|"):
            for over in _OVER if "{over}" in phrase else ("",):
                for under in _UNDER if "{under}" in phrase else ("",):
                    found[tuple(phrase.format(over=over, under=under).split())] = code
    return found


#: A phrase, word by word -> what it does.
PHRASES = _table()
#: So many words the longest phrase has.
LONGEST = max(map(len, PHRASES))

#: Units as texts write them -> one spelling.
UNITS = {
    **dict.fromkeys(("dag", "dager", "dagar"), "dager"),
    **dict.fromkeys(("uke", "uker", "veke", "veker"), "uker"),
    **dict.fromkeys(("måned", "måneder", "månad", "månader"), "måneder"),
    **dict.fromkeys(("time", "timer", "timar"), "timer"),
    **dict.fromkeys(("minutt", "minutter"), "minutter"),
    **dict.fromkeys(("poeng", "skår", "score"), "poeng"),
    **dict.fromkeys(("kr", "kroner"), "kroner"),
    **dict.fromkeys(("dagsverk",), "dagsverk"),
    **dict.fromkeys(("årsverk",), "årsverk"),
}
#: Units of scales, whose figures people write without a unit.
SCALES = frozenset({"poeng", "karakter", "snitt", "indeks", "skala", "gjennomsnitt"})

_ONES = "null en to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten"
_TENS = {"tjue": 20, "tretti": 30, "førti": 40, "femti": 50, "seksti": 60, "sytti": 70, "åtti": 80, "nitti": 90}
_DIGITS = dict(zip(_ONES.split(), range(20), strict=True)) | {"ett": 1, "ein": 1, "eitt": 1, "syv": 7, "atten": 18}
#: Numbers in words -> their value; they count as figures before a unit only.
NUMBER_WORDS = {
    word: Decimal(value)
    for word, value in (
        *_DIGITS.items(),
        *_TENS.items(),
        *((ten + one, base + value) for ten, base in _TENS.items() for one, value in _DIGITS.items() if 0 < value < 10),
        ("hundre", 100),
    )
}

#: Beginnings of words that name presence, which is no sick leave.
PRESENCE = ("nærvær", "jobbnærvær", "tilstedevær", "frammøte", "arbeidsnærvær")
#: Beginnings of words that name a part of the municipality or of its sick leave.
PARTS = tuple(
    "hjem heim sykehjem sjukeheim skole skule barnehage pleie omsorg sfo renhold reinhald teknisk avdeling enhet eining"
    " tjeneste teneste kvinne menn korttid langtid egenmeld eigenmeld legemeld lækjar kjøkken administrasjon"
    " sektor etat virksomhet verksemd bolig bustad institusjon".split()
)
#: Beginnings of words that make a figure uncertain, or the goal a wish.
VAGUE = tuple(
    "ca cirka omtrent omkring rundt nærmere nærmare helst bør kanskje inntil vurdere forslag hvis dersom mulig mogleg"
    " håper håpar ønsk tilnærmet nesten kring opptil anslag".split()
)
#: Words that make a figure one of several.
OR = ("eller", "mellom", "respektive", "henholdsvis", "deretter", "videre", "vidare", "så")
#: Words that make a change relative or a fraction.
RELATIVE = tuple(
    "halver halvd halvp tredel tredjedel firedel fjerdedel femdel tidel dobl årlig årleg hvert kvart pr per".split()
)
NEGATIONS = ("ikke", "ikkje", "ingen", "inga", "uten", "utan", "aldri", "hindre", "unngå", "unngås")
#: What begins the part of a sentence that says by which means.
MEANS = (("gjennom",), ("ved", "å"), ("ved", "hjelp", "av"), ("ved", "hjelp", "av", "å"))
#: Prepositions after which a word may name a part of the municipality.
PLACES = frozenset("i på hos blant for innen innenfor innanfor ved fra frå".split())
