"""What ``kvadmin check`` finds in cohorts and applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from kvadmin.api import Finding, Snapshot, tr
from kvadmin.api.records import Application, Cohort, Municipality, State

from ..applications.items import CASE_BODY, DECISION_DATE


def findings(snapshot: Snapshot, today: date) -> list[Finding]:
    """All findings, each at its line."""
    known = {each.number for each in snapshot.all(Municipality)}
    found: list[Finding] = []
    for cohort in snapshot.all(Cohort):
        found.extend(_of_cohort(snapshot, cohort, known))
    for application in snapshot.all(Application):
        found.extend(_of_application(snapshot, application, known))
    del today  # nothing here depends on the day
    return found


def _of_cohort(snapshot: Snapshot, cohort: Cohort, known: set[str]) -> Iterator[Finding]:
    def at(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(Cohort, cohort.id, path))

    if cohort.kind not in Cohort.KINDS:
        text = tr("unknown kind {kind!r}", kind=cohort.kind)
        yield Finding(*at("kind"), "cohort-kind", text, tr("one of {kinds}", kinds=", ".join(Cohort.KINDS)))
    if cohort.capacity is not None and cohort.capacity < 1:
        text = tr("a capacity of {capacity}", capacity=cohort.capacity)
        yield Finding(*at("capacity"), "cohort-capacity", text, tr("at least 1"))
    for index, quota in enumerate(cohort.quotas):
        if quota.min is not None and quota.max is not None and quota.min > quota.max:
            text = tr(
                "{field}:{value} asks for at least {least} and at most {most}",
                field=quota.field,
                value=quota.value,
                least=quota.min,
                most=quota.max,
            )
            yield Finding(*at("quotas", index), "quota-bounds", text)
    yield from _of_members(cohort, known, at)


def _of_members(cohort: Cohort, known: set[str], at: Callable[..., tuple[str, int, int]]) -> Iterator[Finding]:
    for index, member in enumerate(cohort.memberships):
        if known and member.municipality not in known:
            text = tr("{number} is not in the register", number=member.municipality)
            yield Finding(
                *at("memberships", index, "municipality"), "member-unknown", text, "kvadmin municipality list"
            )
        if member.to is not None and member.to < member.start and not member.reason:
            text = tr("{number} ends before it begins", number=member.municipality)
            yield Finding(*at("memberships", index, "to"), "member-dates", text)
    open_ones = Counter(member.municipality for member in cohort.memberships if member.to is None)
    for number in sorted(number for number, count in open_ones.items() if count > 1):
        yield Finding(*at("memberships"), "member-twice", tr("{number} is an open member twice", number=number))


def _of_application(snapshot: Snapshot, application: Application, known: set[str]) -> Iterator[Finding]:
    key = f"{application.cohort}/{application.municipality}"

    def at(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(Application, key, path))

    if application.state not in set(State):
        text = tr("unknown state {state!r}", state=application.state)
        yield Finding(*at("state"), "application-state", text, tr("one of {states}", states=", ".join(State)))
    if application.municipality not in known:
        text = tr("{number} is not in the register", number=application.municipality)
        yield Finding(*at("municipality"), "applicant-unknown", text)
    for item in application.contents:
        if item not in (*Application.ITEMS, CASE_BODY, DECISION_DATE):
            text = tr("unknown item {item!r}", item=item)
            hint = tr("one of {items}", items=", ".join(Application.ITEMS))
            yield Finding(*at("contents", item), "application-item", text, hint)
    if snapshot.find(Cohort, application.cohort) is None:
        text = tr("there is no cohort {cohort!r}", cohort=application.cohort)
        yield Finding(*at("cohort"), "application-cohort", text)


def _place(where: str) -> tuple[str, int, int]:
    path, line, column = where.rsplit(":", 2) if where.count(":") >= 2 else (where, "0", "0")
    return path, int(line), int(column)
