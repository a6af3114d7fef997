"""The rules a secretariat sets, as specifications in its own words.

Each becomes, by ``bind(places, distances, networks)``, a rule object of the same form
that third parties give through ``kvadmin_network_rules`` (see :class:`NetworkRule`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any, Protocol

import numpy as np

from kvadmin.api import UsageError, tr

from .distance import Distances
from .places import PlaceSet


class RuleSpec(Protocol):
    """What the user asks for, before places are known."""

    def bind(self, places: PlaceSet, distances: Distances, networks: int | None) -> Any:
        """Make the rule object for these places and this number of networks."""

    def words(self) -> str:
        """The rule as a message says it."""


@dataclass(frozen=True)
class SameNetwork:
    """These places share a network."""

    ids: tuple[str, ...]
    typed: str = dataclass_field(default="", compare=False, kw_only=True)

    def words(self) -> str:
        """See :class:`RuleSpec`."""
        return tr("together: {places}", places=", ".join(self.ids))

    def bind(self, places: PlaceSet, _distances: Distances, _networks: int | None) -> _SameNetwork:
        """See :class:`RuleSpec`."""
        return _SameNetwork(self.words(), places.indexes(self.ids), len(places))


@dataclass(frozen=True)
class DifferentNetworks:
    """No two of these places share a network."""

    ids: tuple[str, ...]
    typed: str = dataclass_field(default="", compare=False, kw_only=True)

    def words(self) -> str:
        """See :class:`RuleSpec`."""
        return tr("apart: {places}", places=", ".join(self.ids))

    def bind(self, places: PlaceSet, _distances: Distances, _networks: int | None) -> _DifferentNetworks:
        """See :class:`RuleSpec`."""
        return _DifferentNetworks(self.words(), places.indexes(self.ids), len(places))


@dataclass(frozen=True)
class MaxPer:
    """At most ``most`` members of a network have the same value of ``field`` (empty values never count)."""

    field: str
    most: int
    typed: str = dataclass_field(default="", compare=False, kw_only=True)

    def words(self) -> str:
        """See :class:`RuleSpec`."""
        return tr("at most {most} per {field}", most=self.most, field=self.field)

    def bind(self, places: PlaceSet, _distances: Distances, _networks: int | None) -> _MaxPer:
        """See :class:`RuleSpec`."""
        if self.most < 1:
            raise UsageError(
                tr("{words}: no place could be in any network", words=self.words()),
                where="--max-per",
                code="no-solution",
            )
        return _MaxPer(self.words(), np.array(places.texts(self.field)), self.most)


@dataclass(frozen=True)
class MinPer:
    """At least ``least`` members of every network have ``value`` in ``field``."""

    field: str
    value: str
    least: int
    typed: str = dataclass_field(default="", compare=False, kw_only=True)

    def words(self) -> str:
        """See :class:`RuleSpec`."""
        return tr(
            "at least {least} of {field} {value} in every network",
            least=self.least,
            field=self.field,
            value=self.value,
        )

    def bind(self, places: PlaceSet, _distances: Distances, _networks: int | None) -> _MinPer:
        """See :class:`RuleSpec`."""
        kind = np.array([text == self.value for text in places.texts(self.field)])
        return _MinPer(self.words(), kind, self.least)


@dataclass(frozen=True)
class MaxDistance:
    """No two members of a network are further apart than ``limit`` (unit of the distances)."""

    limit: float
    typed: str = dataclass_field(default="", compare=False, kw_only=True)

    def words(self) -> str:
        """See :class:`RuleSpec`."""
        return tr("greatest distance {limit:g}", limit=self.limit)

    def bind(self, _places: PlaceSet, distances: Distances, _networks: int | None) -> _MaxDistance:
        """See :class:`RuleSpec`."""
        return _MaxDistance(self.words(), distances, self.limit)


@dataclass(frozen=True)
class Balance:
    """Adds ``weight`` x sum over networks of |sum of ``field`` - its mean over the networks|; unit of the distances."""

    field: str
    weight: float

    def words(self) -> str:
        """See :class:`RuleSpec`."""
        return tr("balance of {field}", field=self.field)

    def bind(self, places: PlaceSet, _distances: Distances, networks: int | None) -> _Balance:
        """See :class:`RuleSpec`; the mean needs the number of networks."""
        if self.weight < 0:
            raise UsageError(
                tr("{words}: the weight is negative", words=self.words()), where="--balance", code="bad-value"
            )
        values = places.numbers(self.field)
        mean = float(values.sum()) / networks if networks else 0.0
        return _Balance(f"balance:{self.field}", values, self.weight, mean)


@dataclass(frozen=True)
class SharedTheme:
    """Adds ``weight`` (unit of the distances) per pair in a network without a common theme (``;`` between themes)."""

    field: str
    weight: float

    def words(self) -> str:
        """See :class:`RuleSpec`."""
        return tr("shared {field}", field=self.field)

    def bind(self, places: PlaceSet, _distances: Distances, _networks: int | None) -> _SharedTheme:
        """See :class:`RuleSpec`."""
        if self.weight < 0:
            raise UsageError(
                tr("{words}: the weight is negative", words=self.words()), where="--theme", code="bad-value"
            )
        sets = [{t.strip().casefold() for t in text.split(";") if t.strip()} for text in places.texts(self.field)]
        every = sorted(set().union(*sets))
        has = np.array([[theme in own for theme in every] for own in sets], dtype=np.int8).reshape(len(sets), -1)
        return _SharedTheme(f"theme:{self.field}", has, self.weight)


@dataclass(frozen=True)
class _Group:
    name: str
    places: np.ndarray
    size: int

    def _inside(self, members: np.ndarray) -> np.ndarray:
        mark = np.zeros(self.size, dtype=np.int64)
        mark[self.places] = 1
        out: np.ndarray = mark[members].sum(axis=1)
        return out


class _SameNetwork(_Group):
    def allowed(self, members: np.ndarray) -> np.ndarray:
        inside = self._inside(members)
        out: np.ndarray = (inside == 0) | (inside == len(set(self.places.tolist())))
        return out


class _DifferentNetworks(_Group):
    def allowed(self, members: np.ndarray) -> np.ndarray:
        out: np.ndarray = self._inside(members) <= 1
        return out

    def forbidden(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        a, b = np.isin(rows, self.places), np.isin(cols, self.places)
        out: np.ndarray = a[:, None] & b[None, :] & (np.asarray(rows)[:, None] != np.asarray(cols)[None, :])
        return out


class _MaxPer:
    def __init__(self, name: str, values: np.ndarray, most: int) -> None:
        self.name, self.most = name, most
        _, codes = np.unique(values, return_inverse=True)
        # A place without a value shares it with nobody.
        self.codes = np.where(values == "", -1 - np.arange(len(values)), codes.astype(np.int64))

    def allowed(self, members: np.ndarray) -> np.ndarray:
        if members.shape[1] <= self.most:
            return np.ones(len(members), dtype=bool)
        codes = np.sort(self.codes[members], axis=1)
        out: np.ndarray = ~(codes[:, self.most :] == codes[:, : -self.most]).any(axis=1)
        return out

    def possible(self, members: np.ndarray, _room: int) -> np.ndarray:
        return self.allowed(members)


class _MinPer:
    def __init__(self, name: str, kind: np.ndarray, least: int) -> None:
        self.name, self.kind, self.least = name, kind, least

    def allowed(self, members: np.ndarray) -> np.ndarray:
        return self.possible(members, 0)

    def possible(self, members: np.ndarray, room: int) -> np.ndarray:
        out: np.ndarray = self.kind[members].sum(axis=1) + room >= self.least
        return out


class _MaxDistance:
    def __init__(self, name: str, distances: Distances, limit: float) -> None:
        self.name, self.distances, self.limit = name, distances, limit

    def allowed(self, members: np.ndarray) -> np.ndarray:
        ok = np.ones(len(members), dtype=bool)
        for a in range(members.shape[1]):
            for b in range(a):
                ok &= self.distances.pairs(members[:, a], members[:, b]) <= self.limit
        return ok

    def forbidden(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        out: np.ndarray = self.distances.block(rows, cols) > self.limit
        return out


@dataclass(frozen=True)
class _Balance:
    name: str
    values: np.ndarray
    weight: float
    mean: float

    def cost(self, members: np.ndarray) -> np.ndarray:
        out: np.ndarray = self.weight * np.abs(self.values[members].sum(axis=1) - self.mean)
        return out


@dataclass(frozen=True)
class _SharedTheme:
    name: str
    has: np.ndarray
    weight: float = 0.0

    def cost(self, members: np.ndarray) -> np.ndarray:
        total = np.zeros(len(members))
        for a in range(members.shape[1]):
            for b in range(a):
                common = (self.has[members[:, a]] * self.has[members[:, b]]).any(axis=1)
                total += np.where(common, 0.0, self.weight)
        return total

    def pair_cost(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        common = (self.has[rows][:, None, :] * self.has[cols][None, :, :]).any(axis=2)
        out: np.ndarray = np.where(common, 0.0, self.weight)
        return out


def bind_all(specs: Sequence[Any], places: PlaceSet, distances: Distances, networks: int | None) -> list[Any]:
    """Bind the specifications; objects without ``bind`` are rule objects already (third parties)."""
    return [s.bind(places, distances, networks) if hasattr(s, "bind") else s for s in specs]


def words_of(spec: Any) -> str:
    """A rule, built-in or foreign, in words."""
    return str(spec.words()) if hasattr(spec, "words") else str(getattr(spec, "name", type(spec).__name__))


def typed_or_words(spec: Any) -> str:
    """A rule as the person typed it, with its option, and what it says where that is not plain; else in words."""
    typed, words = str(getattr(spec, "typed", "")), words_of(spec)
    if not typed:
        return words
    return typed if isinstance(spec, (SameNetwork, DifferentNetworks)) else f"{typed} ({words})"
