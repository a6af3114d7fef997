"""The pages that a new site begins with: true of every such programme, to be written on by the secretariat.

What the site says by itself stands in none of them: the partners, how the secretariat is reached, the five steps.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from kvadmin.api.records import Programme
from kvadmin.api.wording import day
from kvadmin_website.reading.page_file import FORMS, PageName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kvadmin.api import Snapshot

#: Names of the pages that a site has, in the order of its menu.
STARTER_NAMES = (
    "about",
    "agreement",
    "partners",
    "secretariat",
    "theme-care",
    "theme-sick-leave",
    "theme-upbringing",
    "theme-tripartite",
    "tools",
    "research",
    "links",
)
_PROGRAMME = {"nb": "Programmet", "nn": "Programmet"}
_PERIOD = {"nb": " Det varer fra {first} til {last}.", "nn": " Det varer frå {first} til {last}."}


def starter_pages(data: Snapshot) -> Iterator[tuple[str, bytes]]:
    """Path and content of every page, in both forms.

    Args:
        data: Whose programme it is, for its name and its period.
    """
    programme = data.find(Programme)
    folder = files("kvadmin_website.bank") / "starter"
    for name in STARTER_NAMES:
        for form in FORMS:
            text = (folder / f"{name}.{form}.md").read_text(encoding="utf-8")
            filled = {
                "{programme}": _plain(programme.name) if programme else _PROGRAMME[form],
                "{period}": _period(programme, form),
            }
            for blank, value in filled.items():
                text = text.replace(blank, value)
            yield PageName("page", name).path(form), text.encode()


def _plain(text: str) -> str:
    """A name with the signs that Markdown would take for markup made harmless."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|!" else each for each in text)


def _period(programme: Programme | None, form: str) -> str:
    if programme is None or programme.start is None or programme.end is None:
        return ""
    first, last = (day(each, "nn" if form == "nn" else "nb") for each in (programme.start, programme.end))
    return _PERIOD[form].format(first=first, last=last)
