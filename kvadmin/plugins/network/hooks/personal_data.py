"""What the networks hold on a person: the advisors."""

from __future__ import annotations

from typing import Any

from kvadmin.api import Snapshot, tr
from kvadmin.api.hooks import PersonalData
from kvadmin.api.records import Networks


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
            if network.advisor == name:
                network.advisor, network.advisor_anyway = "", False
        transaction.update(record)

    return erase
