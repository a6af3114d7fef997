"""Whether what is published of a survey gives away that a few gave a certain answer.

Who knows how many answered, how many of them in the top box, the mean and the standard deviation (both rounded), can
write down every way in which the answers may have been given. Where all ways agree on how many gave an answer, and
these are few, the figures give them away.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import combinations_with_replacement, islice
from math import ceil, floor
from typing import NamedTuple

from .given_answers import DECIMALS, figures_of_sums, rounded
from .likely_answers import likely_shares
from .scale import SurveyScale

#: Steps of a search; one that takes more counts as a find, so that nothing is shown on a guess.
MOST_STEPS = 20_000


class Window(NamedTuple):
    """What a reader knows: sums of the answers and of their squares lie between these, ends included."""

    low: float
    high: float
    squares_low: float
    squares_high: float


@lru_cache(maxsize=65_536)
def gives_away(answers: int, top: int | None, mean: Decimal, sd: Decimal | None, scale: SurveyScale, few: int) -> bool:
    """Whether the published figures say for certain that one to ``few - 1`` persons gave some answer.

    Args:
        answers: How many answered.
        top: How many of them in the top box; ``None`` when that is not published.
        mean: As it is published, rounded.
        sd: The standard deviation as it is published, rounded; ``None`` when it is not.
        scale: The scale.
        few: Counts below this are small.
    """
    search = _Search(scale, answers, top, (mean, sd))
    first = search.way()
    if first is None:
        return search.spent  # such answers cannot be: they are figures of something else, and say nothing of persons
    open_ = {place for place, count in enumerate(first) if 0 < count < few}
    for other in search.near(first) if open_ else ():
        open_ -= {place for place in open_ if other[place] != first[place]}
        if not open_:
            break
    if not all(_varies(search, first[place], place) for place in sorted(open_)):
        return True
    if top is not None:
        return False
    in_top = sum(count for count, inside in zip(first, search.tops, strict=True) if inside)
    return (0 < in_top < few or 0 < answers - in_top < few) and not _top_varies(search, in_top)


def _varies(search: _Search, known: int, place: int) -> bool:
    """Whether another number of persons may have given the answer at ``place``."""
    return any(search.way(place, each) is not None for each in _near(known, search.answers))


def _top_varies(search: _Search, known: int) -> bool:
    """Whether another number of persons may have answered in the top box, which is not published."""
    found = False
    for other in _near(known, search.answers):
        search.top = other
        found = found or search.way() is not None
    search.top = None
    return found


def _near(known: int, most: int) -> list[int]:
    """Other counts, the nearest first; as many as are worth a try."""
    return list(islice(outwards(known, most), 1, 9))


def outwards(middle: int, most: int) -> Iterator[int]:
    """0 to ``most``, those nearest to ``middle`` first."""
    middle = min(max(middle, 0), most)
    yield middle
    for step in range(1, most + 1):
        if middle + step <= most:
            yield middle + step
        if middle - step >= 0:
            yield middle - step


def _window(answers: int, mean: Decimal, sd: Decimal | None) -> Window:
    """What rounding leaves open; a hair more, for figures that lie on its very edge."""
    half = 0.5 * 10**-DECIMALS + 1e-5
    low, high = answers * (float(mean) - half), answers * (float(mean) + half)
    if sd is None or answers < 2:
        return Window(low, high, 0.0, float("inf"))
    spread = float(sd)
    least, most = max(0.0, spread - half) ** 2 * (answers - 1), (spread + half) ** 2 * (answers - 1)
    return Window(low, high, least, most)


class _Search:
    """All ways of giving the answers, one after the other."""

    def __init__(
        self, scale: SurveyScale, answers: int, top: int | None, figures: tuple[Decimal, Decimal | None]
    ) -> None:
        self.answers, self.figures = answers, figures
        window = self.window = _window(answers, *figures)
        self.values = list(scale.categories)
        self.tops = [scale.in_top(value) for value in self.values]
        self.top = top
        self.spent = False
        spread = (window.squares_low + window.squares_high) / 2 / answers if figures[1] is not None else None
        share = None if top is None else top / answers
        self._likely = [answers * each for each in likely_shares(scale, float(figures[0]), spread, share)]
        self._tried: set[tuple[int | None, ...]] = set()

    def way(self, place: int = -1, fixed: int = 0) -> tuple[int, ...] | None:
        """A way in which exactly ``fixed`` gave the answer at ``place`` (any number where that is -1)."""
        self._tried = set()
        return self._from(0, self.answers, self.top, (0, 0), (), (place, fixed))

    def _from(
        self,
        at: int,
        left: int,
        top: int | None,
        sums: tuple[int, int],
        made: tuple[int, ...],
        held: tuple[int, int],
    ) -> tuple[int, ...] | None:
        state = (at, left, top, *sums)
        if state in self._tried:
            return None
        self._tried.add(state)
        if len(self._tried) > MOST_STEPS:
            self.spent = True
            return None
        if at == len(self.values):
            return made if left == 0 and not top and self._fits(*sums) else None
        if self._hopeless(at, left, top, *sums):
            return None
        value, most = self.values[at], left
        if top is not None:
            most = top if self.tops[at] else left - top
        for number in [held[1]] if at == held[0] else outwards(round(self._likely[at]), most):
            if number <= most:
                found = self._from(
                    at + 1,
                    left - number,
                    top - number if top is not None and self.tops[at] else top,
                    (sums[0] + number * value, sums[1] + number * value * value),
                    (*made, number),
                    held,
                )
                if found is not None:
                    return found
        return None

    def _hopeless(self, at: int, left: int, top: int | None, total: int, squares: int) -> bool:
        """Whether the answers that are left cannot bring sum and squares to what is known, whatever they are."""
        rest = self.values[at:]
        least, most = left * rest[0], left * rest[-1]
        if top is not None:
            groups = [
                (count, [v for v, inside in zip(rest, self.tops[at:], strict=True) if inside == wanted])
                for count, wanted in ((left - top, False), (top, True))
            ]
            if any(count and not values for count, values in groups):
                return True
            least = sum(count * values[0] for count, values in groups if count)
            most = sum(count * values[-1] for count, values in groups if count)
        low, high = max(total + least, ceil(self.window.low)), min(total + most, floor(self.window.high))
        return not any(self._can_spread(each, each - total, left, rest, squares) for each in range(low, high + 1))

    def _can_spread(self, whole: int, missing: int, left: int, rest: list[int], squares: int) -> bool:
        """Whether squares can come out right with the sum ``whole``: the rest lies together, or at its two ends."""
        base = squares - whole * whole / self.answers
        if not left:
            least = most = 0.0
        else:
            least = missing * missing / left
            most = left * rest[0] ** 2 + (missing - left * rest[0]) * (rest[0] + rest[-1])
        return base + most >= self.window.squares_low - 1e-6 and base + least <= self.window.squares_high + 1e-6

    def near(self, way: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Ways that differ from one in two answers, each given as one of the other answers."""
        inside = [
            (one, other)
            for one in range(len(way))
            for other in range(len(way))
            if one != other and (self.top is None or self.tops[one] == self.tops[other])
        ]
        for first, second in combinations_with_replacement(inside, 2):
            made = list(way)
            for source, target in (first, second):
                made[source] -= 1
                made[target] += 1
            if min(made) >= 0 and self._fits(*self._sums(made)):
                yield tuple(made)

    def _sums(self, way: list[int]) -> tuple[int, int]:
        pairs = list(zip(self.values, way, strict=True))
        return sum(value * count for value, count in pairs), sum(value * value * count for value, count in pairs)

    def _fits(self, total: int, squares: int) -> bool:
        """Whether answers with these sums have the figures that are published, rounded as they are."""
        window = self.window
        if not window.low <= total <= window.high:
            return False
        mean, sd = figures_of_sums(self.answers, total, squares)
        wanted = self.figures[1]
        same = wanted is None or (sd is not None and rounded(sd) == wanted)
        return same and rounded(mean) == self.figures[0]
