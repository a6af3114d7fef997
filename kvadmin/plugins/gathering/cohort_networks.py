"""The networks of a gathering's cohort: which one a municipality is in, and who advises it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kvadmin.api import KvadminError, PluginFailure, UnknownName, tr
from kvadmin.api.records import Gathering, Network, Networks
from kvadmin.api.wording import Language, near_names

if TYPE_CHECKING:
    from kvadmin.api import Session, Snapshot


@dataclass(frozen=True, slots=True)
class CohortNetworks:
    """Networks by id and by member; empty while the cohort is not split."""

    networks: dict[str, Network] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    cohort: str = ""

    def of(self, municipality: str | None) -> Network | None:
        """The network a municipality is in."""
        found = self.members.get(municipality or "")
        return self.networks.get(found) if found else None

    def named(self, text: str) -> Network:
        """The network with that id, or that name.

        Raises:
            UnknownName: There is none; the message lists those there are.
        """
        found = self.networks.get(text) or next((each for each in self.networks.values() if each.name == text), None)
        if found is None:
            known = [f"{each.id} {each.name}".strip() for each in self.networks.values()]
            hint = (
                tr("the networks are: {known}", known=", ".join(known))
                if known
                else tr("the cohort has not been split into networks")
            )
            raise UnknownName(
                tr("there is no network {text!r}", text=text),
                hint=hint,
                near=near_names(text, {each.id: each.name for each in self.networks.values()}),
                code="unknown-network",
            )
        return found


def networks_of_cohort(snapshot: Snapshot, gathering: Gathering) -> CohortNetworks:
    """The networks of the gathering's cohort; without a cohort, those of the only cohort that has any."""
    try:
        records = snapshot.all(Networks)
    except UnknownName:  # the plugin that keeps networks is switched off: there are none
        return CohortNetworks()
    mine = [each for each in records if gathering.cohort in ("", each.cohort)]
    if len(mine) != 1:
        return CohortNetworks()
    networks = {each.id: each for each in mine[0].networks}
    return CohortNetworks(
        networks, {number: each.id for each in mine[0].networks for number in each.members}, mine[0].cohort
    )


def network_map(run: Session, networks: CohortNetworks, language: Language) -> bytes | None:
    """The map of the networks: the file ``networks/<cohort>.svg``, else what a plugin draws, else none."""
    if not networks.cohort:
        return None
    own = run.data.read_file(f"networks/{networks.cohort}.svg")
    if own is not None:
        return own
    asked = {"name": "network-map", "key": networks.cohort, "language": language}
    try:
        drawn = list(run.call("kvadmin_pictures", snapshot=run.data, **asked))
    except PluginFailure:
        raise
    except KvadminError as error:  # the handout is needed all the same
        run.warn(tr("the network division has no map: {message}", message=error.message))
        return None
    return next((picture for _, picture in drawn if picture is not None), None)
