"""What a site that was built shows, and what the site on the web shows that it may no longer."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from kvadmin.api import UsageError, tr
from kvadmin_website.building.site_folder import MANIFEST, listed_files
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import Example, Website

#: Where the pages of examples lie below each language form.
_BANK = "bank"
#: Pages there that are of no example.
_OWN = ("index", "send")


def example_pages(folder: Path) -> dict[str, list[str]]:
    """Id of an example -> its pages in a site that was built.

    Args:
        folder: Where the site lies.

    Raises:
        UsageError: No site lies there.
    """
    listed = listed_files(folder / MANIFEST)
    if not listed:
        raise UsageError(
            tr("{folder} holds no site that was built", folder=folder),
            hint=tr("`kvadmin website build --out DIR`"),
            code="no-such-file",
        )
    found: dict[str, list[str]] = {}
    for name in sorted(listed):
        path = PurePosixPath(name)
        if path.suffix == ".html" and path.parent.name == _BANK and path.stem not in _OWN:
            found.setdefault(path.stem, []).append(name)
    return found


def sites_still_showing(site: Website, example: Example) -> list[str]:
    """Addresses of sites that show an example which may not be shown any more.

    An empty address stands for a site of which nobody has noted that it was put on the web.
    """
    if is_published(example) or example.published is None:
        return []
    if not site.live:
        return [""]
    return [address for address, shown in site.live.items() if example.id in shown]
