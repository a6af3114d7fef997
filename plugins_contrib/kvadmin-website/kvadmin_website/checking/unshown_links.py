"""Links to what is there, and not on the site: a municipality that takes no part, news of a day to come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kvadmin.api import tr
from kvadmin_website.pages.site_facts import SiteFacts
from kvadmin_website.reading.page_file import PageName
from kvadmin_website.reading.site_pages import PageFault


def unshown_links(facts: SiteFacts) -> Iterator[PageFault]:
    """Every such link: the site has its words without a link.

    Returns:
        Faults of the kinds ``dead-link`` (a municipality) and ``link-to-come`` (news, which mend themselves).
    """
    for page in facts.pages.texts():
        for link in page.links:
            if link.kind == "municipality" and link.target in facts.pages.towns - facts.participants.keys():
                text = tr("{address} is a municipality that the site does not show", address=link.address)
                yield PageFault(page.path, link.line, "dead-link", text)
            name = PageName(link.kind, link.target)
            if link.kind == "news" and name in facts.pages.pages and (name.day or date.min) > facts.today:
                text = tr("{address} is news of a day to come: until then its words have no link", address=link.address)
                yield PageFault(page.path, link.line, "link-to-come", text)
