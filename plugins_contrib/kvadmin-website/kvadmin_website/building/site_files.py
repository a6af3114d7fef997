"""Every file of the site, made in memory: pages in each form, feeds, the search, pictures, and what pages link to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kvadmin.api import InvalidData, tr
from kvadmin_website.building.picture_metadata import without_metadata
from kvadmin_website.building.shown_networks import ShownNetworks
from kvadmin_website.figures.agreed_figures import AgreedFigures, all_indicators
from kvadmin_website.look.dot_map import DotMap
from kvadmin_website.look.rendering import own_file, render
from kvadmin_website.pages.about_pages import about_pages, text_pages
from kvadmin_website.pages.atom_feed import FEED, atom_feed
from kvadmin_website.pages.edition import Edition, SitePage, up_from
from kvadmin_website.pages.gathering_pages import gathering_pages
from kvadmin_website.pages.municipality_pages import municipality_pages
from kvadmin_website.pages.network_pages import NetworkMap, network_pages
from kvadmin_website.pages.news_pages import news_cards, news_pages
from kvadmin_website.pages.page_menu import PageMenu
from kvadmin_website.pages.page_words import FORM_NAMES, MONTHS
from kvadmin_website.pages.search_page import search_index, search_pages
from kvadmin_website.pages.site_facts import SiteFacts
from kvadmin_website.pages.start_page import start_pages
from kvadmin_website.pages.theme_pages import theme_pages
from kvadmin_website.pages.tool_pages import bank_pages, tool_pages
from kvadmin_website.reading.page_file import FILES, FORMS, ROOT

if TYPE_CHECKING:
    from kvadmin.api import Session

_STATIC = ("site.css", "site.js", "mark.svg")
_MAP = "network-map"
_AXES = (b"width", b"height")
_SIZE = re.compile(rb'\s(?:width|height)="([\d.]+)"')


@dataclass
class SiteFiles:
    """What a build has made.

    Args:
        files: Path from the top of the site -> content.
        pages: Pages of each form.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)


class SiteBuilder:
    """The site of a programme.

    Args:
        run: The session.
        facts: What there is to show.
        address: Where it is published, with a slash at its end; empty: nowhere that it needs to know.
    """

    def __init__(self, run: Session, facts: SiteFacts, address: str) -> None:
        self._run, self._facts, self._address = run, facts, address
        self._forms = [each for each in facts.site.languages if each in FORMS] or list(FORMS)
        self._figures = AgreedFigures(run.data, all_indicators(run), facts.today)
        self._dots = DotMap(each.town for each in facts.participants.values())
        self._used: set[str] = set()
        self._made = SiteFiles()

    def build(self) -> SiteFiles:
        """Every file.

        Raises:
            InvalidData: Two pages would be one file where names that differ in case alone are one.
        """
        for name in _STATIC:
            self._put(f"static/{name}", own_file(name))
        if not self._dots.is_empty:
            self._put("static/dots.svg", self._dots.svg())
        maps = self._maps()
        for form in self._forms:
            self._edition(Edition(form, self._facts, self._used), maps)
        for path in sorted(self._used):
            content = self._run.data.read_file(self._facts.pages.files[path]) or b""
            self._put(path.removeprefix(f"{ROOT}/"), without_metadata(path, content))
        self._put("index.html", render("choose.html", self._choice()))
        return self._made

    def _put(self, name: str, content: bytes) -> None:
        self._made.files[name] = content

    def _maps(self) -> dict[str, NetworkMap]:
        """Cohort -> the map of its networks, drawn once, in the first form."""
        found: dict[str, NetworkMap] = {}
        for cohort in dict.fromkeys(each.cohort.id for each in self._facts.networks):
            drawn = self._drawn(cohort)
            if drawn is not None:
                file = f"static/map-{cohort}.svg"
                size = [round(float(each)) for each in _SIZE.findall(drawn.partition(b">")[0])[:2]]
                found[cohort] = NetworkMap(file, *(size if len(size) == len(_AXES) else (990, 1200)))
                self._put(file, drawn)
        return found

    def _drawn(self, cohort: str) -> bytes | None:
        asked = {"name": _MAP, "key": cohort, "language": self._forms[0]}
        answers = self._run.call("kvadmin_pictures", snapshot=ShownNetworks(self._facts), **asked)
        return next((drawn for _, drawn in answers if drawn is not None), None)

    def _edition(self, edition: Edition, maps: Mapping[str, NetworkMap]) -> None:
        pages = [
            *start_pages(edition),
            *about_pages(edition),
            *municipality_pages(edition, self._figures, self._dots),
            *network_pages(edition, maps),
            *gathering_pages(edition),
            *theme_pages(edition),
            *tool_pages(edition),
            *bank_pages(edition),
            *text_pages(edition),
            *news_pages(edition),
        ]
        menu = PageMenu(pages, edition.words)
        pages += search_pages(edition, lambda: {"parts_of_site": _parts(pages, menu, edition)})
        _check_names(pages)
        edition.places = {each.name for each in pages}
        news = news_cards(edition)
        frame = self._frame(edition, bool(news))
        for each in pages:
            self._put(f"{edition.form}/{each.file}", self._page(each, edition, menu, frame))
        self._put(f"static/index-{edition.form}.js", search_index(edition, pages))
        if news:
            self._put(f"{edition.form}/{FEED}", atom_feed(edition, news, self._address))
        self._made.pages[edition.form] = len(pages)

    def _page(self, page: SitePage, edition: Edition, menu: PageMenu, frame: Mapping[str, Any]) -> bytes:
        up = up_from(page.name)
        values = {
            **frame,
            "page": page,
            "up": up,
            "top": f"{up}../",
            "menu": menu.items(page),
            "crumbs": menu.crumbs(page),
            "siblings": menu.siblings(page),
            "full_address": f"{self._address}{edition.form}/" if self._address else "",
            **page.context(),
        }
        return render(page.template, values)

    def _frame(self, edition: Edition, feed: bool) -> Mapping[str, Any]:
        return {
            "w": edition.words.every,
            "say": edition.words.of,
            "months": MONTHS,
            "lists": edition.words.lists,
            "day": edition.day,
            "form": edition.form,
            "form_names": FORM_NAMES,
            "others": [each for each in self._forms if each != edition.form],
            "programme": self._facts.programme,
            "sender": self._facts.programme.sender,
            "feed": FEED if feed else "",
            "has_dots": not self._dots.is_empty,
            "dot_map": self._dots,
            "places": edition.places,
        }

    def _choice(self) -> Mapping[str, Any]:
        return {
            "programme": self._facts.programme,
            "forms": self._forms,
            "form_names": FORM_NAMES,
            "first": self._forms[0],
        }


def _parts(pages: Sequence[SitePage], menu: PageMenu, edition: Edition) -> list[tuple[str, list[SitePage]]]:
    """All pages by part of the site, the start page and the search left out."""
    return [(edition.words[key], [each for each in pages if each.section == key]) for key in menu.parts]


def _check_names(pages: Sequence[SitePage]) -> None:
    """Refuse two pages that are one file on a system where case does not count.

    Raises:
        InvalidData: With both names.
    """
    seen: dict[str, str] = {}
    for each in pages:
        other = seen.setdefault(each.name.casefold(), each.name)
        if other is not each.name:
            raise InvalidData(
                tr("two pages would be the same file: {one} and {other}", one=other, other=each.name),
                where=f"{FILES.partition('/')[0]}", code="bad-name",
            )  # fmt: skip
