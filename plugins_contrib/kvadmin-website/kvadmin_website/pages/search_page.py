"""The search: its page, and an index as a script, for a page that was opened from a folder may read nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kvadmin.api.wording import fold_plain
from kvadmin_website.pages.edition import Edition, SitePage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

#: So much of the words of a page is searched.
_MOST = 4000


def search_pages(edition: Edition, listed: Callable[[], Mapping[str, Any]]) -> Iterator[SitePage]:
    """The page of the search; ``listed`` makes the list of all pages."""
    yield SitePage("search", "search.html", edition.words["search"], context=listed)


def search_index(edition: Edition, pages: Iterable[SitePage]) -> bytes:
    """The index: a row per page with its file, title, part of the site, summary, and folded words to look in."""
    rows = []
    for each in pages:
        if each.name == "search":
            continue
        section = edition.words.every.get(each.section, "")
        words = fold_plain(f"{each.title} {section} {each.summary} {each.words}")[:_MOST]
        rows.append([each.file, each.title, section, each.summary, " ".join(dict.fromkeys(words.split()))])
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.siteIndex={text};\n".encode()
