"""Assigning advisors to the networks of a cohort: what each can still take, and why it cannot be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote

from kvadmin.api import InvalidData, Refused, Session, tr
from kvadmin.api.records import Advisor, Municipality, Network

from ..divisions.stored_networks import StoredDivision
from ..solver.advisors import Assignment, AvailableAdvisor, TooFewAdvisors, assign_advisors
from .languages import in_words, needed_language, works_in
from .matters import load_in_words
from .people import AdvisorPerson


@dataclass(frozen=True)
class AdvisorTask:
    """What is to be assigned: the networks as they are, everybody, and what limits them."""

    run: Session
    stand: StoredDivision
    people: Mapping[str, AdvisorPerson]
    keep: bool
    most: int | None

    @property
    def cohort(self) -> str:
        """Whose networks they are."""
        return self.stand.record.cohort

    def fixed(self) -> dict[int, str]:
        """Whom networks keep: all that have somebody, or only locked ones."""
        networks = enumerate(self.stand.record.networks)
        return {at: each.advisor for at, each in networks if each.advisor and (self.keep or each.locked)}

    def room(self, person: AdvisorPerson) -> int:
        """How many networks of this cohort the person can have: what other cohorts leave, and ``--max-load``."""
        left = max(0, person.capacity - person.load_outside(self.cohort))
        return left if self.most is None else min(left, self.most)

    def needs(self) -> list[str | None]:
        """The language that each network asks for."""
        return [needed_language(self.run.data, each) for each in self.stand.record.networks]


def assigned(task: AdvisorTask) -> Assignment:
    """The assignment with the least travel in all.

    Raises:
        Refused: There is none; what is left over and what would be enough is said.
        InvalidData: An advisor has no home place.
    """
    try:
        return _assigned(task)
    except TooFewAdvisors as error:
        raise Refused(error.message, details=_why(task, error), hint=_way_out(task, error), code=error.code) from None


def _assigned(task: AdvisorTask) -> Assignment:
    available = [_available(task.run, each, task.room(task.people[each.name])) for each in task.stand.record.advisors]
    stand = task.stand
    return assign_advisors(stand.request, stand.members, available, languages=task.needs(), fixed=task.fixed())


def _available(run: Session, advisor: Advisor, room: int) -> AvailableAdvisor:
    lat, lon = advisor.lat, advisor.lon
    if advisor.municipality:
        home = run.data.get(Municipality, advisor.municipality)
        lat, lon = home.lat, home.lon
    if lat is None or lon is None:
        raise InvalidData(
            tr("the advisor {name} has no home place", name=advisor.name),
            hint=tr("kvadmin network advisor set … --home"),
            code="no-coordinates",
        )
    return AvailableAdvisor(advisor.name, lat, lon, room, frozenset(advisor.languages))


def _why(task: AdvisorTask, error: TooFewAdvisors) -> list[str]:
    """Who is left over, what would be enough, and what other cohorts take."""
    networks, needs = task.stand.record.networks, task.needs()
    lines = [_left_over(networks[at], needs[at]) for at in error.missing]
    for name, number in error.overfull.items():
        lines.append(
            tr("{name} keeps {number} network(s) more than there is room for", name=name, number=number)
        )  # fmt: skip
    for language, number in _by_language(error):
        lines.append(_enough(task, language, number))
    for person in task.people.values():
        if task.cohort in person.records and person.load_outside(task.cohort):
            others = {cohort: load for cohort, load in person.loads.items() if cohort != task.cohort}
            lines.append(
                tr(
                    "{name}: of a capacity of {capacity} other cohorts take {where}",
                    name=person.name,
                    capacity=person.capacity,
                    where=load_in_words(others),
                )
            )
    return lines


def _by_language(error: TooFewAdvisors) -> list[tuple[str | None, int]]:
    """What would be enough, those that are hard to find first."""
    return sorted(error.enough.items(), key=lambda each: (each[0] is None, each[0] or ""))


def _left_over(network: Network, needed: str | None) -> str:
    label = f"{network.id} {network.name}".strip()
    if needed is None:
        return tr("left over: network {label}", label=label)
    return tr("left over: network {label}, which asks for {language}", label=label, language=in_words([needed]))


def _enough(task: AdvisorTask, language: str | None, number: int) -> str:
    if language is None:
        return tr("enough would be: capacity for {number} more network(s), in whatever language", number=number)
    who = ", ".join(f"{each.name} {task.room(task.people[each.name])}" for each in _able(task, language))
    return tr(
        "enough would be: capacity for {number} more network(s) in {language} (now: {who})",
        number=number,
        language=in_words([language]),
        who=who or tr("nobody"),
    )


def _able(task: AdvisorTask, language: str | None) -> Sequence[Advisor]:
    return [each for each in task.stand.record.advisors if works_in(each.languages, language)]


def _way_out(task: AdvisorTask, error: TooFewAdvisors) -> str:
    """One command: without what stands in the way, else more capacity for somebody, else somebody new."""
    again = f"kvadmin network advisor assign {quote(task.cohort)}"
    if task.most is not None and _possible(AdvisorTask(task.run, task.stand, task.people, task.keep, None)):
        return tr("without --max-load it can be done: {command}", command=again + " --keep" * task.keep)
    if task.keep and _possible(AdvisorTask(task.run, task.stand, task.people, False, task.most)):
        return tr("without --keep it can be done: {command}", command=again)
    if error.overfull:
        name, number = next(iter(error.overfull.items()))
        return _raised(task, name, number)
    language, number = _by_language(error)[0]
    able = _able(task, language)
    if able and task.most is None:
        return _raised(task, able[0].name, number)
    spoken = f" --language {language}" if language else ""
    return f"kvadmin network advisor set {quote(task.cohort)} NAME --home NUMBER --capacity {number}{spoken}"


def _raised(task: AdvisorTask, name: str, number: int) -> str:
    more = task.people[name].capacity + number
    return f"kvadmin network advisor set {quote(task.cohort)} {quote(name)} --capacity {more}"


def _possible(task: AdvisorTask) -> bool:
    try:
        _assigned(task)
    except TooFewAdvisors:
        return False
    return True
