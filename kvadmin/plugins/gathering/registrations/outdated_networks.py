"""Who stands with a network that is not today's: the cohort was split again, or a network has another name."""

from __future__ import annotations

from ..cohort_networks import CohortNetworks
from .registration_book import CANCELLED, RegisteredPerson, RegistrationBook


def outdated_networks(book: RegistrationBook, networks: CohortNetworks) -> list[RegisteredPerson]:
    """Those whose network was noted, and is another today."""
    return [
        each
        for each in book.people
        if each.municipality
        and each.registration.network
        and each.registration.status != CANCELLED
        and networks.networks
        and _today(networks, each) != (each.registration.network, each.registration.network_name)
    ]


def _today(networks: CohortNetworks, person: RegisteredPerson) -> tuple[str, str]:
    network = networks.of(person.municipality)
    return (network.id, network.name) if network else ("", "")
