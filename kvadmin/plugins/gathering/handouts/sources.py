"""Everything the handouts are made from, read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from kvadmin.api import Session, UnknownName, tr
from kvadmin.api.records import Gathering
from kvadmin.api.wording import Language

from ..calendar import with_current_calendar
from ..cohort_networks import network_map
from ..loaded_gathering import LoadedGathering, municipalities_by_number, programme_of
from ..registrations.roster import RosterAudience, RosterGrouping
from .catalogue import HandoutSources, check_printable


def read_handout_sources(
    run: Session,
    found: LoadedGathering,
    *,
    by: RosterGrouping = "network",
    network: str = "",
    map_file: Path | None = None,
) -> HandoutSources:
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
    audience = RosterAudience(network=found.networks.named(network).id if network else "")
    if map_file is not None and not map_file.is_file():
        raise UnknownName(tr("there is no file {map_file}", map_file=map_file), where="--map")
    everybody = found.roster("name", RosterAudience(staff=True))
    check_printable(everybody)
    gathering = with_current_calendar(found.with_present_groups(), found.programme, run.today)
    return HandoutSources(
        gathering=gathering,
        shown=replace(found.roster(by, audience), gathering=gathering),
        everybody=replace(everybody, gathering=gathering),
        networks=found.networks,
        municipalities=municipalities_by_number(run.data),
        programme=found.programme,
        drawing=_drawing(run, found, map_file),
    )


def _drawing(run: Session, found: LoadedGathering, map_file: Path | None) -> Callable[[Language], bytes | None]:
    """The map, drawn once for each language form."""

    @cache
    def drawn(language: Language) -> bytes | None:
        return map_file.read_bytes() if map_file is not None else network_map(run, found.networks, language)

    return drawn


def save_calendar_number(run: Session, before: Gathering) -> None:
    """Keep the number of the calendar entry, when a gathering was changed by hand since calendars were told."""
    after = with_current_calendar(before, programme_of(run.data), run.today)
    if after != before:
        change = run.transaction()
        change.update(after)
        run.commit(change)
