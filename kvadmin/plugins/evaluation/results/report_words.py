"""The words of results reports in bokmål and nynorsk, in plain language: short sentences, no terms of statistics."""

from __future__ import annotations

from typing import Literal

from kvadmin.api.wording import Language

#: For whom a report is.
Audience = Literal["meeting", "council", "inhabitants"]
AUDIENCES: tuple[Audience, ...] = ("meeting", "council", "inhabitants")

_WORDS: dict[str, tuple[str, str]] = {
    # what this is
    "title": ("Resultater for {name}", "Resultat for {name}"),
    "title_network": ("Resultater for nettverk {name}", "Resultat for nettverk {name}"),
    "title_programme": ("Resultater i programmet", "Resultat i programmet"),
    "meeting": ("Til nettverksmøtet", "Til nettverksmøtet"),
    "council": ("Til kommunestyret", "Til kommunestyret"),
    "inhabitants": ("Til innbyggerne", "Til innbyggjarane"),
    "file_meeting": ("nettverksmøte", "nettverksmøte"),
    "file_council": ("kommunestyre", "kommunestyre"),
    "file_inhabitants": ("innbyggere", "innbyggjarar"),
    "file": ("resultat", "resultat"),
    "on": ("Status {day}", "Status {day}"),
    "lead_one": (
        "Hva {name} vil oppnå i programmet, hvordan det går, hva som blir gjort, og hva vi har lært.",
        "Kva {name} vil oppnå i programmet, korleis det går, kva som blir gjort, og kva vi har lært.",
    ),
    "lead_many": (
        "Hva kommunene vil oppnå i programmet, hvordan det går, hva som blir gjort, og hva vi har lært.",
        "Kva kommunane vil oppnå i programmet, korleis det går, kva som blir gjort, og kva vi har lært.",
    ),
    "programme": ("Program", "Program"),
    "cohort": ("Pulje", "Pulje"),
    "cohorts": ("Puljer", "Puljer"),
    "network": ("Nettverk", "Nettverk"),
    "municipality": ("Kommune", "Kommune"),
    "municipalities": ("Kommuner", "Kommunar"),
    "period": ("Med i programmet", "Med i programmet"),
    "programme_period": ("Periode", "Periode"),
    "from_day": ("fra {day}", "frå {day}"),
    "figures_to": ("Siste tall", "Siste tal"),
    # headings
    "goals": ("Mål og status", "Mål og status"),
    "goals_plain_one": ("Hva vil kommunen oppnå?", "Kva vil kommunen oppnå?"),
    "goals_plain_many": ("Hva vil kommunene oppnå?", "Kva vil kommunane oppnå?"),
    "charts": ("Utvikling", "Utvikling"),
    "charts_plain": ("Hvordan går det?", "Korleis går det?"),
    "own_words_one": ("Kommunens egne ord", "Kommunen sine eigne ord"),
    "own_words_many": ("Kommunenes egne ord", "Kommunane sine eigne ord"),
    "learned": ("Hva vi har lært", "Kva vi har lært"),
    "missing": ("Det vi mangler", "Det vi manglar"),
    # goals
    "goal": ("Mål", "Mål"),
    "last_figure": ("Siste tall", "Siste tal"),
    "status": ("Status", "Status"),
    "state_met": ("Nådd", "Nådd"),
    "state_on-track": ("I rute", "I rute"),
    "state_off-track": ("Ikke i rute", "Ikkje i rute"),
    "state_too-early": ("For tidlig å si", "For tidleg å seie"),
    "state_no-figures": ("Mangler tall", "Manglar tal"),
    "says_met": ("Målet er nådd.", "Målet er nådd."),
    "says_on-track": ("Kommunen er i rute til å nå målet.", "Kommunen er i rute til å nå målet."),
    "says_off-track": ("Kommunen er ikke i rute til å nå målet.", "Kommunen er ikkje i rute til å nå målet."),
    "says_too-early": ("Det er for tidlig å si om målet blir nådd.", "Det er for tidleg å seie om målet blir nådd."),
    "says_no-figures": (
        "Vi mangler tall, og vet ikke hvordan det går.",
        "Vi manglar tal, og veit ikkje korleis det går.",
    ),
    "keeps_on-track": ("Kommunen holder målet så langt.", "Kommunen held målet så langt."),
    "keeps_off-track": ("Kommunen holder ikke målet.", "Kommunen held ikkje målet."),
    "last_was": ("Siste tall er {figure}.", "Siste tal er {figure}."),
    "occurs_met": ("Noen mål er nådd.", "Nokre mål er nådde."),
    "occurs_on-track": ("Noen mål er i rute.", "Nokre mål er i rute."),
    "occurs_off-track": ("Noen mål er ikke i rute.", "Nokre mål er ikkje i rute."),
    "occurs_too-early": ("For noen mål er det for tidlig å si.", "For nokre mål er det for tidleg å seie."),
    "occurs_no-figures": ("For noen mål mangler vi tall.", "For nokre mål manglar vi tal."),
    "each_own_report": (
        "Hvert mål står i rapporten til kommunen det gjelder.",
        "Kvart mål står i rapporten til kommunen det gjeld.",
    ),
    "no_goals_one": (
        "Det er ikke avtalt mål som kan måles med tall.",
        "Det er ikkje avtalt mål som kan målast med tal.",
    ),
    "no_goals_many": (
        "Kommunene har ikke avtalt mål som kan måles med tall.",
        "Kommunane har ikkje avtalt mål som kan målast med tal.",
    ),
    "counts": ("Mål etter status", "Mål etter status"),
    "counts_alt": ("Antall mål etter status: {parts}", "Talet på mål etter status: {parts}"),
    "total": ("I alt", "I alt"),
    "hidden_counts": (
        "– Tall under {least} vises ikke, og heller ikke tall som kan avsløre dem.",
        "– Tal under {least} blir ikkje viste, og heller ikkje tal som kan avsløre dei.",
    ),
    "all_goals": ("Alle mål", "Alle mål"),
    # charts
    "how_to_read": (
        ("Slik leser du figurene: Hvert punkt er ett tall. Den heltrukne linjen er gjennomsnittet. Mellom de stiplede "
        "linjene svinger tallene vanligvis tilfeldig. Den prikkete linjen er målet."),
        ("Slik les du figurane: Kvart punkt er eitt tal. Den heiltrekte linja er gjennomsnittet. Mellom dei stipla "
        "linjene svingar tala vanlegvis tilfeldig. Den prikkete linja er målet."),
    ),
    "how_to_read_many": (
        ("Slik leser du figurene: Hver rute er en kommune. Den heltrukne linjen er gjennomsnittet. Mellom de stiplede "
        "linjene svinger tallene vanligvis tilfeldig. Skalaen er ikke den samme i alle rutene."),
        ("Slik les du figurane: Kvar rute er ein kommune. Den heiltrekte linja er gjennomsnittet. Mellom dei stipla "
        "linjene svingar tala vanlegvis tilfeldig. Skalaen er ikkje den same i alle rutene."),
    ),
    "how_to_read_spread": (
        "Slik leser du figuren: Linjen er kommunen i midten. Halvparten av kommunene ligger i det grå båndet.",
        "Slik les du figuren: Linja er kommunen i midten. Halvparten av kommunane ligg i det grå bandet.",
    ),
    "common_cause": (
        "Tallene svinger tilfeldig; ingen endring er påvist.",
        "Tala svingar tilfeldig; inga endring er påvist.",
    ),
    "common_cause_again": (
        "De siste tallene svinger tilfeldig. Tidligere i figuren er det tegn til mer enn tilfeldige svingninger.",
        "Dei siste tala svingar tilfeldig. Tidlegare i figuren er det teikn til meir enn tilfeldige svingingar.",
    ),
    "improvement": (
        "Tallene er blitt bedre, og mer enn tilfeldige svingninger kan forklare.",
        "Tala er blitt betre, og meir enn tilfeldige svingingar kan forklare.",
    ),
    "concern": (
        "Tallene er blitt dårligere, og mer enn tilfeldige svingninger kan forklare.",
        "Tala er blitt dårlegare, og meir enn tilfeldige svingingar kan forklare.",
    ),
    "neutral_high": (
        "Tallene har gått opp, og mer enn tilfeldige svingninger kan forklare.",
        "Tala har gått opp, og meir enn tilfeldige svingingar kan forklare.",
    ),
    "neutral_low": (
        "Tallene har gått ned, og mer enn tilfeldige svingninger kan forklare.",
        "Tala har gått ned, og meir enn tilfeldige svingingar kan forklare.",
    ),
    "few_figures": (
        "Det er ennå for få tall til å si om noe har endret seg.",
        "Det er enno for få tal til å seie om noko har endra seg.",
    ),
    "second_goal": ("Andre mål for de samme tallene: {goals}.", "Andre mål for dei same tala: {goals}."),
    "status_is_level": (
        "Status sier hvor nivået ligger over tid; ett enkelt tall avgjør ikke om et mål er nådd.",
        "Status seier kvar nivået ligg over tid; eitt einskilt tal avgjer ikkje om eit mål er nådd.",
    ),
    "hidden_periods": (
        "Perioder med tall for færre enn {least} personer vises ikke.",
        "Periodar med tal for færre enn {least} personar blir ikkje viste.",
    ),
    "no_charts": ("Det er ingen tall å vise ennå.", "Det er ingen tal å vise enno."),
    "page_of": ("{name} (side {page} av {pages})", "{name} (side {page} av {pages})"),
    "spread_alt": (
        ("Midtre kommune og midtre halvdel. {first}: {first_value}. {last}: {last_value}, halvparten av kommunene "
        "mellom {low} og {high}."),
        ("Midtre kommune og midtre halvdel. {first}: {first_value}. {last}: {last_value}, halvparten av kommunane "
        "mellom {low} og {high}."),
    ),
    "median": ("Kommunen i midten", "Kommunen i midten"),
    "middle_half": ("Halvparten av kommunene", "Halvparten av kommunane"),
    "spread_says": (
        ("I {last} lå kommunen i midten på {last_value}, mot {first_value} i {first}. Halvparten av kommunene lå "
        "mellom {low} og {high}."),
        ("I {last} låg kommunen i midten på {last_value}, mot {first_value} i {first}. Halvparten av kommunane låg "
        "mellom {low} og {high}."),
    ),
    "spread_says_one": (
        "I {last} lå kommunen i midten på {last_value}. Halvparten av kommunene lå mellom {low} og {high}.",
        "I {last} låg kommunen i midten på {last_value}. Halvparten av kommunane låg mellom {low} og {high}.",
    ),
    # own words
    "word_for_word": (
        "Sitatene er ordrett fra søknaden, prosjektplanen og rapportene.",
        "Sitata er ordrett frå søknaden, prosjektplanen og rapportane.",
    ),
    "from_quality_goal": ("Fra søknaden, om kvalitet", "Frå søknaden, om kvalitet"),
    "from_sick_leave_goal": ("Fra søknaden, om sykefravær", "Frå søknaden, om sjukefråvær"),
    "from_project_goals": ("Fra prosjektplanen, prosjektmål", "Frå prosjektplanen, prosjektmål"),
    "from_effect_goals": ("Fra prosjektplanen, effektmål", "Frå prosjektplanen, effektmål"),
    "from_report": ("Fra rapporten {day}", "Frå rapporten {day}"),
    "words_elsewhere": (
        "Kommunenes egne ord står i rapporten til hver kommune.",
        "Kommunane sine eigne ord står i rapporten til kvar kommune.",
    ),
    # learned
    "finding": ("Erfaring", "Erfaring"),
    "evaluation_process": ("Fra kommunens egen prosessevaluering", "Frå kommunen si eiga prosessevaluering"),
    "evaluation_final": ("Fra kommunens egen sluttevaluering", "Frå kommunen si eiga sluttevaluering"),
    # sections of plugins
    "sections_elsewhere": (
        "Dette står i rapporten til hver kommune.",
        "Dette står i rapporten til kvar kommune.",
    ),
    # missing
    "lacks_indicator": ("Vi mangler tall for {indicator}.", "Vi manglar tal for {indicator}."),
    "lacks_periods": (
        "Vi mangler tall for {indicator} for {periods}.",
        "Vi manglar tal for {indicator} for {periods}.",
    ),
    "and_others": ("{count} andre perioder", "{count} andre periodar"),
    "too_small": (
        "Tallene for {indicator} gjelder så få personer at de ikke kan vises.",
        "Tala for {indicator} gjeld så få personar at dei ikkje kan visast.",
    ),
    "lacks_goals": (
        "Vi mangler mål som kan måles med tall.",
        "Vi manglar mål som kan målast med tal.",
    ),
    "lacks_plan": (
        "Vi mangler prosjektplanen. Fristen var {day}.",
        "Vi manglar prosjektplanen. Fristen var {day}.",
    ),
    "lacks_process": (
        "Vi mangler kommunens egen prosessevaluering. Fristen var {day}.",
        "Vi manglar kommunen si eiga prosessevaluering. Fristen var {day}.",
    ),
    "lacks_final": (
        "Vi mangler kommunens egen sluttevaluering. Fristen var {day}.",
        "Vi manglar kommunen si eiga sluttevaluering. Fristen var {day}.",
    ),
    "lacks_words": ("Vi mangler kommunens egne ord.", "Vi manglar kommunen sine eigne ord."),
    "lacks_indicator_many": (
        "Vi mangler tall for {indicator} fra {names}.",
        "Vi manglar tal for {indicator} frå {names}.",
    ),
    "lacks_indicator_some": (
        "Vi mangler tall for {indicator} fra noen av kommunene.",
        "Vi manglar tal for {indicator} frå nokre av kommunane.",
    ),
    "lacks_goals_many": (
        "Vi mangler mål som kan måles med tall, fra {names}.",
        "Vi manglar mål som kan målast med tal, frå {names}.",
    ),
    "lacks_goals_some": (
        "Vi mangler mål som kan måles med tall, fra noen av kommunene.",
        "Vi manglar mål som kan målast med tal, frå nokre av kommunane.",
    ),
}  # fmt: skip


def report_word(key: str, language: Language, **figures: object) -> str:
    """One of the words of reports, with its figures filled in; of nynorsk the second form."""
    return _WORDS[key][language == "nn"].format(**figures)
