"""The words that stand in funnels, in bokmål, nynorsk and English."""

from __future__ import annotations

from kvadmin.api.wording import Language

FUNNEL_WORDS: dict[str, dict[str, str]] = {
    "overall": {"nb": "Samlet {value}", "nn": "Samla {value}", "en": "Overall {value}"},
    "expected": {"nb": "Som forventet {value}", "nn": "Som venta {value}", "en": "As expected {value}"},
    "limit95": {"nb": "95 %-grenser", "nn": "95 %-grenser", "en": "95% limits"},
    "limit99": {"nb": "99,8 %-grenser", "nn": "99,8 %-grenser", "en": "99.8% limits"},
    "chance": {"nb": "Uten ekstra variasjon", "nn": "Utan ekstra variasjon", "en": "Without over-dispersion"},
    "inside": {"nb": "Innenfor", "nn": "Innanfor", "en": "Inside"},
    "better95": {"nb": "Utenfor 95 %, bedre", "nn": "Utanfor 95 %, betre", "en": "Outside 95%, better"},
    "worse95": {"nb": "Utenfor 95 %, dårligere", "nn": "Utanfor 95 %, dårlegare", "en": "Outside 95%, worse"},
    "other95": {"nb": "Utenfor 95 %", "nn": "Utanfor 95 %", "en": "Outside 95%"},
    "better99": {"nb": "Utenfor 99,8 %, bedre", "nn": "Utanfor 99,8 %, betre", "en": "Outside 99.8%, better"},
    "worse99": {"nb": "Utenfor 99,8 %, dårligere", "nn": "Utanfor 99,8 %, dårlegare", "en": "Outside 99.8%, worse"},
    "other99": {"nb": "Utenfor 99,8 %", "nn": "Utanfor 99,8 %", "en": "Outside 99.8%"},
    "proportion": {"nb": "andeler", "nn": "delar", "en": "proportions"},
    "rate": {"nb": "rater", "nn": "ratar", "en": "rates"},
    "ratio": {"nb": "observert mot forventet", "nn": "observert mot venta", "en": "observed over expected"},
    "adjusted": {
        "nb": "grensene tar hensyn til ekstra variasjon",
        "nn": "grensene tek omsyn til ekstra variasjon",
        "en": "limits allow for over-dispersion",
    },
    "size": {"nb": "Nevner", "nn": "Nemnar", "en": "Denominator"},
    "log": {"nb": "logaritmisk skala", "nn": "logaritmisk skala", "en": "logarithmic scale"},
    "counted": {"nb": "{top} av {bottom}", "nn": "{top} av {bottom}", "en": "{top} of {bottom}"},
    "groups": {"nb": "{count} kommuner", "nn": "{count} kommunar", "en": "{count} municipalities"},
    "some": {"nb": "{count} grupper", "nn": "{count} grupper", "en": "{count} groups"},
    "none": {
        "nb": "Ingen ligger utenfor grensene",
        "nn": "Ingen ligg utanfor grensene",
        "en": "None lies outside the limits",
    },
    "reading": {
        "nb": "Forskjeller innenfor grensene er ikke større enn en må vente.",
        "nn": "Skilnader innanfor grensene er ikkje større enn ein må vente.",
        "en": "Differences inside the limits are no greater than must be expected.",
    },
    "per": {"nb": "per {per} {of}", "nn": "per {per} {of}", "en": "per {per} {of}"},
    "hidden": {
        "nb": "{count} kommuner er ikke vist: små tall.",
        "nn": "{count} kommunar er ikkje viste: små tal.",
        "en": "{count} municipalities are not shown: small counts.",
    },
    "nothing": {"nb": "Ingen tall å sammenligne", "nn": "Ingen tal å samanlikne", "en": "No figures to compare"},
}


def funnel_word(key: str, language: Language, **figures: object) -> str:
    """One of :data:`FUNNEL_WORDS`, with its figures filled in."""
    return FUNNEL_WORDS[key][language].format(**figures)
