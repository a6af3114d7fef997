"""``gathering renew-networks``: when the cohort was split again before the gathering."""

from __future__ import annotations

import typer

from kvadmin.api import Session, session, tr

from ..loaded_gathering import LoadedGathering, load_gathering
from ..registrations.outdated_networks import outdated_networks
from .arguments import GatheringArgument


def renew_networks(ctx: typer.Context, gathering: GatheringArgument) -> None:
    """Take everybody's network anew from the split of today; nothing else of the registrations changes.

    Example: kvadmin gathering renew-networks 2008-08-27-oppstart
    """
    run = session(ctx)
    found = load_gathering(run, gathering)
    for person in outdated_networks(found.book, found.networks):
        network = found.networks.of(person.municipality)
        found.book.change(
            person,
            network=network.id if network else "",
            network_name=network.name if network else "",
            changed=run.today,
        )
    change = run.transaction()
    found.book.write(change)
    run.commit(change)


def warn_of_outdated_networks(run: Session, found: LoadedGathering) -> None:
    """Say so when the handouts of a gathering to come show networks that are not today's."""
    if found.gathering.end >= run.today and (old := outdated_networks(found.book, found.networks)):
        run.warn(
            tr(
                "{people} people stand with a network that is not today's: kvadmin gathering renew-networks {id}",
                people=len(old),
                id=found.gathering.id,
            )
        )
