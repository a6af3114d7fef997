"""Which sites were built, and which examples each of them shows: what is published cannot be taken back in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from kvadmin_website.bank.example_lookups import keep_site, site_of
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import Example, Website

if TYPE_CHECKING:
    from kvadmin.api import Session


def note_built(run: Session, place: str) -> None:
    """Note that a site was built, with the examples that it shows; the same again is no change.

    Args:
        run: The session, after the files have been written.
        place: Where it lies, as it was typed.
    """
    shown = tuple(sorted(each.id for each in run.data.all(Example) if is_published(each)))
    site = site_of(run.data)
    if site.built.get(place, ()) == shown:
        return
    built = {**site.built, place: shown}
    change = run.transaction()
    keep_site(change, run.data, msgspec.structs.replace(site, built={each: built[each] for each in sorted(built)}))
    run.commit(change)


def sites_still_showing(site: Website, example: Example) -> list[str]:
    """Where sites lie that show an example which may not be shown (any more).

    An empty name stands for a site of which nobody has noted that it was built.
    """
    if is_published(example) or example.published is None:
        return []
    if not site.built:
        return [""]
    return [place for place, shown in site.built.items() if example.id in shown]
