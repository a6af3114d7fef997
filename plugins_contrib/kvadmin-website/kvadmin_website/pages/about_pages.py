"""About the programme, the agreement, the partners and the secretariat; and pages of no kind of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kvadmin.api.records import Networks
from kvadmin_website.pages.edition import Edition, SitePage
from kvadmin_website.pages.example_cards import shortened
from kvadmin_website.reading.page_file import PageName

#: Pages that stand somewhere else than under what the programme is about.
_ELSEWHERE = ("index", "about", "agreement", "partners", "secretariat", "tools", "research", "links", "send-in")
_ABOUT = "about/index"


class Colleague(NamedTuple):
    """Somebody of the secretariat, or an advisor; name, e-mail and telephone only of who agreed to be named."""

    role: str
    name: str = ""
    email: str = ""
    phone: str = ""
    networks: tuple[str, ...] = ()


def about_pages(edition: Edition) -> Iterator[SitePage]:
    """Those that there is something to say on; the first of them leads to the others."""
    words = edition.words
    yield from _text_page(edition, "about", _ABOUT, "about", template="about.html")
    yield from _text_page(edition, "agreement", "about/agreement", "about", (_ABOUT,))
    partners = partner_names(edition)
    if partners or _has(edition, "partners"):
        yield SitePage(
            "about/partners", "partners.html", _title(edition, "partners"), "about", (_ABOUT,),
            words["partners_lead"], " ".join(partners),
            lambda: {"text": edition.text("page", "partners", "about/partners"), "partners": partners},
        )  # fmt: skip
    yield SitePage(
        "about/secretariat", "secretariat.html", _title(edition, "secretariat"), "about", (_ABOUT,),
        words["office"], context=lambda: _secretariat(edition),
    )  # fmt: skip
    for name in edition.facts.pages.of_kind("page"):
        if name.name not in _ELSEWHERE and not name.name.startswith("theme-"):
            yield from _text_page(edition, name.name, f"about/{name.name}", "about", (_ABOUT,))


def text_pages(edition: Edition) -> Iterator[SitePage]:
    """Research, and links."""
    for name in ("research", "links"):
        yield from _text_page(edition, name, name, name)


def partner_names(edition: Edition) -> tuple[str, ...]:
    """The parties behind the programme: as the site has them, else as the programme has them."""
    return edition.facts.site.partners or tuple(each.name for each in edition.facts.programme.parties)


def _has(edition: Edition, name: str) -> bool:
    return PageName("page", name) in edition.facts.pages.pages


def _title(edition: Edition, name: str) -> str:
    """The heading that a page was given, else the standing word."""
    forms = edition.facts.pages.pages.get(PageName("page", name), {})
    page = forms.get(edition.form)
    return page.title if page and page.title else edition.words.every.get(name, name)


def _text_page(
    edition: Edition, name: str, place: str, section: str, parents: tuple[str, ...] = (), template: str = "article.html"
) -> Iterator[SitePage]:
    forms = edition.facts.pages.pages.get(PageName("page", name))
    if not forms:
        return
    page, other = edition.pick(forms)
    title, title_form = _title(edition, name), ""
    if other and name not in edition.words.every:
        title, title_form = page.title or name, other
    yield SitePage(
        place, template, title, section, parents, shortened(page.lead), page.words,
        lambda: {"text": edition.text("page", name, place)}, title_form=title_form,
    )  # fmt: skip


def _secretariat(edition: Edition) -> Mapping[str, Any]:
    return {
        "text": edition.text("page", "secretariat", "about/secretariat"),
        "staff": [_colleague(each, edition) for each in edition.facts.site.staff],
        "advisors": _advisors(edition),
    }


def _colleague(each: Any, edition: Edition) -> Colleague:
    role = (each.nn if edition.form == "nn" else each.nb) or each.nb
    return Colleague(role, each.name, each.email, each.phone) if edition.facts.may_name(each.name) else Colleague(role)


def _advisors(edition: Edition) -> list[Colleague]:
    """The advisors that agreed to be named, each with the networks; the others are nobody."""
    facts = edition.facts
    found: dict[str, list[str]] = {}
    for cohort in facts.cohorts:
        record = facts.data.find(Networks, cohort.id)
        for each in record.advisors if record else ():
            if facts.may_name(each.name):
                found.setdefault(each.name, [])
    for local in facts.networks:
        if local.network.advisor in found:
            found[local.network.advisor].append(local.name)
    return [Colleague(edition.words["advisor"], name, networks=tuple(names)) for name, names in sorted(found.items())]
