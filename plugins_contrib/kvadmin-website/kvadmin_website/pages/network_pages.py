"""Networks: those of each cohort on a page with its map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kvadmin.api.records import Cohort
from kvadmin_website.pages.edition import Edition, SitePage

_INDEX = "networks/index"


class NetworkCard(NamedTuple):
    """A network: members as number and name, and the advisor where he or she agreed to be named."""

    id: str
    key: str
    name: str
    members: tuple[tuple[str, str], ...]
    advisor: str


class NetworkMap(NamedTuple):
    """A map as a file of the site: where it lies from the top, and its size in pixels."""

    file: str
    width: int
    height: int


def network_place(cohort: str) -> str:
    """The page of the networks of a cohort."""
    return f"networks/{cohort}"


def network_key(cohort: Cohort, network: str) -> str:
    """Id of a network in its page: letters, digits and dashes, each network another."""
    known = [each for each in cohort.id + network if each.isascii() and each.isalnum()]
    return f"n-{''.join(known)}-{sum(map(ord, network))}"


def network_pages(edition: Edition, maps: Mapping[str, NetworkMap]) -> Iterator[SitePage]:
    """The list of cohorts, and a page each.

    Args:
        edition: The form.
        maps: Cohort -> its map.
    """
    facts, words = edition.facts, edition.words
    if not facts.networks:
        return
    groups: dict[str, list[NetworkCard]] = {}
    for each in facts.networks:
        members = sorted(
            (one for one in each.network.members if one in facts.participants and facts.shows(each.cohort.id, one)),
            key=list(facts.participants).index,
        )
        advisor = each.network.advisor if facts.may_name(each.network.advisor) else ""
        key = network_key(each.cohort, each.network.id)
        named = tuple((number, facts.name_of(number)) for number in members)
        groups.setdefault(each.cohort.id, []).append(NetworkCard(each.network.id, key, each.name, named, advisor))
    cohorts = [each for each in facts.cohorts if each.id in groups]
    summary = words["networks_lead"]
    yield SitePage(
        _INDEX, "networks.html", words["networks"], "networks", summary=summary,
        context=lambda: {"cohorts": [(each.title(edition.form), network_place(each.id), groups[each.id])
                                     for each in cohorts]},
    )  # fmt: skip
    for cohort in cohorts:
        yield _page(cohort, groups[cohort.id], maps.get(cohort.id), edition)


def _page(cohort: Cohort, networks: list[NetworkCard], drawn: NetworkMap | None, edition: Edition) -> SitePage:
    title = edition.words.of("networks_of", cohort=cohort.title(edition.form))
    names = " ".join(name for each in networks for name in (each.name, *(town for _, town in each.members)))
    told = edition.words.of("map_of", cohort=cohort.title(edition.form))
    return SitePage(
        network_place(cohort.id), "network.html", title, "networks", (_INDEX,), title, names,
        lambda: {"networks": networks, "map": drawn, "map_alt": told},
    )  # fmt: skip
