"""Several applications of one municipality: duplicates, newer versions, and which one counts.

The later received counts. Of those received the same day, one that says it is revised comes after the
others; else they are the same application once more, and the fullest copy counts. Which one counts
depends on what the rows say and never on their order, so that a sorted or shuffled list gives the same.

Against an application that is there already, of a list imported before, received the same day:

* what says the same, or what a list has said before, changes nothing (``duplicate``);
* else the later import counts (``supersedes``), and what it changes is named;
* but a person is asked (``manual``) when it says again what a newer list has corrected (``said-before``), or when it
  lacks an item that the application has and that may have been supplied since (``supplied-since``).

Another day counts as it does within one list. But where a newer version of the very list that the application comes
from differs in nothing but an earlier day, or one after the deadline, a person is asked (``date-moved``): it may be a
correction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from .earlier_lists import FACTS, SaidBefore
from .receipt import Timeliness
from .row_outcomes import RowRef

_RANK = {Timeliness.ON_TIME: 0, Timeliness.TO_BE_JUDGED: 1, Timeliness.LATE: 2, Timeliness.UNKNOWN: 3}


@dataclass(frozen=True, slots=True)
class ApplicationVersion:
    """One application of a municipality, in the file being judged or already in the programme folder.

    ``lacks`` names the items of which ``missing`` is the number; ``facts`` is what it says beside the contents
    (:data:`.earlier_lists.FACTS`); ``before`` tells what lists said of one that is ``existing``.
    """

    ref: RowRef
    received: datetime
    clocked: bool
    timeliness: Timeliness
    missing: int
    contents: Mapping[str, str]
    revised: bool = False
    copy: bool = False
    existing: bool = False
    lacks: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""
    before: SaidBefore = field(default_factory=SaidBefore)


@dataclass(frozen=True, slots=True)
class VersionPlace:
    """What a version is among the others of its municipality; ``changed`` names what it corrects."""

    outcome: str
    duplicate_of: RowRef | None = None
    replaces: tuple[RowRef, ...] = ()
    replaced_by: RowRef | None = None
    flags: tuple[str, ...] = ()
    reason: str = ""
    changed: tuple[str, ...] = ()


def compare_versions(versions: Sequence[ApplicationVersion]) -> dict[RowRef, VersionPlace]:
    """Place the versions of one municipality.

    Args:
        versions: In the order of the file; those that exist already may stand anywhere.

    Returns:
        A place for every version: ``imported``, ``supersedes``, ``superseded`` or ``duplicate``.
    """
    groups = _groups(versions)
    heads = [_head(group, versions) for group in groups]
    places: dict[RowRef, VersionPlace] = {}
    last = len(groups) - 1
    for at, (group, head) in enumerate(zip(groups, heads, strict=True)):
        older = tuple(each.ref for each in heads[:at])
        updated = next((each for each in group if each.existing and each is not head), None)
        places.update(_beside(group, head, versions))
        if at < last:
            places[head.ref] = VersionPlace("superseded", replaced_by=heads[at + 1].ref)
        elif older or updated:
            places[head.ref] = VersionPlace(
                "supersedes",
                replaces=(*older, *([updated.ref] if updated else [])),
                flags=_late_revision(heads),
                changed=_changed(head, updated) if updated else (),
            )
        else:
            places[head.ref] = VersionPlace("imported")
    asked = [
        each.ref
        for each in versions
        if places[each.ref].outcome in ("superseded", "duplicate") and _date_moved(each, versions)
    ]
    return places | {ref: VersionPlace("manual", reason="date-moved", changed=("received",)) for ref in asked}


def _date_moved(new: ApplicationVersion, versions: Sequence[ApplicationVersion]) -> bool:
    """Whether a newer version of the list says of an application only that it came another day, which cannot count.

    It may be a date that was mistyped, or an older list: by the day alone the row would be passed over.
    """
    old = next((each for each in versions if each.existing), None)
    if old is None or new.existing or not old.before.same_list:
        return False
    if new.fingerprint in old.before.standing | old.before.replaced:
        return False
    return new.received.date() != old.received.date() and not new.copy and not _changed(new, old)


def _beside(
    group: Sequence[ApplicationVersion], head: ApplicationVersion, versions: Sequence[ApplicationVersion]
) -> dict[RowRef, VersionPlace]:
    """The places of those of a group that do not count."""
    own = [each for each in group if not each.existing and each is not head]
    asked = _fullest(own, versions) if own and head.existing else None
    doubt = _doubt(asked, head) if asked else ""
    places = {}
    for each in group:
        if each is head:
            continue
        if each.existing:
            places[each.ref] = VersionPlace("superseded", replaced_by=head.ref)
        elif each is asked and doubt:
            places[each.ref] = VersionPlace("manual", reason=doubt, changed=_changed(each, head))
        else:
            of = asked if doubt and asked else head
            differ = () if _same(each, of) else ("contents-differ",)
            places[each.ref] = VersionPlace("duplicate", duplicate_of=of.ref, flags=differ)
    return places


def _head(group: Sequence[ApplicationVersion], versions: Sequence[ApplicationVersion]) -> ApplicationVersion:
    """The one that counts: the fullest of the list, unless what is there already stands against it."""
    existing = next((each for each in group if each.existing), None)
    own = [each for each in group if not each.existing]
    if existing is None or not own:
        return _fullest(group, versions)
    best = _fullest(own, versions)
    if best.copy:
        return min((existing, best), key=lambda each: (each.missing, _RANK[each.timeliness], not each.existing))
    if best.fingerprint in existing.before.standing or not _changed(best, existing) or _doubt(best, existing):
        return existing
    return best


def _doubt(new: ApplicationVersion, old: ApplicationVersion) -> str:
    """Why a person has to say whether the list's row or the application counts; empty when that is clear."""
    if new.copy or new.fingerprint in old.before.standing or not _changed(new, old):
        return ""
    if new.fingerprint in old.before.replaced:
        return "said-before"
    corrected = old.before.same_list and not old.before.touched  # so what is blank now was emptied by the office
    return "supplied-since" if set(new.lacks) - set(old.lacks) and not corrected else ""


def _changed(new: ApplicationVersion, old: ApplicationVersion) -> tuple[str, ...]:
    """What ``new`` says otherwise than ``old``: items, then other fields.

    Another list's contact or remark is no correction of this one's, and what is blank in a list takes nothing away
    from what a person has entered by hand.
    """
    texts = [
        name
        for name in dict.fromkeys((*old.contents, *new.contents))
        if new.contents.get(name) != old.contents.get(name)
    ]
    if not old.before.same_list:
        return tuple(texts)
    facts = [
        name
        for name in FACTS
        if new.facts.get(name) != old.facts.get(name) and (name in new.facts or not old.before.touched)
    ]
    return (*texts, *facts)


def _groups(versions: Sequence[ApplicationVersion]) -> list[list[ApplicationVersion]]:
    """Versions that are the same application, groups in the order received."""
    ordered = sorted(versions, key=lambda each: (_moment(each, versions), each.revised, each.copy, *_substance(each)))
    groups: list[list[ApplicationVersion]] = []
    for each in ordered:
        twin = next((group for group in reversed(groups) if _belongs(each, group)), None)
        if twin is None:
            groups.append([each])
        else:
            twin.append(each)
    return groups


def _moment(version: ApplicationVersion, versions: Sequence[ApplicationVersion]) -> datetime:
    """To the minute where every version of that day tells the time, else to the day."""
    day = [each for each in versions if each.received.date() == version.received.date()]
    exact = all(each.clocked for each in day)
    return version.received if exact else datetime.combine(version.received.date(), time())


def _belongs(version: ApplicationVersion, group: Sequence[ApplicationVersion]) -> bool:
    """Whether it is the same application as those of the group, which came earlier or the same day."""
    first = group[0]
    if version.copy:
        return True
    if version.received.date() == first.received.date() and version.revised == first.revised:
        exact = version.clocked and all(each.clocked for each in group)
        return not exact or version.received == first.received or any(_same(version, each) for each in group)
    # The paper copy of what came in time by e-mail must not make the application late.
    late_copy = version.timeliness is not Timeliness.ON_TIME and first.timeliness is Timeliness.ON_TIME
    return late_copy and not version.revised and any(_same(version, each) for each in group)


def _substance(version: ApplicationVersion) -> tuple[int, int, list[tuple[str, str]]]:
    """What orders versions of the same moment without regard to where they stand."""
    return version.missing, _RANK[version.timeliness], sorted(version.contents.items())


def _fullest(group: Sequence[ApplicationVersion], versions: Sequence[ApplicationVersion]) -> ApplicationVersion:
    """The one that counts: fewest items missing, best ruling, the one already there, the earliest received."""
    place = {id(each): at for at, each in enumerate(versions)}  # tells apart only what says the same

    def order(each: ApplicationVersion) -> tuple[object, ...]:
        known = (each.missing, _RANK[each.timeliness], not each.existing, each.received)
        return (*known, sorted(each.contents.items()), place[id(each)])

    return min(group, key=order)


def _same(one: ApplicationVersion, other: ApplicationVersion) -> bool:
    return one.contents == other.contents


def _late_revision(heads: Sequence[ApplicationVersion]) -> tuple[str, ...]:
    late = heads[-1].timeliness is not Timeliness.ON_TIME
    return ("late-revision",) if late and any(each.timeliness is Timeliness.ON_TIME for each in heads[:-1]) else ()
