"""The members of a cohort on a day, as places to split."""

from __future__ import annotations

from datetime import date

from kvadmin.api import InvalidData, Snapshot, UnknownName, tr
from kvadmin.api.hooks import Place
from kvadmin.api.records import Application, Cohort, Municipality

from ..solver.places import PlaceSet


def places_of(snapshot: Snapshot, cohort: Cohort, today: date, as_of: date | None = None) -> PlaceSet:
    """The municipalities to split, with every field that rules may speak of.

    Args:
        snapshot: The data.
        cohort: The cohort.
        today: Without another word: whoever holds a place today, also before the start, since networks
            are made before the first gathering.
        as_of: The members of exactly that day instead.

    Raises:
        UnknownName: A member is not in the register.
        InvalidData: A member has no coordinates; all such are named.
    """
    numbers = cohort.members_on(as_of) if as_of else cohort.holders_on(today)
    return municipalities_as_places(snapshot, numbers, cohort.id)


def municipalities_as_places(snapshot: Snapshot, numbers: list[str], cohort: str) -> PlaceSet:
    """Municipalities as places, with the focus areas of their applications to a cohort."""
    found = {number: snapshot.find(Municipality, number) for number in numbers}
    unknown = sorted(number for number, each in found.items() if each is None)
    if unknown:
        raise UnknownName(
            tr(
                "{number} member(s) of {cohort} are not in the register: {unknown}",
                number=len(unknown),
                cohort=cohort,
                unknown=", ".join(unknown),
            ),
            hint=tr("kvadmin municipality import FILE"),
            code="unknown-municipality",
        )
    themes = {each.municipality: each.focus_areas for each in snapshot.all(Application, cohort)}
    nowhere = [f"{m.number} {m.name}" for m in found.values() if m is not None and (m.lat is None or m.lon is None)]
    if nowhere:
        raise InvalidData(
            tr("{number} member(s) of {cohort} have no coordinates", number=len(nowhere), cohort=cohort),
            details=nowhere,
            hint=tr("kvadmin municipality set NUMBER lat DEGREES, and lon"),
            code="no-coordinates",
        )
    return PlaceSet(_place(snapshot, m, themes.get(m.number, [])) for m in found.values() if m is not None)


def _place(snapshot: Snapshot, municipality: Municipality, themes: list[str]) -> Place:
    stored = snapshot.stored(Municipality, municipality.number)
    extra = {name: str(value) for name, value in (stored.extra if stored else {}).items() if value is not None}
    assert municipality.lat is not None
    assert municipality.lon is not None
    return Place(
        municipality.number,
        municipality.name,
        municipality.lat,
        municipality.lon,
        municipality.county,
        None if municipality.population is None else float(municipality.population),
        {
            **extra,
            "county_number": municipality.county_number or municipality.number[:2],
            "region": municipality.region,
            "language_form": municipality.language_form,
            "size_class": municipality.size_class,
            "focus_areas": ";".join(themes),
        },
    )
