"""Which file is which page: ``pages/NAME.FORM.md``, ``news/DAY-SLUG.FORM.md``, ``gatherings/ID.FORM.md``."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

#: Everything of the site lies below this folder of the programme.
ROOT = "website"
#: Pictures and presentations lie below this one.
FILES = f"{ROOT}/files"
#: Language forms that a page may come in.
FORMS = ("nb", "nn")
#: Folder below :data:`ROOT` -> kind of its pages.
KINDS = {"pages": "page", "news": "news", "gatherings": "gathering"}

_FOLDERS = {kind: folder for folder, kind in KINDS.items()}
_NAME = re.compile(r"(?P<name>[^/]+)\.(?P<form>[a-z]{2})\.md")
_DATED = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)")
#: What the name of an extra page may be: it becomes the name of a file on the web.
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PageName(NamedTuple):
    """What a page is, apart from its language form: ``kind`` is page, news or gathering.

    The name of a news page has its day in front.
    """

    kind: str
    name: str

    @property
    def day(self) -> date | None:
        """The day of a news page."""
        found = _DATED.fullmatch(self.name) if self.kind == "news" else None
        return date.fromisoformat(found["day"]) if found else None

    def path(self, form: str) -> str:
        """Where it lies in the programme folder."""
        return f"{ROOT}/{_FOLDERS[self.kind]}/{self.name}.{form}.md"


def page_of(path: str) -> tuple[PageName, str] | None:
    """Which page a file is, and in which form; None when its name says neither.

    Args:
        path: Relative to the programme folder.
    """
    folder, _, file = path.removeprefix(f"{ROOT}/").rpartition("/")
    found = _NAME.fullmatch(file)
    kind = KINDS.get(folder)
    if found is None or kind is None or found["form"] not in FORMS:
        return None
    name = PageName(kind, found["name"])
    if kind == "page" and not _PLAIN.fullmatch(name.name):
        return None
    if kind == "news" and not _is_dated(name.name):
        return None
    return name, found["form"]


def _is_dated(name: str) -> bool:
    found = _DATED.fullmatch(name)
    try:
        return bool(found and date.fromisoformat(found["day"]))
    except ValueError:
        return False
