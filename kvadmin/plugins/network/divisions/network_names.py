"""Names of networks in Norwegian, from the counties and regions of their members; a person may change them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kvadmin.api.hooks import Place
from kvadmin.api.wording import fold, sort_key

from ..solver.places import PlaceSet

#: A county is worth naming when at least this share of the members lies in it.
_SHARE = 1 / 3


def names_for(places: PlaceSet, networks: Sequence[Sequence[str]], taken: Iterable[str] = ()) -> list[str]:
    """A name for each network: ``Telemark``, ``Akershus og Oslo``, and ``Hedmark – Tynset`` when several are alike.

    The same networks always get the same names, whatever their order. A name that is ``taken`` is treated as one that
    several have.
    """
    used = {fold(name) for name in taken}
    inside = [[places[places.index(member)] for member in members] for members in networks]
    plain = [_area(members) for members in inside]
    alike = Counter(plain)
    chosen = [
        name
        if name and alike[name] == 1 and fold(name) not in used
        else " – ".join(part for part in (name, _largest(members)) if part)
        for name, members in zip(plain, inside, strict=True)
    ]
    again = Counter(chosen)
    seen: Counter[str] = Counter()
    for index, name in enumerate(chosen):
        while again[name] > 1 or fold(chosen[index]) in used:
            seen[name] += 1
            chosen[index] = f"{name} {seen[name]}"
            if fold(chosen[index]) not in used:
                break
    return chosen


def _area(members: Sequence[Place]) -> str:
    """The one or two counties that hold most of the members, the region when they are spread over more."""
    counties = Counter(place.county for place in members if _is_name(place.county))
    if not counties:
        return ""
    most = [name for name, count in _ranked(counties) if count >= _SHARE * len(members)]
    if len(counties) <= 2 or sum(counties[name] for name in most[:2]) > len(members) * 0.8:
        return _joined((most or [name for name, _ in _ranked(counties)])[:2])
    regions = {place.fields.get("region", "") for place in members}
    if len(regions) == 1 and _is_name(next(iter(regions))):
        return regions.pop()
    return _joined([name for name, _ in _ranked(counties)[:2]])


def _joined(names: Sequence[str]) -> str:
    """``Oslo og Akershus``; a stroke where a name holds an ``og`` of its own (Møre og Romsdal)."""
    return (" / " if any(" og " in name for name in names) else " og ").join(names)


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], sort_key(item[0])))


def _is_name(text: str) -> bool:
    """Whether it is a name a person would use: a county given by its number is none."""
    return any(letter.isalpha() for letter in text)


def _largest(members: Sequence[Place]) -> str:
    """The member with most inhabitants, by which people know the area."""
    place = min(members, key=lambda each: (-(each.population or 0.0), each.id))
    return place.name or place.id
