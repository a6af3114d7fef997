"""The results of a survey: for each municipality the share in the top box and the mean, with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, NamedTuple

from kvadmin.api.wording import Language, number

from ..surveys.said import Said
from ..surveys.scale import SurveyScale
from ..surveys.shown import ShownAnswers
from .chart_geometry import Scale as Axis
from .chart_geometry import px, shorten
from .chart_words import chart_word
from .template import render

WIDTH = 860
PER_PAGE = 40
_ROW, _HEAD, _FOOT, _LINE = 20, 112, 26, 15
_NAMES, _COUNTS = 16, 238
_SHARE, _MEAN = (256, 560), (620, 836)
_NAME_CHARACTERS, _NOTE_CHARACTERS = 26, 140


class SurveyRow(NamedTuple):
    """One line: a municipality, what is shown of its answers, and what follows from that."""

    name: str
    shown: ShownAnswers
    said: Said


@dataclass(frozen=True, slots=True)
class SurveyCaption:
    """What the picture says besides its rows.

    Attributes:
        title: The survey.
        subtitle: Period and cohort.
        language: ``nb`` | ``nn`` | ``en``.
        target: The wanted share in per cent, a line across all rows.
        notes: Below the picture.
    """

    title: str
    subtitle: str
    language: Language
    target: float | None = None
    notes: Sequence[str] = ()


def survey_svg(rows: Sequence[SurveyRow], scale: SurveyScale, caption: SurveyCaption) -> list[str]:
    """Pages of the picture, in the order of the rows. What is hidden is said in words where it would stand."""
    pages = [rows[at : at + PER_PAGE] for at in range(0, len(rows), PER_PAGE)] or [[]]
    return [_page(page, scale, caption, (at, len(pages))) for at, page in enumerate(pages, 1)]


def _page(rows: Sequence[SurveyRow], scale: SurveyScale, caption: SurveyCaption, at: tuple[int, int]) -> str:
    language = caption.language
    notes = [line for note in caption.notes for line in wrap(note, _NOTE_CHARACTERS)]
    bottom = _HEAD + _ROW * len(rows)
    share = Axis(0, 100, *map(float, _SHARE))
    mean = Axis(scale.low, scale.high, *map(float, _MEAN))
    has_means = any(row.shown.mean is not None or "mean" in row.shown.hidden for row in rows)
    ticks = [(px(share(v)), f"{v} %") for v in (0, 25, 50, 75, 100)]
    ticks += [(px(mean(v)), str(v)) for v in scale.categories] if has_means else []
    return render(
        "survey.svg",
        width=WIDTH,
        height=bottom + _FOOT + _LINE * len(notes) + 8,
        language=language,
        title=caption.title,
        subtitle=caption.subtitle,
        description=". ".join(_told(row, language) for row in rows) + ".",
        page_text=chart_word("page", language, page=at[0], pages=at[1]) if at[1] > 1 else "",
        heads=[
            (_NAMES, "strong", chart_word("municipality", language)),
            (_COUNTS, "strong end", chart_word("answers", language)),
            (_SHARE[0], "strong", chart_word("top_share", language, top=scale.top_text)),
            *([(_MEAN[0], "strong", chart_word("mean_answer", language))] if has_means else []),
        ],
        head_y=_HEAD - 34,
        top=_HEAD - 10,
        bottom=bottom,
        ticks=ticks,
        target=None if caption.target is None else px(share(caption.target)),
        target_text=""
        if caption.target is None
        else f"{chart_word('target', language)} {_figure(caption.target, language)} %",
        rows=[_row(row, _HEAD + _ROW * place + 4, (share, mean), language) for place, row in enumerate(rows)],
        notes=[(bottom + _FOOT + 12 + _LINE * k, text) for k, text in enumerate(notes)],
    )


def _row(row: SurveyRow, y: int, axes: tuple[Axis, Axis], language: Language) -> dict[str, Any]:
    shown, told = row.shown, row.said
    share, mean = axes
    hidden = chart_word("hidden", language)
    return {
        "y": y,
        "name": shorten(row.name, _NAME_CHARACTERS),
        "count": "" if shown.answers is None else str(shown.answers),
        "text": _told(row, language),
        "marks": [
            mark
            for mark in (
                _mark(share, told.share, told.share_low, told.share_high, "top"),
                _mark(mean, None if shown.mean is None else float(shown.mean), told.mean_low, told.mean_high, "mean"),
            )
            if mark
        ],
        "hidden": [
            (left + 8, hidden) for name, left in (("top", _SHARE[0]), ("mean", _MEAN[0])) if name in shown.hidden
        ],
    }


def _mark(axis: Axis, value: float | None, low: float | None, high: float | None, kind: str) -> dict[str, str] | None:
    if value is None:
        return None
    bar = "" if low is None or high is None else f"M{px(axis(low))} 0H{px(axis(high))}"
    ends = "" if low is None or high is None else f"M{px(axis(low))} -4v8M{px(axis(high))} -4v8"
    return {"x": px(axis(value)), "bar": bar + ends, "kind": kind}


def _told(row: SurveyRow, language: Language) -> str:
    """A line in words, for those who cannot see it."""
    shown, told = row.shown, row.said
    if shown.answers is None:
        return f"{row.name}: {chart_word('hidden', language)}"
    parts = [f"{chart_word('answers', language).lower()} {shown.answers}"]
    if told.rate is not None:
        parts.append(f"{chart_word('rate', language)} {_figure(told.rate, language)} %")
    if told.share is not None:
        ends = f"{_figure(told.share_low, language)}–{_figure(told.share_high, language)}"
        parts.append(f"{chart_word('top_box', language)} {_figure(told.share, language)} % ({ends})")
    if shown.mean is not None:
        ends = (
            ""
            if told.mean_low is None
            else f" ({_figure(told.mean_low, language)}–{_figure(told.mean_high, language)})"
        )
        parts.append(f"{chart_word('mean_answer', language).lower()} {_figure(float(shown.mean), language)}{ends}")
    if shown.hidden:
        parts.append(chart_word("hidden_some", language))
    return f"{row.name}: {', '.join(parts)}"


def _figure(value: float | None, language: Language) -> str:
    return "" if value is None else number(round(value, 6), language, 1)
