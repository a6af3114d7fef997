"""Networks: the split of a cohort, its explanation, its repair, advisors, map and handouts."""

from __future__ import annotations

from kvadmin.api import Collection, Command, hookimpl

_HERE = "kvadmin.plugins.network.commands"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``network``."""
    return [
        Command(
            "network",
            "Split a cohort into local networks, explain the split and keep it up to date.",
            section="Networks",
            commands=(Command("split", "Split a cohort, or places from a file.", f"{_HERE}.split:split"),),
        )
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """The networks of each cohort."""
    return [
        Collection(
            "networks",
            "networks/{cohort}.yaml",
            "kvadmin.model.network:Networks",
            "The split of a cohort into networks.",
        )
    ]
