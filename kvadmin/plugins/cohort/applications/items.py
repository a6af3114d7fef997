"""The eight items an application must have, and exactly what one lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kvadmin.api.records import Application, PoliticalCase
from kvadmin.api.wording import fold

from .placeholders import is_content, refers_to_attachment
from .political_case import decision_of, read_case

#: Item -> what the documents call it (nb, nn, en).
ITEM_LABELS: dict[str, tuple[str, str, str]] = {
    "quality_focus": (
        "innsatsområder og tiltak for kvalitet i oppvekst og/eller omsorg",
        "innsatsområde og tiltak for kvalitet i oppvekst og/eller omsorg",
        "focus areas and measures for quality in upbringing and/or care",
    ),
    "quality_goal": ("resultatmål for kvalitet", "resultatmål for kvalitet", "a result goal for quality"),
    "sick_leave_measures": ("tiltak mot sykefravær", "tiltak mot sjukefråvær", "measures against sick leave"),
    "sick_leave_goal": (
        "resultatmål for sykefravær, eller at nivået skal opprettholdes",
        "resultatmål for sjukefråvær, eller at nivået skal haldast ved lag",
        "a result goal for sick leave, or keeping the level",
    ),
    "tripartite_cooperation": (
        "hvordan trepartssamarbeidet sikres",
        "korleis trepartssamarbeidet blir sikra",
        "how tripartite cooperation is secured",
    ),
    "timetable": ("overordnet tidsplan", "overordna tidsplan", "an overall timetable"),
    "political_treatment": (
        "politisk behandling (organ, saksnummer og dato)",
        "politisk handsaming (organ, saksnummer og dato)",
        "political treatment (body, case number and date)",
    ),
    "joint_preparation": (
        "hvordan folkevalgte, administrasjon og tillitsvalgte samarbeidet om søknaden",
        "korleis folkevalde, administrasjon og tillitsvalde samarbeidde om søknaden",
        "how elected politicians, administration and employees worked together on the application",
    ),
}

#: The same in a word or two, for tables; translated where they are shown.
ITEM_WORDS: dict[str, str] = {item: item.replace("_", " ") for item in ITEM_LABELS}

#: Parts of the political treatment that may be missing by themselves (nb, nn, en).
PART_LABELS: dict[str, tuple[str, str, str]] = {
    "body": ("organ", "organ", "body"),
    "case_number": ("saksnummer", "saksnummer", "case number"),
    "decision_date": ("vedtaksdato", "vedtaksdato", "date of the decision"),
}

#: Keys of the contents beside the items. ``decision_date`` is there only when the list asked for it.
CASE_BODY, DECISION_DATE = "case_body", "decision_date"

_KEEPING = (
    "oppretthold",
    "opprethold",
    "halde ved lag",
    "halde oppe",
    "behold",
    "behald",
    "maintain",
    "keep the level",
)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an application's contents have and lack.

    Attributes:
        missing: Items that are missing, in the order of the call.
        parts: For a political treatment that is there but not whole: which parts it lacks.
        case: The political case, as far as it could be read.
        flags: What is worth a person's look (``placeholder``, ``keeps-level``, ``see-attachment`` …).
    """

    missing: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    case: PoliticalCase | None = None
    flags: tuple[str, ...] = field(default=())


def assess(contents: Mapping[str, str], year: int) -> Assessment:
    """Check contents against the eight items.

    Args:
        contents: Item (and :data:`CASE_BODY`, :data:`DECISION_DATE`) to text as it was written.
        year: The year of decision dates that have none.
    """
    reading = read_case(
        contents.get("political_treatment", ""),
        contents.get(CASE_BODY, ""),
        decision_of(contents.get(DECISION_DATE), year),
        year,
    )
    missing: list[str] = []
    flags = list(reading.notes)
    for item in Application.ITEMS:
        text = contents.get(item, "")
        if item == "political_treatment":
            missing += [item] if reading.lacks else []
        elif is_content(text):
            flags += ["see-attachment"] if refers_to_attachment(text) else []
            flags += ["keeps-level"] if item == "sick_leave_goal" and keeps_level(text) else []
        elif item == "sick_leave_goal" and keeps_level(contents.get("sick_leave_measures", "")):
            flags += ["keeps-level"]
        else:
            missing.append(item)
            flags += ["placeholder"] if fold(text) or text.strip() else []
    parts = reading.lacks if reading.case is not None else ()
    return Assessment(tuple(missing), parts, reading.case, tuple(dict.fromkeys(flags)))


def keeps_level(text: str) -> bool:
    """Whether the text says that the level of sick leave is to be kept, which is a goal by the call."""
    folded = fold(text)
    return any(fold(word) in folded for word in _KEEPING)
