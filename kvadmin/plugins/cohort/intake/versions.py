"""Several applications of one municipality: duplicates, newer versions, and which one counts.

The later received counts. Of those received the same day, one that says it is revised comes after the
others; else they are the same application once more, and the fullest copy counts. Which one counts
depends on what the rows say and never on their order, so that a sorted or shuffled list gives the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from .receipt import Timeliness
from .row_outcomes import RowRef

_RANK = {Timeliness.ON_TIME: 0, Timeliness.TO_BE_JUDGED: 1, Timeliness.LATE: 2, Timeliness.UNKNOWN: 3}


@dataclass(frozen=True, slots=True)
class ApplicationVersion:
    """One application of a municipality, in the file being judged or already in the programme folder."""

    ref: RowRef
    received: datetime
    clocked: bool
    timeliness: Timeliness
    missing: int
    contents: Mapping[str, str]
    revised: bool = False
    copy: bool = False
    existing: bool = False


@dataclass(frozen=True, slots=True)
class VersionPlace:
    """What a version is among the others of its municipality."""

    outcome: str
    duplicate_of: RowRef | None = None
    replaces: tuple[RowRef, ...] = ()
    replaced_by: RowRef | None = None
    flags: tuple[str, ...] = ()


def compare_versions(versions: Sequence[ApplicationVersion]) -> dict[RowRef, VersionPlace]:
    """Place the versions of one municipality.

    Args:
        versions: In the order of the file; those that exist already may stand anywhere.

    Returns:
        A place for every version: ``imported``, ``supersedes``, ``superseded`` or ``duplicate``.
    """
    groups = _groups(versions)
    heads = [_fullest(group, versions) for group in groups]
    places: dict[RowRef, VersionPlace] = {}
    last = len(groups) - 1
    for at, (group, head) in enumerate(zip(groups, heads, strict=True)):
        older = tuple(each.ref for each in heads[:at])
        updated = tuple(each.ref for each in group if each.existing and each is not head)
        for each in group:
            if each is not head:
                same = _same(each, head)
                replaced = head.ref if each.existing else None
                places[each.ref] = (
                    VersionPlace("superseded", replaced_by=replaced)
                    if replaced
                    else VersionPlace("duplicate", duplicate_of=head.ref, flags=() if same else ("contents-differ",))
                )
            elif at < last:
                places[each.ref] = VersionPlace("superseded", replaced_by=heads[at + 1].ref)
            elif older or updated:
                places[each.ref] = VersionPlace("supersedes", replaces=(*older, *updated), flags=_late_revision(heads))
            else:
                places[each.ref] = VersionPlace("imported")
    return places


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
