"""Everything the handouts are made from, read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from kvadmin.api import Session, UnknownName, tr
from kvadmin.api.records import Gathering
from kvadmin.api.wording import Language

from ..calendar import published
from ..handouts.making import Sources, check_people
from ..listing import Audience, Grouping
from ..networks import map_of
from .common import Occasion, programme_of, register_of


def sources_of(
    run: Session, found: Occasion, *, by: Grouping = "network", network: str = "", map_file: Path | None = None
) -> Sources:
    """Read the rest of what the handouts need, and check every text of every person.

    Args:
        run: The session.
        found: The gathering with its people.
        by: What the participant list is grouped by.
        network: Only the people of this network, for its own members.
        map_file: The map of the networks, else the one that lies beside them.

    Raises:
        UnknownName: No such network, or no such file.
        InvalidData: A text that no handout can carry; the person and the field are named.
    """
    audience = Audience(network=found.networks.named(network).id if network else "")
    if map_file is not None and not map_file.is_file():
        raise UnknownName(tr("there is no file {map_file}", map_file=map_file), where="--map")
    everybody = found.listing("name", Audience(staff=True))
    check_people(everybody)
    gathering = published(found.with_present_groups(), found.programme, run.today)
    return Sources(
        gathering=gathering,
        shown=replace(found.listing(by, audience), gathering=gathering),
        everybody=replace(everybody, gathering=gathering),
        networks=found.networks,
        municipalities=register_of(run.data),
        programme=found.programme,
        drawing=_drawing(run, found, map_file),
    )


def _drawing(run: Session, found: Occasion, map_file: Path | None) -> Callable[[Language], bytes | None]:
    """The map, drawn once for each language form."""

    @cache
    def drawn(language: Language) -> bytes | None:
        return map_file.read_bytes() if map_file is not None else map_of(run, found.networks, language)

    return drawn


def publish(run: Session, before: Gathering) -> None:
    """Keep the number of the calendar entry, when a gathering was changed by hand since calendars were told."""
    after = published(before, programme_of(run.data), run.today)
    if after != before:
        change = run.transaction()
        change.update(after)
        run.commit(change)
