"""What ``kvadmin check`` and ``kvadmin status`` say about networks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from kvadmin.api import Finding, Snapshot, tr
from kvadmin.api.hooks import ActionItem, PersonalData, StatusSection
from kvadmin.api.records import Cohort, Networks


def findings(snapshot: Snapshot) -> list[Finding]:
    """Networks that contradict themselves or the cohort, each at its line."""
    return [found for record in snapshot.all(Networks) for found in _of(snapshot, record)]


def _of(snapshot: Snapshot, record: Networks) -> Iterator[Finding]:
    def at(*path: str | int) -> tuple[str, int, int]:
        where = snapshot.where(Networks, record.cohort, path)
        file, line, column = where.rsplit(":", 2) if where.count(":") >= 2 else (where, "0", "0")
        return file, int(line), int(column)

    if snapshot.find(Cohort, record.cohort) is None:
        yield Finding(*at("cohort"), "network-cohort", f"there is no cohort {record.cohort!r}")
    counts = Counter(member for each in record.networks for member in each.members)
    ids = Counter(each.id for each in record.networks)
    advisors = {each.name for each in record.advisors}
    for index, network in enumerate(record.networks):
        if ids[network.id] > 1:
            yield Finding(*at("networks", index, "id"), "network-twice", f"two networks have the id {network.id!r}")
        if network.advisor and network.advisor not in advisors:
            text = f"network {network.id} has the advisor {network.advisor!r}, whom {record.cohort} does not know"
            yield Finding(*at("networks", index, "advisor"), "network-advisor", text, "kvadmin network advisor set")
        if network.host and network.host not in network.members:
            text = f"{network.host} hosts network {network.id} and is no member of it"
            yield Finding(*at("networks", index, "host"), "network-host", text)
        for place, member in enumerate(network.members):
            if counts[member] > 1:
                text = f"{member} is in several networks of {record.cohort}"
                yield Finding(*at("networks", index, "members", place), "network-member", text)


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Per cohort how many networks, and whether they still fit its members."""
    lines, actions = [], []
    for record in snapshot.all(Networks):
        inside = {member for each in record.networks for member in each.members}
        group = snapshot.find(Cohort, record.cohort)
        members = set(group.holders_on(today)) if group is not None else inside
        lines.append(
            tr(
                "{cohort}: {number} networks, {number2} municipalities",
                cohort=record.cohort,
                number=len(record.networks),
                number2=len(inside),
            )
        )
        gone, new = sorted(inside - members), sorted(members - inside)
        if gone or new:
            parts = [f"{len(gone)} left ({', '.join(gone)})"] if gone else []
            parts += [f"{len(new)} without a network ({', '.join(new)})"] if new else []
            actions.append(
                ActionItem(f"{record.cohort}: {'; '.join(parts)}", f"kvadmin network repair {record.cohort}")
            )
    return [StatusSection(tr("Networks"), tuple(lines), tuple(actions))] if lines else []


def held_on(snapshot: Snapshot, name: str) -> list[PersonalData]:
    """Advisors of that name."""
    found = []
    for record in snapshot.all(Networks):
        for advisor in record.advisors:
            if name and advisor.name.casefold() == name.casefold():
                fields = {"name": advisor.name, "home": advisor.municipality, "languages": ", ".join(advisor.languages)}
                found.append(
                    PersonalData(
                        tr("advisor of networks in {cohort}", cohort=record.cohort),
                        fields,
                        _eraser(record, advisor.name),
                    )
                )
    return found


def _eraser(record: Networks, name: str) -> Any:
    def erase(transaction: Any) -> None:
        record.advisors = [each for each in record.advisors if each.name != name]
        for network in record.networks:
            network.advisor = "" if network.advisor == name else network.advisor
        transaction.update(record)

    return erase
