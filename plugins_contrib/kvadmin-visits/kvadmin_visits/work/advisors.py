"""Who speaks with municipalities: one person however the name is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kvadmin.api import UnknownName, tr
from kvadmin.api.records import Networks
from kvadmin.api.wording import fold, near_names, spoken_name
from kvadmin_visits.records import Visit

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def name_key(name: str) -> str:
    """What is the same for ``Kari Nordmann``, ``kari  nordmann`` and ``Nordmann, Kari``."""
    return fold(spoken_name(name))


class Advisors:
    """The names by which advisors are known.

    Args:
        visits: Whose ``who`` counts, the spelling that most of them have before others.
        data: Where the advisors of networks stand; their spelling comes first. None: of the visits alone.
    """

    def __init__(self, visits: Iterable[Visit], data: Snapshot | None = None) -> None:
        spelled: dict[str, Counter[str]] = {}
        for name, number in Counter(each.who for each in visits if each.who).items():
            spelled.setdefault(name_key(name), Counter())[name] += number
        self.names = {
            key: min(several, key=lambda name, of=several: (-of[name], name))  # type: ignore[misc]
            for key, several in spelled.items()
        }
        if data is not None:
            for record in data.all(Networks):
                for name in (*(each.name for each in record.advisors), *(each.advisor for each in record.networks)):
                    if name:
                        self.names[name_key(name)] = name

    def spelling(self, name: str) -> str:
        """The name as it is known already; as it was typed where it is not."""
        return self.names.get(name_key(name), name)

    def known(self, name: str) -> bool:
        """Whether somebody has the name."""
        return name_key(name) in self.names

    def near(self, name: str) -> dict[str, str]:
        """Names that may have been meant."""
        return near_names(name, sorted(self.names.values()))

    def find(self, name: str, where: str) -> str:
        """The key of a name that somebody has, in any spelling.

        Raises:
            UnknownName: Nobody has it.
        """
        if not self.known(name):
            raise UnknownName(
                tr("nobody of the name {name!r} has noted anything", name=name),
                where=where,
                hint=tr("`kvadmin visit load` lists them"),
                near=self.near(name),
                code="unknown-advisor",
            )
        return name_key(name)
