"""The news of a form as an Atom feed (RFC 4287): ids that stay, days as they are dated, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from kvadmin_website.pages.edition import Edition
from kvadmin_website.pages.news_pages import NewsCard
from kvadmin_website.reading.readable_text import readable

#: So many pieces of news are in the feed.
_MOST = 20
FEED = "feed.xml"


def atom_feed(edition: Edition, news: Sequence[NewsCard], address: str) -> bytes:
    """The feed.

    Args:
        edition: The form.
        news: The newest first; at least one.
        address: Where the site is published, with a slash at its end; empty: links are relative to the feed.
    """
    programme = edition.facts.programme
    base = f"{address}{edition.form}/" if address else ""
    root = f"{edition.facts.site.address or 'urn:kvadmin:' + programme.name}/{edition.form}"
    sender = programme.sender.name if programme.sender and programme.sender.name else programme.name
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{edition.form}">',
        f"<title>{escape(programme.name)}: {escape(edition.words['news'].lower())}</title>",
        f"<id>{_id(root)}</id>",
        f"<updated>{_moment(news[0])}</updated>",
        f'<link rel="alternate" type="text/html" hreflang="{edition.form}" href="{escape(base)}index.html"/>',
        *([f'<link rel="self" type="application/atom+xml" href="{escape(base)}{FEED}"/>'] if base else []),
        f"<author><name>{escape(sender)}</name></author>",
    ]
    for each in news[:_MOST]:
        form = f' xml:lang="{each.form}"' if each.form else ""
        parts += [
            f"<entry{form}>",
            f"<title>{escape(each.title)}</title>",
            f"<id>{_id(f'{root}/{each.place}')}</id>",
            f"<published>{_moment(each)}</published>",
            f"<updated>{_moment(each)}</updated>",
            f'<link rel="alternate" type="text/html" href="{escape(base)}{quote(each.place)}.html"/>',
            f"<summary>{escape(each.lead or each.title)}</summary>",
            "</entry>",
        ]
    return readable("\n".join([*parts, "</feed>", ""])).encode()


def _id(text: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"


def _moment(news: NewsCard) -> str:
    return f"{news.day.isoformat()}T00:00:00Z"
