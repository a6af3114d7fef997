"""How many goals stand how, as bars whose length and words say it, in colour and in grey."""

from __future__ import annotations

from collections.abc import Sequence

from kvadmin.api.wording import Language, number

from ..charts.template import render

_WIDTH, _ROW, _LEFT, _RIGHT, _TOP = 760, 30, 150, 60, 8


def state_bars(words: Sequence[str], counts: Sequence[int], description: str, language: Language) -> str:
    """The picture as SVG.

    Args:
        words: What is counted, from the best state to the one nobody knows.
        counts: How many.
        description: The same in words.
        language: Of the figures.
    """
    most = max(counts, default=0) or 1
    room = _WIDTH - _LEFT - _RIGHT
    bars = [
        (_TOP + at * _ROW, word, round(room * count / most, 2), number(count, language), f"state-{at}")
        for at, (word, count) in enumerate(zip(words, counts, strict=True))
    ]
    return render(
        "state_bars.svg",
        width=_WIDTH,
        height=2 * _TOP + _ROW * len(counts),
        left=_LEFT,
        row=_ROW,
        bars=bars,
        description=description,
        language=language,
    )
