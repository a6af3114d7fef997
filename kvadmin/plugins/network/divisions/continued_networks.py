"""Networks that continue older ones: who stays, who moved, and under which number and name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from kvadmin.api import Session, Snapshot, tr
from kvadmin.api.records import Municipality, Network, Networks

from ..solver.places import PlaceSet
from ..solver.repair import Repair
from .division import Division, figure, id_key
from .network_names import names_for
from .stored_networks import free_id


def successors_of(snapshot: Snapshot, record: Networks, here: set[str]) -> dict[str, str]:
    """Members that have become another municipality that is a member now: old number to new."""
    found = {}
    for number in sorted({member for each in record.networks for member in each.members} - here):
        municipality = snapshot.find(Municipality, number)
        heirs = [each for each in (municipality.successors if municipality else []) if each in here]
        if len(heirs) == 1:
            found[number] = heirs[0]
    return found


def continued_record(
    record: Networks, found: Repair, places: PlaceSet, others: Sequence[tuple[str, str]] = ()
) -> Networks:
    """The networks afterwards: one that continues an old one keeps its id, name, advisor and hosts.

    Ids and names of ``others`` are passed over.
    """
    names = names_for(places, found.networks, [name for _, name in others])
    made: list[Network] = []
    for members, old, name in zip(found.networks, found.old_of, names, strict=True):
        if old is None:
            number = free_id(record, [*(number for number, _ in others), *(each.id for each in made)])
            made.append(Network(id=number, name=name, members=list(members)))
            continue
        kept = record.networks[old]
        host = kept.host if kept.host in members else ""
        made.append(msgspec.structs.replace(kept, members=list(members), host=host))
    here = set(places.ids)
    locked = [member for member in record.locked_members if member in here]
    return msgspec.structs.replace(
        record, networks=sorted(made, key=lambda each: id_key(each.id)), locked_members=locked
    )


def change_data(found: Repair) -> dict[str, Any]:
    """Who moved, joined and left, and what freedom would have given, for JSON."""
    more: dict[str, Any] = {
        "moved": list(found.change.moved),
        "joined": list(found.change.joined),
        "left": list(found.change.left),
        "cost": figure(found.cost),
    }
    if found.free is not None and found.free_change is not None:
        more["free"] = {
            "objective": figure(found.free.objective),
            "objective_km": figure(found.free.score.objective_km),
            "moved": list(found.free_change.moved),
            "saves": figure(found.score.objective - found.free.objective),
        }
    return more


def tell_of_change(run: Session, division: Division, found: Repair) -> None:
    """The same in words."""
    here = set(division.places.ids)

    def names(numbers: Sequence[str]) -> str:
        return ", ".join(division.label(each) if each in here else each for each in numbers) or tr("nobody")

    run.info(tr("Left: {names}.", names=names(found.change.left)))
    run.info(tr("Joined: {names}.", names=names(found.change.joined)))
    run.info(tr("Moved: {names}.", names=names(found.change.moved)))
    if found.free is not None and found.free_change is not None:
        saves = found.score.objective - found.free.objective
        run.info(
            tr(
                "Without the limit {number} would move and {saves:.1f} {unit} be saved.",
                number=len(found.free_change.moved),
                saves=saves,
                unit=found.score.unit,
            )
        )
