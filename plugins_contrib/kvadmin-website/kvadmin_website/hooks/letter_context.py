"""What letters may say of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kvadmin_website.bank.example_lookups import in_order, site_of, title_of
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import Example

if TYPE_CHECKING:
    from kvadmin.api import Snapshot


def context(snapshot: Snapshot, municipality: str) -> dict[str, Any]:
    """``website`` of any letter.

    Returns:
        ``address`` of the site; of a letter to one municipality, too: ``examples`` (how many it sent in), ``published``
        (how many of them stand on the site), ``titles`` (of those; nb and nn).
    """
    about: dict[str, Any] = {"address": site_of(snapshot).address}
    if municipality:
        mine = [each for each in in_order(snapshot.all(Example)) if each.municipality == municipality]
        shown = [each for each in mine if is_published(each)]
        about |= {"examples": len(mine), "published": len(shown), "titles": [title_of(each) for each in shown]}
    return {"website": about}
