"""The data with the networks as the site shows them, for who draws their map: without members that left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from kvadmin.api.records import Networks
from kvadmin_website.pages.site_facts import SiteFacts

if TYPE_CHECKING:
    from kvadmin.api.records import Record


class ShownNetworks:
    """A snapshot that says everything as it is, and of networks only those members that the site shows.

    Args:
        facts: What there is to show.
    """

    def __init__(self, facts: SiteFacts) -> None:
        self._facts = facts

    def __getattr__(self, name: str) -> Any:
        return getattr(self._facts.data, name)

    def find(self, record: type[Record], key: str = "") -> Any:
        """As :meth:`kvadmin.api.Snapshot.find`."""
        return self._shown(self._facts.data.find(record, key))

    def get(self, record: type[Record], key: str = "") -> Any:
        """As :meth:`kvadmin.api.Snapshot.get`."""
        return self._shown(self._facts.data.get(record, key))

    def _shown(self, record: Any) -> Any:
        if not isinstance(record, Networks):
            return record
        kept = [
            msgspec.structs.replace(
                each, members=[one for one in each.members if self._facts.shows(record.cohort, one)]
            )
            for each in record.networks
        ]
        return msgspec.structs.replace(record, networks=[each for each in kept if each.members])
