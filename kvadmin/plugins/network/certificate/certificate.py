"""The certificate of a split: members, the distances used, prices and bound, tried before anybody gets it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kvadmin.api import Refused, tr

from ..solver.distance import EARTH_RADIUS_KM
from ..solver.request import SplitRequest
from ..solver.rules import Balance, DifferentNetworks, MaxDistance, MaxPer, MinPer, SameNetwork, SharedTheme, words_of
from ..solver.score_card import Score, canonical, score
from ..solver.split import DIRECT_PLACES, split
from ..solver.time_budget import TimeBudget
from .shadow_prices import PricedCounts, free_counts, priced_counts
from .split_verifier import TOLERANCE, verified

#: Sets that the program may try; about half a minute of pure Python.
_EFFORT = 300_000
_DECIMALS = 6


class _TooLong(Exception):  # noqa: N818 - not an error: a lower bound is tried next
    """The program would need longer than anybody waits for it."""


@dataclass(frozen=True)
class Certificate:
    """What is handed out (``data``, as JSON), the split's figures, and what the program says of it."""

    data: dict[str, Any]
    score: Score
    sentences: tuple[str, ...]

    @property
    def bound(self) -> float:
        """What no split is below; unit of the distances."""
        return float(self.data["bound"])

    @property
    def above(self) -> float:
        """How far above the best split this one may be; 0 when no split is shorter."""
        above = self.score.objective - self.bound
        return above if above > TOLERANCE else 0.0


def certificate_of(
    request: SplitRequest, networks: Sequence[Sequence[str]], counts: range, clock: TimeBudget, about: dict[str, Any]
) -> Certificate:
    """Prove how good a split is, so that the proof can be checked without this program.

    The bound is the best there is when the program can prove it, else a lower one: the program runs here first, and
    what it does not accept is not handed out.

    Args:
        request: What was split, under which rules and locks.
        networks: Members of each network.
        counts: The numbers of networks that the split is compared with.
        clock: Its end.
        about: Further words for the file: cohort, day.

    Raises:
        Refused: The split breaks a rule; a rule is a plugin's, which an outsider cannot check; or there are too many
            places or possible networks for a proof.
    """
    check_certifiable(request)
    card = score(replace(request, networks=None), networks)
    if card.broken:
        raise Refused(tr("the split breaks its rules"), details=card.broken, code="rule-broken")
    own = len(card.networks)
    found = split(replace(request, networks=own if len(counts) == 1 else None), clock=clock)
    best = min(card.objective, found.objective)
    proofs = priced_counts(request, counts, own, best, clock)
    least = min([best, *(value for each in proofs for value in each.least.values())])
    targets = {best, least, *([found.bound] if found.bound is not None and found.bound_scope == "all" else [])}
    for target in sorted(targets, reverse=True):
        data = about | _data(request, card, counts, target, proofs)
        sentences = _tried(data)
        if sentences is not None:
            return Certificate(data, card, sentences)
    raise Refused(tr("no proof was found that a program can check in a minute"), code="no-proof")


def check_certifiable(request: SplitRequest) -> None:
    """Refuse what no outsider could check.

    Raises:
        Refused: A rule is a plugin's, there are too many places, or something else than all pairs was minimised.
    """
    if not request.objective.is_pairwise:
        raise Refused(
            tr(
                "a proof can be made of the sum over all pairs only, not of {objective}",
                objective=request.objective.text(),
            ),
            code="no-proof",
        )
    foreign = [words_of(rule) for rule in request.rules if not hasattr(rule, "bind")]
    if foreign:
        raise Refused(
            tr("the split is made under rules of plugins, which nobody else can check"),
            details=foreign,
            hint=tr("`kvadmin plugins disable NAME`, and split again without them"),
            code="foreign-rules",
        )
    if len(request.places) > DIRECT_PLACES:
        raise Refused(
            tr("a proof can be made for {most} places at most", most=DIRECT_PLACES),
            code="no-proof",
        )


def _tried(data: dict[str, Any]) -> tuple[str, ...] | None:
    """What the program says, or None when it does not accept the certificate or would take too long."""
    tried = 0

    def step() -> None:
        nonlocal tried
        tried += 1
        if tried > _EFFORT:
            raise _TooLong

    try:
        return tuple(verified(data, step))
    except (_TooLong, SystemExit):
        return None


def _data(
    request: SplitRequest, card: Score, counts: range, bound: float, proofs: Sequence[PricedCounts]
) -> dict[str, Any]:
    """The file, without what it says about itself."""
    rounded = round(card.objective, _DECIMALS)
    # never above what is proven, and the objective itself when that is what is proven
    down = math.floor(bound * 10**_DECIMALS) / 10**_DECIMALS
    possible = free_counts(request, counts)
    return {
        "unit": request.distances.unit,
        "sizes": [request.size_min, request.size_max],
        "counts": [min(possible), max(possible)],
        "objective": rounded,
        "bound": rounded if bound == card.objective else down,
        "networks": [list(members) for members in canonical([each.members for each in card.networks])],
        "rules": _rules(request),
        "distances": _distances(request),
        "places": _places(request),
        "proofs": [
            {"from": each.first, "to": each.last, "network_price": each.network_price, "prices": each.prices}
            for each in sorted(proofs, key=lambda each: each.first)
        ],
    }


def _rules(request: SplitRequest) -> dict[str, list[Any]]:
    """The rules by kind, with every kind there is."""
    out: dict[str, list[Any]] = {
        name: [] for name in ("together", "apart", "locked", "max_per", "min_per", "max_distance", "theme", "balance")
    }
    out["locked"] = [list(members) for members in canonical(request.locked)]
    for rule in request.rules:
        match rule:
            case SameNetwork():
                out["together"].append(list(rule.ids))
            case DifferentNetworks():
                out["apart"].append(list(rule.ids))
            case MaxPer():
                out["max_per"].append({"field": rule.field, "most": rule.most})
            case MinPer():
                out["min_per"].append({"field": rule.field, "value": rule.value, "least": rule.least})
            case MaxDistance():
                out["max_distance"].append(rule.limit)
            case SharedTheme():
                out["theme"].append({"field": rule.field, "weight": rule.weight})
            case Balance():
                out["balance"].append({"field": _number_name(rule.field), "weight": rule.weight})
            case _:
                raise AssertionError(rule)  # a new rule that the program does not know
    return out


def _number_name(field: str) -> str:
    """Where the numbers of a field stand: beside its texts, which are rounded."""
    return f"{field} (number)"


def _places(request: SplitRequest) -> list[dict[str, Any]]:
    """Id, name, coordinates, and the fields that the rules speak of."""
    places = request.places
    texts: dict[str, list[str]] = {}
    for rule in request.rules:
        if isinstance(rule, MaxPer | MinPer | SharedTheme):
            texts[rule.field] = places.texts(rule.field)
        if isinstance(rule, Balance):
            texts[_number_name(rule.field)] = [repr(float(value)) for value in places.numbers(rule.field)]
    return [
        {
            "id": place.id,
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "fields": {name: values[at] for name, values in texts.items()},
        }
        for at, place in enumerate(places)
    ]


def _distances(request: SplitRequest) -> dict[str, Any]:
    """How far apart the places are: by their coordinates, or row by row to the places before."""
    if request.travel is None:
        return {"by": "great-circle", "radius_km": EARTH_RADIUS_KM}
    every = list(range(len(request.places)))
    block = request.travel.block(every, every)  # type: ignore[arg-type]
    return {"by": "table", "rows": [[float(value) for value in block[i][:i]] for i in every]}
