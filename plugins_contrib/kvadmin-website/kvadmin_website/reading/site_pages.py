"""All Markdown pages of the programme folder, in both forms, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from kvadmin.api import InvalidData, tr
from kvadmin.api.records import Gathering, MunicipalityOutline, Programme
from kvadmin_website.reading.markdown_page import MarkdownPage, read_markdown, read_page
from kvadmin_website.reading.page_file import FILES, KINDS, ROOT, PageName, page_of
from kvadmin_website.reading.page_links import PageLink
from kvadmin_website.reading.symbolic_links import link_of
from kvadmin_website.records import THEMES, Example, Website

if TYPE_CHECKING:
    from kvadmin.api import Snapshot

#: A gathering of this kind is a visit to one municipality, which is between it and the secretariat.
PRIVATE = "visit"
#: The records of the folder, which are no pages.
_RECORDS = (f"{ROOT}/site.yaml", f"{ROOT}/examples/")
#: Pages that have something to say of their own.
_STANDING = ("index", "secretariat", "tools", "send-in")


class PageFault(NamedTuple):
    """What is wrong with a page. ``line`` is 0 where it is about the whole file.

    ``kind``: ``bad-name``, ``bad-encoding``, ``no-title``, ``dead-link``, ``refused-link``, ``no-alternative``,
    ``symbolic-link``, ``same-name``.
    """

    path: str
    line: int
    kind: str
    text: str

    @property
    def where(self) -> str:
        """``file:line``."""
        return f"{self.path}:{self.line}" if self.line else self.path


@dataclass(frozen=True)
class SitePages:
    """The pages that are there.

    Args:
        pages: Page -> form -> its text.
        examples: Every example of the knowledge bank by id, with its text in the forms that it has.
        files: Path of every file below ``website/files``, composed (NFC) -> as it lies in the folder.
        towns: Numbers of the register.
        unread: What could not be read as a page.
        standing: Pages that the site has whether or not anybody has written on them.
        meetings: Ids of the gatherings that have a page, which visits have not.
    """

    pages: Mapping[PageName, Mapping[str, MarkdownPage]]
    examples: Mapping[str, tuple[Example, Mapping[str, MarkdownPage]]]
    files: Mapping[str, str]
    towns: frozenset[str]
    unread: Sequence[PageFault]
    standing: frozenset[str]
    meetings: frozenset[str]

    def of_kind(self, kind: str) -> list[PageName]:
        """The pages of one kind, by name."""
        return sorted(each for each in self.pages if each.kind == kind)

    def lacking(self, forms: Sequence[str]) -> Iterator[tuple[PageName, str]]:
        """Every page with a form that it is not written in."""
        for name in sorted(self.pages):
            for form in forms:
                if form not in self.pages[name]:
                    yield name, form

    def texts(self) -> Iterator[MarkdownPage]:
        """Every text, those of the examples too."""
        for name in sorted(self.pages):
            yield from (self.pages[name][form] for form in sorted(self.pages[name]))
        for key in sorted(self.examples):
            texts = self.examples[key][1]
            yield from (texts[form] for form in sorted(texts))

    def leads_somewhere(self, link: PageLink, page: MarkdownPage) -> bool:
        """Whether what a link names is there (and published); addresses elsewhere are not asked."""
        if link.kind == "example":
            return link.target in self.examples and is_published(self.examples[link.target][0])
        known: Mapping[str, Container[str]] = {
            "anchor": page.anchors, "file": self.files, "municipality": self.towns, "gathering": self.meetings,
        }  # fmt: skip
        if link.kind in known:
            return (link.fragment if link.kind == "anchor" else link.target) in known[link.kind]
        name = PageName(link.kind, link.target)
        return (
            link.kind in ("external", "mail")
            or name in self.pages
            or (name.kind == "page" and name.name in self.standing)
        )

    def faults(self) -> Iterator[PageFault]:
        """All that is wrong with the pages themselves, in the order of their files."""
        yield from self.unread
        for page in self.texts():
            if not page.title and page_of(page.path):
                yield PageFault(page.path, 1, "no-title", tr("the page does not begin with a title: # Title"))
            for link in page.links:
                if link.kind == "refused":
                    yield PageFault(page.path, link.line, "refused-link", _refused(link))
                elif not self.leads_somewhere(link, page):
                    text = tr("{address} leads nowhere", address=link.address)
                    yield PageFault(page.path, link.line, "dead-link", text)
                if not link.picture and not link.text and link.kind != "refused":
                    text = tr("the link to {address} has no words, and is left out", address=link.address)
                    yield PageFault(page.path, link.line, "no-alternative", text)
                if link.picture and not link.text:
                    text = tr("the picture {address} has no text alternative: ![what it shows]({address})",
                              address=link.address)  # fmt: skip
                    yield PageFault(page.path, link.line, "no-alternative", text)


def is_published(example: Example) -> bool:
    """Whether an example may be shown: published by the secretariat, and its sender has agreed and not taken it back.

    Consent that is newer than the day it was taken back counts again.
    """
    agreed, back = example.consent, example.withdrawn
    return example.status == "published" and agreed is not None and (back is None or back < agreed)


def is_shown(example: Example, today: date) -> bool:
    """Whether an example is on the site of a day: published and agreed to by then."""
    days = (example.consent, example.published)
    return is_published(example) and all(each is None or each <= today for each in days)


def read_site(data: Snapshot, links: frozenset[str] = frozenset()) -> SitePages:
    """The pages of the programme folder.

    Args:
        data: The data.
        links: Symbolic links (:func:`~kvadmin_website.reading.symbolic_links.links_below`), which are passed over.
    """
    pages: dict[PageName, dict[str, MarkdownPage]] = {}
    files: dict[str, str] = {}
    unread: list[PageFault] = [_of_link(each) for each in sorted(links)]
    folded: dict[str, str] = {}
    gatherings = data.all(Gathering)
    meetings = {each.id for each in gatherings}
    open_to_all = frozenset(each.id for each in gatherings if each.kind != PRIVATE)
    for path in data.files(ROOT):
        if links and link_of(path, links):
            continue
        if path.startswith(f"{FILES}/"):
            other = folded.setdefault(normalize("NFC", path).casefold(), path)
            if other != path:  # one file where names that differ in case, or in how letters are composed, are one
                unread.append(PageFault(path, 0, "same-name", tr("the name is, but for its case, that of {path}",
                                                                 path=other)))  # fmt: skip
                continue
            files[normalize("NFC", path)] = path
            continue
        if path.startswith(_RECORDS) or path.rpartition("/")[2].startswith("."):
            continue
        found = page_of(path)
        if found is None or _is_about_nothing(found[0], meetings):
            unread.append(PageFault(path, 0, "bad-name", _bad_name(found)))
            continue
        name, form = found
        try:
            pages.setdefault(name, {})[form] = read_page(data.read_file(path) or b"", path, form)
        except InvalidData as error:
            unread.append(PageFault(path, 0, "bad-encoding", error.message))
    for name in [name for name, forms in pages.items() if not forms]:
        del pages[name]  # none of its forms could be read
    towns = frozenset(each.number for each in data.outlines(MunicipalityOutline))
    examples = {each.id: (each, _texts(each)) for each in data.all(Example)}
    return SitePages(pages, examples, files, towns, unread, _standing(data), open_to_all)


def _standing(data: Snapshot) -> frozenset[str]:
    site, programme = data.find(Website), data.find(Programme)
    partners = (site and site.partners) or (programme and programme.parties)
    return frozenset((*_STANDING, "partners") if partners else _STANDING)


def _is_about_nothing(name: PageName, meetings: Container[str]) -> bool:
    """Whether there is no such gathering or theme."""
    if name.kind == "gathering":
        return name.name not in meetings
    prefix, _, theme = name.name.partition("-")
    return name.kind == "page" and prefix == "theme" and theme not in THEMES


def _texts(example: Example) -> dict[str, MarkdownPage]:
    path = f"{ROOT}/examples/{example.id}.yaml"
    return {form: read_markdown(text, path, form) for form, text in sorted(example.text.items()) if text.strip()}


def _of_link(path: str) -> PageFault:
    text = tr("a symbolic link: what it leads to is not shown; put the file itself there")
    return PageFault(path, 0, "symbolic-link", text)


def _bad_name(found: tuple[PageName, str] | None) -> str:
    if found and found[0].kind == "gathering":
        return tr("there is no gathering {id!r}", id=found[0].name)
    if found:
        return tr("the themes are {themes}", themes=", ".join(THEMES))
    places = ", ".join(f"{ROOT}/{folder}" for folder in KINDS)
    return tr(
        "the name says no page: NAME.nb.md or NAME.nn.md in small letters, in {places}; news begin with their day",
        places=places,
    )


def _refused(link: PageLink) -> str:
    if link.target == "outside-folder":
        return tr("{address} leads out of the folder website", address=link.address)
    if link.target == "scheme":
        return tr("{address} is no address that a public page may have", address=link.address)
    if link.picture:
        return tr("{address} is no picture below website/files", address=link.address)
    return tr("{address} is neither a page nor a file of the site", address=link.address)
