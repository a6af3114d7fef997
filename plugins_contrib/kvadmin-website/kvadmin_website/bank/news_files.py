"""The news that there is, by the names of its files and their first lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kvadmin_website.reading.page_file import FORMS, ROOT, PageName, page_of
from kvadmin_website.reading.page_links import heading_id

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

_TITLE = re.compile(r"#[ \t]+(.+?)[ \t]*#*[ \t]*")
#: Letters of the longest name of a file, without its day.
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class NewsEntry:
    """One piece of news: name with its day, form -> title, and the forms that are lacking."""

    name: str
    day: date | None
    titles: Mapping[str, str]
    lacking: tuple[str, ...]


def news_there(data: Snapshot, forms: Sequence[str]) -> list[NewsEntry]:
    """All news, the newest first.

    Args:
        data: The data.
        forms: The forms that the site comes in.
    """
    found: dict[str, dict[str, str]] = {}
    for path in data.files(f"{ROOT}/news"):
        page = page_of(path)
        if page is not None and page[0].kind == "news":
            first = (data.read_file(path) or b"").decode("utf-8-sig", "replace").lstrip().partition("\n")[0]
            titled = _TITLE.fullmatch(first.rstrip("\r"))
            found.setdefault(page[0].name, {})[page[1]] = titled[1] if titled else ""
    return [
        NewsEntry(
            name,
            PageName("news", name).day,
            {form: titles[form] for form in FORMS if form in titles},
            tuple(form for form in forms if form not in titles),
        )
        for name, titles in sorted(found.items(), reverse=True)
    ]


def news_name(title: str, day: date) -> PageName:
    """``2008-06-10-pulje-3-er-tatt-opp``: the day and the title in small letters and figures, cut between words."""
    words = heading_id(title).removeprefix("s-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return PageName("news", f"{day.isoformat()}-{words}")
