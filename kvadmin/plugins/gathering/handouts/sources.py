"""Everything the handouts are made from, read once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kvadmin.api import InvalidData, Session, UnknownName, tr
from kvadmin.api.commands import check_text
from kvadmin.api.documents import PublishedEntries
from kvadmin.api.records import Gathering, Municipality, Programme
from kvadmin.api.wording import Language

from ..cohort_networks import CohortNetworks, network_map
from ..loaded_gathering import LoadedGathering, municipalities_by_number
from ..registrations.roster import Roster, RosterAudience, RosterGrouping
from ..seating_plan import seating_state

#: No text of a person on a handout is longer; what is, was pasted into the wrong place.
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class HandoutSources:
    """What the handouts are made from.

    Args:
        gathering: With those who still come in its table groups.
        shown: The list for the readers of the handouts.
        everybody: Everybody who comes, for the secretariat.
        networks: The networks of the cohort.
        municipalities: The register by number.
        programme: The programme's own record.
        published: What calendars have been told.
        without_table: Ids of those who come and are newer than the seating plan.
        drawing: The map of the networks as SVG, in a language form; asked only when the division is made.
    """

    gathering: Gathering
    shown: Roster
    everybody: Roster
    networks: CohortNetworks
    municipalities: Mapping[str, Municipality]
    programme: Programme
    published: PublishedEntries
    without_table: tuple[str, ...] = ()
    drawing: Callable[[Language], bytes | None] = lambda _language: None


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
        raise UnknownName(tr("there is no file {map_file}", map_file=map_file), where="--map", code="no-such-file")
    everybody = found.roster("name", RosterAudience(staff=True))
    check_roster_texts(everybody)
    gathering = found.with_present_groups()
    return HandoutSources(
        gathering=gathering,
        shown=replace(found.roster(by, audience), gathering=gathering),
        everybody=replace(everybody, gathering=gathering),
        networks=found.networks,
        municipalities=municipalities_by_number(run.data),
        programme=found.programme,
        published=PublishedEntries.of(run.data),
        without_table=tuple(each.id for each in seating_state(found.gathering, found.book.active).without_table),
        drawing=_drawing(run, found, map_file),
    )


def _drawing(run: Session, found: LoadedGathering, map_file: Path | None) -> Callable[[Language], bytes | None]:
    """The map, drawn once for each language form."""

    @cache
    def drawn(language: Language) -> bytes | None:
        return map_file.read_bytes() if map_file is not None else network_map(run, found.networks, language)

    return drawn


def check_roster_texts(found: Roster) -> None:
    """Refuse texts that no handout can carry, naming the person and the field, before anything is made.

    Raises:
        InvalidData: A control character, or a text that is far too long.
    """
    for each in found.entries:
        one = each.person.registration
        for field in ("name", "sort_as", "title", "employer", "party", "municipality_name", "network_name"):
            text = getattr(one, field)
            who = "".join(char if char.isprintable() else "\ufffd" for char in one.name[:60])
            check_text(text, f"{who} ({each.person.id}), {field}")
            if len(text) > _LONGEST:
                raise InvalidData(
                    tr(
                        "{who} ({id}), {field}: a text of {length:,} characters",
                        who=who,
                        id=each.person.id,
                        field=field,
                        length=len(text),
                    ),
                    hint=tr(
                        "shorten it: kvadmin participants set {gathering} {id} {field} TEXT",
                        gathering=found.gathering.id,
                        id=each.person.id,
                        field=field,
                    ),
                )
