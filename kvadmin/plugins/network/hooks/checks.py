"""What ``kvadmin check`` finds in the networks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from kvadmin.api import Finding, Snapshot, tr
from kvadmin.api.records import Networks

from .advisor_checks import advisor_findings
from .line_in_file import line_in_file


def findings(snapshot: Snapshot, today: date) -> list[Finding]:
    """Networks that contradict themselves or the cohort, and what is amiss with advisors, each at its line."""
    found = [found for record in snapshot.all(Networks) for found in _findings_in(snapshot, record)]
    return [*found, *advisor_findings(snapshot, today)]


def _findings_in(snapshot: Snapshot, record: Networks) -> Iterator[Finding]:
    def at(*path: str | int) -> tuple[str, int, int]:
        return line_in_file(snapshot, record, *path)

    counts = Counter(member for each in record.networks for member in each.members)
    ids = Counter(each.id for each in record.networks)
    for index, network in enumerate(record.networks):
        if ids[network.id] > 1:
            yield Finding(
                *at("networks", index, "id"), "network-twice", tr("two networks have the id {id!r}", id=network.id)
            )
        if network.host and network.host not in network.members:
            text = tr("{host} hosts network {id} and is no member of it", host=network.host, id=network.id)
            yield Finding(*at("networks", index, "host"), "network-host", text)
        for place, member in enumerate(network.members):
            if counts[member] > 1:
                text = tr("{member} is in several networks of {cohort}", member=member, cohort=record.cohort)
                yield Finding(*at("networks", index, "members", place), "network-member", text)
