"""What ``kvadmin check`` finds in cohorts and applications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from shlex import quote

from kvadmin.api import Finding, Snapshot, UsageError, tr
from kvadmin.api.records import Application, Cohort, Municipality, Quota, State
from kvadmin.api.wording import did_you_mean, near_names

from ..applications.items import CASE_BODY, DECISION_DATE
from ..decisions.quota_attributes import attributes_of, field_name, field_value
from ..drawing.declaration import problem_of
from .draw_checks import draw_findings

#: As many values are named in a hint.
_SHOWN = 12
_STATES = frozenset(State)
#: What ``contents`` may hold.
_ITEMS = frozenset((*Application.ITEMS, CASE_BODY, DECISION_DATE))


def findings(snapshot: Snapshot, today: date) -> list[Finding]:
    """All findings, each at its line."""
    found: list[Finding] = []
    held = _held(snapshot)
    for cohort in snapshot.all(Cohort):
        found.extend(_of_cohort(snapshot, cohort, held))
    for application in snapshot.all(Application):
        found.extend(_of_application(snapshot, application))
    return [*found, *draw_findings(snapshot, snapshot.all(Cohort), today)]


def _held(snapshot: Snapshot) -> dict[str, set[str]]:
    """The values that municipalities have of what quotas may count by; without a register nothing is known of it."""
    held: dict[str, set[str]] = {}
    for each in snapshot.all(Municipality):
        stored = snapshot.stored(Municipality, each.number)
        for field, value in attributes_of(each, dict(stored.extra) if stored else None).items():
            held.setdefault(field, set()).add(value)
    return held


def _of_quota(quota: Quota, held: dict[str, set[str]]) -> Iterator[tuple[str, str, str, str | None]]:
    """Field, code, text and hint of what is wrong with a quota."""
    try:
        field = field_name(quota.field, tuple(held))
    except UsageError as error:
        yield "field", "quota-field", error.message, error.hint
        return
    values = sorted(held.get(field, set()) - {""})
    if held and field_value(field, quota.value) not in values:
        text = tr("no municipality has {field} {value!r}", field=field, value=quota.value)
        some = tr("there are: {values}", values=", ".join(values)) if 0 < len(values) <= _SHOWN else ""
        hint = did_you_mean(near_names(quota.value, values)) or some or tr("kvadmin municipality list")
        yield "value", "quota-value", text, hint
    if quota.min is not None and quota.max is not None and quota.min > quota.max:
        text = tr(
            "{field}:{value} asks for at least {least} and at most {most}",
            field=quota.field,
            value=quota.value,
            least=quota.min,
            most=quota.max,
        )
        yield "", "quota-bounds", text, None


def _of_cohort(snapshot: Snapshot, cohort: Cohort, held: dict[str, set[str]]) -> Iterator[Finding]:
    def at(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(Cohort, cohort.id, path))

    if cohort.kind not in Cohort.KINDS:
        text = tr("unknown kind {kind!r}", kind=cohort.kind)
        yield Finding(*at("kind"), "cohort-kind", text, _hint(cohort.kind, Cohort.KINDS))
    if cohort.capacity is not None and cohort.capacity < 1:
        text = tr("a capacity of {capacity}", capacity=cohort.capacity)
        yield Finding(*at("capacity"), "cohort-capacity", text, tr("at least 1"))
    if cohort.draw is not None and (problem := problem_of(cohort.draw)):
        renaming = tr("kvadmin cohort set {id} draw KEY=VALUE...", id=quote(cohort.id))
        yield Finding(*at("draw"), "cohort-draw", problem, renaming)
    for index, quota in enumerate(cohort.quotas):
        for field, code, text, hint in _of_quota(quota, held):
            yield Finding(*at("quotas", index, *([field] if field else [])), code, text, hint)
    yield from _of_members(cohort, at)


def _of_members(cohort: Cohort, at: Callable[..., tuple[str, int, int]]) -> Iterator[Finding]:
    for index, member in enumerate(cohort.memberships):
        if member.to is not None and member.to < member.start and not member.reason:
            text = tr("{number} ends before it begins", number=member.municipality)
            yield Finding(*at("memberships", index, "to"), "member-dates", text)
    open_ones = Counter(member.municipality for member in cohort.memberships if member.to is None)
    for number in sorted(number for number, count in open_ones.items() if count > 1):
        yield Finding(*at("memberships"), "member-twice", tr("{number} is an open member twice", number=number))


def _of_application(snapshot: Snapshot, application: Application) -> Iterator[Finding]:
    key = f"{application.cohort}/{application.municipality}"

    def at(*path: str | int) -> tuple[str, int, int]:
        return _place(snapshot.where(Application, key, path))

    if application.state not in _STATES:
        text = tr("unknown state {state!r}", state=application.state)
        yield Finding(*at("state"), "application-state", text, _hint(application.state, State))
    for item in application.contents:
        if item not in _ITEMS:
            text = tr("unknown item {item!r}", item=item)
            yield Finding(*at("contents", item), "application-item", text, _hint(item, Application.ITEMS))


def _hint(typed: str, words: Iterable[str]) -> str:
    """Which of a few words was meant, or all of them."""
    there = list(words)
    return did_you_mean(near_names(typed, there)) or tr("one of {words}", words=", ".join(there))


def _place(where: str) -> tuple[str, int, int]:
    path, line, column = where.rsplit(":", 2) if where.count(":") >= 2 else (where, "0", "0")
    return path, int(line), int(column)
