"""The public site of the programme: what the plugin declares."""

from __future__ import annotations

from kvadmin.api import Command, hookimpl
from kvadmin.api.hooks import Collection, Reference

_SECTION = "The website"


@hookimpl
def kvadmin_commands() -> list[Command]:
    """``website``; each command is imported when it runs."""
    here = "kvadmin_website.commands"
    return [
        Command(
            "website",
            "The public site: build, check, news, the knowledge bank.",
            section=_SECTION,
            commands=(Command("build", "Write the site into a folder.", f"{here}.build:build"),),
        )
    ]


@hookimpl
def kvadmin_collections() -> list[Collection]:
    """The site itself, and the examples of the knowledge bank."""
    return [
        Collection("website", "website/site.yaml", "kvadmin_website.records:Website", help="The public site."),
        Collection(
            "examples",
            "website/examples/{id}.yaml",
            "kvadmin_website.records:Example",
            help="The knowledge bank.",
            references=(Reference("municipality", "municipalities"),),
        ),
    ]
