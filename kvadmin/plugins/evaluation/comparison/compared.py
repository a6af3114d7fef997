"""Whom a comparison is between, and for whom: a cohort, those like one municipality, what the public may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

from kvadmin.api import Session, Snapshot, UsageError, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Cohort, Indicator, Municipality
from kvadmin.api.wording import near_names

from ..measurements.value_files import Measurement
from .quantiles.trimming import quantile
from .similar import SimilarMunicipality, similar_to
from .totals import MayShow

PROFILES = ("private", "public")
#: How an extra field of municipalities is called that says how central they are.
_CENTRALITY = ("centrality", "sentralitet")


@dataclass(frozen=True)
class Compared:
    """Whom a comparison is between.

    Attributes:
        data: Where the register is.
        inside: The only ones that count; ``None``: everybody with figures.
        own: The one that others are to be like.
        count: How many of those.
        centrality: By number, where the register has it.
        least: Counts of persons below it are hidden; ``None`` for those who may see all.
    """

    data: Snapshot | None = None
    inside: frozenset[str] | None = None
    own: Municipality | None = None
    count: int = 0
    centrality: Mapping[str, float] = field(default_factory=dict)
    least: int | None = None

    @cached_property
    def register(self) -> list[Municipality]:
        """All municipalities, read when they are first asked for."""
        return self.data.all(Municipality) if self.data else []

    @cached_property
    def names(self) -> dict[str, str]:
        """Of all municipalities by number."""
        return {each.number: each.name for each in self.register}

    def keeps(self, values: list[Measurement]) -> list[Measurement]:
        """Those of the municipalities that count."""
        return values if self.inside is None else [each for each in values if each.municipality in self.inside]

    def may_show(self, indicator: Indicator) -> MayShow | None:
        """What of a figure the public may see, by the rule of the package; ``None``: everything."""
        if self.least is None:
            return None
        from ..package.tables.public_tables import may_show_value

        return partial(may_show_value(self.least), indicator)


def compared(
    run: Session, *, cohort: str | None, similar: str | None, count: int, profile: str, least: int
) -> Compared:
    """Whom the options name.

    Raises:
        UsageError: An unknown profile, or a count that cannot be.
        UnknownName: No such cohort or municipality.
    """
    if profile not in PROFILES:
        raise UsageError(
            tr("there is no profile {profile!r}", profile=profile),
            where="--profile",
            hint=tr("private or public"),
            near=near_names(profile, PROFILES),
            code="unknown-word",
        )
    for name, figure in (("--least", least), ("--count", count)):
        if figure < 1:
            raise UsageError(tr("{option} is at least 1", option=name), where=name, code="bad-value")
    inside = frozenset(each.municipality for each in run.data.get(Cohort, cohort).memberships) if cohort else None
    own = find_municipality(run.data, similar, run.today) if similar else None
    centrality = _centrality(run) if own else {}
    return Compared(run.data, inside, own, count, centrality, least if profile == "public" else None)


def _centrality(run: Session) -> dict[str, float]:
    """How central municipalities are, by the extra field of the register that says it."""
    fields = sorted(
        each.name
        for each in run.gather("kvadmin_fields")
        if each.collection == "municipalities" and each.name.casefold().endswith(_CENTRALITY)
    )
    if not fields:
        return {}
    found = {}
    for each in run.data.all(Municipality):
        stored = run.data.stored(Municipality, each.number)
        value = None if stored is None else stored.extra.get(fields[0])
        if value not in (None, "") and (figure := _number(value)) is not None:
            found[each.number] = figure
    return found


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


class SimilarGroup(NamedTuple):
    """Those like one municipality: who, and what their values are beside its own (``None`` where there is none)."""

    own: str
    own_value: float | None
    members: list[SimilarMunicipality]
    median: float | None
    lowest: float | None
    highest: float | None
    by_centrality: bool


def similar_members(who: Compared, with_figures: Collection[str]) -> list[SimilarMunicipality]:
    """Those of the municipalities with figures that are most like the one that is named."""
    if who.own is None:
        return []
    others = [each for each in who.register if each.number in with_figures]
    return similar_to(who.own, others, who.centrality, who.count)


def similar_group(who: Compared, members: list[SimilarMunicipality], values: dict[str, float]) -> SimilarGroup | None:
    """Own value, and median and range of those like it."""
    if who.own is None:
        return None
    found = sorted(values[each.municipality.number] for each in members if each.municipality.number in values)
    return SimilarGroup(
        who.own.number,
        values.get(who.own.number),
        members,
        quantile(found, 0.5) if found else None,
        found[0] if found else None,
        found[-1] if found else None,
        bool(who.centrality),
    )


def similar_json(found: SimilarGroup | None) -> dict[str, Any] | None:
    """As JSON has it, with how far each is and why."""
    if found is None:
        return None
    members = [
        {
            "municipality": each.municipality.number,
            "name": each.municipality.name,
            "population": each.municipality.population,
            "region": each.municipality.region,
            "distance": each.distance,
            "size": each.size,
            "other_region": each.region,
            "centrality": each.centrality,
        }
        for each in found.members
    ]
    return {
        "own": found.own,
        "value": found.own_value,
        "median": found.median,
        "lowest": found.lowest,
        "highest": found.highest,
        "by_centrality": found.by_centrality,
        "members": members,
    }
