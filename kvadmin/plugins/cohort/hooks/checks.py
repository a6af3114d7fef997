"""What ``kvadmin check`` finds in cohorts and applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from kvadmin.api import Finding, Snapshot
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
        yield Finding(*at("kind"), "cohort-kind", f"unknown kind {cohort.kind!r}", f"one of {', '.join(Cohort.KINDS)}")
    if cohort.capacity is not None and cohort.capacity < 1:
        yield Finding(*at("capacity"), "cohort-capacity", f"a capacity of {cohort.capacity}", "at least 1")
    for index, quota in enumerate(cohort.quotas):
        if quota.min is not None and quota.max is not None and quota.min > quota.max:
            text = f"{quota.field}:{quota.value} asks for at least {quota.min} and at most {quota.max}"
            yield Finding(*at("quotas", index), "quota-bounds", text)
    yield from _of_members(cohort, known, at)


def _of_members(cohort: Cohort, known: set[str], at: Callable[..., tuple[str, int, int]]) -> Iterator[Finding]:
    for index, member in enumerate(cohort.memberships):
        if known and member.municipality not in known:
            text = f"{member.municipality} is not in the register"
            yield Finding(
                *at("memberships", index, "municipality"), "member-unknown", text, "kvadmin municipality list"
            )
        if member.to is not None and member.to < member.start and not member.reason:
            text = f"{member.municipality} ends before it begins"
            yield Finding(*at("memberships", index, "to"), "member-dates", text)
    open_ones = Counter(member.municipality for member in cohort.memberships if member.to is None)
    for number in sorted(number for number, count in open_ones.items() if count > 1):
        yield Finding(*at("memberships"), "member-twice", f"{number} is an open member twice")


def _of_application(snapshot: Snapshot, application: Application, known: set[str]) -> Iterator[Finding]:
    key = f"{application.cohort}/{application.municipality}"

    def at(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(Application, key, path))

    if application.state not in set(State):
        yield Finding(
            *at("state"), "application-state", f"unknown state {application.state!r}", f"one of {', '.join(State)}"
        )
    if application.municipality not in known:
        yield Finding(*at("municipality"), "applicant-unknown", f"{application.municipality} is not in the register")
    for item in application.contents:
        if item not in (*Application.ITEMS, CASE_BODY, DECISION_DATE):
            yield Finding(
                *at("contents", item),
                "application-item",
                f"unknown item {item!r}",
                f"one of {', '.join(Application.ITEMS)}",
            )
    if snapshot.find(Cohort, application.cohort) is None:
        yield Finding(*at("cohort"), "application-cohort", f"there is no cohort {application.cohort!r}")


def _place(where: str) -> tuple[str, int, int]:
    path, line, column = where.rsplit(":", 2) if where.count(":") >= 2 else (where, "0", "0")
    return path, int(line), int(column)
