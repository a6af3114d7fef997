"""Everything that is wrong with the site as far as nothing outside need be asked: each with file, line and code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from kvadmin.api import Finding, tr
from kvadmin.api.records import Gathering, MunicipalityOutline, Programme
from kvadmin.api.wording import near_names
from kvadmin_website.bank.example_lookups import site_of
from kvadmin_website.bank.personal_traits import traits_in
from kvadmin_website.bank.publishing_rules import lacking
from kvadmin_website.bank.starter_pages import STARTER_NAMES
from kvadmin_website.checking.example_places import example_line
from kvadmin_website.checking.heading_levels import headings_of, out_of_order
from kvadmin_website.checking.page_persons import of_the_secretariat, person_findings
from kvadmin_website.checking.unshown_links import unshown_links
from kvadmin_website.pages.site_facts import SiteFacts
from kvadmin_website.reading.page_file import ROOT, PageName
from kvadmin_website.reading.readable_text import UNREADABLE
from kvadmin_website.reading.site_pages import SitePages, is_published, is_shown, read_site
from kvadmin_website.records import THEMES, Example

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: What the reading of pages finds -> code, and how bad it is.
_FAULTS = {
    "bad-name": ("web-page-name", "error"),
    "bad-encoding": ("web-not-utf8", "error"),
    "no-title": ("web-no-title", "error"),
    "dead-link": ("web-dead-link", "error"),
    "refused-link": ("web-refused-link", "error"),
    "no-alternative": ("web-no-alternative", "error"),
    "symbolic-link": ("web-symbolic-link", "error"),
    "same-name": ("web-same-name", "error"),
    "link-to-come": ("web-news-to-come", "info"),
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEWS = f"{ROOT}/news/"
_PAGES = f"{ROOT}/pages/"


def findings(data: Snapshot, today: date) -> list[Finding]:
    """All findings, in the order of files and lines; none while there is no site."""
    if not data.files(ROOT):
        return []
    return page_findings(data, read_site(data), today)


def page_findings(data: Snapshot, pages: SitePages, today: date) -> list[Finding]:
    """All findings of pages that have been read.

    Args:
        data: The programme folder.
        pages: Its pages.
        today: The reference date.
    """
    found = [
        *_faults(data, pages, today),
        *_forms(data, pages),
        *_names(pages),
        *_anchors(data, pages),
        *_files(pages),
        *_gatherings(data, pages),
        *_days(pages, today),
        *_examples(data, pages, today),
        *_page_texts(data, pages),
        *_example_texts(data, pages),
        *_agreed(data),
    ]
    return sorted(set(found))


def _faults(data: Snapshot, pages: SitePages, today: date) -> Iterator[Finding]:
    unshown = unshown_links(SiteFacts(data, pages, today)) if data.find(Programme) else ()
    for each in (*pages.faults(), *unshown):
        code, severity = _FAULTS[each.kind]
        path, line, text, hint = each.path, each.line, each.text, None
        if each.kind == "bad-name" and path.startswith(_NEWS):
            written = _DAY.match(path.removeprefix(_NEWS))
            if written and not _is_day(written[0]):
                code, text = "web-news-date", tr("{day} is no day that there is", day=written[0])
        elif each.kind == "bad-name":
            hint = _hint_of_name(path)
        if each.kind == "dead-link":
            hint = _hint_of_dead(pages, text)
        yield Finding(*_place(data, path, line), code, text, hint, severity)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _hint_of_name(path: str) -> str | None:
    """The page of the menu whose name is nearest to that of a file."""
    near = near_names(path.rpartition("/")[2].partition(".")[0], STARTER_NAMES) if path.startswith(_PAGES) else {}
    return tr("is it {names}?", names=", ".join(near)) if near else None


def _hint_of_dead(pages: SitePages, text: str) -> str | None:
    """The page or file whose name is nearest to what a dead link says."""
    address = text.split(" ", 1)[0].partition("#")[0].rpartition("/")[2]
    known = {f"{each.name}.md" for each in pages.pages} | {each.rpartition("/")[2] for each in pages.files}
    near = near_names(address, sorted(known)) if address else {}
    return tr("is it {names}?", names=", ".join(near)) if near else None


def _place(data: Snapshot, path: str, line: int) -> tuple[str, int, int]:
    """Path, line and column; of an example the line counts in its file, not in its text."""
    if path.startswith(f"{ROOT}/examples/") and line:
        return (path, *example_line(data, path, line))
    return path, line, 1 if line else 0


def _forms(data: Snapshot, pages: SitePages) -> Iterator[Finding]:
    forms = site_of(data).languages
    for name, form in pages.lacking(forms):
        has = next(iter(sorted(pages.pages[name])))
        text = tr("the page lacks its form in {form}", form=form)
        hint = tr("write {path}", path=name.path(form))
        yield Finding(name.path(has), 0, 0, "web-one-form", text, hint, "warning")
    for key in sorted(pages.examples):
        example, texts = pages.examples[key]
        for form in forms:
            if is_published(example) and form not in texts:
                text = tr("the example lacks its form in {form}", form=form)
                hint = f"kvadmin website example text {key} FILE --form {form}"
                yield Finding(_file(example), 0, 0, "web-one-form", text, hint, "warning")


def _file(example: Example) -> str:
    return f"{ROOT}/examples/{example.id}.yaml"


def _names(pages: SitePages) -> Iterator[Finding]:
    """Pages of another name than those of the menu, where it is nearly one of those: ``abaut``."""
    for name in pages.of_kind("page"):
        if name.name in STARTER_NAMES:
            continue
        near = near_names(name.name, [each for each in STARTER_NAMES if PageName("page", each) not in pages.pages])
        for form in sorted(pages.pages[name]) if near else ():
            text = tr("the page {name} is none of the menu", name=name.name)
            hint = tr("is it {names}?", names=", ".join(near))
            yield Finding(name.path(form), 0, 0, "web-page-name", text, hint, "warning")


def _anchors(data: Snapshot, pages: SitePages) -> Iterator[Finding]:
    """Links to a heading of another page that has no such heading, in the form that a reader of the page gets."""
    for page in pages.texts():
        for link in page.links:
            texts = pages.pages.get(PageName(link.kind, link.target)) if link.fragment else None
            if not texts or link.kind == "anchor":
                continue
            target = texts.get(page.form) or next(iter(texts.values()))
            if link.fragment not in target.anchors:
                text = tr("{address} names a heading that {path} does not have",
                          address=link.address, path=target.path)  # fmt: skip
                yield Finding(*_place(data, page.path, link.line), "web-dead-anchor", text)


def _files(pages: SitePages) -> Iterator[Finding]:
    linked = {link.target for page in pages.texts() for link in page.links if link.kind == "file"}
    for path in sorted(pages.files):
        if path not in linked and not path.rpartition("/")[2].startswith("."):
            text = tr("no page links to the file")
            yield Finding(pages.files[path], 0, 0, "web-unlinked-file", text, None, "warning")


def _gatherings(data: Snapshot, pages: SitePages) -> Iterator[Finding]:
    """Pages of gatherings that the site does not show: visits are between a municipality and the secretariat."""
    visits = {each.id for each in data.all(Gathering) if each.kind == "visit"}
    for name in pages.of_kind("gathering"):
        for form in sorted(pages.pages[name]) if name.name in visits else ():
            text = tr("a visit is not on the site, so nobody sees the page")
            yield Finding(name.path(form), 0, 0, "web-hidden-gathering", text, None, "warning")


def _days(pages: SitePages, today: date) -> Iterator[Finding]:
    for name in pages.of_kind("news"):
        if name.day is not None and name.day > today:
            text = tr("the news is of a day to come, and is not shown before")
            for form in sorted(pages.pages[name]):
                yield Finding(name.path(form), 0, 0, "web-news-to-come", text, None, "info")


def _examples(data: Snapshot, pages: SitePages, today: date) -> Iterator[Finding]:
    """Examples that say that they are published, and may not be."""
    for key in sorted(pages.examples):
        example, _ = pages.examples[key]
        if example.status == "published":
            for word, text in lacking(data, example):
                code = "web-no-consent" if word == "consent" else "web-example-lacks"
                told = tr("the example is published, and {what}", what=text)
                yield Finding(_file(example), 0, 0, code, told)
        if is_published(example) and not is_shown(example, today):
            told = tr("the example is published, and its consent or its first day on the site is still to come")
            yield Finding(_file(example), 0, 0, "web-no-consent", told)
        if example.theme and example.theme not in THEMES:
            text = tr("there is no theme {theme!r}", theme=example.theme)
            near = near_names(example.theme, THEMES)
            words = ", ".join(near or THEMES)
            hint = tr("is it {names}?", names=words) if near else tr("one of {words}", words=words)
            yield Finding(_file(example), 0, 0, "web-theme", text, hint)


def _page_texts(data: Snapshot, pages: SitePages) -> Iterator[Finding]:
    """What is to be seen in the text of a page itself: headings, emptiness, persons."""
    ours = of_the_secretariat(data)
    for name in sorted(pages.pages):
        for form in sorted(pages.pages[name]):
            page = pages.pages[name][form]
            text = (data.read_file(page.path) or b"").decode("utf-8-sig")
            yield from person_findings(page.path, text, ours)
            for line, told in out_of_order(headings_of(text), titled=bool(page.title)):
                yield Finding(page.path, line, 1, "web-heading-order", told, None, "warning")
            for number, line in enumerate(text.split("\n"), 1):
                if hidden := UNREADABLE.search(line):
                    told = tr(
                        "a character that nobody sees; the site leaves it out: {code}", code=f"U+{ord(hidden[0]):04X}"
                    )
                    yield Finding(page.path, number, hidden.start() + 1, "web-hidden-character", told, None, "warning")
            if page.is_empty:
                yield Finding(page.path, 0, 0, "web-no-text", tr("nothing is written below the title"), None, "warning")


def _example_texts(data: Snapshot, pages: SitePages) -> Iterator[Finding]:
    """The same of the examples on the site, whose addresses and names were asked about when they were published."""
    for key in sorted(pages.examples):
        example, texts = pages.examples[key]
        for form in sorted(texts) if is_published(example) else ():
            for each in traits_in(example.text[form]):
                if each.kind == "identity-number":
                    yield Finding(*_place(data, _file(example), each.line), "web-identity-number", each.said())
            for line, told in out_of_order(headings_of(example.text[form]), titled=False):
                yield Finding(*_place(data, _file(example), line), "web-heading-order", told, None, "warning")


def _agreed(data: Snapshot) -> Iterator[Finding]:
    """Municipalities of the site's own record that the register does not have."""
    site = site_of(data)
    known: Collection[str] = {each.number for each in data.outlines(MunicipalityOutline)}
    for number in sorted({*site.agreed, *site.themes} - set(known)):
        text = tr("the register has no municipality {number}", number=number)
        yield Finding(f"{ROOT}/site.yaml", 0, 0, "web-unknown-municipality", text)
