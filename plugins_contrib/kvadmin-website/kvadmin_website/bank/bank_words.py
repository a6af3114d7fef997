"""Themes, steps, states and forms: as people type them, and as pages say them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kvadmin.api import UsageError, screen_language, tr
from kvadmin.api.wording import fold, near_names

#: The themes of the programme, with their names on pages (nb, nn).
THEME_NAMES: dict[str, tuple[str, str]] = {
    "care": ("kvalitet i omsorg", "kvalitet i omsorg"),
    "sick-leave": ("sykefravær", "sjukefråvær"),
    "upbringing": ("kvalitet i oppvekst", "kvalitet i oppvekst"),
    "tripartite": ("trepartssamarbeid", "trepartssamarbeid"),
}

#: The five steps of the programme by their number, with their names on pages (nb, nn).
STEP_NAMES: dict[int, tuple[str, str]] = {
    1: ("forberede", "førebu"),
    2: ("planlegge", "planleggje"),
    3: ("gjennomføre", "gjennomføre"),
    4: ("evaluere", "evaluere"),
    5: ("følge opp", "følgje opp"),
}

#: States of an example, with their names on a Norwegian screen (nb, nn).
STATE_NAMES: dict[str, tuple[str, str]] = {
    "received": ("mottatt", "motteken"),
    "reviewed": ("gjennomgått", "gjennomgått"),
    "published": ("publisert", "publisert"),
    "declined": ("avslått", "avslått"),
}

#: The two forms that pages come in, with what people call them.
FORM_NAMES: dict[str, tuple[str, ...]] = {"nb": ("bokmål", "bokmal"), "nn": ("nynorsk",)}

_ALSO_THEMES = {
    "care": ("omsorg", "pleie og omsorg", "helse og omsorg", "eldreomsorg", "kvalitet i omsorgen", "care services"),
    "sick-leave": ("fravær", "fråvær", "nærvær", "sick leave", "lavere sykefravær", "lågare sjukefråvær"),
    "upbringing": ("oppvekst", "skole", "skule", "barnehage", "skole og barnehage", "kvalitet i oppveksten"),
    "tripartite": ("trepart", "partssamarbeid", "trepartssamarbeidet", "tripartite cooperation"),
}
_ALSO_STEPS = {
    1: ("forberedelse", "førebuing", "prepare"),
    2: ("planlegging", "plan"),
    3: ("gjennomføring", "do"),
    4: ("evaluering", "evaluate"),
    5: ("oppfølging", "oppfølgjing", "follow-up"),
}


def _reads(spellings: Mapping[str, tuple[str, ...]]) -> Callable[[str], str]:
    """Reads one of the words.

    Args:
        spellings: Word -> what it is also called.

    Raises:
        UsageError: By the reader: it is none of them.
    """
    known = {fold(text): word for word, others in spellings.items() for text in (word, *others)}

    def read(text: str) -> str:
        found = known.get(fold(text))
        if found is None:
            raise UsageError(
                tr("{text!r} is none of the words that may stand here", text=text),
                hint=tr("one of {words}", words=", ".join(spellings)),
                near=near_names(text, spellings),
                code="unknown-word",
            )
        return found

    return read


#: Reads a theme in English, bokmål or nynorsk.
read_theme = _reads({word: (*THEME_NAMES[word], *_ALSO_THEMES[word]) for word in THEME_NAMES})
#: Reads a language form.
read_form = _reads(FORM_NAMES)
#: Reads a state of an example.
read_state = _reads(STATE_NAMES)
_BEFORE_STEP = re.compile(r"(?:(?:trinn|steg|step|fase)\s*)?(\d)\b.*", re.IGNORECASE | re.DOTALL)
_step = _reads({str(at): (*STEP_NAMES[at], *_ALSO_STEPS[at]) for at in STEP_NAMES})


def read_step(text: str) -> int:
    """The number of a step, typed as a figure, by its name, or by both: ``3``, ``gjennomføre``, ``Trinn 3: prøve``.

    Raises:
        UsageError: There is no such step.
    """
    numbered = _BEFORE_STEP.fullmatch(text.strip())
    return int(_step(numbered[1] if numbered else text))


def on_screen(word: str, names: Mapping[str, tuple[str, str]]) -> str:
    """A word of a closed list in the language of the screen; an unknown one as it is."""
    language = screen_language()
    return word if language == "en" or word not in names else names[word][language == "nn"]


def other_form(form: str) -> str:
    """The other of the two forms."""
    return "nn" if form == "nb" else "nb"
