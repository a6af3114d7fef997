"""The site's part of ``kvadmin status``."""

from __future__ import annotations

from datetime import date
from shlex import quote
from typing import TYPE_CHECKING

from kvadmin.api import tr
from kvadmin.api.hooks import ActionItem, StatusFigure, StatusSection
from kvadmin_website.bank.built_sites import sites_still_showing
from kvadmin_website.bank.example_lookups import in_order, site_of, title_of
from kvadmin_website.bank.news_files import news_there
from kvadmin_website.reading.page_file import ROOT, page_of
from kvadmin_website.reading.site_pages import is_published
from kvadmin_website.records import Example

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: Days after which the newest news is old: three months.
OLD_DAYS = 92


def sections(snapshot: Snapshot, today: date) -> list[StatusSection]:
    """Pages, news and examples, with what is left undone; nothing while there is no site."""
    paths = snapshot.files(ROOT)
    if not paths:
        return []
    examples = in_order(snapshot.all(Example))
    forms = site_of(snapshot).languages
    pages: dict[object, set[str]] = {}
    for path in paths:
        if found := page_of(path):
            pages.setdefault(found[0], set()).add(found[1])
    one_form = sum(not has.issuperset(forms) for has in pages.values())
    shown = sum(map(is_published, examples))
    line = tr(
        "pages and news: {pages}; examples: {examples}, {shown} of them on the site",
        pages=len(pages), examples=len(examples), shown=shown,
    )  # fmt: skip
    actions = [*_of_examples(examples), *_still_shown(snapshot, examples)]
    if one_form:
        text = tr("Pages and news that lack a language form: {number}", number=one_form)
        actions.append(ActionItem(text, "kvadmin website check", key="pages-one-form"))
    actions += _of_news(snapshot, today)
    figures = (
        StatusFigure("site-pages", len(pages)),
        StatusFigure("examples", len(examples)),
        StatusFigure("examples-on-site", shown),
    )
    return [StatusSection(tr("The website"), (line,), tuple(actions), figures)]


def _of_examples(examples: list[Example]) -> list[ActionItem]:
    """Examples that wait for somebody: to be read, to be agreed to, to be published."""
    unread = [each for each in examples if each.status == "received"]
    read = [each for each in examples if each.status == "reviewed"]
    unasked = [each for each in read if each.consent is None and each.withdrawn is None]
    ready = [each for each in read if each.consent is not None]
    found = []
    if unread:
        text = tr("Examples that nobody has read: {number}", number=len(unread))
        found.append(ActionItem(text, "kvadmin website example list --status received", key="examples-unread"))
    for key, text, several, word in (
        ("examples-without-consent", tr("Examples whose sender has not agreed yet: {number}", number=len(unasked)),
         unasked, "consent"),
        ("examples-ready", tr("Examples that can be published: {number}", number=len(ready)), ready, "publish"),
    ):  # fmt: skip
        if several:
            one = f"kvadmin website example {word} {quote(several[0].id)}"
            every = "kvadmin website example list --status reviewed"
            found.append(ActionItem(text, one if len(several) == 1 else every, key=key))
    return found


def _still_shown(snapshot: Snapshot, examples: list[Example]) -> list[ActionItem]:
    """Examples that the site on the web shows, and may no longer."""
    site = site_of(snapshot)
    found = []
    for each in examples:
        for address in sites_still_showing(site, each):
            about = {"id": each.id, "title": title_of(each)}
            if address:
                text = tr("{address} shows {id} {title} still: build it again and publish it", address=address, **about)
            else:
                day = each.published
                text = tr(
                    "a site built since {day} shows {id} {title}: build it again and publish it", day=day, **about
                )
            command = "kvadmin website published DIR"
            found.append(ActionItem(text, command, urgent=True, key="example-still-shown", about=each.id))
    for address, shown in site.live.items():  # those that were removed altogether
        for key in sorted({*shown} & site.removed.keys()):
            text = tr("{address} shows {id} still, which was removed: build it again and publish it",
                      address=address, id=key)  # fmt: skip
            command = "kvadmin website published DIR"
            found.append(ActionItem(text, command, urgent=True, key="example-still-shown", about=key))
    return found


def _of_news(snapshot: Snapshot, today: date) -> list[ActionItem]:
    days = [each.day for each in news_there(snapshot, ()) if each.day is not None and each.day <= today]
    if not days or (today - max(days)).days <= OLD_DAYS:
        return []
    text = tr("The newest news is of {day}", day=max(days))
    return [ActionItem(text, "kvadmin website news new TITLE", key="news-old")]
