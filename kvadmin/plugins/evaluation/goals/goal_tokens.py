"""A text of goals as sentences, and a sentence as what its words do: figures, times, and a letter for each phrase."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from .goal_times import GoalTime, time_at
from .goal_words import LONGEST, MEANS, NEGATIONS, NUMBER_WORDS, PARTS, PHRASES, PLACES, RELATIVE, UNITS, VAGUE

#: A number that may be a figure, the signs of per cent, a word, or any other sign.
_SCAN = re.compile(
    r"(?P<points>%\s?-?\s?poeng|prosent[\s-]?poeng(?:et)?\b)"
    r"|(?P<percent>%|prosent\b|(?:pst|pct)\b\.?)"
    r"|(?P<number>\d+(?:[.,]\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:[-–][^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_BULLET = re.compile(r"\s*(?:[-–—•*·▪]\s*|\(?\d{1,2}[.)]\s+(?=[^\W\d_])|\(?[a-h]\)\s+)")
#: What stands after the point of «pst.» when it ends the sentence, too.
_NEXT = re.compile(r"\s+[A-ZÆØÅ][a-zæøå]")
_COMMUNE = ("kommune", "kommunes", "kommunen", "kommune sin")
#: A number that is a year and no figure, unless a unit stands behind it.
_YEAR = re.compile(r"(?:19|20)\d\d")
#: A figure with its thousands apart, or three decimals that may be thousands: not read.
_DOUBTFUL = re.compile(r"\d+[.,]\d{3}|\d{5,}|0\d.*")
_DASHES = str.maketrans(
    {"‐": "-", "‑": "-", "−": "-", "—": "–", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " "}
)


class Figure(NamedTuple):
    """A figure and its unit: ``%``, ``%-points``, a unit of :data:`~.goal_words.UNITS`, or nothing."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True)
class Piece:
    """One piece of a sentence.

    ``code`` is what it does: a letter of :mod:`.goal_words`, ``F`` a figure, ``P`` percentage points, ``T`` a time,
    ``c`` a comma, ``(`` and ``)``, ``w`` a word that no phrase has, ``?`` anything else. Letters of words are those of
    the text, small; ``capital`` tells a word that began with a capital letter elsewhere than at the beginning.
    """

    code: str
    text: str = ""
    figure: Figure | None = None
    time: GoalTime | None = None
    capital: bool = False


def sentences(text: str) -> list[list[Piece]]:
    """The sentences of a text, as raw pieces: words are ``w`` until :func:`with_phrases` has seen them."""
    plain = unicodedata.normalize("NFC", text).translate(_DASHES)
    return [found for line in re.split(r"[\r\n]+", plain) for found in _line(line) if found]


def _line(line: str) -> Iterator[list[Piece]]:
    line = line[found.end() :] if (found := _BULLET.match(line)) else line
    low, at, pieces = line.lower(), 0, list[Piece]()
    if len(low) != len(line):  # a letter whose small form is longer: nothing that Norwegian has
        yield [Piece("?", line)]
        return
    while at < len(low):
        if low[at].isspace():
            at += 1
        elif timed := time_at(low, at):
            pieces.append(Piece("T", low[at : timed[1]], time=timed[0]))
            at = timed[1]
        else:
            found = _SCAN.match(low, at)
            at = found.end() if found else at + 1
            if found and found["sign"] and found["sign"] in ".;!":
                yield _with_figures(pieces)
                pieces = []
            elif found:
                pieces.append(_piece(found, capital=bool(pieces) and line[found.start()].isupper()))
                if found["percent"] and found[0].endswith(".") and _NEXT.match(line, at):
                    yield _with_figures(pieces)
                    pieces = []
    yield _with_figures(pieces)


def _piece(found: re.Match[str], *, capital: bool) -> Piece:
    text = found[0]
    if found["points"] or found["percent"]:
        return Piece("points" if found["points"] else "percent", text)
    if found["number"]:
        if _DOUBTFUL.fullmatch(text) and not text.startswith("0,"):
            return Piece("?", text)
        return Piece("number", text, Figure(Decimal(text.replace(",", "."))))
    if found["word"]:
        return Piece("w", text, capital=capital)
    return Piece({",": "c", "(": "(", ")": ")", ":": "w"}.get(text, "?"), text)


def _with_figures(pieces: list[Piece]) -> list[Piece]:
    """Numbers and their units put together; a number in words counts before a unit only."""
    result: list[Piece] = []
    at = 0
    while at < len(pieces):
        each = pieces[at]
        after = pieces[at + 1] if at + 1 < len(pieces) else Piece("")
        value = each.figure.value if each.figure else NUMBER_WORDS.get(each.text) if each.code == "w" else None
        unit = {"percent": "%", "points": "%-points"}.get(after.code) or (
            UNITS.get(after.text) if after.code == "w" else None
        )
        if value is not None and unit:
            code = "P" if unit == "%-points" else "F"
            result.append(Piece(code, f"{each.text} {after.text}", Figure(value, unit)))
            at += 2
            continue
        if each.code == "number":
            each = Piece("?" if _YEAR.fullmatch(each.text) else "F", each.text, each.figure)
        elif value is not None and _is_first_of_two(pieces, at):
            each = Piece("F", each.text, Figure(value))
        elif each.code in ("percent", "points"):
            each = Piece("?", each.text)
        result.append(each)
        at += 1
    return result


def _is_first_of_two(pieces: list[Piece], at: int) -> bool:
    """Whether a number in words is the first of «fra ni til åtte prosent»."""
    words = [each.text for each in pieces[max(at - 1, 0) : at + 4]]
    return len(words) == len("fntnp") and words[0] in ("fra", "frå") and words[2] == "til" and words[3] in NUMBER_WORDS


def without_names(pieces: list[Piece], names: Sequence[str]) -> list[Piece]:
    """The pieces with «Bømlo kommune» as words that change nothing: the municipality as a whole."""
    marked = list(pieces)
    for name in {tuple(each.lower().split()) for each in names if each.strip()}:
        for at in range(len(pieces) - len(name)):
            words = tuple(each.text for each in pieces[at : at + len(name)])
            if words == name and pieces[at + len(name)].text in _COMMUNE:
                for place in range(at, at + len(name) + 1):
                    marked[place] = replace(pieces[place], code=" ")
    return marked


def with_phrases(pieces: list[Piece]) -> list[Piece]:
    """The words that phrases have as what they do, the longest phrase first; the part about means is left out."""
    result: list[Piece] = []
    at = 0
    while at < len(pieces):
        if pieces[at].code != "w":
            result.append(pieces[at])
            at += 1
            continue
        if _is_means(pieces, at):
            return result
        for length in range(LONGEST, 0, -1):
            some = pieces[at : at + length]
            code = PHRASES.get(tuple(each.text for each in some))
            if code and all(each.code == "w" for each in some):
                result.append(Piece(code, " ".join(each.text for each in some)))
                at += length
                break
        else:
            result.append(pieces[at])
            at += 1
    return result


def _is_means(pieces: list[Piece], at: int) -> bool:
    """Whether the rest of the sentence says by which means: words only, and none that may name a part or a place."""
    words = [each.text for each in pieces[at:]]
    start = next((len(each) for each in sorted(MEANS, key=len, reverse=True) if tuple(words[: len(each)]) == each), 0)
    rest = pieces[at + start :]
    return bool(start and rest) and all(
        each.code in "wc"
        and not each.capital
        and each.text not in PLACES
        and each.text not in NEGATIONS
        and not each.text.startswith((*PARTS, *VAGUE, *RELATIVE))
        for each in rest
    )
