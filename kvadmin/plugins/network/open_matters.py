"""What of a cohort's networks waits for a person, each with the command that settles it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from shlex import quote

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem
from kvadmin.api.records import Cohort, Network, Networks

#: The size of networks in the field's own experience: they meet at one table.
_SIZE = "4..8"
#: How long after it has begun a cohort is still to be split.
_NEW = timedelta(days=365)
#: The fewest members that make a network of that size.
_LEAST = 4


def without_networks(cohort: Cohort, today: date) -> Iterator[ActionItem]:
    """A cohort that has been admitted and never split; one that has gone on for a year without is left alone."""
    members = cohort.holders_on(today)
    if cohort.kind != "cohort" or len(members) < _LEAST:
        return
    if min(each.start for each in cohort.memberships) + _NEW < today:
        return
    text = tr("{id}: {number} municipalities are in no network yet", id=cohort.id, number=len(members))
    command = f"kvadmin network split {quote(cohort.id)} --size {_SIZE}"
    due = cohort.start if cohort.start and cohort.start >= today else None
    yield ActionItem(text, command, due, key="networks-missing", about=cohort.id)


def changed_members(record: Networks, gone: list[str], new: list[str]) -> Iterator[ActionItem]:
    """The networks hold others than those who have a place now."""
    where = {"cohort": record.cohort, "gone": len(gone), "left": ", ".join(gone)}
    where |= {"count": len(new), "new": ", ".join(new)}
    if gone and new:
        text = tr("{cohort}: {gone} left ({left}); {count} without a network ({new})", **where)
    elif gone:
        text = tr("{cohort}: {gone} left ({left})", **where)
    else:
        text = tr("{cohort}: {count} without a network ({new})", **where)
    if gone or new:
        command = f"kvadmin network repair {quote(record.cohort)}"
        yield ActionItem(text, command, key="network-members-changed", about=record.cohort)


def open_networks(record: Networks, meeting: Sequence[Network], *, can_be_assigned: bool) -> Iterator[ActionItem]:
    """Networks without an advisor, and those of which nobody is to host the next meeting.

    Args:
        record: The networks.
        meeting: Those that still meet.
        can_be_assigned: Capacities and languages let every network without an advisor get one.
    """
    if not record.networks:
        return
    word = quote(record.cohort)
    alone = [each for each in record.networks if not each.advisor]
    if alone and not record.advisors:
        text = tr("{cohort}: no advisor is noted for its networks", cohort=record.cohort)
        command = f"kvadmin network advisor set {word} NAME --home NUMBER --capacity {len(alone)}"
        yield ActionItem(text, command, key="advisors-missing", about=record.cohort)
    elif alone:
        text = tr("{cohort}: {number} networks have no advisor", cohort=record.cohort, number=len(alone))
        command = f"kvadmin network advisor give {word} {quote(alone[0].id)} NAME --anyway"
        if can_be_assigned:
            command = f"kvadmin network advisor assign {word} --keep"
        yield ActionItem(text, command, key="networks-without-advisor", about=record.cohort)
    hostless = [each for each in meeting if not each.host]
    if not hostless:
        return
    text = tr(
        "{cohort}: in {number} networks nobody is to host the next meeting", cohort=record.cohort, number=len(hostless)
    )
    # `--next` lets the turn go on where somebody has it, so it is asked of all only when nobody has.
    which = "" if len(hostless) == len(record.networks) else f" --network {quote(hostless[0].id)}"
    command = f"kvadmin network host {word}{which} --next"
    yield ActionItem(text, command, key="networks-without-host", about=record.cohort)
