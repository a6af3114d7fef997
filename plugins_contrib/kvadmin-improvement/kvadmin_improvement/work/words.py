"""Words as people type them, and as documents say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kvadmin.api import UsageError, tr
from kvadmin.api.wording import fold, near_names
from kvadmin_improvement.records import PARTIES, STEPS, Measure

#: What people also type; the words of documents are known besides.
_ALSO = {
    "prepare": ("forberedelse", "forberedelser", "forarbeid", "preparation", "førebuing", "1"),
    "plan": ("planlegging", "planning", "2"),
    "do": ("gjennomføring", "doing", "implement", "3"),
    "evaluate": ("evaluering", "evaluation", "4"),
    "follow-up": ("oppfølging", "oppfølgjing", "follow up", "followup", "5"),
    "politicians": (
        "politikere",
        "politikarar",
        "politiker",
        "politikerne",
        "politikarane",
        "de folkevalgte",
        "dei folkevalde",
        "elected politicians",
        "p",
    ),
    "administration": ("administrasjon", "ledelse", "leiing", "ledelsen", "leiinga", "management", "a"),
    "employees": (
        "ansatte",
        "tilsette",
        "de ansatte",
        "dei tilsette",
        "de tillitsvalgte",
        "dei tillitsvalde",
        "ansattes representanter",
        "unions",
        "employees' representatives",
        "e",
    ),
    "not-started": ("planlagt", "planned", "not started"),
    "in-progress": ("pågår", "startet", "starta", "in progress", "started"),
    "completed": ("ferdig", "avsluttet", "avslutta", "done", "finished"),
    "stopped": ("stoppet", "stoppa", "avbrutt", "avbroten", "cancelled"),
}


def reads(words: Mapping[str, tuple[str, str]]) -> Callable[[str], str]:
    """Reads one of the words, in English, bokmål or nynorsk.

    Args:
        words: Word -> (nb, nn).

    Raises:
        UsageError: By the reader: it is none of them.
    """
    spellings = {fold(text): word for word, names in words.items() for text in (*_ALSO.get(word, ()), *names, word)}

    def read(text: str) -> str:
        found = spellings.get(fold(text))
        if found is None:
            raise UsageError(
                tr("{text!r} is none of the words that may stand here", text=text),
                hint=tr("one of {words}", words=", ".join(words)),
                near=near_names(text, {word: (*names, *_ALSO.get(word, ())) for word, names in words.items()}),
                code="unknown-word",
            )
        return found

    return read


read_step = reads(STEPS)
read_party = reads(PARTIES)
read_status = reads(Measure.STATUSES)


def in_order(found: Sequence[str], words: Mapping[str, tuple[str, str]]) -> list[str]:
    """Each once, in the order in which the words are declared; unknown ones last."""
    known = [word for word in words if word in found]
    return known + sorted({word for word in found if word not in words})


def shown(word: str, words: Mapping[str, tuple[str, str]], language: str) -> str:
    """The word in a document, or on the screen in one of its three languages; an unknown one as it is."""
    if word not in words or language == "en":
        return word
    return words[word][language == "nn"]
