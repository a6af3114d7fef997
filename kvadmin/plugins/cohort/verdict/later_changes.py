"""What else decides and was changed, entry by entry of the history: of the call, and of the applications.

A change counts when it can change what the rule decides from; a telephone number or a note does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kvadmin.api.changes import FieldChange, HistoryEntry
from kvadmin.api.records import Cohort

from ..admission.records import standing_of
from ..applications.items import assess
from .records import LaterChange

_CALL = ("capacity", "quotas", "criteria", "deadline", "start")
_REGISTER = ("valid_from", "valid_to")
#: Fields of a municipality that another attribute is worked out from.
_BEHIND = {"population": "size_class"}
_CENT = Decimal("0.01")

#: What was changed, about whom, and from what to what; None: nothing that decides.
_Found = tuple[str, str, str, str] | None


@dataclass(frozen=True, slots=True)
class DecidingScope:
    """What decides in one cohort.

    Args:
        cohort: The cohort as it is.
        others: All other cohorts as they are.
        numbers: The municipalities that have applied.
        quota_fields: What quotas count by.
        contents: What the applications say now, by number.
    """

    cohort: Cohort
    others: Mapping[str, Cohort] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    quota_fields: frozenset[str] = frozenset()
    contents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def later_changes(
    scope: DecidingScope, entries: Sequence[HistoryEntry], *, may_withdraw: bool = False
) -> list[LaterChange]:
    """What decides and was changed in these entries, in their order.

    Args:
        scope: What decides.
        entries: A part of the history, with what each entry changed.
        may_withdraw: Leave out what comes after an admission by itself: withdrawals.
    """
    found = []
    for entry in entries:
        for change in entry.changes:
            each = _looked_at(scope, change)
            if each is None or (may_withdraw and each[0] == "withdrawn"):
                continue
            place = f"{change.file} {change.field}"
            found.append(LaterChange(entry.when.date(), entry.who, entry.why, entry.command, *each, place=place))
    return found


def _looked_at(scope: DecidingScope, change: FieldChange) -> _Found:
    folder, _, rest = change.file.partition("/")
    own, _, name = rest.removesuffix(".yaml").rpartition("/")
    if folder == "applications" and own == scope.cohort.id:
        return _of_application(scope, change, name)
    if folder == "municipalities" and (number := name.partition("-")[0]) in scope.numbers:  # 0101-halden
        return _of_municipality(scope, change, number)
    if folder == "cohorts":
        return _of_call(scope, change) if name == scope.cohort.id else _of_other(scope, change, name)
    return None


def _of_call(scope: DecidingScope, change: FieldChange) -> _Found:
    if change.action != "change":
        return (("unknown" if change.action == "unknown" else "cohort"), scope.cohort.id, "", "")
    root = _root(change.field)
    return (root, "", _text(change.old), _text(change.new)) if root in _CALL else None


def _of_other(scope: DecidingScope, change: FieldChange, name: str) -> _Found:
    """Another cohort: whoever is a member of it is not admitted here."""
    record = scope.others.get(name)
    if record is not None and record.kind != "cohort" and change.field != "kind":
        return None
    if change.action != "change":
        held = {each.municipality for each in record.memberships} if record else set()
        inside = sorted(held & scope.numbers)
        return ("member_of", ", ".join(inside), "", name) if inside else None  # what it held then is not known
    if change.field == "kind":
        return ("cohort", name, _text(change.old), _text(change.new))
    number, part = _member(change, record) if _root(change.field) == "memberships" else ("", "")
    if number not in scope.numbers or part not in ("", "to", "municipality"):
        return None
    if part == "to":
        return ("member_of", number, f"{name} –{_text(change.old)}", f"{name} –{_text(change.new)}")
    return ("member_of", number, name if change.old else "", name if change.new else "")


def _member(change: FieldChange, record: Cohort | None) -> tuple[str, str]:
    """Whose membership a change is about, and which part of it."""
    word, _, part = change.field.partition("[")[2].partition("]")
    for value in (change.new, change.old):
        if isinstance(value, dict) and "municipality" in value:
            return str(value["municipality"]), ""
    held = record.memberships if record else []
    if len(word) < 4 and word.isdecimal() and int(word) < len(held):  # by its place, where one is in the list twice
        word = held[int(word)].municipality
    return word, part.lstrip(".")


def _of_municipality(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    if change.action != "change":
        return ("register", number, "", "")
    if change.field in _REGISTER:
        return ("register", number, _text(change.old), _text(change.new))
    if _BEHIND.get(change.field, change.field) in scope.quota_fields:
        return ("attribute", number, _text(change.old), _text(change.new))
    return None


def _of_application(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    if change.action != "change":
        about = {"create": "applicant-new", "delete": "applicant-gone"}.get(change.action, "unknown")
        return (about, number, "", "")
    judge = _PARTS.get(_root(change.field))
    return judge(scope, change, number) if judge else None


def _of_state(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    del scope
    before, now = (standing_of(_text(each)) for each in (change.old, change.new))
    if before == now:
        return None
    if now == "withdrawn":
        return ("withdrawn", number, "", "")
    return ("state", number, _text(change.old), _text(change.new))


def _of_day(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    """When it came in: it matters when that was in time before and is not now, or the other way round."""
    before, now = (_in_time(_text(each), scope.cohort.deadline) for each in (change.old, change.new))
    return None if before == now else ("on_time", number, _text(change.old)[:10], _text(change.new)[:10])


def _in_time(day: str, deadline: date | None) -> bool | None:
    try:
        return None if not day else deadline is None or date.fromisoformat(day[:10]) <= deadline
    except ValueError:
        return None


def _of_acceptance(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    del scope
    if change.field != "accepted_late" or bool(change.old) == bool(change.new):
        return None
    before, now = ("late-accepted" if each else "late" for each in (change.old, change.new))
    return ("on_time", number, before, now)


def _of_presence(about: str) -> Callable[[DecidingScope, FieldChange, str], _Found]:
    """A field of which only matters whether it says anything; what it says is nobody's business here."""

    def judge(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
        del scope
        before, now = ("yes" if each else "no" for each in (change.old, change.new))
        return None if before == now else (about, number, before, now)

    return judge


def _of_contents(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    """Whether another item is missing now; the other items are taken as they are today."""
    item = change.field.partition(".")[2]
    now = dict(scope.contents.get(number, {}))
    sides = []
    for value in (change.old, change.new):
        said = {**now, item: _text(value)} if item else dict(value or {})
        sides.append(assess(said, 2000).missing)  # the year is that of dates without one: any will do
    return None if sides[0] == sides[1] else ("contents", number, "", "")


def _of_score(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    del scope
    if _cents(change.old) == _cents(change.new):
        return None
    return ("score", number, _text(change.old), _text(change.new))


def _of_points(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    del scope
    return None if change.old == change.new else ("points", number, _text(change.old), _text(change.new))


def _of_identity(scope: DecidingScope, change: FieldChange, number: str) -> _Found:
    del scope, change
    return ("unknown", number, "", "")


_PARTS: Mapping[str, Callable[[DecidingScope, FieldChange, str], _Found]] = {
    "state": _of_state,
    "received": _of_day,
    "postmark": _of_day,
    "accepted_late": _of_acceptance,
    "question": _of_presence("unresolved"),
    "ineligible": _of_presence("ineligible"),
    "contents": _of_contents,
    "score": _of_score,
    "points": _of_points,
    "cohort": _of_identity,
    "municipality": _of_identity,
}


def _root(path: str) -> str:
    return path.partition(".")[0].partition("[")[0]


def _cents(value: Any) -> Decimal | str | None:
    try:
        return None if value in (None, "") else Decimal(str(value)).quantize(_CENT)
    except InvalidOperation:
        return str(value)


def _text(value: Any) -> str:
    """A plain value of the history as a short text."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_text(each)}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(_text(each) for each in value)
    return "" if value is None else str(value)


def net_changes(changes: Sequence[LaterChange]) -> Iterator[tuple[LaterChange, bool]]:
    """The first change of every place, and whether the last one has taken all of it back."""
    by_place: dict[str, list[LaterChange]] = {}
    for each in changes:
        by_place.setdefault(each.place, []).append(each)
    for chain in by_place.values():
        whole = chain[0].about in ("applicant-new", "applicant-gone", "unknown", "withdrawn", "contents")
        yield chain[0], whole or chain[0].old == chain[-1].new
