"""Whom a results report is about: a municipality in its cohort, a network, a cohort, the whole programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from kvadmin.api import Refused, Session, UnknownName, UsageError, tr
from kvadmin.api.commands import find_municipality
from kvadmin.api.records import Cohort, Membership, Municipality, MunicipalityOutline, Network, Networks
from kvadmin.api.wording import fold, municipality_key, near_names

SubjectKind = Literal["municipality", "network", "cohort", "programme"]
#: What may be typed, with what else people call it.
_WORDS = {
    "network": ("nettverk",),
    "cohort": ("pulje", "gruppe"),
    "programme": ("program", "programmet"),
    "all": ("alle",),
}
_WORD = {other: word for word, others in _WORDS.items() for other in (word, *others)}


class MemberKey(NamedTuple):
    """A membership: cohort and municipality number."""

    cohort: str
    municipality: str


@dataclass(frozen=True, slots=True)
class ReportSubject:
    """Whom one report is about.

    Args:
        kind: What it is.
        members: Its memberships, in the order of names.
        cohort: The cohort, but for the programme.
        network: The network, of a network.
        municipality: The municipality, of a municipality.
    """

    kind: SubjectKind
    members: tuple[MemberKey, ...]
    cohort: Cohort | None = None
    network: Network | None = None
    municipality: Municipality | None = None

    @property
    def label(self) -> str:
        """As it is typed, for lists and messages."""
        if self.municipality is not None:
            return self.municipality.number
        if self.network is not None:
            return f"network:{self.network.id}"
        return f"cohort:{self.cohort.id}" if self.cohort is not None else "programme"


def counted(membership: Membership, day: date) -> bool:
    """Whether a membership counts in the results on a day: it has begun, and has not been given up before its end."""
    if membership.start > day:
        return False
    return membership.to is None or membership.to >= day or membership.reason == "completed"


def find_subjects(run: Session, text: str, cohort: str | None, day: date, *, each: bool) -> list[ReportSubject]:
    """What was typed: ``0415``, ``network:3``, ``cohort:P1``, ``programme``, ``all``.

    Args:
        run: The session.
        text: What was typed.
        cohort: ``--cohort``, where it takes one to know who is meant.
        day: The reference date.
        each: A report for each municipality of what was typed, instead of one for all of them.

    Raises:
        UnknownName: There is nobody of that name, or several.
        UsageError: The words contradict each other.
        Refused: The municipality is, or the cohort has, no member on that day.
    """
    head, _, name = text.partition(":")
    word = _WORD.get(fold(head)) if name or _WORD.get(fold(head)) in ("programme", "all") else ""
    if word is None:
        raise UsageError(
            tr("there is no report on {text!r}", text=text),
            where="SUBJECT",
            hint=tr("NUMBER, network:N, cohort:C, programme or all"),
            near=near_names(head, _WORD),
            code="unknown-word",
        )
    if word == "network":
        found = _network(run, name, cohort, day)
    elif word == "cohort":
        _no_second_cohort(cohort, name)
        found = _cohort(run, run.data.get(Cohort, name), day)
    elif word in ("programme", "all"):
        if word == "programme" and cohort is not None:
            raise UsageError(
                tr("the programme is of all cohorts"),
                where="--cohort",
                hint=f"cohort:{cohort}",
                code="contradicting-options",
            )
        found = _programme(run, cohort, day)
        each = each or word == "all"
    else:
        return [_municipality(run, text, cohort, day)]
    if not found.members:
        raise Refused(
            tr("{subject} has no members on {day}", subject=found.label, day=day),
            where="SUBJECT",
            hint=tr("kvadmin cohort list"),
            code="nothing-to-do",
        )
    return [_of_member(run, key) for key in found.members] if each else [found]


def _no_second_cohort(cohort: str | None, name: str) -> None:
    if cohort is not None and cohort != name:
        raise UsageError(
            tr("the cohort is named twice"), where="--cohort", hint=f"cohort:{name}", code="contradicting-options"
        )


def _municipality(run: Session, text: str, cohort: str | None, day: date) -> ReportSubject:
    found = find_municipality(run.data, text, day)
    groups = [
        each
        for each in run.data.all(Cohort)
        if any(one.municipality == found.number and counted(one, day) for one in each.memberships)
    ]
    if cohort is not None:
        run.data.get(Cohort, cohort)  # says which there are
        groups = [each for each in groups if each.id == cohort]
    if not groups:
        where = tr("{number} {name} is no member of {cohort} on {day}", number=found.number, name=found.name,
                   cohort=cohort or tr("any cohort"), day=day)  # fmt: skip
        raise Refused(where, where="SUBJECT", hint=tr("kvadmin cohort list"), code="not-a-member")
    if len(groups) > 1:
        raise _several(tr("{number} {name} is in several cohorts", number=found.number, name=found.name), groups)
    return _of_member(run, MemberKey(groups[0].id, found.number))


def _several(said: str, groups: Iterable[Cohort]) -> UnknownName:
    names = [each.id for each in groups]
    return UnknownName(
        said, where="SUBJECT", details=names, hint=tr("add --cohort {cohort}", cohort=names[0]), code="ambiguous-name"
    )


def _of_member(run: Session, key: MemberKey) -> ReportSubject:
    group = run.data.get(Cohort, key.cohort)
    return ReportSubject("municipality", (key,), group, None, run.data.get(Municipality, key.municipality))


def _network(run: Session, name: str, cohort: str | None, day: date) -> ReportSubject:
    records = _all_networks(run)
    if cohort is not None:
        run.data.get(Cohort, cohort)
        records = [each for each in records if each.cohort == cohort]
    found = [(record, each) for record in records for each in record.networks if each.id == name]
    found = found or [
        (record, each) for record in records for each in record.networks if each.name and fold(each.name) == fold(name)
    ]
    if not found:
        known = {f"network:{each.id}": (each.name,) for record in records for each in record.networks}
        raise UnknownName(
            tr("there is no network {name!r}", name=name),
            where="SUBJECT",
            hint=tr("kvadmin network show {cohort}", cohort=cohort) if cohort else tr("kvadmin network show COHORT"),
            near=near_names(f"network:{name}", known),
            code="unknown-network",
        )
    if len(found) > 1:
        groups = [run.data.get(Cohort, record.cohort) for record, _ in found]
        raise _several(tr("several cohorts have a network {name!r}", name=name), groups)
    record, network = found[0]
    whole = _cohort(run, run.data.get(Cohort, record.cohort), day)
    members = tuple(each for each in whole.members if each.municipality in network.members)
    return ReportSubject("network", members, whole.cohort, network)


def _all_networks(run: Session) -> list[Networks]:
    try:
        return run.data.all(Networks)
    except UnknownName:  # the network plugin is switched off
        return []


def networks_of(run: Session, cohort: str) -> list[Network]:
    """The networks of a cohort; none when there is no split."""
    return [network for each in _all_networks(run) if each.cohort == cohort for network in each.networks]


def _cohort(run: Session, group: Cohort, day: date) -> ReportSubject:
    numbers = {each.municipality for each in group.memberships if counted(each, day)}
    return ReportSubject("cohort", _by_name(run, (MemberKey(group.id, number) for number in numbers)), group)


def _programme(run: Session, cohort: str | None, day: date) -> ReportSubject:
    if cohort is not None:
        return _cohort(run, run.data.get(Cohort, cohort), day)
    keys = {
        MemberKey(group.id, each.municipality)
        for group in run.data.all(Cohort)
        for each in group.memberships
        if counted(each, day)
    }
    return ReportSubject("programme", _by_name(run, keys))


def _by_name(run: Session, keys: Iterable[MemberKey]) -> tuple[MemberKey, ...]:
    names = {each.number: each.name for each in run.data.outlines(MunicipalityOutline)}
    return tuple(
        sorted(keys, key=lambda key: (municipality_key(names.get(key.municipality, "")), key.municipality, key.cohort))
    )
