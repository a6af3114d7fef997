"""What the freeze is worth: when the list was closed, whether it is what was decided from, what was changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kvadmin.api.records import Freeze

from .content_differences import ContentDifference, content_differences
from .draw_case import DrawCase, DrawTimes, source_of
from .later_changes import net_changes
from .records import Ground, LaterChange
from .source_grounds import told_by

#: As many differences are named one by one.
_NAMED = 12
#: What no value tells to have been taken back, where there is no content of before to compare with.
_ALONE = ("applicant-new", "applicant-gone", "withdrawn", "contents")
#: What a difference in an applicant follows from, when nothing was changed in the application itself.
_FOLLOWS = {"on_time": "deadline", "score": "criteria", "state": "start", "member_of": "start"}


def freeze_grounds(case: DrawCase, times: DrawTimes) -> Iterator[Ground]:
    """The grounds that follow from the newest freeze, or from there being none."""
    freeze, draw = case.freeze, case.cohort.draw
    source = source_of(case.cohort)
    if freeze is None:
        if source == "public" and case.cohort.draws:
            yield Ground("no-freeze", {}, "weak")
        return
    on = times.day_of("freeze") or freeze.on
    values = {"on": on.isoformat(), "number": str(freeze.number)}
    if source == "public" and draw is not None and draw.day is not None:
        values["day"] = draw.day.isoformat()
        yield Ground("frozen-before", values) if on < draw.day else Ground("frozen-late", values, "weak")
    else:
        yield Ground("frozen", values)
    for again in case.cohort.freezes[1:]:
        person = {"on": again.on.isoformat(), "number": str(again.number), "who": again.who, "why": again.why}
        yield Ground("frozen-again", person)
    for change, back in net_changes(times.between):
        if not back or change.about in _ALONE:
            values = {"about": change.about, "subject": change.subject, "old": change.old, "new": change.new}
            yield Ground("closed-again-after", values | _told(change), "changed")
    yield from _of_content(freeze, case, times)


def _of_content(freeze: Freeze, case: DrawCase, times: DrawTimes) -> Iterator[Ground]:
    frozen = case.frozen
    if frozen is None:
        yield Ground("frozen-file-gone", {"file": freeze.file}, "changed")
        return
    said = (frozen["fingerprint"], case.frozen_fingerprint, frozen["cohort"], frozen["number"])
    if said != (freeze.fingerprint, freeze.fingerprint, case.cohort.id, freeze.number):
        yield Ground("frozen-file-changed", {"file": freeze.file}, "changed")
        return
    found = [*content_differences(frozen["inputs"], case.decided.inputs, may_withdraw=bool(case.promotion_of))]
    yield from (_explained(each, times.later) for each in found[:_NAMED])
    if len(found) > _NAMED:
        yield Ground("differs-more", {"count": str(len(found))}, "changed")
    declared = [*_of_declaration(frozen["draw"], case, times)]
    yield from declared
    yield from _without_difference(found, times.later)
    if not (found or declared or times.later):
        yield Ground("unchanged")


def _of_declaration(frozen: Mapping[str, Any] | None, case: DrawCase, times: DrawTimes) -> Iterator[Ground]:
    since = len(case.history) if times.frozen_at is None else times.frozen_at
    after = [each for each in times.story.of("declared") if each.index > since]
    if frozen != case.declaration:
        values = told_by(after[-1]) if after else {}
        yield Ground("declaration-changed" if after else "declaration-differs", values, "changed")
    elif after:
        yield Ground("taken-back", {"about": "source", "subject": "", **told_by(after[0])}, "weak")


def _explained(found: ContentDifference, later: Sequence[LaterChange]) -> Ground:
    values = {"about": found.about, "subject": found.subject, "old": found.old, "new": found.new}
    change = _changed_by(found, later)
    if change is None:
        return Ground("differs-untold", values, "changed")
    return Ground("differs", values | _told(change), "changed")


def _without_difference(found: Sequence[ContentDifference], later: Sequence[LaterChange]) -> Iterator[Ground]:
    """Later changes that left no difference: taken back, or without an effect on what decides."""
    explaining = {change.place for each in found if (change := _changed_by(each, later))}
    subjects = {each.subject for each in found} - {""}
    of_the_call = {each.about for each in found if not each.subject}
    for change, back in net_changes(later):
        if change.place in explaining or change.subject in subjects:
            continue
        if not back and not change.subject and change.about in of_the_call:
            continue  # a part of what differs: one quota of several, its other end
        values = {"about": change.about, "subject": change.subject, "old": change.old, "new": change.new}
        yield Ground("taken-back" if back else "no-effect", values | _told(change), "weak" if back else "said")


def _changed_by(found: ContentDifference, later: Sequence[LaterChange]) -> LaterChange | None:
    """The change that made a difference: of the same thing or municipality, or of what it follows from in the call."""
    own = [each for each in later if found.subject in each.subject.split(", ")]
    same = [each for each in own if each.about == found.about]
    call = [each for each in later if not each.subject and each.about == _FOLLOWS.get(found.about)]
    chosen = same or (own if found.subject else []) or call
    return chosen[-1] if chosen else None


def _told(change: LaterChange) -> dict[str, str]:
    return {"on": change.on.isoformat(), "who": change.who, "why": change.why}
