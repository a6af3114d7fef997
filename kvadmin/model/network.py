"""The split of a cohort into networks: who meets whom, who advises them, and how the split was made."""

# Without `from __future__ import annotations`: each would be compiled when it is asked for, at every start.

from datetime import date
from typing import ClassVar

from kvadmin.model.record import Part, Record


class Network(Part, kw_only=True):
    """A local network. ``advisor`` is the name of an advisor, ``host`` the member whose turn it is to host.

    ``hosted`` lists members that have hosted on days nobody noted, oldest first; those whose day is known stand in
    :attr:`Networks.hostings`. ``locked`` keeps the network as it is in later splits and repairs. ``advisor_anyway``:
    the advisor was given knowing that he or she does not work in the language of most members.
    """

    id: str
    name: str = ""
    members: list[str] = []
    advisor: str = ""
    advisor_anyway: bool = False
    host: str = ""
    hosted: list[str] = []
    locked: bool = False
    note: str = ""


class Advisor(Part, kw_only=True):
    """A person who follows up to ``capacity`` networks, from a home place: a municipality, or degrees in WGS84.

    ``capacity`` counts the networks of all cohorts together: the same name in several cohorts is one person.
    ``languages`` are those of :attr:`LANGUAGES` that he or she works in; none means any.
    """

    #: The written forms of Norwegian that networks ask for, and other languages worth noting of a person.
    LANGUAGES: ClassVar[tuple[str, ...]] = (
        "bokmal", "nynorsk", "northern-sami", "lule-sami", "southern-sami", "kven", "english",
    )  # fmt: skip

    name: str
    capacity: int = 1
    municipality: str = ""
    lat: float | None = None
    lon: float | None = None
    languages: list[str] = []


class Hosting(Part, kw_only=True):
    """A member hosted its network's meeting on a day; ``gathering`` is its id, where it was a gathering.

    Added in version 0.2.
    """

    municipality: str
    on: date
    gathering: str = ""


class SplitDistances(Part, kw_only=True):
    """What a split was measured by. Added in version 0.2.

    Args:
        by: ``great-circle``, ``file`` (:attr:`SplitSettings.distances`) or ``plugin``.
        plugin: The plugin that gave the distances.
        version: Its version then.
        unit: ``km``, ``min`` or what the plugin calls it.
    """

    by: str
    plugin: str = ""
    version: str = ""
    unit: str = "km"


class SplitSettings(Part, kw_only=True):
    """How the split was asked for, so that it can be made again and repaired under the same rules.

    Rules are kept as they were typed after their option (``0101,0104``, ``county=2``). ``objective`` and
    ``bound`` are kilometres as text with two decimals; ``bound_scope`` is all, candidates or empty.
    ``measured`` is what the distances were (None: not recorded, as in splits made before version 0.2).
    ``minimised`` is what was typed after ``--objective`` (empty: the sum over all pairs), ``target`` the size that
    networks were to be near.
    """

    size: str
    networks: int | None = None
    target: int | None = None
    minimised: str = ""
    together: list[str] = []
    apart: list[str] = []
    max_per: list[str] = []
    min_per: list[str] = []
    balance: list[str] = []
    theme: str = ""
    max_distance: str = ""
    distances: str = ""
    measured: SplitDistances | None = None
    seed: int = 0
    as_of: date | None = None
    made: date | None = None
    objective: str = ""
    objective_km: str = ""
    bound: str = ""
    bound_scope: str = ""


class Networks(Record, kw_only=True):
    """The networks of one cohort, with advisors, locks and the settings of the split.

    ``hostings`` says who hosted when; it stands with the cohort, so that a new split forgets nobody's turn.
    """

    collection: ClassVar[str] = "networks"

    cohort: str
    networks: list[Network] = []
    advisors: list[Advisor] = []
    locked_members: list[str] = []
    hostings: list[Hosting] = []
    settings: SplitSettings | None = None
    note: str = ""

    def network_of(self, municipality: str) -> Network | None:
        """The network that a municipality is in, or None."""
        return next((each for each in self.networks if municipality in each.members), None)
