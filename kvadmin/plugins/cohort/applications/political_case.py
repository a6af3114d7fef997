"""Reading the political case: body, case number and date, and whether it has been treated or only will be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kvadmin.api.imports import ReadDate, find_dates, read_date
from kvadmin.api.records import PoliticalCase
from kvadmin.api.wording import fold, squash

from .placeholders import is_content

_BODY = re.compile(
    r"(?<![\wæøå])("
    r"kommunestyre\w*|k\.?\s?-?\s?styre\w*|bystyre\w*|byråd\w*|herr?eds?styre\w*|heradsstyre\w*|formannskap\w*|formannsk\.?|"
    r"formannskab\w*|by-?\s?og\s?kommunestyre\w*|"
    r"administrasjonsutval\w*|partssammensatt\w* utval\w*|partssamansett\w* utval\w*|hovud?utval\w*|hovedutval\w*|"
    r"\w*utval\w*|\w*komite\w*|\w*komité\w*|driftsstyre\w*|levekårsstyre\w*|"
    r"kommunestyresak|formannskapssak|bystyresak|"
    r"municipal council|city council|town council|council|executive (?:committee|board)|committee|"
    r"ks|kst|kst\.|k-sak|ksak|k\.sak|ksk|kom\.?styre|fsk|fsk\.|fs|f-sak|fsak|fors?k|fo?rmsk|ps|bys|bs|b-sak|bst|hst|hs|"
    r"hu|hovu|adm\.?utv|admu|amu|psu|pu|ku|lu|omu|utv|utv\.|k|f|b"
    r")(?![\wæøå])",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"(?<![\d/])(?:\d{4}/\d{1,5}|\d{2}/\d{3,6}|\d{1,4}\s?/\s?(?:\d{4}|\d{2}))(?:-\d{1,4})?(?![\d/])"
    r"|(?<![\w/])(?:sak|saksnr|saksnummer|nr|case|no)\.?\s*(?:nr\.?|no\.?)?\s*:?\s*(?P<bare>\d{1,5}(?:[-/.]\d{1,4})?)(?![\d/])",
    re.IGNORECASE,
)
_DAY_LIKE = re.compile(r"^\d{1,2}/\d{1,2}$")
_PENDING = re.compile(
    r"\b(behandles|behandlast|handsamast|handsamas|skal (opp|til|behandl\w*|handsam\w*)|vil bli|vert handsama|"
    r"blir behandl\w*|blir handsama|vert behandla|kommer|kjem|planlagt|planlegges|planleggast|vedtas|vedtakast|"
    r"til behandling|til handsaming|under behandling|under handsaming|settes|setjast|sett på|berammet|berammes|"
    r"ikke (politisk )?behandl\w*|ikkje (politisk )?(handsama|behandla)|ikke vedtatt|ikkje vedteke|utsatt|utsett|"
    r"avventer|avventar|venter|ventar|ettersend\w*|will be|to be|scheduled|pending|planned|not yet|postponed|"
    r"administrativt|delegert|ordførervedtak|forventet|forventa|forventes|neste møte)\b"
)
#: Behind a date that is not sure.
_DOUBTED = re.compile(r"\s*\(?\?")
_PIECES = re.compile(r"\s*[;,]\s+|\s+(?:og|men|and|but|deretter)\s+|\n+")


@dataclass(frozen=True, slots=True)
class CaseReading:
    """What a political case says and lacks (``body``, ``case_number``, ``decision_date``)."""

    case: PoliticalCase | None
    lacks: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_case(text: str, body: str, decision: ReadDate | None, year: int) -> CaseReading:
    """Read the case of a row.

    Args:
        text: The cell ``Politisk behandlet`` or ``Saksnr``.
        body: The cell of a column of its own for the body, if there is one.
        decision: The cell of the decision date; None when the list has no such column (then the
            date is not asked for).
        year: The year of dates that have none.
    """
    whole = squash(f"{body} {text}") if is_content(body) else text
    if not is_content(whole):
        return CaseReading(None, ("body", "case_number", "decision_date"))
    treated, pending = _treated(whole)
    if pending and not treated:
        return CaseReading(None, ("body", "case_number", "decision_date"), ("political-treatment-to-come",))
    found = [each for each in find_dates(treated, year=year, strict=True) if each.day]
    sure = [each.day for each in found if each.day and not _DOUBTED.match(treated[each.end :])]
    bare = treated
    for each in reversed(found):
        bare = f"{bare[: each.start]} {bare[each.end :]}"
    case_number = _case_number(bare)
    named = _BODY.search(body if is_content(body) else bare)
    day, notes = _day(decision, sure)
    lacks = [
        *(("body",) if not (named or is_content(body)) else ()),
        *(("case_number",) if not case_number else ()),
        *(("decision_date",) if day is None and decision is not None else ()),
    ]
    case = PoliticalCase(
        body=squash(body) if is_content(body) else named[0].strip() if named else "",
        number=case_number,
        date=day,
        text=squash(whole),
    )
    return CaseReading(case, tuple(lacks), notes)


def _treated(text: str) -> tuple[str, bool]:
    """The pieces of the text that tell of a treatment that has been, and whether any tells of one to come."""
    if not _PENDING.search(fold(text)):
        return text, False
    pieces = _PIECES.split(text)
    done = [piece for piece in pieces if not _PENDING.search(fold(piece))]
    kept = " ".join(done)
    return (kept if _case_number(kept) else ""), True


def _case_number(text: str) -> str:
    for match in _CASE.finditer(text):
        number = match["bare"] or match[0]
        if match["bare"] or not _DAY_LIKE.match(number) or len(number.split("/")[1]) == 2:
            return squash(number).replace(" ", "")
    return ""


def _day(decision: ReadDate | None, in_text: list[date]) -> tuple[date | None, tuple[str, ...]]:
    if decision is not None and decision.day:
        return decision.day, ()
    if in_text:
        return in_text[-1], ("decision-date-from-text",)
    return None, ("decision-date-not-asked",) if decision is None else ()


def decision_of(text: str | None, year: int) -> ReadDate | None:
    """The decision date as :func:`read_case` wants it, from text that was kept."""
    if text is None:
        return None
    return ReadDate(problem="imprecise") if _PENDING.search(fold(text)) else read_date(text, year=year)
