"""Which indicator the figures of a file are of, when a column, a heading and ``--indicator`` may each say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kvadmin.api import InvalidData, UnknownName, tr
from kvadmin.api.records import Indicator
from kvadmin.api.wording import fold_plain

from ..indicators.indicator_catalogue import find_indicator
from .figure_reading import CONTENT, FigureReading

_PARENTHESES = re.compile(r"\([^)]*\)?")
_TABLE_NUMBER = re.compile(r"^\s*\d{4,5}\s*:\s*")
#: Words that say how something is measured, not what.
_MEASURES = frozenset("prosent pst percent i av antall tal antal per".split())


class ContentChoice:
    """Decides for each text that says what is measured which indicator that is.

    Args:
        readings: The figures of the file.
        indicators: All indicators.
        only: What ``--indicator`` says.
    """

    def __init__(
        self, readings: Sequence[FigureReading], indicators: Sequence[Indicator], only: Indicator | None = None
    ) -> None:
        self.indicators, self.only = indicators, only
        self.readings = readings
        self.texts = list(
            dict.fromkeys(
                each.indicator
                for each in readings
                if each.indicator and not each.left_out and not (each.period is None and each.value.blank)
            )
        )
        #: What the person is told about how the file was read.
        self.notes: list[str] = []

    def chosen(self) -> list[FigureReading]:
        """The figures, each with the id of its indicator as far as that is clear, the others left out with a reason.

        Raises:
            InvalidData: The file names another indicator than ``--indicator``, or
                several contents of which none is clearly it.
        """
        if not self.texts:
            return list(self.readings)
        ids = self._named() if self.only is None else self._meant(self.only)
        if all(text == name for text, name in ids.items()):
            return list(self.readings)
        return [self._with(each, ids) for each in self.readings]

    def _with(self, reading: FigureReading, ids: dict[str, str]) -> FigureReading:
        name = ids.get(reading.indicator)
        if reading.left_out or not reading.indicator or name is None:
            return reading
        if not name:
            return reading._replace(left_out=tr("{content!r} is something else", content=reading.indicator))
        return reading._replace(indicator=name)

    def _named(self) -> dict[str, str]:
        """Text -> id, where an indicator is named but for brackets; what nobody knows stays as it is."""
        ids = {}
        for text in self.texts:
            known = self._known(text)
            near = [] if known else [each for each in self.indicators if _is_called(each, text)]
            if len(near) == 1:
                known = near[0]
                self.notes.append(tr("the figures of {content!r} are taken as {id}", content=text, id=known.id))
            ids[text] = known.id if known else text
        return ids

    def _meant(self, only: Indicator) -> dict[str, str]:
        """Text -> id of the indicator that was asked for, or empty where the text says something else."""
        known = {text: self._known(text) for text in self.texts}
        others = [text for text, each in known.items() if each and each.id != only.id]
        if others:
            raise self._two_indicators(only, others, known)
        same = [text for text in self.texts if known[text] or _is_called(only, text)]
        unknown = [text for text in self.texts if text not in same]
        if not same:
            same = unknown if len(unknown) == 1 else [text for text in unknown if _is_about(only, text)]
        if len({fold_plain(text) for text in same}) != 1 and not (same and all(known[text] for text in same)):
            raise self._several(only)
        for text in same:
            if known[text] is None:
                self.notes.append(
                    tr("the figures of {content!r} are taken as {id}, as --indicator says", content=text, id=only.id)
                )
        rest = [text for text in self.texts if text not in same]
        if rest:
            shown = ", ".join(repr(text) for text in rest)
            self.notes.append(tr("left out, for it is not {id}: {contents}", id=only.id, contents=shown))
        return {text: only.id if text in same else "" for text in self.texts}

    def _known(self, text: str) -> Indicator | None:
        try:
            return find_indicator(self.indicators, text)
        except UnknownName:
            return None

    def _two_indicators(
        self, only: Indicator, others: Sequence[str], known: dict[str, Indicator | None]
    ) -> InvalidData:
        counts = {text: sum(each.indicator == text for each in self.readings) for text in others}
        named = ", ".join(dict.fromkeys(each.id for text in others if (each := known[text])))
        return InvalidData(
            tr("the file names the indicator {named}, and --indicator says {id}", named=named, id=only.id),
            details=[tr("{text}: {number} figures", text=text, number=number) for text, number in counts.items()],
            hint=tr("leave --indicator out to take each as the file names it; one alone: --where {where}").replace(
                "{where}", _quoted(CONTENT, next((text for text in self.texts if text not in others), others[0]))
            ),
            code="open-questions",
        )

    def _several(self, only: Indicator) -> InvalidData:
        return InvalidData(
            tr("the file holds figures of several things, and none is clearly {id}", id=only.id),
            details=self.texts,
            hint=tr("choose one: {options}", options=f"--where {_quoted(CONTENT, self.texts[0])}"),
            code="open-questions",
        )


def _quoted(column: str, value: str) -> str:
    return f"'{column}={value}'"


def _names(indicator: Indicator) -> list[str]:
    return [text for text in map(fold_plain, (indicator.id, indicator.nb, indicator.nn)) if text]


def _is_called(indicator: Indicator, content: str) -> bool:
    """Whether a content is the indicator's very name but for brackets, a table's number and how it is measured."""
    bare = fold_plain(_PARENTHESES.sub(" ", _TABLE_NUMBER.sub("", content)))
    short = " ".join(word for word in bare.split() if word not in _MEASURES)
    return any(name in (bare, short) for name in _names(indicator))


def _is_about(indicator: Indicator, content: str) -> bool:
    """Whether all words of one of the indicator's names occur in a content, with an ending or not."""
    words = fold_plain(content).split()
    return any(all(any(said.startswith(word) for said in words) for word in name.split()) for name in _names(indicator))
