"""The words of the frame, of headings and of standing texts, in bokmål and nynorsk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

#: What each form calls itself.
FORM_NAMES = {"nb": "Bokmål", "nn": "Nynorsk"}
#: As a leaf of a calendar has them, the same in both forms.
MONTHS = tuple("jan. feb. mars april mai juni juli aug. sep. okt. nov. des.".split())

_SAME = {
    "bank": "Kunnskapsbanken",
}

#: Word -> bokmål and nynorsk.
_WORDS: dict[str, tuple[str, str]] = {
    # the frame
    "skip": ("Hopp til innholdet", "Hopp til innhaldet"),
    "menu": ("Meny", "Meny"),
    "main_menu": ("Hovedmeny", "Hovudmeny"),
    "crumbs": ("Her er du", "Her er du"),
    "in_section": ("I denne delen", "I denne delen"),
    "start": ("Forsiden", "Framsida"),
    "search": ("Søk", "Søk"),
    "search_for": ("Søk på nettstedet", "Søk på nettstaden"),
    "search_none": ("Ingen sider har alle ordene.", "Ingen sider har alle orda."),
    "search_found": ("{number} treff", "{number} treff"),
    "search_script": (
        "Søket trenger JavaScript. Alle sidene finner du i oversikten under.",
        "Søket treng JavaScript. Alle sidene finn du i oversikta under.",
    ),
    "all_pages": ("Alle sidene", "Alle sidene"),
    "phone": ("Telefon", "Telefon"),
    "feed": ("Nyheter som Atom-strøm", "Nyhende som Atom-straum"),
    "only_in": ("Denne teksten finnes bare på nynorsk.", "Denne teksten finst berre på bokmål."),
    # news and the start page
    "news": ("Nyheter", "Nyhende"),
    "all_news": ("Alle nyheter", "Alle nyhende"),
    "newer": ("Nyere", "Nyare"),
    "older": ("Eldre", "Eldre"),
    "coming": ("Samlinger framover", "Samlingar framover"),
    "welcome": (
        (
            "Kommuner, ansatte og staten arbeider sammen for bedre tjenester i møtet mellom innbygger og ansatt, og"
            " for lavere sykefravær."
        ),
        (
            "Kommunar, tilsette og staten arbeider saman for betre tenester i møtet mellom innbyggjar og tilsett, og"
            " for lågare sjukefråvær."
        ),
    ),
    "see_municipalities": ("Se kommunene som er med", "Sjå kommunane som er med"),
    "about_us": ("Om programmet", "Om programmet"),
    "n_municipalities": ("kommuner er med", "kommunar er med"),
    "n_networks": ("nettverk", "nettverk"),
    "n_cohorts": ("puljer og grupper", "puljer og grupper"),
    "n_examples": ("eksempler i kunnskapsbanken", "døme i kunnskapsbanken"),
    "in_figures": ("Programmet i tall", "Programmet i tal"),
    # about
    "about": ("Om programmet", "Om programmet"),
    "agreement": ("Avtalen", "Avtalen"),
    "partners": ("Partene", "Partane"),
    "partners_lead": ("Disse står sammen om programmet.", "Desse står saman om programmet."),
    "secretariat": ("Sekretariatet", "Sekretariatet"),
    "advisors": ("Veiledere", "Rettleiarar"),
    "advisors_lead": (
        "Veilederne følger opp nettverkene på samlinger, på besøk, på telefon og på e-post.",
        "Rettleiarane følgjer opp nettverka på samlingar, på besøk, på telefon og på e-post.",
    ),
    "advisor": ("Veileder", "Rettleiar"),
    "advises": ("Nettverk: {names}", "Nettverk: {names}"),
    "office": ("Slik når du oss", "Slik når du oss"),
    "email": ("E-post", "E-post"),
    "address": ("Postadresse", "Postadresse"),
    # gatherings
    "gatherings": ("Samlinger", "Samlingar"),
    "gatherings_lead": (
        "Kommunene møtes for å lære av hverandre. Her er programmene og det som ble vist fram.",
        "Kommunane møtest for å lære av kvarandre. Her er programma og det som vart vist fram.",
    ),
    "ahead": ("Kommende samlinger", "Komande samlingar"),
    "earlier": ("Tidligere samlinger", "Tidlegare samlingar"),
    "none_ahead": ("Ingen samlinger er satt opp nå.", "Ingen samlingar er sette opp no."),
    "when": ("Når", "Når"),
    "where": ("Hvor", "Kvar"),
    "for_whom": ("For", "For"),
    "deadline": ("Påmeldingsfrist", "Påmeldingsfrist"),
    "cancelled": ("Avlyst", "Avlyst"),
    "programme": ("Program", "Program"),
    "time": ("Tid", "Tid"),
    "what": ("Tema", "Tema"),
    "who": ("Hvem", "Kven"),
    "room": ("Rom", "Rom"),
    "track": ("Parallell", "Parallell"),
    "presentations": ("Presentasjoner og notater", "Presentasjonar og notat"),
    # networks
    "networks": ("Nettverk", "Nettverk"),
    "networks_lead": (
        "Kommuner som ligger nær hverandre, møtes i lokale nettverk med en veileder.",
        "Kommunar som ligg nær kvarandre, møtest i lokale nettverk med ein rettleiar.",
    ),
    "networks_of": ("Nettverkene i {cohort}", "Nettverka i {cohort}"),
    "map_of": ("Kart over nettverkene i {cohort}", "Kart over nettverka i {cohort}"),
    "map_told": (
        "Kommunene i hvert nettverk står i listen ved siden av kartet.",
        "Kommunane i kvart nettverk står i lista ved sida av kartet.",
    ),
    "map_larger": ("Se kartet i full størrelse", "Sjå kartet i full storleik"),
    "network": ("Nettverk", "Nettverk"),
    # municipalities
    "municipalities": ("Kommunene", "Kommunane"),
    "municipalities_title": ("Kommunene som er med", "Kommunane som er med"),
    "municipalities_lead": ("{number} kommuner er med i programmet.", "{number} kommunar er med i programmet."),
    "by_county": ("Etter fylke", "Etter fylke"),
    "by_cohort": ("Puljer og grupper", "Puljer og grupper"),
    "other_county": ("Andre", "Andre"),
    "county": ("Fylke", "Fylke"),
    "cohort": ("Pulje", "Pulje"),
    "since": ("fra {day}", "frå {day}"),
    "completed": ("fullført {day}", "fullført {day}"),
    "themes_of": ("Arbeider med", "Arbeider med"),
    "website_of": ("Kommunenummer", "Kommunenummer"),
    "results": ("Resultater", "Resultat"),
    "results_lead": (
        "Kommunen har sagt seg enig i at disse tallene vises. De er kommunens egne, slik de er meldt til programmet.",
        (
            "Kommunen har sagt seg samd i at desse tala blir viste. Dei er kommunen sine eigne, slik dei er melde til"
            " programmet."
        ),
    ),
    "no_results": (
        "Kommunen har ikke tall som vises her.",
        "Kommunen har ikkje tal som blir viste her.",
    ),
    "map_here": ("{name} blant kommunene i programmet", "{name} blant kommunane i programmet"),
    "dots": ("Hver prikk er en kommune i programmet.", "Kvar prikk er ein kommune i programmet."),
    "its_examples": ("Eksempler fra {name}", "Døme frå {name}"),
    # figures
    "year": ("År", "År"),
    "quarter": ("{number}. kvartal", "{number}. kvartal"),
    "short_quarter": ("{number}. kv.", "{number}. kv."),
    "target": ("mål {value}", "mål {value}"),
    "joined": ("med fra her", "med frå her"),
    "as_table": ("Tallene i en tabell", "Tala i ein tabell"),
    "chart_of": ("{indicator} i {name}", "{indicator} i {name}"),
    "chart_told": (
        "Linjediagram fra {first} til {last}: fra {start} til {end}, lavest {low}, høyest {high}.",
        "Linjediagram frå {first} til {last}: frå {start} til {end}, lågast {low}, høgast {high}.",
    ),
    "few": (
        "Tall som bygger på færre enn {least} personer, vises ikke (:).",
        "Tal som byggjer på færre enn {least} personar, blir ikkje viste (:).",
    ),
    "wanted_less": ("Lavere er bedre.", "Lågare er betre."),
    "wanted_more": ("Høyere er bedre.", "Høgare er betre."),
    "newest": ("Siste tall", "Siste tal"),
    # themes
    "themes": ("Temaer", "Tema"),
    "themes_lead": (
        "Programmet arbeider med fire temaer som henger sammen.",
        "Programmet arbeider med fire tema som heng saman.",
    ),
    "theme": ("Tema", "Tema"),
    "care": ("Kvalitet i omsorg", "Kvalitet i omsorg"),
    "care_lead": (
        "Tjenester som møter den enkelte med respekt, til avtalt tid og av kjente ansatte.",
        "Tenester som møter den einskilde med respekt, til avtalt tid og av kjende tilsette.",
    ),
    "sick-leave": ("Lavere sykefravær", "Lågare sjukefråvær"),
    "sick-leave_lead": (
        "Arbeidsplasser der flere kan være på jobb, og der ledere og ansatte tar ansvar sammen.",
        "Arbeidsplassar der fleire kan vere på jobb, og der leiarar og tilsette tek ansvar saman.",
    ),
    "upbringing": ("Kvalitet i oppvekst", "Kvalitet i oppvekst"),
    "upbringing_lead": (
        "Barnehager og skoler der barn, unge og foreldre blir møtt og hørt.",
        "Barnehagar og skular der barn, unge og foreldre blir møtte og høyrde.",
    ),
    "tripartite": ("Trepartssamarbeid", "Trepartssamarbeid"),
    "tripartite_lead": (
        "Folkevalgte, administrasjon og tillitsvalgte finner løsningene sammen.",
        "Folkevalde, administrasjon og tillitsvalde finn løysingane saman.",
    ),
    "theme_examples": ("Eksempler", "Døme"),
    "theme_municipalities": ("Kommuner som arbeider med dette", "Kommunar som arbeider med dette"),
    # tools and methods
    "tools": ("Verktøy og metoder", "Verktøy og metodar"),
    "five_steps": ("Fem trinn", "Fem steg"),
    "steps_lead": (
        "Slik arbeider kommunene, fra den første samtalen til det nye er blitt en vane.",
        "Slik arbeider kommunane, frå den første samtalen til det nye er blitt ein vane.",
    ),
    "step_1": ("Forberede", "Førebu"),
    "step_2": ("Planlegge", "Planleggje"),
    "step_3": ("Gjennomføre", "Gjennomføre"),
    "step_4": ("Evaluere", "Evaluere"),
    "step_5": ("Følge opp", "Følgje opp"),
    "step_1_lead": (
        "Forankre arbeidet hos folkevalgte, administrasjon og tillitsvalgte, og bli enige om hva som skal bli bedre.",
        "Forankre arbeidet hos folkevalde, administrasjon og tillitsvalde, og bli samde om kva som skal bli betre.",
    ),
    "step_2_lead": (
        "Sett mål som kan måles, velg tiltak, og avtal hvem som gjør hva til hvilken tid.",
        "Set mål som kan målast, vel tiltak, og avtal kven som gjer kva til kva tid.",
    ),
    "step_3_lead": (
        "Prøv tiltakene i det daglige arbeidet, der innbyggere og ansatte møtes.",
        "Prøv tiltaka i det daglege arbeidet, der innbyggjarar og tilsette møtest.",
    ),
    "step_4_lead": (
        "Se på tall og erfaringer: Hva virket, for hvem, og hva lærte vi?",
        "Sjå på tal og erfaringar: Kva verka, for kven, og kva lærte vi?",
    ),
    "step_5_lead": (
        "Behold det som virker, endre det som ikke gjør det, og del erfaringene med andre.",
        "Hald på det som verkar, endre det som ikkje gjer det, og del erfaringane med andre.",
    ),
    "step_examples": ("Eksempler på dette trinnet", "Døme på dette steget"),
    # the knowledge bank
    "bank_lead": (
        "Eksempler som kommunene har sendt inn, slik at andre kan prøve det samme.",
        "Døme som kommunane har sendt inn, slik at andre kan prøve det same.",
    ),
    "bank_empty": ("Det er ingen eksempler her ennå.", "Det er ingen døme her enno."),
    "from": ("Fra", "Frå"),
    "sent_by": ("Sendt inn av", "Sendt inn av"),
    "published": ("Publisert", "Publisert"),
    "steps": ("Trinn", "Steg"),
    "more_examples": ("Flere eksempler på samme tema", "Fleire døme på same tema"),
    "send": ("Send inn!", "Send inn!"),
    "send_title": ("Send inn et eksempel", "Send inn eit døme"),
    "send_lead": (
        "Har dere prøvd noe som virker? Da vil andre kommuner gjerne lese om det. En halv side er nok.",
        "Har de prøvd noko som verkar? Då vil andre kommunar gjerne lese om det. Ei halv side er nok.",
    ),
    "send_what": ("Skriv om", "Skriv om"),
    "send_how": ("Send det til", "Send det til"),
    "send_then": ("Hva som skjer så", "Kva som skjer så"),
    "send_mail": ("Send e-post til {email}", "Send e-post til {email}"),
    "send_by_post": ("Eller i posten", "Eller i posten"),
    "send_subject": ("Eksempel til kunnskapsbanken", "Døme til kunnskapsbanken"),
    # research and links
    "research": ("Forskning", "Forsking"),
    "links": ("Lenker", "Lenkjer"),
}

_LISTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "send_points": (
        (
            "hva dere ville gjøre bedre, og for hvem",
            "hva dere gjorde, trinn for trinn",
            "hvordan folkevalgte, ledere og tillitsvalgte var med",
            "hva som ble resultatet, gjerne med tall",
            "hva dere ville gjort annerledes i dag",
            "hvilken kommune og hvilket tema det gjelder, og hvem vi kan spørre",
        ),
        (
            "kva de ville gjere betre, og for kven",
            "kva de gjorde, steg for steg",
            "korleis folkevalde, leiarar og tillitsvalde var med",
            "kva som vart resultatet, gjerne med tal",
            "kva de ville gjort annleis i dag",
            "kva kommune og kva tema det gjeld, og kven vi kan spørje",
        ),
    ),
    "send_next": (
        (
            "En i sekretariatet leser eksempelet og spør dersom noe er uklart.",
            "Dere får se teksten, og sier ja eller nei til at den og navnet til den som sendte inn, vises her.",
            "Ingenting blir publisert uten samtykke, og samtykket kan trekkes når som helst.",
        ),
        (
            "Ein i sekretariatet les dømet og spør dersom noko er uklart.",
            "De får sjå teksten, og seier ja eller nei til at han og namnet til den som sende inn, blir viste her.",
            "Ingenting blir publisert utan samtykke, og samtykket kan trekkjast når som helst.",
        ),
    ),
}


class Words:
    """The words of one form; a word with blanks is filled by :meth:`of`.

    Args:
        form: nb or nn.
    """

    def __init__(self, form: str) -> None:
        at = 1 if form == "nn" else 0
        self.form = form
        self.every: Mapping[str, str] = MappingProxyType({key: both[at] for key, both in _WORDS.items()} | _SAME)
        self.lists: Mapping[str, tuple[str, ...]] = MappingProxyType({key: both[at] for key, both in _LISTS.items()})

    def __getitem__(self, key: str) -> str:
        return self.every[key]

    def of(self, key: str, **values: object) -> str:
        """The word with its blanks filled."""
        return self.every[key].format(**values)


@cache
def words_of(form: str) -> Words:
    """The words of a form."""
    return Words(form)
