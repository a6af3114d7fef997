"""What ``network advisor set`` changes: only what is named, and in every cohort that has the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kvadmin.api import InvalidData, Session, UsageError, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Advisor, Networks
from kvadmin.api.wording import near_names

from .matters import difference_text
from .people import AdvisorPerson

#: A municipality, or degrees.
Home = tuple[str, float | None, float | None]


@dataclass(frozen=True)
class AdvisorChange:
    """What was named; None leaves it as it is."""

    home: Home | None = None
    capacity: int | None = None
    languages: Sequence[str] | None = None

    @property
    def empty(self) -> bool:
        """Nothing was named."""
        return self.home is None and self.capacity is None and self.languages is None

    def names(self, field: str) -> bool:
        """Whether that field is named."""
        return getattr(self, field) is not None

    def put(self, advisor: Advisor) -> None:
        """Change what is named."""
        if self.home is not None:
            advisor.municipality, advisor.lat, advisor.lon = self.home
        if self.capacity is not None:
            advisor.capacity = self.capacity
        if self.languages is not None:
            advisor.languages = sorted(self.languages)


def change_advisor(record: Networks, records: Mapping[str, Networks], name: str, change: AdvisorChange) -> list[str]:
    """Add an advisor to a cohort, or change one everywhere.

    Args:
        record: The cohort that was named; changed.
        records: The networks of all cohorts, this one included; changed where the person is.
        name: The person.
        change: What to change.

    Returns:
        The cohorts in which the person is, this one included.

    Raises:
        UsageError: Nothing is named; a person that nobody knows has no home; or the cohorts differ about somebody who
            is new here, and what counts is not named.
    """
    person = AdvisorPerson(name)
    for cohort, each in records.items():
        for advisor in each.advisors:
            if advisor.name == name:
                person.records[cohort] = advisor
    if record.cohort not in person.records:
        made = _taken_over(person, change) if person.records else _new(records, name, change)
        record.advisors = sorted([*record.advisors, made], key=lambda each: each.name)
        person.records[record.cohort] = made
    elif change.empty:
        raise UsageError(
            tr("nothing is said to change about {name}", name=name),
            hint=tr("--home NUMBER|LAT,LON, --capacity N, --language L… or --no-language"),
            code="missing-value",
        )
    for advisor in person.records.values():
        change.put(advisor)
    return sorted(person.records)


def _new(records: Mapping[str, Networks], name: str, change: AdvisorChange) -> Advisor:
    if change.home is None:
        known = sorted({each.name for record in records.values() for each in record.advisors})
        raise UsageError(
            tr("{name} is a new advisor: where do the trips begin?", name=name),
            where="--home",
            hint=tr("--home NUMBER|LAT,LON"),
            near=near_names(name, known),
            code="missing-value",
        )
    return Advisor(name=name)


def _taken_over(person: AdvisorPerson, change: AdvisorChange) -> Advisor:
    """As the other cohorts have the person."""
    open_fields = [each for each in person.differing() if not change.names(each)]
    if open_fields:
        options = {"capacity": "--capacity", "home": "--home", "languages": "--language"}
        raise UsageError(
            difference_text(person),
            where=options[open_fields[0]],
            hint=tr("say which holds: {options}", options=", ".join(options[each] for each in open_fields)),
            code="missing-value",
        )
    known = next(iter(person.records.values()))
    return Advisor(
        name=person.name,
        capacity=known.capacity,
        municipality=known.municipality,
        lat=known.lat,
        lon=known.lon,
        languages=list(known.languages),
    )


def home_place(run: Session, text: str) -> Home:
    """A municipality of the register, or a place in degrees.

    Raises:
        UsageError: It is no place.
        UnknownName: There is no such municipality.
        InvalidData: The municipality has no coordinates.
    """
    lat, comma, lon = text.partition(",")
    if comma and any(letter.isdigit() for letter in lat):
        try:
            place = float(lat), float(lon)
        except ValueError:
            raise UsageError(
                tr("{text!r} is no place", text=text),
                where="--home",
                hint=tr("a municipality, or LAT,LON"),
                code="bad-value",
            ) from None
        if not (abs(place[0]) <= 90 and abs(place[1]) <= 180):
            raise UsageError(
                tr("{text!r} is no place on the globe", text=text),
                where="--home",
                hint=tr("LAT,LON in degrees"),
                code="bad-value",
            )
        return "", *place
    found = find_municipality(run.data, text, run.today)
    if found.lat is None or found.lon is None:
        raise InvalidData(
            tr("{number} {name} has no coordinates", number=found.number, name=found.name),
            where="--home",
            hint=tr("give LAT,LON"),
            code="no-coordinates",
        )
    return found.number, None, None
